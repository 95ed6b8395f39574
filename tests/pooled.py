"""Work for the processes of a pool. They import this module, so it needs nothing but what they have."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

#: Put where Python looks for `sitecustomize`, it is what befalls workers: `meet` is run as they start.
FATE = """
import os, signal, sys

def first(most):
    for number in range(most):
        try:
            os.close(os.open(f"{folder}/{{number}}", os.O_CREAT | os.O_EXCL))
            return True
        except FileExistsError:
            pass
    return False

if any("cleanup.processes.worker import begin" in word for word in sys.orig_argv):
    {meet}
"""
#: All are killed, or the first one, or all are stopped.
ALL_DIE = "os.kill(os.getpid(), signal.SIGKILL)"
ONE_DIES = "first(1) and os.kill(os.getpid(), signal.SIGKILL)"
ALL_STOP = "os.kill(os.getpid(), signal.SIGSTOP)"


def die_over(name: str, deaths: int) -> str:
    """So many are killed in the middle of a shard: when they open it again, to repair it."""
    opened = f"event == 'open' and str(args[0]).endswith({name!r}) and not seen.append(1) and len(seen) == 2"
    hook = f"lambda event, args: {opened} and first({deaths}) and os.kill(os.getpid(), signal.SIGKILL)"
    return f"seen = []; sys.addaudithook({hook})"


def befall(folder: Path, meet: str) -> Path:
    """A folder for PYTHONPATH that brings this fate."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FATE.format(meet=meet, folder=folder))
    return folder


@dataclass
class Squares:
    """The square of each number. Some kill their process, so many times; how often each is begun lies in files."""

    folder: Path
    deadly: dict[int, int] = field(default_factory=dict)

    def __call__(self, number: int, tell: Callable[[float], None]) -> int:
        tell(0.5)
        with (self.folder / str(number)).open("ab") as file:
            file.write(b"x")
        if self.begun(number) <= self.deadly.get(number, 0):
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    def begun(self, number: int) -> int:
        return (self.folder / str(number)).stat().st_size


@dataclass
class Unbearable:
    """Work that kills whoever learns of it."""

    folder: Path

    def __call__(self, number: int, _tell: object) -> int:
        return number

    def __setstate__(self, _state: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def modules(_number: int, _tell: object) -> list[str]:
    """What a worker has imported."""
    return sorted(sys.modules)


def path(_number: int, _tell: object) -> list[str]:
    """Where a worker looks for modules."""
    return sys.path


#: A question for a worker.
Ask = Callable[[int, object], list[str]]
