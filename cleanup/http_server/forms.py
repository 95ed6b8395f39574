"""Reading `multipart/form-data`, in which a browser sends files: wholly in memory, as nothing may be written.

python-multipart takes it apart; its own form parser, and that of Starlette, put larger files on the disk.
"""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from cleanup.http_server.errors import ApiError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

#: The maximum number of parts; our form has four.
MAX_PARTS = 50

# It warns of every mistake in a form, which is told to its sender.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)


class FormPart(msgspec.Struct):
    """A field of a form; `filename` is the last part of a file's name, without what cannot be shown."""

    name: str = ""
    filename: str = ""
    data: bytes = b""


def is_multipart(content_type: str, body: bytes) -> bool:
    """Return whether a body is what its type says; some clients call a plain form so."""
    return content_type.lower().startswith("multipart/form-data") and body.startswith(b"--")


def parse(body: bytes, content_type: str) -> dict[str, FormPart]:
    """Return the parts by name. Raises ApiError."""
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    collector = _Collector()
    try:
        parser = MultipartParser(boundary, collector.callbacks())
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError) as error:
        raise ApiError(400, "Could not read the form in the body of the request") from error
    return {part.name: part for part in collector.parts}


class _Collector:
    """Collects what the parser reports."""

    def __init__(self) -> None:
        self.parts: list[FormPart] = []
        self._pieces: list[bytes] = []
        self._field = b""
        self._value = b""

    def callbacks(self) -> MultipartCallbacks:
        """Return what the parser is to call."""
        return {
            "on_part_begin": self._begin,
            "on_part_data": lambda data, start, end: self._pieces.append(data[start:end]),
            "on_part_end": self._end,
            "on_header_begin": self._begin_header,
            "on_header_field": self._add_to_field,
            "on_header_value": self._add_to_value,
            "on_header_end": self._end_header,
        }

    def _begin(self) -> None:
        if len(self.parts) >= MAX_PARTS:
            raise ApiError(400, f"The form has more than {MAX_PARTS} parts")
        self.parts.append(FormPart())
        self._pieces = []

    def _end(self) -> None:
        self.parts[-1].data = b"".join(self._pieces)

    def _begin_header(self) -> None:
        self._field = self._value = b""

    def _add_to_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._field.lower() != b"content-disposition":
            return
        options = parse_options_header(self._value)[1]
        self.parts[-1].name = options.get(b"name", b"").decode("utf-8", "replace")
        self.parts[-1].filename = file_name(options.get(b"filename", b"").decode("utf-8", "replace"))


def file_name(given: str) -> str:
    """Return the last part of a file name, without what cannot be shown."""
    return "".join(char for char in PurePath(given.replace("\\", "/")).name if char.isprintable())[-200:]
