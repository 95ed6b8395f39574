"""From bytes to text and back, exactly: bytes that could not be restored are refused."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

import msgspec

from cleanup import lazy_regex
from cleanup.errors import DocumentError, near_miss

#: Byte-order marks and the codec that each announces, the longest first where one begins another.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How many bytes to search for the name of the encoding.
_HEAD = 4096
_DECLARED = lazy_regex.pattern(rb"""(?i)(?:<\?xml[^>]*?encoding\s*=\s*["']?|\bcharset\s*=\s*["']?)([A-Za-z][\w.:-]*)""")
_KNOWN = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin-1",
    "iso8859-15",
    "cp1251",
    "koi8-r",
    "gb18030",
    "shift_jis",
)


class Decoded(msgspec.Struct, frozen=True):
    """A text, the codec that it was decoded with, and the byte-order mark before it."""

    text: str
    encoding: str
    bom: bytes = b""


def codec(name: str) -> str:
    """Return Python's name of a text encoding. Raises DocumentError with a near miss."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError) as error:
        raise DocumentError(f"unknown encoding: {name!r}", hint=near_miss(name, _KNOWN)) from error
    return found


def decode(
    data: bytes, path: str, *, encoding: str | None = None, declares: Mapping[str, str] | None = None
) -> Decoded:
    """Return the text in a file's bytes. Raises DocumentError with the position if they are not text.

    The encoding is that of a byte-order mark; else `encoding`; else, in formats that declare one, what the head of the
    file declares, unless the file is UTF-8 all the same; else UTF-8. `declares` maps some names to what they mean
    instead, and the empty name to what a missing declaration means in a file of ASCII.
    """
    bom, announced = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(bom) :]
    name = announced or (codec(encoding) if encoding else "utf-8" if declares is None else _declared(body, declares))
    if not name.startswith(("utf-16", "utf-32")) and (at := body.find(b"\0")) >= 0:
        raise _binary(path, _line(body, at))
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        told = f"byte 0x{body[error.start]:02X} at offset {error.start + len(bom)}"
        hint = "set its encoding with --encoding, or convert it to UTF-8; it was left unchanged"
        raise DocumentError(
            f"not {name.upper()}: {told}", path=path, line=_line(body, error.start), hint=hint
        ) from error
    if (at := text.find("\0")) >= 0:
        raise _binary(path, text.count("\n", 0, at) + 1)
    _prove(text, body, name, path)
    return Decoded(text, name, bom)


def _binary(path: str, line: int) -> DocumentError:
    return DocumentError("not text: contains a null byte", path=path, line=line, hint="binary files are not checked")


def encode(text: str, source: Decoded, path: str) -> bytes:
    """Return the bytes of a text in the encoding of a file. Raises DocumentError with a character that it lacks."""
    try:
        return source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise DocumentError(
            f"{source.encoding.upper()} cannot encode {char!r} (U+{ord(char):04X})",
            path=path,
            line=text.count("\n", 0, error.start) + 1,
            hint="convert the file to UTF-8 first; it was left unchanged",
        ) from error


def is_binary(data: bytes) -> bool:
    """Return whether bytes are not text in any recognised encoding: they have a null byte and no byte-order mark."""
    return b"\0" in data and not any(data.startswith(mark) for mark, _ in _MARKS)


def _line(body: bytes, at: int) -> int:
    return body.count(b"\n", 0, at) + 1


def _declared(body: bytes, meant: Mapping[str, str]) -> str:
    """Return the codec that the head of a file declares, unless the file is UTF-8 beyond doubt."""
    name = _named(body)
    if not name:
        return meant.get(name, "utf-8") if body.isascii() else "utf-8"
    if not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    # A declaration that could not have been read in the encoding that it names is a mistake.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else meant.get(name, name)


def _named(body: bytes) -> str:
    """Return the codec that the head of a file declares, or an empty string."""
    match = _DECLARED.search(body, 0, _HEAD)
    try:
        return codec(match[1].decode()) if match else ""
    except DocumentError:
        return ""


def _prove(text: str, body: bytes, name: str, path: str) -> None:
    """Raise DocumentError if the bytes could not be restored."""
    if name == "utf-8":
        return
    try:
        same = text.encode(name) == body
    except UnicodeError:
        same = False
    if not same:
        raise DocumentError(
            f"decoding as {name.upper()} would not preserve the bytes",
            path=path,
            hint="set the exact encoding with --encoding, or convert the file to UTF-8; it was left unchanged",
        )
