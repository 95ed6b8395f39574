"""What decisions and baselines reject: which of their entries apply to which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.config.resolve import Settings
from cleanup.documents import readers
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.errors import CleanupError, reason
from cleanup.files import regular_files
from cleanup.files.discovery import Source, real_path
from cleanup.model import Document

if TYPE_CHECKING:
    from cleanup.review.decisions import Decisions, Reviewed


#: The maximum size of a baseline, in bytes: some two million findings.
MAX_BASELINE_BYTES = 64_000_000


def load_baseline(path: str) -> Decisions:
    """Return the entries of a baseline. Raises CleanupError."""
    from cleanup.review import decisions  # 8 ms, needed by few runs

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

    Both may be None; then the baseline of the configuration is used.
    """

    def __init__(self, decided: Decisions | None = None, baseline: Path | None = None) -> None:
        self._decided = _by_real_path(decided, Path()) if decided else None
        self._baseline = baseline
        self._baselines: dict[str, Path | None] = {}
        self._read: dict[Path, dict[str, Reviewed]] = {}

    def entries(self, settings: Settings) -> list[dict[str, Reviewed]]:
        """Return what applies to files with these settings, by the real path of a file. Raises CleanupError."""
        found = [] if self._decided is None else [self._decided]
        place = settings.file.path
        if place not in self._baselines:
            self._baselines[place] = baseline_file(settings, self._baseline)
        baseline = self._baselines[place]
        return [*found, self._entries(baseline)] if baseline else found

    def known(self, source: Source, document: Document, settings: Settings) -> JudgedFindings:
        """Return the findings of a file that are to be left unchanged."""
        known = NONE
        for by_file in self.entries(settings):
            if source.real in by_file:
                from cleanup.review import decisions

                known |= decisions.known(by_file[source.real], readers.write(document))
        return known

    def _entries(self, baseline: Path) -> dict[str, Reviewed]:
        if baseline not in self._read:
            self._read[baseline] = _by_real_path(load_baseline(str(baseline)), baseline.parent)
        return self._read[baseline]


def _by_real_path(found: Decisions, folder: Path) -> dict[str, Reviewed]:
    """Return the entries of a file whose paths are relative to a directory."""
    return {real_path(str(folder / name)): entry for name, entry in found.files.items()}
