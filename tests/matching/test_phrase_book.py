"""A book of phrases: the longest that counts at each word, in its spellings; the gate loses none of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.matching.filters import Paragraph
from cleanup.matching.passage import Passage
from cleanup.matching.phrase_book import PhraseBook, phrases_needed
from cleanup.matching.policy import Policy

PHRASES = ["press", "press wheel", "press wheel now", "lamb’s skin", "skin", "in-line", "Straße", "x"]


def book(*phrases: str, proven: bool = True) -> PhraseBook[str]:
    """Each phrase belongs to itself."""
    return PhraseBook([(one, one) for one in phrases], [phrases_needed(phrases)] if proven else [()])


def found(text: str, *phrases: str) -> list[tuple[str, list[str]]]:
    """What stands in a text, and whose it is."""
    places = book(*phrases).find(Passage(Paragraph(text)), lambda *_: True)
    return [(text[span.start : span.end], [owner for _, owner in owners]) for span, owners in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the press wheel now", [("press wheel now", ["press wheel now"])]),
        ("Press\u00a0wheel, PRESS", [("Press\u00a0wheel", ["press wheel"]), ("PRESS", ["press"])]),
        ("press \n wheel  now", [("press \n wheel  now", ["press wheel now"])]),
        ("a lamb's skin", [("lamb's skin", ["lamb’s skin"])]),
        ("LAMB’S SKIN skin", [("LAMB’S SKIN", ["lamb’s skin"]), ("skin", ["skin"])]),
        ("İn-line İ in-line", [("in-line", ["in-line"])]),
        ("nothing", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert found(text, *PHRASES) == expected


def test_a_shorter_phrase_is_found_where_the_longer_does_not_count() -> None:
    text = "press wheel now"
    places = book(*PHRASES).find(Passage(Paragraph(text)), lambda _, start, end: end - start < 12)
    assert [(span.start, span.end) for span, _ in places] == [(0, 11)]


def test_a_phrase_of_several_belongs_to_all_of_them() -> None:
    shared = PhraseBook([("press", "a"), ("PRESS", "b")], [])
    ((_, owners),) = shared.find(Passage(Paragraph("press")), lambda *_: True)
    assert owners == [("press", "a"), ("PRESS", "b")]


def test_what_phrases_need_are_their_keys_and_their_heads() -> None:
    assert phrases_needed(["Press  wheel now", "lamb's", "press wheel now"]) == (
        ("lamb’s", "press wheel now"),
        ("lamb s", "press wheel"),
    )


_WORDS = st.sampled_from(
    ["press", "Wheel", "NOW", "lamb's", "lamb’s", "skin", "in-line", "STRASSE", "Straße", "İ", "x"]
)
_GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", ", "])
TEXTS = st.lists(st.tuples(_WORDS, _GAPS), max_size=8).map(lambda pairs: "".join(map("".join, pairs)))


@given(TEXTS, st.booleans(), st.sampled_from([0, 24]))
def test_the_gate_lets_each_phrase_through(text: str, proven: bool, unasked: int) -> None:
    gate = book(*PHRASES, proven=proven).gate(Policy(unasked=unasked))
    if found(text, *PHRASES):
        paragraph = Paragraph(text)
        assert gate(paragraph)
        assert not gate.closed(paragraph.data, paragraph.plain)


@given(TEXTS)
def test_places_are_in_order_and_do_not_overlap(text: str) -> None:
    spans = [span for span, _ in book(*PHRASES).find(Passage(Paragraph(text)), lambda *_: True)]
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(text[span.start : span.end].split() for span in spans)
