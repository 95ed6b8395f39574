"""A few processes that answer questions as they come, for as long as a server runs.

`pool` shares out work that is known from the beginning; here each question is asked by a thread that waits for its
answer. A process that dies or takes too long is replaced, and loses nothing but its question.
"""

from __future__ import annotations

import pickle
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Generic, TypeVar

from cleanup.errors import CleanupError
from cleanup.processes.programs import undisturbed
from cleanup.processes.worker import DONE, HERE, READY, ProgressCallback, Worker, spawned

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")

#: Seconds for a process to start and to answer its first question.
_START = 120.0
#: Seconds for a process to end after it was killed, and between two attempts to start one.
_END, _PAUSE = 1.0, 1.0


class NoAnswerError(Exception):
    """A question that has no answer: its process died or took too long. Says so as its text."""


class WorkerService(Generic[Asked, Answered]):
    """`jobs` processes that run `work`, which is sent to each of them and must not raise.

    Each of them answers the question `first` before any other. An answer may take `seconds`.
    """

    def __init__(
        self, work: Callable[[Asked, ProgressCallback], Answered], jobs: int, *, first: Asked, seconds: float
    ) -> None:
        self._packed = pickle.dumps(work)
        self._jobs = jobs
        self._first = first
        self._seconds = seconds
        self._idle: queue.SimpleQueue[Worker | None] = queue.SimpleQueue()
        self._workers: dict[int, Worker] = {}
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the processes, and wait until all of them are ready. Raises CleanupError."""
        try:
            with ThreadPoolExecutor(self._jobs) as together:
                for done in [together.submit(self._start_one) for _ in range(self._jobs)]:
                    done.result()
        except (OSError, EOFError) as error:
            self.close()
            raise CleanupError("no process can be started to check texts", hint="use --jobs 1") from error

    def ask(self, question: Asked) -> Answered:
        """Return the answer to a question; threads may call it as they like. Raises NoAnswerError."""
        worker = self._idle.get()
        if worker is None:
            self._idle.put(None)  # for whoever else waits
            raise NoAnswerError("the server is ending")
        try:
            worker.connection.send([question])
            if not worker.connection.poll(self._seconds):
                raise NoAnswerError("it took too long")
            _, answer = _received(worker, DONE)
        except (EOFError, OSError) as error:
            self._replace(worker)
            raise NoAnswerError("its process has ended") from error
        except BaseException:  # the answer would be taken for that to the next question
            self._replace(worker)
            raise
        self._idle.put(worker)
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            workers, self._workers = list(self._workers.values()), {}
        self._idle.put(None)
        for worker in workers:
            _end(worker)

    def _start_one(self) -> None:
        """Start a process, and put it to use once it is ready. Raises OSError and EOFError."""
        with undisturbed():
            worker = spawned()
        with self._lock:
            self._workers[id(worker)] = worker
        connection = worker.connection
        self._expect(worker, HERE)
        connection.send_bytes(self._packed)
        self._expect(worker, READY)
        connection.send([self._first])
        self._expect(worker, DONE)
        self._idle.put(worker)

    def _expect(self, worker: Worker, wanted: int) -> None:
        if not worker.connection.poll(_START):
            raise EOFError
        _received(worker, wanted)

    def _replace(self, worker: Worker) -> None:
        with self._lock:
            self._workers.pop(id(worker), None)
            closed = self._closed
        _end(worker)
        if not closed:
            threading.Thread(target=self._start_another, daemon=True).start()

    def _start_another(self) -> None:
        while not self._closed:
            with suppress(OSError, EOFError):
                self._start_one()
                return
            time.sleep(_PAUSE)


def _received(worker: Worker, wanted: int) -> tuple[int, Any]:
    """Return what a worker reports next of the kind wanted; progress is of no interest here."""
    while True:
        kind, said = worker.connection.recv()
        if kind == wanted:
            return kind, said


def _end(worker: Worker) -> None:
    with suppress(OSError):
        worker.kill()
    worker.wait(_END)
    worker.connection.close()
