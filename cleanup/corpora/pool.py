"""Many shards, on one processor or several.

Workers are spawned, so they behave alike on all systems, and are told the recipe once. One that outlives us would write
into the next run, so each ends with its parent, however that ends.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing as mp
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from cleanup.corpora import shards
from cleanup.corpora.cleaning import Cleaner, Recipe
from cleanup.corpora.records import Record
from cleanup.corpora.work import Form, Work
from cleanup.errors import CleanupError, DocumentError, of_file
from cleanup.files import Source, writing
from cleanup.processes import collect_seldom, end_with_parent

#: Seconds between two looks at how far the workers are.
_PAUSE = 0.2

#: Hears how many bytes of the input are done.
Tick = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to do. Without a `target` it is only counted. `before` is what was done under that name earlier."""

    source: Source
    size: int
    output: str
    target: Path | None
    before: Record | None
    settings: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a task: its record, which may be the earlier one, or why there is none."""

    task: Task
    record: Record | None = None
    error: CleanupError | None = None
    again: bool = False


def run(tasks: Sequence[Task], recipe: Recipe, form: Form, jobs: int, tick: Tick) -> Generator[Result, None, None]:
    """The results, as they come. Raises CleanupError when a worker dies. To stop early, close the iterator."""
    if min(jobs, len(tasks)) > 1:
        yield from _together(tasks, recipe, form, min(jobs, len(tasks)), tick)
        return
    cleaner, done = Cleaner(recipe), 0
    for task in tasks:

        def told(part: float, task: Task = task, done: int = done) -> None:
            tick(done + part * task.size)

        yield _do(task, cleaner, form, told)
        done += task.size


def _together(tasks: Sequence[Task], recipe: Recipe, form: Form, jobs: int, tick: Tick) -> Iterator[Result]:
    context = mp.get_context("spawn")
    parts = context.RawArray("d", len(tasks))
    others = set(mp.active_children())
    executor = ProcessPoolExecutor(jobs, context, _start, (recipe, form, parts))
    # The largest first, so that none is left to the end on its own.
    order = sorted(range(len(tasks)), key=lambda index: -tasks[index].size)
    try:
        with _deaf():
            waiting = {executor.submit(_do_here, index, tasks[index]) for index in order}
        while waiting:
            done, waiting = wait(waiting, _PAUSE, FIRST_COMPLETED)
            for future in done:
                yield future.result()
            tick(sum(part * task.size for part, task in zip(parts, tasks, strict=True)))
        executor.shutdown()
    except BrokenProcessPool as error:
        hint = "it may have run out of memory: try fewer --jobs; what is done is kept"
        raise CleanupError("a worker process has died", hint=hint) from error
    finally:
        for child in set(mp.active_children()) - others:
            child.kill()
            child.join()
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C goes to all processes of a terminal; those started in here do not hear it, from their first moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# In a worker

_HERE: dict[str, Any] = {}


def _start(recipe: Recipe, form: Form, parts: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    _HERE.update(cleaner=Cleaner(recipe), form=form, parts=parts)
    collect_seldom()


def _do_here(index: int, task: Task) -> Result:
    def told(part: float) -> None:
        _HERE["parts"][index] = part

    return _do(task, _HERE["cleaner"], _HERE["form"], told)


# One shard


def _do(task: Task, cleaner: Cleaner, form: Form, told: Callable[[float], None]) -> Result:
    try:
        record, again = _record(task, Work(cleaner, form, told))
    except Exception as error:
        return Result(task, error=of_file(error, task.source.path))
    finally:
        told(1.0)
    return Result(task, record, again=again)


def _record(task: Task, work: Work) -> tuple[Record, bool]:
    path, before = task.source.path, task.before
    size, digest = _digest(path)
    if before and (before.settings, before.input_sha256) == (task.settings, digest) and _stands(task.target, before):
        return msgspec.structs.replace(before, input=path), True
    if task.target is None:
        shards.rewrite(task.source, Nowhere(), work)
        written = (0, "")
    else:
        with writing(task.target) as target:
            shards.rewrite(task.source, target, work)
        written = _digest(task.target)
    counts, problems = work.counts, work.problems
    return Record(task.output, path, size, digest, *written, task.settings, counts, problems), False


def _stands(target: Path | None, record: Record) -> bool:
    """Whether the output of a record is there, whole."""
    return target is not None and target.is_file() and _digest(target)[1] == record.output_sha256


def _digest(path: str | Path) -> tuple[int, str]:
    """Bytes and SHA-256 of a file. Raises DocumentError."""
    try:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return file.tell(), digest
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(reason[:1].lower() + reason[1:], path=str(path)) from error


class Nowhere(io.BytesIO):
    """Takes what is written and keeps nothing but the place."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def write(self, data: Any) -> int:
        """Count."""
        size = memoryview(data).nbytes
        self._at += size
        return size

    def tell(self) -> int:
        """The bytes so far."""
        return self._at
