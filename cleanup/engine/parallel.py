"""Several processes for one large text: each searches a share of its blocks, and the first process decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress

from cleanup.engine.passes import Prefetch, Stage
from cleanup.engine.prefetch import PrefetchedBlock, Stages, computed_block, store_block
from cleanup.errors import CleanupError
from cleanup.matching.view import View
from cleanup.processes.pool import METHOD, DeathCallback, Workers

#: The minimum length of a text, in code points, that is worth starting processes.
LARGE = 2_000_000
#: Shares per process: processes that finish early take more of them.
EACH = 16


def sharing(jobs: int, on_death: DeathCallback) -> Prefetch:
    """Return a function that computes findings of the blocks of a large text in `jobs` processes.

    What no process answers, even because it died, is computed again where it is needed; `on_death` is called for those
    that died. Used only where processes are forked (`workers.METHOD`): creating the text and the rules anew in each
    process takes longer than it saves.
    """

    def share(view: View, by_pass: Sequence[Sequence[Stage]]) -> None:
        if len(view.text) < LARGE or METHOD != "fork":
            return
        stages = Stages(by_pass)
        count = view.blocks
        first, *shares = [
            range(count * n // (EACH * jobs), count * (n + 1) // (EACH * jobs)) for n in range(EACH * jobs)
        ]
        for block in first:  # builds the automata, which forked processes inherit
            computed_block(view, stages, block)

        def work(number: int, _tell: object) -> list[PrefetchedBlock]:
            try:
                return [computed_block(view, stages, block) for block in shares[number]]
            except Exception:
                return []  # it will occur again in the first process, which reports it

        workers = Workers(work, jobs, on_loss=lambda _number, _how: [], on_death=on_death)
        alone = suppress(CleanupError)  # without processes, everything is computed here
        with alone, closing(workers.results([range(n, n + 1) for n in range(len(shares))])) as results:
            for blocks, answers in zip(shares, results, strict=True):
                for block, answer in zip(blocks, answers, strict=False):
                    store_block(view, stages, block, answer)

    return share
