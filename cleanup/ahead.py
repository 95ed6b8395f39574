"""What can be found out about a large text block by block, by processes that each take a share of it.

Gates and kinds that look at single paragraphs depend on nothing else, so what another process tells of a block is what
this one would find. All that needs the whole text, its style, names, quotations and repairs, is decided in one process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from cleanup.detectors.base import Hits, View
from cleanup.detectors.gate import Askable
from cleanup.model import Finding
from cleanup.stages import Stage


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What is found out about one block.

    Of gates, by number, the paragraphs that they let through, by number, with the entries that these may hold; of
    stages, by number, what they find in paragraphs, in the paragraph's own offsets.
    """

    open: list[tuple[int, list[tuple[int, Sequence[Any]]]]]
    found: list[tuple[int, int, tuple[Finding, ...]]]


def told(view: View, stages: Sequence[Sequence[Stage]], block: int) -> Told:
    """Find out about a block of a view, by number."""
    gates = _gates(stages)
    result = Told([], [])
    for number, gate in enumerate(gates):
        if let := view.ask(gate, block):
            result.open.append((number, [(paragraph, hits) for paragraph, _, hits in let]))
    for number, stage in enumerate(_flat(stages)):
        for paragraph, one, hits in view.ask(stage.local.gate, block) if stage.local else ():
            if found := stage.look(one, hits):
                result.found.append((number, paragraph, found))
    return result


def learn(view: View, stages: Sequence[Sequence[Stage]], block: int, result: Told) -> None:
    """Keep what was found out about a block of an equal view with equal stages."""
    gates = _gates(stages)
    opened: dict[Askable, Hits] = dict.fromkeys(gates, ())
    opened.update((gates[number], hits) for number, hits in result.open)
    paragraphs = view.answer(block, opened)
    found = {(number, paragraph): findings for number, paragraph, findings in result.found}
    for number, stage in enumerate(_flat(stages)):
        for paragraph, _ in opened[stage.local.gate] if stage.local else ():
            paragraphs[paragraph].known.setdefault(stage, found.get((number, paragraph), ()))


def _flat(stages: Iterable[Iterable[Stage]]) -> list[Stage]:
    return [stage for part in stages for stage in part]


def _gates(stages: Sequence[Sequence[Stage]]) -> list[Askable]:
    """The gates of all stages, each once."""
    return list(dict.fromkeys(gate for stage in _flat(stages) for gate in stage.gates))
