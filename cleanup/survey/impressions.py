"""From evidence to an impression: how much a document looks like something, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec

from cleanup.model import Span
from cleanup.survey.figures import Impression, ShownReason, Strength
from cleanup.survey.signals import MAX_COUNTED, Bar, Likeness, Signal
from cleanup.text.segments import Lines

#: The number of reasons that are shown.
MAX_REASONS = 3
#: The maximum length of what was found in a reason, and of the words before and after it, in code points.
SHOWN, AROUND = 80, 40


class Clue(msgspec.Struct, frozen=True):
    """A piece of evidence for a signal: where it is (code points of the source), and which rule found it."""

    signal: Signal
    span: Span
    rule: str = ""


def impression(look: Likeness, evidence: Sequence[Clue], words: int, text: str) -> Impression:
    """Return how a document of so many words looks in view of the evidence in its `text`."""
    ranked = _by_signal(look, evidence)
    strength = _strength(look, ranked, words)
    shown = ranked[:MAX_REASONS] if strength in (Strength.SOME, Strength.STRONG) else []
    lines = Lines(text)
    return Impression(strength, tuple(_reason(pieces, text, lines) for pieces in shown))


def decisive(evidence: Sequence[Clue]) -> bool:
    """Return whether a piece of evidence stands for itself."""
    return any(piece.signal.decisive for piece in evidence)


def _by_signal(look: Likeness, evidence: Sequence[Clue]) -> list[list[Clue]]:
    """Return the evidence by signal, each in the order of the text: first what is decisive, then what is worth most."""
    order = {signal.name: number for number, signal in enumerate(look.signals)}

    def number(piece: Clue) -> int:
        return order[piece.signal.name]

    grouped = [
        sorted(pieces, key=lambda piece: piece.span) for _, pieces in groupby(sorted(evidence, key=number), key=number)
    ]
    return sorted(grouped, key=lambda pieces: (not pieces[0].signal.decisive, -_points(pieces)))


def _points(pieces: Sequence[Clue]) -> int:
    return pieces[0].signal.points * min(len(pieces), MAX_COUNTED)


def _strength(look: Likeness, ranked: Sequence[Sequence[Clue]], words: int) -> Strength:
    if any(decisive(pieces) for pieces in ranked):
        return Strength.STRONG
    bars = ((look.strong, Strength.STRONG), (look.some, Strength.SOME))
    return next((strength for bar, strength in bars if _reaches(ranked, bar, words)), Strength.NONE)


def _reaches(ranked: Sequence[Sequence[Clue]], bar: Bar, words: int) -> bool:
    points = sum(map(_points, ranked))
    return (
        points >= bar.points
        and 1000 * points >= bar.per_thousand * words
        and len(ranked) >= bar.signals
        and (not bar.telling or any(pieces[0].signal.telling for pieces in ranked))
    )


def _reason(pieces: Sequence[Clue], text: str, lines: Lines) -> ShownReason:
    first = pieces[0]
    line, column = lines.locate(first.span.start)
    before, found, after = _excerpt(text, first.span)
    return ShownReason(
        first.signal.name, first.signal.says, len(pieces), line, column, before, found, after, first.rule
    )


def _excerpt(text: str, span: Span) -> tuple[str, str, str]:
    """Return what is at a place, shortened if it is long, and the words of its line before and after it."""
    before = text[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + AROUND].partition("\n")[0]
    if span.start > AROUND and len(before) == AROUND:
        before = before.partition(" ")[2]
    if span.end + AROUND < len(text) and len(after) == AROUND:
        after = after.rpartition(" ")[0]
    found = text[span.start : span.end]
    short = found if len(found) <= SHOWN else f"{found[: SHOWN - 1]}…"
    return before, short, after
