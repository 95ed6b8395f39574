"""From a passage and its corrected version to single changes: all of them together are the correction."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits.edits import apply
from cleanup.guard.alignment import Correction, changes, same_letters, words
from cleanup.model import Edit, Span

PIECES = [
    "the",
    "The",
    "dam",
    "dam’s",
    "held",
    "2,500",
    "“",
    "”",
    '"',
    "'",
    "’",
    ",",
    ".",
    "—",
    "-",
    "&amp;",
    "\n",
    " ",
    "  ",
    "é",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def edits_of(passage: str, answer: str) -> list[Edit]:
    return sorted(edit for change in changes(passage, answer) for edit in change.edits)


@given(TEXTS, TEXTS)
def test_all_changes_together_give_the_answer(passage: str, answer: str) -> None:
    assert apply(edits_of(passage, answer), passage) == answer


@given(TEXTS, TEXTS)
def test_no_two_changes_touch_the_same_place(passage: str, answer: str) -> None:
    edits = edits_of(passage, answer)
    assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
    assert all(list(change.edits) == sorted(change.edits) for change in changes(passage, answer))


@given(TEXTS, TEXTS)
def test_a_change_knows_what_is_around_it(passage: str, answer: str) -> None:
    for change in changes(passage, answer):
        assert change.passage == passage
        assert change.answer == answer
        assert change.left == passage[: len(change.left)]
        assert change.edits[0].span.start >= len(change.left)
        assert change.edits[-1].span.end <= len(passage) - len(change.right)


@given(TEXTS)
def test_what_is_the_same_has_no_changes(text: str) -> None:
    assert changes(text, text) == []


@given(TEXTS, TEXTS)
def test_a_change_is_a_change(passage: str, answer: str) -> None:
    assert all(edit.replacement != passage[edit.span.start : edit.span.end] for edit in edits_of(passage, answer))


def hunks(passage: str, answer: str) -> list[tuple[str, str]]:
    return [(change.before, change.after) for change in changes(passage, answer)]


ONE = {
    "a word": ("The road was locked again.", "The road was closed again.", (" locked ", " closed ")),
    "a case": ("The new Bridge fell.", "The new bridge fell.", ("Bridge", "bridge")),
    "a phrase": (
        "ten persons of service left",
        "ten members of staff left",
        (" persons of service ", " members of staff "),
    ),
    "a comma": ("He says, that it held.", "He says that it held.", (", ", " ")),
    "a moved word": (
        "The firm will next year open a plant.",
        "The firm will open a plant next year.",
        (" next year open a plant", " open a plant next year"),
    ),
    "the marks of a quotation": ("‘It held,’ he said.", "“It held,” he said.", ("‘It held,’ ", "“It held,” ")),
    "an entity": ("Salt &amp; iron sold.", "Salt &amp; iron was sold.", (" ", " was ")),
}
SEVERAL = {
    "words far apart": (
        "The road were closed and every shop have shut.",
        "The road was closed and every shop has shut.",
        [(" were ", " was "), (" have ", " has ")],
    ),
    "two sentences": (
        "The dam hold. It are old.",
        "The dam holds. It is old.",
        [(" hold", " holds"), (" are ", " is ")],
    ),
}


@pytest.mark.parametrize(("passage", "answer", "expected"), ONE.values(), ids=ONE)
def test_what_a_person_calls_one_change_is_one(passage: str, answer: str, expected: tuple[str, str]) -> None:
    assert hunks(passage, answer) == [expected]


@pytest.mark.parametrize(("passage", "answer", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_what_has_nothing_to_do_with_each_other_stays_apart(
    passage: str, answer: str, expected: list[tuple[str, str]]
) -> None:
    assert hunks(passage, answer) == expected


def only(passage: str, answer: str) -> Correction:
    (change,) = changes(passage, answer)
    return change


def test_an_insertion_shows_the_gap_and_the_next_word() -> None:
    change = only("He works as nurse.", "He works as a nurse.")
    assert change.edits == (Edit(Span(12, 12), "a "),)
    assert change.span == Span(11, 17)


def test_an_insertion_at_the_end_shows_the_last_word() -> None:
    change = only("The dam held", "The dam held.")
    assert change.edits == (Edit(Span(12, 12), "."),)
    assert change.span == Span(8, 12)


def test_spaces_at_the_ends_of_a_change_stay() -> None:
    assert only("The road was locked again.", "The road was closed again.").edits == (Edit(Span(13, 19), "closed"),)


def test_the_words_of_a_change_are_those_that_go_and_come() -> None:
    change = only("ten persons of service left", "ten members of staff left")
    assert (change.old, change.new) == (("persons", "service"), ("members", "staff"))


def test_a_change_alone_makes_its_own_text() -> None:
    first, second = changes("The dam hold. It are old.", "The dam holds. It is old.")
    assert first.corrected == "The dam holds. It are old."
    assert second.corrected == "The dam hold. It is old."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s a well-known fact.", ["It’s", "a", "well-known", "fact"]),
        ("2,500 crowns", ["2", "500", "crowns"]),
        ("“—”", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Salt &amp; Iron", "salt iron", True), ("It’s", "Its", True), ("dam", "dams", False)]
)
def test_same_letters(one: str, other: str, same: bool) -> None:
    assert same_letters(one, other) is same
