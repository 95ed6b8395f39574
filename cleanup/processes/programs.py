"""How processes are started, and what all of them need to know.

Nothing of ours runs code of the current folder: neither a module that lies there nor a program, whatever the system or
the environment thinks of them.
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
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def python(*args: str) -> list[str]:
    """The command for another Python like this one, whose path is safe: it begins in no folder of the command's."""
    from subprocess import _args_from_interpreter_flags  # type: ignore[attr-defined]  # as multiprocessing does

    return [sys.executable, *_args_from_interpreter_flags(), "-P", *args]


def environment() -> dict[str, str]:
    """The environment for another Python: a path of modules may have an empty entry, which is the current folder."""
    found = dict(os.environ)
    given = found.pop("PYTHONPATH", "")
    if path := without_current_folder(given.split(os.pathsep) if given else []):
        found["PYTHONPATH"] = os.pathsep.join(path)
    return found


def program(name: str) -> str | None:
    """The program of that name, by its whole path; only what folders named by their whole path hold.

    Windows would look into the current folder first, other systems where the path says so.
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
    """Neither Ctrl-C nor the clock is heard in here, nor by a process that is started in here, from its first moment.

    They are heard afterwards; such a process says itself what it wants to hear.
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
