"""A pool of processes that share the work of a run: items in, results out. All of cleanup uses this pool.

If a process dies, nothing else is lost: its current item is repeated once by another process, and given up if that one
dies too; items that it had not begun are handed out again. The pools of the standard library abandon all work when a
process dies, or hang when it dies while starting.
"""

from __future__ import annotations

import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from cleanup.errors import CleanupError
from cleanup.processes.programs import undisturbed
from cleanup.processes.worker import DONE, HERE, PART, READY, ProgressCallback, Worker, forked, spawned

Result = TypeVar("Result")

#: On Linux a worker is forked from this process, rules and all, in milliseconds; elsewhere forking is not safe.
METHOD = "fork" if sys.platform == "linux" else "spawn"
#: Lists of items that a worker has at once: with two it need not wait for us when one is done.
IN_HAND = 2
#: Lists for each worker that may be handed out before the oldest is done: early results are kept in memory.
AHEAD = 4
#: Failed starts in a row, for each worker, after which the pool gives up.
STARTS = 2
#: Seconds for a process to end after its connection was closed or it was killed.
_END = 1.0

#: Called when a process has died, with the item that is repeated (None if it had none) and how it died.
DeathCallback = Callable[[int | None, str], None]


class Workers(Generic[Result]):
    """`jobs` processes that run `work`, which is sent to each of them once and must not raise.

    `on_loss` returns the result for an item on which two processes have died, from its number and how the last one
    died; `on_death` is called for all other deaths, and `on_progress` with the progress of an item. `method` is fork or
    spawn.
    """

    def __init__(
        self,
        work: Callable[[int, ProgressCallback], Result],
        jobs: int,
        *,
        on_loss: Callable[[int, str], Result],
        on_death: DeathCallback,
        on_progress: Callable[[int, float], None] | None = None,
        method: str = "",
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._on_loss = on_loss
        self._on_death = on_death
        self._on_progress = on_progress
        self._method = method or METHOD
        self._workers: dict[Any, Worker] = {}
        self._todo: deque[tuple[int, deque[int]]] = deque()
        self._begun_again: set[int] = set()
        self._failed_starts = 0

    def results(self, chunks: Sequence[range]) -> Generator[Result, None, None]:
        """Yield the results of all items, in order; `chunks` are ranges of items that are handed out together.

        To stop early, close the iterator: no process is left behind. Raises CleanupError if none can be started.
        """
        self._todo.extend(enumerate(map(deque, chunks)))
        done: dict[int, Result] = {}
        try:
            for oldest, chunk in enumerate(chunks):
                for number in chunk:
                    while number not in done:
                        self._hand_out(oldest + AHEAD * self._jobs, IN_HAND)
                        done.update(self._collect())
                    yield done.pop(number)
        finally:
            self._end()

    def as_done(self, numbers: Sequence[int]) -> Generator[tuple[int, Result], None, None]:
        """Yield large items with their results as they come; started in this order, one at a time. Otherwise like
        `results`.
        """
        self._todo.extend(enumerate(deque([number]) for number in numbers))
        left = len(numbers)
        try:
            while left:
                self._hand_out(len(numbers), 1)
                for item in self._collect():
                    left -= 1
                    yield item
        finally:
            self._end()

    def _hand_out(self, last: int, most: int) -> None:
        """Give every worker up to `most` lists, up to the list with number `last`."""
        busy = sum(bool(worker.given) for worker in self._workers.values())
        while len(self._workers) < min(self._jobs, busy + len(self._todo)):
            self._start()
        for count in range(most):
            for worker in self._workers.values():
                if worker.ready and self._todo and self._todo[0][0] <= last and len(worker.given) == count:
                    _, items = self._todo.popleft()
                    worker.given.append(items)
                    # A dead worker is noticed when its connection is read.
                    with suppress(OSError):
                        worker.connection.send(list(items))

    def _collect(self) -> Iterator[tuple[int, Result]]:
        """Wait for at least one worker to report, and yield the results."""
        for connection in wait(list(self._workers)):
            worker = self._workers[connection]
            try:
                kind, said = worker.connection.recv()
                if kind == HERE:
                    worker.connection.send_bytes(self._packed)
            except (EOFError, OSError):
                yield from self._replace_dead(worker)
                continue
            if kind == READY:
                worker.ready, self._failed_starts = True, 0
            elif kind == PART and self._on_progress:
                self._on_progress(worker.given[0][0], said)
            elif kind == DONE:
                yield worker.given[0].popleft(), said
                if not worker.given[0]:
                    worker.given.popleft()

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self._work)

    def _replace_dead(self, worker: Worker) -> Iterator[tuple[int, Result]]:
        """Repeat the current item of a dead worker once, and hand out again what it had not begun."""
        del self._workers[worker.connection]
        worker.connection.close()
        how = _death(worker.wait(_END))
        worker.kill()
        if not worker.ready:
            self._count_failure(how)
        number = worker.given[0].popleft() if worker.given else None
        self._todo.extendleft((0, items) for items in reversed(worker.given) if items)
        if number is not None and number in self._begun_again:
            yield number, self._on_loss(number, how)
            return
        if number is not None:
            self._begun_again.add(number)
            self._todo.appendleft((0, deque([number])))
        self._on_death(number, how)

    def _count_failure(self, how: str) -> None:
        """Count a worker that died before it was ready; after too many, continue with the others."""
        self._failed_starts += 1
        if self._failed_starts >= STARTS * self._jobs:
            useful = [worker for worker in self._workers.values() if worker.ready]
            self._do_with(useful, f"the last of {self._failed_starts} {how} while it started")

    def _start(self) -> None:
        try:
            with undisturbed():
                worker = forked(self._work) if self._method == "fork" else spawned()
                self._workers[worker.connection] = worker
        except OSError as error:
            reason = error.strerror or str(error)
            self._do_with(list(self._workers.values()), reason[:1].lower() + reason[1:])

    def _do_with(self, workers: Sequence[Worker], why: str) -> None:
        """Continue with only these workers. Raises CleanupError if there are none."""
        if not workers:
            raise CleanupError(f"no process can be started: {why}", hint="use --jobs 1")
        self._jobs = len(workers)

    def _end(self) -> None:
        deadline = time.monotonic() + _END
        with undisturbed():
            for worker in self._workers.values():
                worker.kill()
            for worker in self._workers.values():
                worker.wait(max(0.0, deadline - time.monotonic()))
                worker.connection.close()
            self._workers.clear()


def taken_over(path: str, how: str) -> str:
    """Return the warning that a process has died, on a file if there was one."""
    return f"{path}: a process {how}; another takes over" if path else f"a process {how}; another takes over"


def _death(code: int | None) -> str:
    """Return how a process ended, in words."""
    if code is None:
        return "closed its connection"
    if code < 0:
        with suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
