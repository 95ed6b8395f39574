"""What is asked and what is answered, without a server: places, pieces, protected text."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.languagetool.matches import BETWEEN, MAX_REQUEST_BYTES, RuleMatch, askable, pieces, sent, sorted_out
from cleanup.model import MASK
from cleanup.text.segments import paragraphs


@dataclass
class Found:
    """A match as the package gives it."""

    offset: int
    error_length: int
    matched_text: str
    rule_id: str = "X"
    replacements: list[str] = field(default_factory=list)


def asked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in askable(text, paragraphs(text), MASK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "One here.\n\nTwo there.", ["One here.", "Two there."], id="paragraphs are asked about one by one"
        ),
        pytest.param(
            f"It rains. Type {MASK * 5} to stop. It stops. Go.",
            ["It rains.", "It stops. Go."],
            id="a sentence around code is left out, its neighbours are not",
        ),
        pytest.param(f"See {MASK * 20}.", [], id="nothing is left of a sentence that is about an address"),
        pytest.param(f"{MASK} ", [], id="nothing is left of mark-up alone"),
    ],
)
def test_protected_text_is_never_sent(text: str, expected: list[str]) -> None:
    assert asked(text) == expected


def test_a_paragraph_longer_than_a_request_is_asked_about_by_sentences() -> None:
    sentence = "The sea was as calm as it had been in 1990. "  # behind a number no paragraph is cut
    text = sentence * 1000
    parts = asked(text)
    assert "".join(part + " " for part in parts) == text
    assert max(len(part) for part in parts) <= MAX_REQUEST_BYTES


@given(st.lists(st.text(min_size=1, max_size=3000), max_size=60), st.integers(1, 3))
def test_pieces_keep_all_texts_in_order_and_within_the_limit(texts: list[str], at_once: int) -> None:
    made = list(pieces(texts, at_once=at_once))
    assert [text for piece in made for text in piece] == texts
    for piece in made:
        size = sum(len(text.encode("utf-8", "replace")) + len(BETWEEN) for text in piece)
        assert size <= MAX_REQUEST_BYTES or len(piece) == 1


def test_texts_worth_it_are_asked_about_in_two_requests() -> None:
    assert [len(piece) for piece in pieces(["a" * 500] * 8, at_once=2)] == [4, 4]
    assert [len(piece) for piece in pieces(["a" * 100] * 8, at_once=2)] == [8]


@given(st.text())
def test_what_is_sent_has_one_unit_for_each_character(text: str) -> None:
    assert len(sent(text).encode("utf-16-le")) == 2 * len(text)


def test_matches_go_to_their_texts_in_their_own_offsets() -> None:
    texts = ["😀 a owl.", "Then a hour."]
    joined = BETWEEN.join(map(sent, texts))
    first, second = joined.index("a owl"), joined.index("a hour")
    found = [Found(first, 1, "a", replacements=["an"]), Found(second, 1, "a", replacements=["an"])]
    assert sorted_out(texts, found) == {
        "😀 a owl.": (RuleMatch("X", 2, 3, ("an",)),),
        "Then a hour.": (RuleMatch("X", 5, 6, ("an",)),),
    }


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(Found(0, 3, "two"), id="it quotes another text than stands there"),
        pytest.param(Found(4, 6, "two\n\nt"), id="it reaches into the next text"),
        pytest.param(Found(9, 40, "three"), id="it reaches over the end"),
        pytest.param(Found(500, 1, "x"), id="it is outside of everything"),
        pytest.param(Found(0, 0, ""), id="it marks nothing"),
    ],
)
def test_a_match_is_dropped_when(found: Found) -> None:
    assert sorted_out(["one two", "three"], [found]) == {"one two": (), "three": ()}


def test_a_line_end_is_quoted_as_a_space() -> None:
    assert sorted_out(["the\nthe sea"], [Found(0, 7, "the the")]) == {"the\nthe sea": (RuleMatch("X", 0, 7),)}


def test_a_suggestion_with_the_stand_in_of_another_character_is_no_suggestion() -> None:
    found = [Found(0, 3, "a ☺", replacements=["an ☺", "a"])]
    assert sorted_out(["a 😀 owl"], found) == {"a 😀 owl": (RuleMatch("X", 0, 3, ("a",)),)}
