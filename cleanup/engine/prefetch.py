"""What can be found out about a large text block by block, by processes that each take a share of it.

Gates and kinds that look at single paragraphs depend on nothing else, so what another process tells of a block is what
this one would find. All that needs the whole text, its style, names, quotations and repairs, is decided in one process.
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
    """What is found out about one block.

    Of gates, by number, the paragraphs that they let through, by number, with the entries that these may hold; of
    stages, by number, what they find in paragraphs, in the paragraph's own offsets.
    """

    open: list[tuple[int, list[tuple[int, Sequence[Any]]]]]
    found: list[tuple[int, int, tuple[Finding, ...]]]


class Stages:
    """The stages of all passes in a row, and the gates that they ask, each once: what numbers stand for."""

    def __init__(self, by_pass: Iterable[Iterable[Stage]]) -> None:
        self.all = [stage for part in by_pass for stage in part]
        self.gates: list[Askable] = list(dict.fromkeys(gate for stage in self.all for gate in stage.gates))


def told(view: View, stages: Stages, block: int) -> PrefetchedBlock:
    """Find out about a block of a view, by number."""
    result = PrefetchedBlock([], [])
    for number, gate in enumerate(stages.gates):
        if let := view.ask(gate, block):
            result.open.append((number, [(paragraph, hits) for paragraph, _, hits in let]))
    for number, stage in enumerate(stages.all):
        for paragraph, one, hits in view.ask(stage.local.watch.gate, block) if stage.local else ():
            if found := stage.look(one, hits):
                result.found.append((number, paragraph, found))
    return result


def learn(view: View, stages: Stages, block: int, result: PrefetchedBlock) -> None:
    """Keep what was found out about a block of an equal view with equal stages."""
    opened: dict[Askable, Hits] = dict.fromkeys(stages.gates, ())
    opened.update((stages.gates[number], hits) for number, hits in result.open)
    paragraphs = view.answer(block, opened)
    found = {(number, paragraph): findings for number, paragraph, findings in result.found}
    for number, stage in enumerate(stages.all):
        for paragraph, _ in opened[stage.local.watch.gate] if stage.local else ():
            paragraphs[paragraph].known.setdefault(stage, found.get((number, paragraph), ()))
