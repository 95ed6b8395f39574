"""Several processes at one large text: each looks at a share of its blocks, and the first decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress

from cleanup.engine.passes import Prefetch, Stage
from cleanup.engine.prefetch import PrefetchedBlock, Stages, learn, told
from cleanup.errors import CleanupError
from cleanup.matching.view import View
from cleanup.processes.pool import METHOD, Mourner, Workers

#: Code points from which a text is worth the start of processes.
LARGE = 2_000_000
#: Shares for each process: those that are done early take more of them.
EACH = 16


def sharing(jobs: int, mourn: Mourner) -> Prefetch:
    """What finds out about the blocks of a large text in so many processes.

    What no process answers, be it that they have died of it, is found out again where it is needed; `mourn` hears of
    those. Only where processes are copies (`workers.METHOD`): to make the text and the rules anew in each of them takes
    longer than it saves.
    """

    def share(view: View, by_pass: Sequence[Sequence[Stage]]) -> None:
        if len(view.text) < LARGE or METHOD != "fork":
            return
        stages = Stages(by_pass)
        count = view.blocks
        first, *shares = [
            range(count * n // (EACH * jobs), count * (n + 1) // (EACH * jobs)) for n in range(EACH * jobs)
        ]
        for block in first:  # makes the automata; copies of this process have them
            told(view, stages, block)

        def work(number: int, _tell: object) -> list[PrefetchedBlock]:
            try:
                return [told(view, stages, block) for block in shares[number]]
            except Exception:
                return []  # it is met again in the first process, and reported there

        workers = Workers(work, jobs, lost=lambda _number, _how: [], mourn=mourn)
        alone = suppress(CleanupError)  # where there can be no process, all is found out here
        with alone, closing(workers.results([range(n, n + 1) for n in range(len(shares))])) as results:
            for blocks, answers in zip(shares, results, strict=True):
                for block, answer in zip(blocks, answers, strict=False):
                    learn(view, stages, block, answer)

    return share
