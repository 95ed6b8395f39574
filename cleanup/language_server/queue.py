"""The checks that wait for the one thread that makes them: for each text at most one, that of its newest state."""

from __future__ import annotations

import _thread
import threading
from collections.abc import Callable

from cleanup.language_server.checking import CheckResult, TextRevision


class CheckQueue:
    """Makes checks in the thread that calls `run`, which is the main one: only there is a check that takes too long
    ended. All other methods may be called from any thread.
    """

    def __init__(self, check: Callable[[TextRevision], CheckResult], answer: Callable[[CheckResult], None]) -> None:
        self._check = check
        self._answer = answer
        self._waiting: dict[str, TextRevision] = {}
        self._changed = threading.Condition()
        self._busy = self._stopped = False

    def put(self, request: TextRevision) -> None:
        """Have a state of a text checked, in place of an older one that waits."""
        with self._changed:
            self._waiting[request.uri] = request
            self._changed.notify()

    def drop(self, uri: str) -> None:
        """Do not check a text that waits."""
        with self._changed:
            self._waiting.pop(uri, None)

    def stop(self) -> None:
        """Let `run` return, even in the middle of a check."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
            if self._busy:
                _thread.interrupt_main()

    def run(self) -> None:
        """Make the checks, in the order in which texts began to wait, until `stop` is called."""
        try:
            while (request := self._next()) is not None:
                self._answer(self._check(request))
        except KeyboardInterrupt:
            if not self._stopped:
                raise

    def _next(self) -> TextRevision | None:
        with self._changed:
            self._busy = False
            while not self._waiting and not self._stopped:
                self._changed.wait()
            if self._stopped:
                return None
            self._busy = True
            return self._waiting.pop(next(iter(self._waiting)))
