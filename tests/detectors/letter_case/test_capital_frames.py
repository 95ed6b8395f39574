"""What stands around a capital inside a sentence."""

from __future__ import annotations

import pytest

from cleanup.detectors.letter_case.capital_frames import FAINT, HINT, STRONG, CapitalPlace, described, places
from cleanup.matching import Passage
from cleanup.matching.filters import Paragraph

#: Makes a paragraph of prose of each sentence.
REST = " They went home by the river on the long way."


def seen(sentence: str) -> list[CapitalPlace]:
    return list(places(Passage(Paragraph(sentence + REST))))


@pytest.mark.parametrize("form", ["moscow", "under", "may", "xyzzy"])
def test_words_that_are_not_looked_at(form: str) -> None:
    assert described(form) is None


def test_what_a_word_is() -> None:
    word = described("shortages")
    assert word is not None
    assert (word.noun, word.plural, word.mass, word.adjective, word.heads) == (True, True, True, False, False)
    delegation = described("delegation")
    assert delegation is not None
    assert delegation.heads


@pytest.mark.parametrize(
    ("sentence", "words", "strength"),
    [
        ("The owners saw a wooden Roof there.", "Roof", STRONG),
        ("The owners had no Evidence of it.", "Evidence", STRONG),
        ("The owners saw the Shortage of timber.", "Shortage", STRONG),
        ("The owners saw the Problem there.", "Problem", HINT),
        ("The owners live from Tourism there.", "Tourism", HINT),
        ("The owners praised the Carpenters.", "Carpenters", FAINT),
        ("The owners of a wooden Roof Repair are there.", "Roof Repair", None),
        ("The owners saw a wooden Medical Practice there.", "Medical Practice", FAINT),
        ("The owners saw the Roof of Jericho.", "Roof", None),
        ("The owners saw the local Delegation there.", "Delegation", None),
    ],
)
def test_strength(sentence: str, words: str, strength: int | None) -> None:
    found = seen(sentence)
    assert [(place.words, place.strength) for place in found] == ([(words, strength)] if strength else [])


def test_headings_are_no_prose() -> None:
    assert list(places(Passage(Paragraph("A wooden Roof for the Old Mill by the River")))) == []
