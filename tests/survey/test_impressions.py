"""From evidence to an impression: exact thresholds, and the order of the reasons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.model import Span
from cleanup.survey.figures import Impression, Strength
from cleanup.survey.impressions import MAX_REASONS, Clue, impression
from cleanup.survey.signals import MAX_COUNTED, Bar, Likeness, Signal

#: Worth 3 and telling, worth 2 and telling, worth 1 and not; and a mark that stands for itself.
THREE = Signal("three", "three", 3, telling=True)
TWO = Signal("two", "two", 2, telling=True)
ONE = Signal("one", "one", 1)
MARK = Signal("mark", "a mark", 1, decisive=True)
LOOK = Likeness("odd", "odd", (ONE, TWO, THREE, MARK), some=Bar(3, 3.0, 1), strong=Bar(5, 5.0, 2, telling=True))
TEXT = "0123456789\nabcdefghij klm\n" * 40


def at(signal: Signal, *starts: int) -> list[Clue]:
    return [Clue(signal, Span(start, start + 2), f"rule/{signal.name}") for start in starts]


def seen(evidence: list[Clue], words: int = 500) -> Impression:
    return impression(LOOK, evidence, words, TEXT)


@pytest.mark.parametrize(
    ("evidence", "words", "strength"),
    [
        ([], 500, "none"),
        (at(TWO, 1), 500, "none"),  # 2 points
        (at(THREE, 1), 500, "some"),  # 3 points
        (at(THREE, 1), 1001, "none"),  # fewer than 3 per 1,000 words
        (at(THREE, 1) + at(TWO, 4), 500, "strong"),  # 5 points of 2 signals
        (at(THREE, 1) + at(TWO, 4), 1001, "some"),  # fewer than 5 per 1,000 words
        (at(THREE, 1, 4), 500, "some"),  # 6 points of 1 signal
        (at(THREE, 1) + at(ONE, 4), 500, "some"),  # 4 points
        (at(ONE, *range(0, 40, 4)), 500, "some"),  # three of them count, none is telling
        (at(MARK, 1), 5000, "strong"),
    ],
)
def test_a_bar_is_reached_exactly(evidence: list[Clue], words: int, strength: str) -> None:
    assert seen(evidence, words).strength == strength


def test_a_reason_is_a_place_with_its_words() -> None:
    (reason,) = seen([Clue(THREE, Span(24, 25), "rule/x"), Clue(THREE, Span(13, 15), "rule/x")]).reasons
    assert (reason.signal, reason.says, reason.count, reason.rule) == ("three", "three", 2, "rule/x")
    assert (reason.line, reason.column) == (2, 3)
    assert (reason.before, reason.text, reason.after) == ("ab", "cd", "efghij klm")
    assert reason.shown == "ab[cd]efghij klm"


def test_the_words_around_are_whole_and_of_one_line() -> None:
    text = "one " * 30 + "here" + " two" * 30
    (reason,) = impression(LOOK, [Clue(THREE, Span(120, 124))], 200, text).reasons
    assert reason.shown == "one " * 9 + "[here]" + " two" * 9


def test_what_is_long_is_shortened() -> None:
    (reason,) = impression(LOOK, [Clue(THREE, Span(0, 500))], 200, "x" * 500).reasons
    assert reason.text == "x" * 79 + "…"


def test_what_is_not_said_has_no_reasons() -> None:
    assert seen(at(TWO, 1)).reasons == ()


EVIDENCE = st.lists(st.tuples(st.sampled_from([THREE, TWO, ONE, MARK]), st.integers(0, 900)), max_size=14)


@given(EVIDENCE, st.integers(200, 3000))
def test_the_strongest_reasons_come_first(drawn: list[tuple[Signal, int]], words: int) -> None:
    made = seen([Clue(signal, Span(start, start + 1)) for signal, start in drawn], words)
    worth = {one.name: one for one in LOOK.signals}

    def weight(name: str, count: int) -> tuple[bool, int]:
        return (worth[name].decisive, worth[name].points * min(count, MAX_COUNTED))

    weights = [weight(reason.signal, reason.count) for reason in made.reasons]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) <= MAX_REASONS
    assert len({reason.signal for reason in made.reasons}) == len(weights)
    assert bool(weights) == (made.strength in (Strength.SOME, Strength.STRONG))
    for reason in made.reasons:
        starts = [start for signal, start in drawn if signal.name == reason.signal]
        assert reason.count == len(starts)
        assert TEXT[: min(starts)].count("\n") == reason.line - 1


@given(EVIDENCE, EVIDENCE, st.integers(200, 3000))
def test_more_evidence_never_weakens(
    some: list[tuple[Signal, int]], more: list[tuple[Signal, int]], words: int
) -> None:
    first, both = (
        seen([Clue(signal, Span(start, start + 1)) for signal, start in drawn], words) for drawn in (some, some + more)
    )
    assert both.strength.rank >= first.strength.rank
