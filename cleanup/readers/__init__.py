"""Bytes to `Document` and back. A format is one module and one line in `PROSE`."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePath

from cleanup.errors import DocumentError
from cleanup.model import Document, Span
from cleanup.readers import markdown, plain

#: The prose spans of a decoded text, by the name of its format.
FORMATS: dict[str, Callable[[str], tuple[Span, ...]]] = {"markdown": markdown.prose, "plain": plain.prose}

#: The prose spans of a decoded text, by file name suffix; every other suffix is plain text.
PROSE: dict[str, Callable[[str], tuple[Span, ...]]] = {
    ".txt": plain.prose,
    ".text": plain.prose,
    ".md": markdown.prose,
    ".markdown": markdown.prose,
}

#: Byte-order marks and the codec each announces, longest first where one begins another.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NEWLINE = re.compile(r"\r\n|\r|\n")


def read(data: bytes, path: str = "<text>", form: str = "") -> Document:
    """The document in a file's bytes. Raises DocumentError when they are no text, naming the place.

    `form` is one of `FORMATS`; without it the path's suffix decides.
    """
    bom, encoding = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(bom) :]
    if encoding == "utf-8" and (at := body.find(b"\0")) >= 0:
        raise DocumentError(
            "not text: a null byte", path=path, line=body.count(b"\n", 0, at) + 1, hint="binary files are left alone"
        )
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"not {encoding.upper()}: byte 0x{body[error.start]:02X} at offset {error.start + len(bom)}",
            path=path,
            line=line,
            hint="convert the file to UTF-8 first; it was left as it is",
        ) from error
    return document(text, path, form, encoding=encoding, bom=bom)


def document(text: str, path: str = "<text>", form: str = "", *, encoding: str = "utf-8", bom: bytes = b"") -> Document:
    """The document of a text already decoded; without `form` its format follows the path's suffix."""
    find = FORMATS[form] if form else PROSE.get(PurePath(path).suffix.lower(), plain.prose)
    ends = Counter(_NEWLINE.findall(text))
    newline = ends.most_common(1)[0][0] if ends else "\n"
    return Document(path, text, find(text), encoding=encoding, newline=newline, bom=bom)


def write(source: Document, text: str) -> bytes:
    """The bytes of the document with another text, in its own encoding. Raises DocumentError."""
    try:
        return source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise DocumentError(
            f"{source.encoding.upper()} cannot hold {char!r} (U+{ord(char):04X})",
            path=source.path,
            hint="the file was left as it is",
        ) from error
