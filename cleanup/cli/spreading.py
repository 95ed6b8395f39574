"""The files of a run in several processes: how many are worth starting, and what each is given at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TypeVar

from cleanup.errors import DocumentError
from cleanup.files.discovery import Source
from cleanup.processes.programs import cores

Result = TypeVar("Result")

#: The minimum size of all files together, in bytes, that is worth starting more processes.
MIN_PARALLEL_BYTES = 1_000_000
#: What a worker is given at once: files of this many bytes together, or this many files; less if workers would be idle.
CHUNK_BYTES = 100_000
CHUNK_FILES = 64
CHUNKS_EACH = 4
#: The first chunk is done before the workers start, unless it contains more than this share of all bytes.
FIRST_SHARE = 8


def worthwhile(sources: Sequence[Source]) -> int:
    """Return the number of processes that the files deserve if nobody says how many: all cores, or one."""
    return cores() if sum(map(_size, sources)) >= MIN_PARALLEL_BYTES else 1


def spread(
    work: Callable[[int, object], Result],
    sources: Sequence[Source],
    jobs: int,
    on_loss: Callable[[int, str], Result],
    warn: Callable[[str], None],
) -> Generator[Result, None, None]:
    """Yield what `work` returns for the number of each file, in order; `work` must not raise.

    `on_loss` returns the result for a file on which two processes have died; `warn` is called with warnings. To stop
    early, close the iterator. Raises CleanupError if processes cannot be started.
    """
    jobs = min(jobs, len(sources))
    if jobs < 2:
        for number in range(len(sources)):
            yield work(number, None)
        return
    from cleanup.processes.pool import Workers, taken_over

    sizes = [_size(source) for source in sources]
    chunks = chunked(sizes, jobs)
    if sum(sizes[number] for number in chunks[0]) < sum(sizes) / FIRST_SHARE:
        # Builds the automata, which forked processes inherit.
        for number in chunks.pop(0):
            yield work(number, None)

    def on_death(number: int | None, how: str) -> None:
        warn(taken_over("" if number is None else sources[number].path, how))

    yield from Workers(work, jobs, on_loss=on_loss, on_death=on_death).results(chunks)


def lost(source: Source, how: str) -> DocumentError:
    """Return the error of a file on which two processes have died."""
    hint = "it was left unchanged; if memory is low, use --jobs 1"
    return DocumentError(f"its process {how}", path=source.path, hint=hint)


def chunked(sizes: Sequence[int], jobs: int) -> list[range]:
    """Group files by their sizes in bytes into ranges that are processed together."""
    most = min(CHUNK_FILES, max(1, len(sizes) // (CHUNKS_EACH * jobs)))
    chunks: list[range] = []
    start = filled = 0
    for number, size in enumerate(sizes, 1):
        filled += size
        if filled >= CHUNK_BYTES or number - start == most or number == len(sizes):
            chunks.append(range(start, number))
            start, filled = number, 0
    return chunks


def _size(source: Source) -> int:
    """Return the size in bytes, or 0 if there is none or the file cannot be read, which reading it will report."""
    try:
        return 0 if source.stdin else Path(source.path).stat().st_size
    except OSError:
        return 0
