"""The record of what is done, in the output directory: a manifest at the end, and until then a journal.

A line of the journal is written after its shard has its final name, so whatever stops a run, what the ledger says is
done is done. The digests tell whether it still is. No link in the directory is followed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from cleanup.corpora.records import Counts, Record, total
from cleanup.errors import CleanupError, system_error
from cleanup.files import atomic
from cleanup.files.writing import copying, load_below, make_folder, open_below

MANIFEST = "manifest.json"
JOURNAL = ".cleanup-journal.jsonl"
_LOCK = ".cleanup-lock"
#: The ledger's own files in a directory.
FILES = (MANIFEST, JOURNAL, _LOCK)


class Failure(msgspec.Struct, frozen=True):
    """A shard that could not be finished, and why."""

    input: str
    reason: str


class Manifest(msgspec.Struct, kw_only=True):
    """Everything that is known of an output directory. It contains no times: equal work gives equal bytes."""

    manifest: int = 1
    versions: dict[str, str]
    settings: dict[str, str | int | float | bool]
    totals: Counts
    shards: list[Record]
    failed: list[Failure] = []


class _Planned(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the journal: these files are about to be written."""

    planned: list[str]


class Ledger:
    """The ledger of one run. Use it as a context manager: meanwhile no other run may use the directory.

    `known` contains the records of earlier runs and of this one, by output. Entering raises CleanupError, also for a
    file at a path in `outputs` that no run of cleanup has written.
    """

    def __init__(self, folder: Path, outputs: Iterable[str]) -> None:
        self.folder = folder
        self.known: dict[str, Record] = {}
        self._outputs = list(outputs)
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Ledger:
        make_folder(self.folder)
        with contextlib.ExitStack() as stack:
            stack.enter_context(_alone(self.folder))
            self.known, planned, size = _read(self.folder)
            ours = {*self.known, *planned}
            for name in self._outputs:
                if name not in ours and os.path.lexists(self.folder / name):
                    path = str(self.folder / name)
                    raise CleanupError(
                        "this file was not written by cleanup", path=path, hint="choose another directory for --output"
                    )
            self._journal = stack.enter_context(_appending(self.folder / JOURNAL))
            # The part of a line that an interrupted run has left would spoil the next one.
            self._journal.truncate(size)
            self._write(_Planned(self._outputs))
            self._sweep()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._sweep()
        self._stack.close()

    def add(self, record: Record) -> None:
        """Record that a shard is done."""
        self.known[record.output] = record
        self._write(record)

    def _write(self, entry: Record | _Planned) -> None:
        self._journal.write(msgspec.json.encode(entry) + b"\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def _sweep(self) -> None:
        """Remove what interrupted runs have left next to the results."""
        for folder in {(self.folder / name).parent for name in self._outputs}:
            atomic.sweep(str(folder))

    def finish(
        self, versions: dict[str, str], settings: dict[str, str | int | float | bool], failed: Iterable[Failure]
    ) -> Manifest:
        """Write the manifest, which includes earlier runs in this directory, and remove the journal."""
        shards = [self.known[name] for name in sorted(self.known) if (self.folder / name).exists()]
        manifest = Manifest(
            versions=versions,
            settings=settings,
            totals=total(shards),
            shards=shards,
            failed=sorted(failed, key=lambda one: one.input),
        )
        lines = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        inputs = [record.input for record in shards if os.path.exists(record.input)]  # noqa: PTH110
        with copying(self.folder / MANIFEST, self.folder, sources=inputs) as file:
            file.write(lines + b"\n")
        self._journal.close()
        (self.folder / JOURNAL).unlink()
        return manifest


def read(folder: Path) -> tuple[list[Record], list[Failure], bool]:
    """Return the records of a directory by output, the failures, and whether the run has ended. Raises CleanupError."""
    known, _, _ = _read(folder)
    ended = not (folder / JOURNAL).exists()
    if ended and not (folder / MANIFEST).exists():
        raise CleanupError(
            f"no {MANIFEST} in this directory",
            path=str(folder),
            hint="use the directory that was the --output of the run",
        )
    failed = _manifest(folder).failed if ended else []
    return [known[name] for name in sorted(known)], failed, ended


def _read(folder: Path) -> tuple[dict[str, Record], set[str], int]:
    """Return the records by output, the planned outputs, and the length of the whole lines of the journal in bytes."""
    known = {record.output: record for record in _manifest(folder).shards}
    planned: set[str] = set()
    try:
        journal = load_below(folder / JOURNAL)
    except FileNotFoundError:
        return known, planned, 0
    size = journal.rfind(b"\n") + 1
    for number, line in enumerate(journal[:size].splitlines(), 1):
        try:
            entry = msgspec.json.decode(line, type=dict[str, Any])
            if "planned" in entry:
                planned.update(msgspec.convert(entry, _Planned).planned)
            else:
                record = msgspec.convert(entry, Record)
                known[record.output] = record
        except (msgspec.DecodeError, TypeError, ValueError, RecursionError) as error:
            path = str(folder / JOURNAL)
            raise CleanupError(f"damaged: {error}", path=path, line=number, hint="remove this line") from error
    return known, planned, size


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(load_below(path), type=Manifest)
    except FileNotFoundError:
        return Manifest(versions={}, settings={}, totals=Counts(), shards=[])
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        hint = "choose another directory for --output"
        raise CleanupError(f"not a manifest of cleanup: {error}", path=str(path), hint=hint) from error


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Allow one run in a directory at a time; the system releases the lock when the process ends, however that
    happens.
    """
    path = folder / _LOCK
    with _appending(path) as file:
        try:
            _claim(file)
            # A run that ended between the two steps has removed the file that is locked here.
            gone = not os.path.samestat(os.fstat(file.fileno()), path.lstat())
        except OSError:
            gone = True
        if gone:
            raise CleanupError("another run is writing here", path=str(folder), hint="wait until it has finished")
        try:
            yield
        finally:
            if sys.platform != "win32":  # where an open file cannot be removed
                path.unlink(missing_ok=True)


def _appending(path: Path) -> BinaryIO:
    """Open one of our files to append to, and create it if necessary. Raises DocumentError."""
    try:
        return os.fdopen(open_below(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "ab")
    except OSError as error:
        raise system_error(error, str(path)) from error


def _claim(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
