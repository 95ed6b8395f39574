"""Findings in a large text that can be computed block by block, in processes that each take a share.

Filters and local kinds depend on single paragraphs only, so another process finds in a block what this one would find.
Everything that needs the whole text (style, names, quotations, repairs) is decided in one process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from cleanup.engine.passes import Stage
from cleanup.matching.filters import Askable
from cleanup.matching.view import Hits, View
from cleanup.model import Finding


class PrefetchedBlock(msgspec.Struct, frozen=True, array_like=True):
    """The results for one block.

    For each filter, by number, the paragraphs that it selects, by number, with the entries that they may match; for
    each stage, by number, its findings in paragraphs, in the paragraph's own offsets.
    """

    open: list[tuple[int, list[tuple[int, Sequence[Any]]]]]
    found: list[tuple[int, int, tuple[Finding, ...]]]


class Stages:
    """The stages of all passes in order and the filters that they use, each once; their positions are the numbers."""

    def __init__(self, by_pass: Iterable[Iterable[Stage]]) -> None:
        self.all = [stage for part in by_pass for stage in part]
        self.gates: list[Askable] = list(dict.fromkeys(gate for stage in self.all for gate in stage.gates))


def computed_block(view: View, stages: Stages, block: int) -> PrefetchedBlock:
    """Compute the results for a block of a view, by number."""
    result = PrefetchedBlock([], [])
    for number, gate in enumerate(stages.gates):
        if let := view.ask(gate, block):
            result.open.append((number, [(paragraph, hits) for paragraph, _, hits in let]))
    for number, stage in enumerate(stages.all):
        for paragraph, one, hits in view.ask(stage.local.watch.gate, block) if stage.local else ():
            if found := stage.look(one, hits):
                result.found.append((number, paragraph, found))
    return result


def store_block(view: View, stages: Stages, block: int, result: PrefetchedBlock) -> None:
    """Store the results for a block of an equal view with equal stages."""
    opened: dict[Askable, Hits] = dict.fromkeys(stages.gates, ())
    opened.update((stages.gates[number], hits) for number, hits in result.open)
    paragraphs = view.answer(block, opened)
    found = {(number, paragraph): findings for number, paragraph, findings in result.found}
    for number, stage in enumerate(stages.all):
        for paragraph, _ in opened[stage.local.watch.gate] if stage.local else ():
            paragraphs[paragraph].known.setdefault(stage, found.get((number, paragraph), ()))
