"""Who speaks: what counts as a narrator’s words beside a quotation."""

from __future__ import annotations

import pytest

from cleanup.text import attribution


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The minister of trade later added that it rained.", True),
        ("Holm said so.", True),
        ("It was dry, as he said before.", False),
        ("That said it all.", False),
        ("The well is deep.", False),
    ],
)
def test_a_narrator_is_somebody_with_a_reporting_verb(text: str, said: bool) -> None:
    assert attribution.narrates(text) is said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("“We stay” said Ann.", True),
        ("“We stay” the old miller added.", True),
        ("“We stay”", True),
        ("“We stay” is what we hear.", False),
    ],
)
def test_behind_a_quotation_stands_who_speaks_or_nothing(text: str, named: bool) -> None:
    assert attribution.is_attributed(text, text.index("”") + 1) is named


@pytest.mark.parametrize(
    ("words", "named"),
    [("said the miller", True), ("I replied", True), ("he immediately added", True), ("mills, nets", False)],
)
def test_behind_a_dash_the_speaker_may_be_left_out(words: str, named: bool) -> None:
    assert attribution.begins_with_speaker(words) is named


def test_a_tag_begins_with_the_mark_before_it_and_announces_nothing() -> None:
    tag = attribution.tag()
    assert [match["mark"] for match in tag.finditer("We stay, said Ann. Do we?, the miller asked.")] == [",", "?,"]
    assert tag.search("We stay, he said that day: never") is None


def test_the_narrator_goes_on_behind_and_or_but() -> None:
    found = attribution.continued().search("a waste of money and then added more")
    assert found is not None
    assert found.span() == (16, 17)


def test_an_aside_may_hold_a_verb_anywhere() -> None:
    assert attribution.has_reporting_verb("the miller, as usual, said")
    assert not attribution.has_reporting_verb("the miller’s old dam")
