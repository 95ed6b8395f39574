"""How processes are started, and what all of them need.

Nothing of ours runs code in the current directory, neither modules nor programs, whatever the system or the environment
says.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cleanup.processes.safe_path import without_current_folder


def collect_seldom() -> None:
    """Have Python look for garbage seldom: not at all in a short run, since findings and paragraphs form no circles."""
    gc.set_threshold(50_000, 20, 100)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def python(*args: str) -> list[str]:
    """Return the command for another Python like this one with a safe path, which contains no directory of the
    command.
    """
    from subprocess import _args_from_interpreter_flags  # type: ignore[attr-defined]  # as multiprocessing does

    return [sys.executable, *_args_from_interpreter_flags(), "-P", *args]


def environment() -> dict[str, str]:
    """Return the environment for another Python, without empty entries in PYTHONPATH, which mean the current
    directory.
    """
    found = dict(os.environ)
    given = found.pop("PYTHONPATH", "")
    if path := without_current_folder(given.split(os.pathsep) if given else []):
        found["PYTHONPATH"] = os.pathsep.join(path)
    return found


def program(name: str) -> str | None:
    """Return the full path of a program, found only in absolute directories.

    Windows would search the current directory first, other systems where the path says so.
    """
    ends = os.environ.get("PATHEXT", ".COM;.EXE;.BAT;.CMD").split(";") if sys.platform == "win32" else [""]
    for folder in filter(os.path.isabs, os.get_exec_path()):
        for end in ends:
            found = os.path.join(folder, name + end)  # noqa: PTH118
            if os.path.isfile(found) and os.access(found, os.X_OK):  # noqa: PTH113
                return found
    return None


@contextmanager
def undisturbed() -> Iterator[None]:
    """Block Ctrl-C and the timer here, and in a process that is started here, from its first moment.

    They take effect afterwards; such a process decides itself what to receive.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
