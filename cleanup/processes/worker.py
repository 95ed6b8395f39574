"""One process of a pool: how it is started, and what it does.

It only computes, or writes files that appear atomically, so it may be ended at any moment. It ends with the process
that started it, however that ends: otherwise it would write into the next run. Python's own way to start other Pythons
is not used: those have the current directory on their path, and are waited for even when they are dead.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from cleanup.processes.programs import collect_seldom, environment, python
from cleanup.processes.safe_path import without_current_folder

#: Reports the progress of a worker with its item, from 0 to 1.
ProgressCallback = Callable[[float], None]
#: What a worker reports: it exists and needs its work; it is ready for items; its progress with the current item, by
#: number; the result for that.
HERE, READY, PART, DONE = range(4)
#: Seconds between two reports of progress.
PAUSE = 0.2


@dataclass(slots=True)
class Worker:
    """A process, as seen by the one that started it. `wait` for its end returns its exit code, or None after a
    time-out.
    """

    connection: Connection
    kill: Callable[[], None]
    wait: Callable[[float], int | None]
    ready: bool = False
    #: The lists of items that it was given, without those that it has answered.
    given: deque[deque[int]] = field(default_factory=deque)


def forked(work: Callable[[int, ProgressCallback], object]) -> Worker:
    """Fork this process. Raises OSError if that is impossible."""
    ours, theirs = multiprocessing.Pipe()
    with theirs:
        process = multiprocessing.get_context("fork").Process(target=_copied, args=(theirs, work), daemon=True)
        process.start()

    def wait(seconds: float) -> int | None:
        process.join(seconds)
        return process.exitcode

    return Worker(ours, process.kill, wait)


#: What another Python runs first: it searches for our modules where this process does.
_BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from cleanup.processes.worker import begin; begin(int(sys.argv[1]))"


def spawned() -> Worker:
    """Start another Python, which is sent its work on request. Raises OSError if that is impossible.

    We hold the other end of its standard input, which tells it that we are alive.
    """
    ours, theirs = multiprocessing.Pipe()
    with theirs:
        handle = theirs.fileno()
        command = python("-c", _BEGIN, str(handle), *without_current_folder(sys.path))
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment(), **_handing_on(handle))

    def wait(seconds: float) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            if process.stdin:
                process.stdin.close()
        return process.returncode

    return Worker(ours, process.kill, wait)


def _handing_on(handle: int) -> dict[str, Any]:
    """Return the options of `Popen` for a process that inherits this connection and does not receive Ctrl-C."""
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return {"startupinfo": startup, "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"pass_fds": (handle,)}


# In the worker


def begin(handle: int) -> None:
    """The main function of another Python; `handle` is its end of the connection."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Kind
    else:
        Kind = Connection  # noqa: N806 - a class
    threading.Thread(target=_end_with_input, daemon=True).start()
    _ignore_interrupts()
    connection = Kind(handle)
    with suppress(EOFError, OSError):
        connection.send((HERE, None))
        work = pickle.loads(connection.recv_bytes())
        collect_seldom()
        _live(connection, work)


def _copied(connection: Connection, work: Callable[[int, ProgressCallback], object]) -> None:
    """The main function of a forked process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ignore_interrupts()
    with suppress(EOFError, OSError):
        _live(connection, work)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C, which reaches all processes of a terminal, to the process that has started us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGALRM})


def _live(connection: Connection, work: Callable[[int, ProgressCallback], object]) -> None:
    said = time.monotonic()

    def report(part: float) -> None:
        nonlocal said
        if time.monotonic() - said >= PAUSE:
            connection.send((PART, part))
            said = time.monotonic()

    connection.send((READY, None))
    while True:
        for number in connection.recv():
            connection.send((DONE, work(number, report)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _end_with_input() -> None:
    # Not by `sys.stdin`, whose lock would be held when Python ends.
    while os.read(0, 1):
        pass
    os._exit(1)
