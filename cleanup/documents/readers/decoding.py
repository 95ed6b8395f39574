"""Bytes to text and back, exactly: what does not come back as the same bytes is refused."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

import msgspec

from cleanup import lazy_regex
from cleanup.errors import DocumentError, near_miss

#: Byte-order marks and the codec each announces, longest first where one begins another.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How many bytes are searched for the name of the encoding.
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
    """A text, the codec it was written in, and the byte-order mark before it."""

    text: str
    encoding: str
    bom: bytes = b""


def codec(name: str) -> str:
    """Python's name of a text encoding. Raises DocumentError with a near miss."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError) as error:
        raise DocumentError(f"no such encoding: {name!r}", hint=near_miss(name, _KNOWN)) from error
    return found


def decode(
    data: bytes, path: str, *, encoding: str | None = None, declares: Mapping[str, str] | None = None
) -> Decoded:
    """The text in a file's bytes. Raises DocumentError when they are no text, naming the place.

    A byte-order mark decides; then `encoding`; then, where files of the format declare one, what the head of the file
    says, unless it is UTF-8 all the same; else it is UTF-8. `declares` holds what some of the names mean instead, and
    what no name means in a file of ASCII.
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
        hint = "name its encoding with --encoding, or convert it to UTF-8; it was left unchanged"
        raise DocumentError(
            f"not {name.upper()}: {told}", path=path, line=_line(body, error.start), hint=hint
        ) from error
    if (at := text.find("\0")) >= 0:
        raise _binary(path, text.count("\n", 0, at) + 1)
    _prove(text, body, name, path)
    return Decoded(text, name, bom)


def _binary(path: str, line: int) -> DocumentError:
    return DocumentError("not text: a null byte", path=path, line=line, hint="binary files are left alone")


def encode(text: str, source: Decoded, path: str) -> bytes:
    """The bytes of a text in the encoding of a file. Raises DocumentError naming a character that it cannot hold."""
    try:
        return source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise DocumentError(
            f"{source.encoding.upper()} cannot hold {char!r} (U+{ord(char):04X})",
            path=path,
            line=text.count("\n", 0, error.start) + 1,
            hint="convert the file to UTF-8 first; it was left unchanged",
        ) from error


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any of the encodings that are recognised: a null byte without a byte-order mark."""
    return b"\0" in data and not any(data.startswith(mark) for mark, _ in _MARKS)


def _line(body: bytes, at: int) -> int:
    return body.count(b"\n", 0, at) + 1


def _declared(body: bytes, meant: Mapping[str, str]) -> str:
    """The codec that the head of a file names, unless the file is UTF-8 and could not be that by chance."""
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
    # An encoding in which the declaration itself could not have been read is a mistake.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else meant.get(name, name)


def _named(body: bytes) -> str:
    """The codec that the head of a file names; empty if there is none."""
    match = _DECLARED.search(body, 0, _HEAD)
    try:
        return codec(match[1].decode()) if match else ""
    except DocumentError:
        return ""


def _prove(text: str, body: bytes, name: str, path: str) -> None:
    """Refuse bytes that would not come back as they were."""
    if name == "utf-8":
        return
    try:
        same = text.encode(name) == body
    except UnicodeError:
        same = False
    if not same:
        raise DocumentError(
            f"{name.upper()} would not give the same bytes back",
            path=path,
            hint="name the exact encoding with --encoding, or convert it to UTF-8; it was left unchanged",
        )
