"""What is read off the words of a text is what reading the whole text would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.detectors import repetition
from cleanup.detectors.consistency import honorifics, names
from cleanup.detectors.sentences import lost_spaces, split_paragraphs, stop_before_capital
from cleanup.detectors.verbs import coordinated
from cleanup.matching import FullText
from cleanup.matching.doubled_words import Doublings
from cleanup.matching.filters import Paragraph
from cleanup.matching.policy import POLICY
from cleanup.matching.triggers import Watch
from cleanup.matching.view import View
from cleanup.text.segments import occurrences

WORDS = ["Tokaev", "Assad", "Al", "the", "The", "no", "well", "very", "é", "École", "Mr", "İ", "ſ", "_", "1"]
SIGNS = ["“", "”", "’", "'", "-", ".", ",", ";", "!", "—", "…", "(", "@", "/"]
BLANKS = [" ", "  ", "\n", "\r\n", "\n\n", "\u00a0", "\u2009"]
PIECES = [*WORDS, *SIGNS, *BLANKS, *BLANKS]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
#: What nothing is looked for with.
NOTHING = Watch((), POLICY, sliced=True)
#: One word, and two to five of them.
DOUBLINGS = Doublings([range(1, 2), range(2, 6)])
SETS = [names._NAME, names._LOWER_WORD, lost_spaces._WORD, split_paragraphs._WORD]


@pytest.mark.parametrize("pattern", SETS, ids=["names", "small words", "words", "hyphenated words"])
@given(TEXTS)
def test_the_vocabulary_holds_the_same_words_in_the_same_order(pattern: re.Pattern[str], text: str) -> None:
    assert list(dict.fromkeys(pattern.findall(View(text).vocabulary))) == list(dict.fromkeys(pattern.findall(text)))


@pytest.mark.parametrize("pattern", [names._NAME, honorifics._WORD], ids=["names", "surnames"])
@given(TEXTS)
@example("Al-Assad Assad -Assad --Assad 1Assad x-Assad")
def test_a_word_is_found_where_reading_all_words_finds_it(pattern: re.Pattern[str], text: str) -> None:
    found = [match.span() for match in pattern.finditer(text) if match.group() == "Assad"]
    assert [match.span() for match in occurrences(text, "Assad", pattern)] == found


@given(TEXTS)
@example("“the the.” (no no)")
@example("the\u00a0the")
@example("École école, é é")
@example("very well the very well the end")
def test_whatever_stands_twice_passes_the_gate_of_doublings(text: str) -> None:
    paragraphs = [Paragraph(one) for one in ("", text, "the", text, "the")]
    found = DOUBLINGS.among(paragraphs)
    may = found[1]
    assert not repetition._DOUBLED.search(text) or 0 in may
    assert not repetition._PHRASE.search(text) or 1 in may
    assert list(found) == [(), may, (), may, ()]


def test_words_with_signs_between_are_no_doubling() -> None:
    text = "No, no. “Yes!” “Yes?” He said that, that she… she knew; very well, very well."
    assert DOUBLINGS.among([Paragraph(text)]) == [()]


VERBS = ["want", "went", "would", "like", "able", "go", "Sold", "later", "Bob", "don’t", "x-y", "ab3", "é", "a."]
JOINTS = ["to", "and", "then", "“", "(", ".", "\n", "\u00a0", " and then ", " to go and ", " to "]
JOINED = st.lists(st.sampled_from([*VERBS, *JOINTS, *JOINTS]), max_size=30)


@given(JOINED, st.sampled_from([" ", " ", "", "\u00a0"]))
@example(["went and then came and then left"], "")
@example(["able to go and then to be and see"], "")
def test_joined_verbs_are_found_where_reading_the_whole_text_finds_them(pieces: list[str], blank: str) -> None:
    text = blank.join(pieces)
    for pattern, quick in (
        (coordinated._PAIR, coordinated._pairs),
        (coordinated._PURPOSE, coordinated._of_purpose),
    ):
        assert [one.span() for one in quick(text)] == [one.span() for one in pattern.finditer(text)]


@given(JOINED, st.sampled_from([" ", "", "\u00a0", ", "]), st.integers(0, 150))
def test_the_words_before_a_stop_are_those_of_a_longer_look_back(pieces: list[str], blank: str, stop: int) -> None:
    text = blank.join(pieces)
    stop = min(stop, len(text))
    long = stop_before_capital._BEFORE.search(text, max(0, stop - stop_before_capital._WINDOW), stop)
    short = stop_before_capital._BEFORE.search(text, stop_before_capital._two_words_back(text, stop), stop)
    assert (long and (long.span(), long.groups())) == (short and (short.span(), short.groups()))


@given(TEXTS, st.text("aéAb", min_size=1, max_size=3))
@example("ab_a-b a1 1a", "a")
def test_a_word_stands_in_a_text_whether_it_is_looked_for_or_all_are_read(text: str, word: str) -> None:
    assert lost_spaces._stands(text, word) == (
        word in lost_spaces._Vocabulary(FullText(View(text), NOTHING, {}))._words
    )
