"""From bytes to `Document` and back. A format is one module, a function that imports it, a line in `FORMATS`,
suffixes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

import msgspec

from cleanup.documents.escapes import Writing
from cleanup.documents.readers.decoding import Decoded, decode, encode, is_binary
from cleanup.documents.readers.parts import ParsedText
from cleanup.documents.source_map import Projection, markup
from cleanup.edits.edits import apply
from cleanup.errors import DocumentError
from cleanup.languages.declared import of_path
from cleanup.model import Document, Edit

__all__ = ["FORMATS", "NAMES", "SUFFIXES", "again", "document", "is_binary", "read", "shows", "write"]


_Escapes = tuple[tuple[str, str], ...]


class Format(msgspec.Struct, frozen=True):
    """A format of text files: its reader, how it writes characters, and how it declares its encoding, if at all.

    Where a character can be written as a reference, `names` returns the named references that a text uses.
    """

    read: Callable[[str], ParsedText]
    escapes: _Escapes = ()
    declares: Mapping[str, str] | None = None
    names: Callable[[str], _Escapes] | None = None


def _no_names(_text: str) -> _Escapes:
    return ()


#: The format that is not a text file; its module needs ZIP and XML, and is imported where it is used.
DOCX = "docx"


def _text() -> Format:
    from cleanup.documents.readers import plain

    return Format(plain.read)


def _markdown() -> Format:
    from cleanup.documents.readers import markdown

    return Format(markdown.read)


def _mdx() -> Format:
    from cleanup.documents.readers import markdown

    return Format(markdown.read_mdx)


def _html() -> Format:
    from cleanup.documents.readers import html

    return Format(html.read, html.ESCAPES, html.ENCODINGS, html.names)


def _subtitles() -> Format:
    from cleanup.documents.readers import subtitles

    return Format(subtitles.read)


def _po() -> Format:
    from cleanup.documents.readers import po

    return Format(po.read, po.ESCAPES, {})


def _xliff() -> Format:
    from cleanup.documents.readers import html, translations

    return Format(translations.read_xliff, html.ESCAPES, {}, _no_names)


def _tmx() -> Format:
    from cleanup.documents.readers import html, translations

    return Format(translations.read_tmx, html.ESCAPES, {}, _no_names)


#: The formats that are text files, by name; each is imported for its first text, as most runs read one or two.
FORMATS: dict[str, Callable[[], Format]] = {
    "text": cache(_text),
    "markdown": cache(_markdown),
    "mdx": cache(_mdx),
    "html": cache(_html),
    "subtitles": cache(_subtitles),
    "po": cache(_po),
    "xliff": cache(_xliff),
    "tmx": cache(_tmx),
}

#: The formats of translations, whose files are named after their languages.
_NAMED = ("po", "xliff")

#: The format by file name suffix; a file with any other suffix is plain text.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".po": "po",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tmx": "tmx",
    ".docx": DOCX,
}

#: The names of all formats.
NAMES = (*FORMATS, DOCX)


def read(data: bytes, path: str = "<text>", form: str = "", *, encoding: str | None = None) -> Document:
    """Return the document in a file's bytes. `form` is one of `NAMES`; without it, the suffix of the path decides.

    `encoding` is the encoding of a text file. Raises DocumentError if the bytes are not text, or not in that format,
    with the position.
    """
    name = form or _format(path)
    if name == DOCX:
        from cleanup.documents.readers import docx

        return docx.read(data, path)
    decoded = decode(data, path, encoding=encoding, declares=FORMATS[name]().declares)
    return _document(decoded, path, name)


def document(text: str, path: str = "<text>", form: str = "") -> Document:
    """Return the document of a decoded text; without `form`, the suffix of the path decides its format.

    Raises DocumentError.
    """
    name = form or _format(path)
    return _document(Decoded(text, "utf-8"), path, name if name in FORMATS else "text")


def again(source: Document, edits: Sequence[Edit]) -> Document | None:
    """Return the document as read after edits, or None if it cannot be read any more. Nothing is written."""
    try:
        if source.format == DOCX:
            from cleanup.documents.readers import docx

            return docx.read(docx.write(source, edits), source.path)
        decoded = Decoded(apply(edits, source.text), source.encoding, source.bom)
        return _document(decoded, source.path, source.format)
    except DocumentError:
        return None


def shows(source: Document, edits: Sequence[Edit], wanted: str) -> bool:
    """Return whether the document, read again after edits, shows the text `wanted` with the same mark-up."""
    read_again = again(source, edits)
    if read_again is None or Projection.of(read_again).shown != wanted:
        return False
    return markup(read_again, edits) == markup(source)


def write(source: Document, edits: Sequence[Edit] = ()) -> bytes:
    """Return the bytes of the document with sorted edits made, in its own encoding. Raises DocumentError."""
    if source.format == DOCX:
        from cleanup.documents.readers import docx

        return docx.write(source, edits)
    return encode(apply(edits, source.text), Decoded("", source.encoding, source.bom), source.path)


def _format(path: str) -> str:
    return SUFFIXES.get(PurePath(path).suffix.lower(), "text")


def _document(decoded: Decoded, path: str, name: str) -> Document:
    text, form = decoded.text, FORMATS[name]()
    try:
        reading = form.read(text)
    except DocumentError as error:
        raise DocumentError(error.message, path=path, line=error.line, hint=error.hint) from error
    both = text.count("\r\n")
    ends = {"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both}
    return Document(
        path,
        text,
        reading.holes,
        reading.language or (of_path(path) if name in _NAMED else None),
        encoding=decoded.encoding,
        newline=max(ends, key=lambda end: ends[end]) if any(ends.values()) else "\n",
        bom=decoded.bom,
        format=name,
        escapes=_escapes(form, decoded),
        references=form.names is not None,
    )


def _escapes(form: Format, decoded: Decoded) -> _Escapes:
    """Return the escapes, including the named references that a text uses for what its encoding lacks."""
    writing = Writing(encoding=decoded.encoding)
    if form.names is None or writing.holds_all:
        return form.escapes
    return (*form.escapes, *(pair for pair in form.names(decoded.text) if writing.write(pair[0]) is None))
