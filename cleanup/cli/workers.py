"""Processes that share the work of a run: items in, results out, in the order of the items.

A worker only computes: whatever is printed or written is done here, by the one process that the user started. So a
worker may be ended at any moment, by us or by the system, and nothing is half done; the item that a dead one had in
hand is lost, and no other. The pools of the standard library give all of their work up when a process dies, or hang.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from cleanup.processes import end_with_parent

Result = TypeVar("Result")

#: On Linux a worker is a copy of this process, rules and all, made in milliseconds; elsewhere copying is not safe.
METHOD = "fork" if sys.platform == "linux" else "spawn"
#: Lists of items that a worker has at once: with two it need not wait for us when one is done.
IN_HAND = 2
#: Lists, for each worker, that may be handed out before the oldest is done: what comes early is kept in memory.
AHEAD = 4


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    #: The lists that it was given, without the items that it has answered.
    given: deque[deque[int]] = field(default_factory=deque)


class Workers(Generic[Result]):
    """`jobs` processes that do `work`, which reaches each of them once and must not raise.

    `lost` makes the result for an item whose process has died, from its number and how it died.
    """

    def __init__(
        self, work: Callable[[int], Result], jobs: int, lost: Callable[[int, str], Result], method: str = ""
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._lost = lost
        self._context: Any = multiprocessing.get_context(method or METHOD)
        self._workers: dict[Connection, _Worker] = {}
        self._todo: deque[tuple[int, deque[int]]] = deque()

    def results(self, chunks: Sequence[range]) -> Generator[Result, None, None]:
        """The results of all items, in order; `chunks` are runs of items that are handed out together.

        To stop early, close the iterator: no process is left behind.
        """
        self._todo.extend(enumerate(map(deque, chunks)))
        done: dict[int, Result] = {}
        try:
            for oldest, chunk in enumerate(chunks):
                for number in chunk:
                    while number not in done:
                        self._hand_out(oldest + AHEAD * self._jobs)
                        self._collect(done)
                    yield done.pop(number)
        finally:
            self._end()

    def _hand_out(self, last: int) -> None:
        """Give every worker its lists, up to the one of that number."""
        while self._todo and len(self._workers) < self._jobs:
            self._start()
        for count in range(IN_HAND):
            for worker in self._workers.values():
                if self._todo and self._todo[0][0] <= last and len(worker.given) == count:
                    _, items = self._todo.popleft()
                    worker.given.append(items)
                    # One that has died is noticed when its end of the line is read.
                    with suppress(OSError):
                        worker.connection.send(list(items))

    def _collect(self, done: dict[int, Result]) -> None:
        """Wait until at least one worker has something to say, and take what there is."""
        for connection in wait(list(self._workers)):
            worker = self._workers[connection]  # type: ignore[index]
            try:
                result = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker, done)
                continue
            done[worker.given[0].popleft()] = result
            if not worker.given[0]:
                worker.given.popleft()

    def _bury(self, worker: _Worker, done: dict[int, Result]) -> None:
        """A worker has died: what it had in hand is lost, what it had not begun is handed out again."""
        del self._workers[worker.connection]
        worker.connection.close()
        worker.process.join()
        if worker.given:
            number = worker.given[0].popleft()
            done[number] = self._lost(number, _death(worker.process.exitcode))
            self._todo.extendleft((0, items) for items in reversed(worker.given) if items)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        self._workers[ours] = _Worker(process, ours)

    def _end(self) -> None:
        for worker in self._workers.values():
            worker.process.kill()
        for worker in self._workers.values():
            worker.process.join()
            worker.connection.close()
        self._workers.clear()


def _death(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal; those started in here do not hear it, from their first moment."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, work: Callable[[int], object]) -> None:
    """The life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    with suppress(EOFError, OSError):
        while True:
            for number in connection.recv():
                connection.send(work(number))
