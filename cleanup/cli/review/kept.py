"""Where decisions are saved as they are made: in a named file, or temporarily until they are written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cleanup.cli import replay, terminal
from cleanup.cli.guarding import RunFiles
from cleanup.cli.review.texts import ReviewedText
from cleanup.errors import CleanupError
from cleanup.files import writing
from cleanup.files.discovery import Discovered, Source, load, origins, real_path
from cleanup.files.user_folders import state_folder
from cleanup.review import decisions
from cleanup.review.decisions import Decision, Reviewed

#: The decisions on each text, by the index of their question in it.
Decided = Sequence[Mapping[int, Decision]]

#: The maximum number of texts of interrupted reviews to remember.
MAX_KEPT_TEXTS = 500


class Saved:
    """The file of decisions, which need not exist yet. Raises CleanupError."""

    def __init__(self, path: Path, found: Discovered) -> None:
        self.path = path
        self._found = found
        # Fail now rather than after an hour of decisions that cannot be saved.
        RunFiles(found).claim(path, "the decisions", "--decisions")
        self._files: dict[str, Reviewed] = dict(replay.load(str(path)).files) if path.is_file() else {}
        self._keys = {real_path(name): name for name in self._files}
        self._last: dict[int, Mapping[int, Decision]] = {}

    def entry(self, source: Source) -> Reviewed | None:
        """Return what the file says about a text."""
        return self._files.get(self._keys.get(source.real, ""))

    def keep(self, texts: Sequence[ReviewedText], decided: Decided) -> None:
        """Write the file with the new decisions; entries of other texts stay. Raises DocumentError."""
        new = _changed(texts, decided, self._last)
        if self.path.is_file() and not new:
            return
        for i in new:
            source = texts[i].source
            self._files[self._keys.get(source.real, source.path)] = texts[i].entry(decided[i])
        writing.create(self.path, decisions.write(self._files, terminal.VERSION), sources=origins(self._found))
        self._last.update((i, dict(decided[i])) for i in new)


class Kept:
    """Decisions that are not written yet, if no file was named: one small file for each text.

    A review can be continued only for texts that have not changed since.
    """

    path = None

    def __init__(self) -> None:
        self._last: dict[int, Mapping[int, Decision]] = {}
        try:
            self._folder = state_folder() / "reviews"
        except RuntimeError as error:  # the user's directories are unknown
            raise CleanupError(
                "there is no directory to save decisions in", hint="use --decisions FILE.json"
            ) from error
        self._tidy()

    def entry(self, source: Source) -> Reviewed | None:
        """Return what is saved about a text as it is now."""
        with suppress(OSError, CleanupError):
            path = self._place(source)
            entry = decisions.read(path.read_bytes(), str(path)).files.get(source.real)
            if entry and entry.sha256 == decisions.sha256(load(source.path)):
                return entry
        return None

    def keep(self, texts: Sequence[ReviewedText], decided: Decided) -> None:
        """Save new decisions. Raises DocumentError."""
        for i in _changed(texts, decided, self._last):
            source = texts[i].source
            if decided[i]:
                data = decisions.write({source.real: texts[i].entry(decided[i])}, terminal.VERSION)
                self._make_folder()
                writing.create(self._place(source), data, sources=[source.path])
            else:
                self.forget([source])
            self._last[i] = dict(decided[i])

    def forget(self, sources: Sequence[Source]) -> None:
        """Delete what is saved about texts whose decisions are written or not wanted any more."""
        for source in sources:
            with suppress(OSError):
                self._place(source).unlink()

    def _place(self, source: Source) -> Path:
        return self._folder / f"{decisions.sha256(os.fsencode(source.real))}.json"

    def _make_folder(self) -> None:
        if self._folder.exists():
            return
        writing.make_folder(self._folder.parent)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700)

    def _tidy(self) -> None:
        """Delete the oldest files if there are too many."""
        with suppress(OSError):
            for old in sorted(self._folder.glob("*.json"), key=lambda one: one.stat().st_mtime)[:-MAX_KEPT_TEXTS]:
                old.unlink()


def _changed(texts: Sequence[ReviewedText], decided: Decided, last: Mapping[int, Mapping[int, Decision]]) -> list[int]:
    """Return the indexes of the texts with decisions that differ from those saved last."""
    return [i for i, text in enumerate(texts) if decided[i] != last.get(i, text.earlier)]
