"""Names are kept, also where they begin a sentence, and the first word of a sentence is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.guard.judge import judge
from cleanup.guard.known import Known
from cleanup.guard.names import is_near_name, keeps_names
from tests.guard.judging import house, only, versions

#: The document around, and a change that exchanges, loses or makes up a name.
LOST = [
    ("", "{Tokayev|Putin} said so."),
    ("", "{Paris|London} is full."),
    ("", "It rained. {Paris|London} is full."),
    ("", "“{Paris|London} is full,” he said."),
    ("", "{Iran|Iraq} denied it."),
    ("", "Talks with {Austria|Australia} went on."),
    ("", "{Maria’s|Anna’s} house burned."),
    ("", "{Tokayev|The president} said so."),
    ("", "{The president|Tokayev} said so."),
    ("", "{He|Putin} said so."),
    ("", "{NATO|Moscow} said so."),
    ("", "{Pro-Russian|Pro-Ukrainian} groups left."),
    ("", "Reporters met {Galkin|Galikin} in May."),
    ("They met Brook. Then Brook left. ", "{Brook|Field} said so."),
    ("", "{May|Merkel} said so."),
]
#: The document around, and a change that leaves the names alone.
KEPT = [
    ("", "{Officials|Officers} said so."),
    ("", "{Goverment|Government} officials left."),
    ("", "{Prices rised|Prices rose} in spring."),
    ("", "{Meanwhile|By now}, Paris is full."),
    ("", "It rained. {Brook|Stream} water is cold."),
    ("", "{This|It} is late."),
    ("", "{European|Europe} wants it."),
    ("", "{Putn|Putin} said so."),
    ("They met Tokayev. Tokayev left. ", "{Tokaev|Tokayev} said so."),
    ("", "{Monday was a holiday|A holiday was Monday}."),
    ("They crossed a brook. The brook is at Brook. ", "{Brook|Stream} water is cold."),
]


def keeps(document: str, marked: str) -> bool:
    return keeps_names(only(marked), Known(document + versions(marked)[0]))


@pytest.mark.parametrize(("document", "marked"), LOST)
def test_a_name_is_lost(document: str, marked: str) -> None:
    assert not keeps(document, marked)


@pytest.mark.parametrize(("document", "marked"), KEPT)
def test_names_are_kept(document: str, marked: str) -> None:
    assert keeps(document, marked)


@pytest.mark.parametrize(("marked", "near"), [("{Novka|Novak} left.", True), ("{May|Thatcher} left.", False)])
def test_a_name_that_is_spelt_otherwise(marked: str, near: bool) -> None:
    assert is_near_name(only(marked)) is near


NAMES = ["Tokayev", "Putin", "Paris", "London", "Merkel", "Astana", "Johnson", "NATO", "Nazarbayev", "Obama", "Kherson"]
ORDINARY = ["Officials", "Farmers", "Critics", "Everyone", "Doctors", "Neighbours", "Drivers", "Teachers", "Experts"]
#: What stands before the first word of a sentence, and what follows it.
HEADS = ["", "It rained all day. ", "“", "It was late: ", "It was late.\n", "Is it late? ", "(", "He left!” “"]
TAILS = [" said it was late.", "’s answer was late.", ", who came late, left.", " and the others left.", " left."]
PLACES = st.tuples(st.sampled_from(HEADS), st.sampled_from(TAILS))


def guarded(place: tuple[str, str], old: str, new: str) -> list[str]:
    """The classes of what is proposed where one word takes the place of another."""
    passage, answer = (word.join(place) for word in (old, new))
    return [one.name for one in judge(passage, answer, house(passage)).proposals if not one.touches]


@given(PLACES, st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
def test_no_name_at_the_head_of_a_sentence_is_exchanged(place: tuple[str, str], names: list[str]) -> None:
    assert guarded(place, *names) == []


@given(PLACES, st.sampled_from(NAMES), st.sampled_from(ORDINARY), st.booleans())
def test_none_is_lost_or_made_up(place: tuple[str, str], name: str, word: str, lost: bool) -> None:
    assert guarded(place, *((name, word) if lost else (word, name))) == []


@given(PLACES, st.lists(st.sampled_from(ORDINARY), min_size=2, max_size=2, unique=True))
def test_an_ordinary_first_word_may_change(place: tuple[str, str], some: list[str]) -> None:
    assert guarded(place, *some) == ["word-choice"]


@given(PLACES, st.sampled_from(ORDINARY), st.integers(0, 4))
def test_a_misspelt_first_word_may_be_corrected(place: tuple[str, str], word: str, at: int) -> None:
    misspelt = word[: at + 1] + word[at].lower() + word[at + 1 :]
    assert guarded(place, misspelt, word) == ["spelling"]
