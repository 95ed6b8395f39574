"""Where a language model proposes what a rule repairs: one finding, which is the more certain for it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cleanup.engine.repaired import Placed
from cleanup.model import Edit


def agreed(found: Sequence[Placed]) -> list[Placed]:
    """The findings of a text without proposals of a model that a rule makes as well.

    Each halves what its rule lacks in confidence. A finding of a rule has no source.
    """
    proposed = {one.finding.edits for one in found if one.finding.source and one.finding.edits}
    repaired: dict[tuple[Edit, ...], int] = {}
    for number, one in enumerate(found):
        if one.finding.edits in proposed and not one.finding.source:
            repaired.setdefault(one.finding.edits, number)
    kept = []
    for number, one in enumerate(found):
        edits = one.finding.edits
        if edits in repaired and one.finding.source:
            continue
        kept.append(_confirmed(one) if repaired.get(edits) == number else one)
    return kept


def _confirmed(one: Placed) -> Placed:
    finding = one.finding
    return Placed(replace(finding, confidence=1 - (1 - finding.confidence) / 2), one.made)
