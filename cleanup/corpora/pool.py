"""Processing many shards in one process or several. Workers are started anew on all systems, so that they behave
alike.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cleanup.corpora.cleaning import Cleaner, Recipe
from cleanup.corpora.records import Record
from cleanup.corpora.shards import formats
from cleanup.corpora.work import Form, Work
from cleanup.errors import CleanupError, DocumentError, of_file
from cleanup.files.discovery import Source
from cleanup.files.writing import copying


class Listener(NamedTuple):
    """Receives the progress of a run: `tick` the number of processed bytes of input, `on_warning` problems that are not
    errors.
    """

    tick: Callable[[float], None]
    on_warning: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ShardTask:
    """A shard to process. Without a `folder` for results it is only counted. `before` is an earlier record of the same
    name.
    """

    source: Source
    size: int
    output: str
    folder: Path | None
    before: Record | None
    settings: str

    @property
    def target(self) -> Path | None:
        """The path of the result."""
        return self.folder / self.output if self.folder else None


@dataclass(frozen=True, slots=True)
class ShardResult:
    """The result of a task: its record, which may be an earlier one, or why there is none."""

    task: ShardTask
    record: Record | None = None
    error: CleanupError | None = None
    again: bool = False


def run(
    tasks: Sequence[ShardTask], cleaner: Cleaner, form: Form, jobs: int, listener: Listener
) -> Generator[ShardResult, None, None]:
    """The results, as they come. To stop early, close the iterator. Raises CleanupError when no process can start."""
    if min(jobs, len(tasks)) > 1:
        yield from _together(_Each(tasks, cleaner.recipe, form), min(jobs, len(tasks)), listener)
        return
    each, done = _Each(tasks, cleaner.recipe, form, cleaner), 0
    for number, task in enumerate(tasks):

        def tell(part: float, task: ShardTask = task, done: int = done) -> None:
            listener.tick(done + part * task.size)

        yield each(number, tell)
        done += task.size


def _together(each: _Each, jobs: int, listener: Listener) -> Generator[ShardResult, None, None]:
    from cleanup.processes.pool import Workers, taken_over

    tasks = each.tasks
    parts = [0.0] * len(tasks)

    def on_progress(number: int, part: float) -> None:
        parts[number] = part
        listener.tick(sum(part * task.size for part, task in zip(parts, tasks, strict=True)))

    def on_death(number: int | None, how: str) -> None:
        listener.on_warning(taken_over("" if number is None else tasks[number].source.path, how))

    def on_loss(number: int, how: str) -> ShardResult:
        hint = "it may have run out of memory; reduce --jobs. All other shards are done"
        path = tasks[number].source.path
        return ShardResult(tasks[number], error=DocumentError(f"its process {how}", path=path, hint=hint))

    # The largest first, so that none is left running alone at the end.
    order = sorted(range(len(tasks)), key=lambda number: -tasks[number].size)
    workers = Workers(each, jobs, on_loss=on_loss, on_death=on_death, on_progress=on_progress, method="spawn")
    with closing(workers.as_done(order)) as results:
        for number, result in results:
            on_progress(number, 1.0)
            yield result


@dataclass(slots=True)
class _Each:
    """Processes shards by number, here or in another process; the cleaner is created where it is needed."""

    tasks: Sequence[ShardTask]
    recipe: Recipe
    form: Form
    cleaner: Cleaner | None = None

    def __call__(self, number: int, tell: Callable[[float], None]) -> ShardResult:
        """Return the result of a shard."""
        self.cleaner = self.cleaner or Cleaner(self.recipe)
        self.cleaner.name = self.tasks[number].source.path
        return _do(self.tasks[number], self.cleaner, self.form, tell)


# One shard


def _do(task: ShardTask, cleaner: Cleaner, form: Form, on_progress: Callable[[float], None]) -> ShardResult:
    try:
        record, again = _record(task, Work(cleaner, form, on_progress))
    except Exception as error:
        return ShardResult(task, error=of_file(error, task.source.path))
    finally:
        on_progress(1.0)
    return ShardResult(task, record, again=again)


def _record(task: ShardTask, work: Work) -> tuple[Record, bool]:
    path, before = task.source.path, task.before
    size, digest = _digest(path)
    if before and (before.settings, before.input_sha256) == (task.settings, digest) and _stands(task.target, before):
        return msgspec.structs.replace(before, input=path), True
    if task.folder is None:
        formats.rewrite(task.source, Nowhere(), work)
        written = (0, "")
    else:
        place = task.folder / task.output
        with copying(place, task.folder, like=path) as target:
            formats.rewrite(task.source, target, work)
        written = _digest(place)
    counts, problems = work.counts, work.problems
    return Record(task.output, path, size, digest, *written, task.settings, counts, problems), False


def _stands(target: Path | None, record: Record) -> bool:
    """Return whether the output of a record exists and is complete; a link to it does not count."""
    return (
        target is not None
        and target.is_file()
        and not target.is_symlink()
        and _digest(target)[1] == record.output_sha256
    )


def _digest(path: str | Path) -> tuple[int, str]:
    """Return the size in bytes and the SHA-256 of a file. Raises DocumentError."""
    try:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return file.tell(), digest
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(reason[:1].lower() + reason[1:], path=str(path)) from error


class Nowhere(io.BytesIO):
    """A file that discards what is written and counts the bytes."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def write(self, data: Any) -> int:
        """Count the bytes."""
        size = memoryview(data).nbytes
        self._at += size
        return size

    def tell(self) -> int:
        """Return the number of bytes so far."""
        return self._at
