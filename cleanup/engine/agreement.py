"""Where a language model proposes what a rule repairs: one finding, which is the more certain for it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cleanup.edits.edits import minimal
from cleanup.engine.repaired import Placed
from cleanup.model import Edit, Finding


def agreed(found: Sequence[Placed], text: str) -> list[Placed]:
    """The findings of a text without proposals of a model that a rule makes as well, in whatever extent.

    Each halves what its rule lacks in confidence. A finding of a rule has no source.
    """
    repairs = [_repair(one.finding, text) for one in found]
    proposed = {repair for one, repair in zip(found, repairs, strict=True) if one.finding.source and repair}
    repaired: dict[tuple[Edit, ...], int] = {}
    for number, one in enumerate(found):
        if repairs[number] in proposed and not one.finding.source:
            repaired.setdefault(repairs[number], number)
    kept = []
    for number, one in enumerate(found):
        repair = repairs[number]
        if repair in repaired and one.finding.source:
            continue
        kept.append(_confirmed(one) if repaired.get(repair) == number else one)
    return kept


def _repair(finding: Finding, text: str) -> tuple[Edit, ...]:
    """The edits of a finding, each without the characters that it leaves as they are."""
    found = []
    for edit in finding.edits:
        span, new = minimal(text[edit.span.start : edit.span.end], edit.replacement)
        found.append(Edit(span.shift(edit.span.start), new))
    return tuple(found)


def _confirmed(one: Placed) -> Placed:
    finding = one.finding
    return Placed(replace(finding, confidence=1 - (1 - finding.confidence) / 2), one.made)
