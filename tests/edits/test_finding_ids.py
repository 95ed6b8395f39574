"""Fingerprints: what changes one, what does not, and which findings count as known in a text that has changed."""

from __future__ import annotations

import pytest

from cleanup.edits.finding_ids import NONE, JudgedFindings, Lookup, identify
from cleanup.model import Finding, Level, Span


def name(text: str, found: str = "gap") -> str:
    start = text.index(found)
    finding = Finding("r", Span(start, start + len(found)), "", Level.FLAG)
    return identify([finding], text)[0].id


BASE = name("one two three gap four five six")


@pytest.mark.parametrize(
    "text",
    [
        "other words one two three gap four five six",
        "NEW two three gap four five NEW",
        "one two three, “gap” – four five six",
    ],
    ids=["text elsewhere", "the third words on either side", "marks between the words"],
)
def test_the_name_stays(text: str) -> None:
    assert name(text) == BASE


@pytest.mark.parametrize(
    "text",
    ["one two NEW gap four five six", "one two three gap NEW five six", "one two three gaps four five six"],
    ids=["the word before", "the word after", "what was found"],
)
def test_the_name_changes(text: str) -> None:
    assert name(text, "gaps" if "gaps" in text else "gap") != BASE


def test_the_second_of_its_like_has_an_ordinal() -> None:
    text = "x gap x gap x"
    spans = [Span(2, 5), Span(8, 11)]
    one, two = identify([Finding("r", span, "", Level.FLAG) for span in spans], text)
    assert len(one.id) == 14
    assert two.id != one.id
    alike = identify([Finding("r", spans[0], "", Level.FLAG)] * 3, text)
    assert [found.id for found in alike] == [one.id, f"{one.id}-2", f"{one.id}-3"]


LEFT_CHANGED, RIGHT_CHANGED, BOTH = (
    name(text) for text in ("one NEW gap four five", "two three gap NEW five", "one NEW gap NEW five")
)


def test_known_in_the_same_text_is_the_same_name_only() -> None:
    known = JudgedFindings(exact=frozenset({BASE}))
    assert [one in known for one in (BASE, LEFT_CHANGED, RIGHT_CHANGED, BOTH)] == [True, False, False, False]


def test_known_in_a_changed_text_needs_the_words_on_one_side() -> None:
    known = JudgedFindings(similar=frozenset({BASE}))
    assert [one in known for one in (BASE, LEFT_CHANGED, RIGHT_CHANGED, BOTH)] == [True, True, True, False]


def test_nothing_is_known_at_first() -> None:
    assert (BASE in NONE, bool(NONE)) == (False, False)


def test_look_up_finds_the_name_or_the_only_one_near_it() -> None:
    assert Lookup([BASE, LEFT_CHANGED]).find(BASE) == BASE
    assert Lookup([LEFT_CHANGED, BOTH]).find(BASE) == LEFT_CHANGED
    assert Lookup([LEFT_CHANGED, RIGHT_CHANGED]).find(BASE) is None
    assert Lookup([BOTH]).find(BASE) is None
