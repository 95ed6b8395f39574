"""Files of decisions on the way in: which of their entries speaks about which file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cleanup import decisions, readers
from cleanup.decisions import Decisions, Reviewed
from cleanup.errors import CleanupError
from cleanup.files import Source
from cleanup.fingerprint import NONE, Known
from cleanup.model import Document


def load(path: str) -> Decisions:
    """The decisions in a file, `-` being standard input. Raises CleanupError."""
    if path == "-":
        return decisions.read(sys.stdin.buffer.read(), "<stdin>")
    try:
        return decisions.read(Path(path).read_bytes(), path)
    except OSError as error:
        raise CleanupError((error.strerror or str(error)).lower(), path=path) from error


class Rejected:
    """What a file of decisions rejects, by file. Raises CleanupError when it cannot be read."""

    def __init__(self, path: Path | None) -> None:
        files = load(str(path)).files if path else {}
        self._by_file: dict[str, Reviewed] = {os.path.realpath(name): entry for name, entry in files.items()}

    def known(self, source: Source, document: Document) -> Known:
        """The findings of a file that are to be left alone."""
        entry = self._by_file.get(source.real)
        return decisions.known(entry, readers.write(document)) if entry else NONE
