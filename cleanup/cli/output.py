"""Where the results of a run go: standard output, or a file that is complete when the run has ended.

Its permissions do not exceed those of the texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cleanup.cli import terminal
from cleanup.errors import reason
from cleanup.files.discovery import Discovered, origins
from cleanup.reports.text import Paint, plain


class Output:
    """Results as lines or as a diff. Use it as a context manager: its end creates the file; an error leaves none."""

    def __init__(self, path: Path | None, found: Discovered) -> None:
        self._path = path
        self._found = found
        self._file: BinaryIO | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Output:
        if self._path:
            from cleanup.files.writing import stream

            self._file = self._stack.enter_context(stream(self._path, sources=origins(self._found)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    @property
    def person(self) -> bool:
        """Whether a person reads the output."""
        return self._path is None and terminal.is_interactive()

    @property
    def paint(self) -> Paint:
        """Return how to colour a text for its role."""
        return terminal.paint_line() if self._path is None else plain

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines of text, coloured by `paint`."""
        if self._file is None:
            terminal.echo_page(lines)
        else:
            self.document(terminal.harmless(line) for line in lines)

    def document(self, pieces: Iterable[str]) -> None:
        """Write a document for programs; in a file as UTF-8, with escapes for what UTF-8 cannot encode."""
        for piece in pieces:
            if self._file is None:
                terminal.echo_document(piece)
            else:
                self._write(self._file, f"{piece}\n".encode("utf-8", "backslashreplace"))

    def diff(self, data: bytes) -> None:
        """Write a unified diff, byte for byte except on a terminal."""
        if self._file is None:
            terminal.echo_diff(data)
        else:
            self._write(self._file, data)

    def _write(self, file: BinaryIO, data: bytes) -> None:
        """Write to the file. Raises OutputError, because a failure here is not the fault of a text."""
        try:
            file.write(data)
        except BrokenPipeError as error:
            raise terminal.ReaderGoneError from error
        except OSError as error:
            raise terminal.OutputError(f"{self._path}: {reason(error)}") from error
