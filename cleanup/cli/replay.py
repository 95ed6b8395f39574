"""Reading files of decisions and baselines: which of their entries apply to which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.cli import terminal
from cleanup.config.resolve import Settings
from cleanup.documents import readers
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.errors import CleanupError, reason
from cleanup.files import regular_files
from cleanup.files.discovery import Source, real_path
from cleanup.files.discovery import load as read_file
from cleanup.model import Document

if TYPE_CHECKING:
    from cleanup.review.decisions import Decisions, Reviewed


#: The maximum size of a baseline, in bytes: some two million findings.
MAX_BASELINE_BYTES = 64_000_000


def load(path: str) -> Decisions:
    """Return the decisions in a file, `-` being standard input. Raises CleanupError."""
    from cleanup.review import decisions  # 8 ms, needed by few runs

    if path == "-":
        return decisions.read(terminal.read_input(), "<stdin>")
    return decisions.read(read_file(path), path)


def load_baseline(path: str) -> Decisions:
    """Return the entries of a baseline. Raises CleanupError."""
    from cleanup.review import decisions

    try:
        return decisions.read(regular_files.load(path, MAX_BASELINE_BYTES)[0], path)
    except OSError as error:
        raise CleanupError(reason(error), path=path) from error


def baseline_file(settings: Settings, given: Path | None) -> Path | None:
    """Return the baseline for a file: that of the command line, or of its configuration. Raises CleanupError."""
    named = settings.config.baseline
    return given or (settings.file.own(named, "baseline", "--baseline") if named else None)


class Rejected:
    """The findings that decisions and baselines reject. Raises CleanupError for a file that cannot be read.

    Both paths may be None; then the baseline of the configuration is used.
    """

    def __init__(self, decided: Path | None = None, baseline: Path | None = None) -> None:
        self._decided = decided
        self._baseline = baseline
        self._baselines: dict[str, Path | None] = {}
        self._read: dict[Path, dict[str, Reviewed]] = {}
        if decided:
            self._entries(load, decided, Path())

    def entries(self, settings: Settings) -> list[dict[str, Reviewed]]:
        """Return what applies to files with these settings, by the real path of a file. Raises CleanupError."""
        found = [self._entries(load, self._decided, Path())] if self._decided else []
        place = settings.file.path
        if place not in self._baselines:
            self._baselines[place] = baseline_file(settings, self._baseline)
        baseline = self._baselines[place]
        return [*found, self._entries(load_baseline, baseline, baseline.parent)] if baseline else found

    def known(self, source: Source, document: Document, settings: Settings) -> JudgedFindings:
        """Return the findings of a file that are to be left unchanged."""
        known = NONE
        for by_file in self.entries(settings):
            if source.real in by_file:
                from cleanup.review import decisions

                known |= decisions.known(by_file[source.real], readers.write(document))
        return known

    def _entries(self, reader: Callable[[str], Decisions], path: Path, folder: Path) -> dict[str, Reviewed]:
        """Return the entries of a file, with paths relative to a directory."""
        if path not in self._read:
            files = reader(str(path)).files
            self._read[path] = {real_path(str(folder / name)): entry for name, entry in files.items()}
        return self._read[path]
