"""DOCX (Office Open XML): the text of paragraphs, in the body, headers, footers and notes.

The text of a document is that of its paragraphs, read across runs. An edit changes the text of the runs and nothing
else: only the member of the ZIP file that contains it gets new bytes. Fields, drawings, text boxes, code and tracked
deletions are protected, and next to a tracked insertion or deletion a person decides on each repair.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cleanup import lazy_regex
from cleanup.documents.escapes import Writing
from cleanup.documents.readers import zipped
from cleanup.documents.readers.decoding import Decoded, decode, encode
from cleanup.documents.readers.parts import BREAK, INLINE, LINE, Part, shield, weave
from cleanup.documents.readers.protected import addresses, technical
from cleanup.documents.readers.xmltokens import XML, XmlToken, tokens
from cleanup.documents.source_map import Projection
from cleanup.edits.edits import apply
from cleanup.errors import DocumentError
from cleanup.model import MASK, Document, Edit, Hole, Span

NAME = "docx"

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_MEMBERS = lazy_regex.pattern(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CODE = lazy_regex.pattern(r"(?i)code|verbatim|preformatted")

#: Elements that a reader sees as one character.
_SIGNS = {"tab": "\t", "ptab": "\t", "br": LINE, "cr": LINE, "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
#: Elements that a reader sees as an object in the text.
_THINGS = ("drawing", "pict", "object", "AlternateContent", "sym", "oMath", "oMathPara", "ruby")
#: Elements of tracked changes.
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
#: The word before a tracked change and the word after it.
_WORD_BEFORE = lazy_regex.pattern(r"\S*[ \t\u00a0]*\Z")
_WORD_BEHIND = lazy_regex.pattern(r"[ \t\u00a0]*\S*")
#: The maximum length of such a word, in code points.
_MAX_WORD_LENGTH = 80
#: Between the texts of members.
_BETWEEN = BREAK


@dataclass(frozen=True, slots=True)
class _XmlPart:
    """A member with text: its XML, and the projection of the XML to the text of the document, starting at `start`.

    `tracked` are its tracked changes, in the XML.
    """

    name: str
    source: Decoded
    holes: tuple[Hole, ...]
    projection: Projection
    start: int
    tracked: tuple[Span, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.projection.shown)


def read(data: bytes, path: str = "<text>") -> Document:
    """Return the document in a file. Raises DocumentError."""
    try:
        members = _members(data)
    except DocumentError as error:
        raise DocumentError(error.message, path=path, hint=error.hint) from error
    text = "".join(member.projection.shown + _BETWEEN for member in members)
    holes = shield(text, tuple(_holes(members)), technical(addresses))
    tracked = tuple(_beside(text, span) for member in members for span in _tracked(member))
    return Document(path, text, holes, format=NAME, container=data, tracked=tracked)


def write(source: Document, edits: Sequence[Edit] = ()) -> bytes:
    """Return the bytes of the file with sorted edits of its text made; without any, the very bytes that were read.

    Raises DocumentError for an edit that touches more than the text of runs.
    """
    if not edits:
        return source.container
    contents: dict[str, bytes] = {}
    members = _members(source.container)
    for member, own in groupby(edits, key=lambda edit: _home(members, edit)):
        made = [member.projection.edit(edit.shift(-member.start)) for edit in own]
        if None in made:
            raise DocumentError("an edit would touch the mark-up", path=source.path, hint="it was left unchanged")
        text = apply([edit for edit in made if edit], member.source.text)
        contents[member.name] = encode(text, member.source, source.path)
    return zipped.replaced(source.container, contents)


def _home(members: Sequence[_XmlPart], edit: Edit) -> _XmlPart:
    """Return the member that contains an edit."""
    return next((member for member in members if edit.span.end <= member.end), members[-1])


def _members(data: bytes) -> list[_XmlPart]:
    """Return the members with text, in the order of the file."""
    listed = zipped.names(data)
    if "word/document.xml" not in listed:
        raise DocumentError("not a Word document: word/document.xml is missing", hint="it was left unchanged")
    found: list[_XmlPart] = []
    start = 0
    wanted = [name for name in listed if _MEMBERS.fullmatch(name)]
    for name, content in zipped.unpack(data, wanted).items():
        source = decode(content, name, declares={})
        paragraphs = _Paragraphs(source.text)
        holes = weave(source.text, list(paragraphs.parts()))
        writing = Writing(_ESCAPES, source.encoding, references=True)
        member = _XmlPart(
            name, source, holes, Projection(source.text, holes, writing), start, tuple(paragraphs.tracked)
        )
        found.append(member)
        start = member.end + len(_BETWEEN)
    return found


def _holes(members: Sequence[_XmlPart]) -> Iterator[Hole]:
    """Yield what is protected in the text of the document: what is not the text of a run, and the seams between
    runs.
    """
    for member in members:
        drift = member.start
        for hole in member.holes:
            at = hole.span.start + drift
            yield Hole(Span(at, at + len(hole.shown)), hole.shown)
            drift += len(hole.shown) - len(hole.span)
        yield Hole(Span(member.end, member.end + len(_BETWEEN)), _BETWEEN)


def _tracked(member: _XmlPart) -> Iterator[Span]:
    """Yield the tracked changes as spans of the text of the document; the span of a deletion is empty."""
    starts = [hole.span.start for hole in member.holes]
    for span in member.tracked:
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        start = member.projection.place(first) + len(member.holes[first].shown)
        end = member.projection.place(last)
        yield Span(min(start, end), max(start, end)).shift(member.start)


def _beside(text: str, span: Span) -> Span:
    """Extend a span of the text by the words before and after it."""
    before = _WORD_BEFORE.search(text, max(0, span.start - _MAX_WORD_LENGTH), span.start)
    behind = _WORD_BEHIND.match(text, span.end, span.end + _MAX_WORD_LENGTH)
    return Span(before.start() if before else span.start, behind.end() if behind else span.end)


class _Paragraphs:
    """Follows the elements of a member to find the text in its XML."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._thing: tuple[int, int] | None = None
        self._fields = 0
        self._code_paragraph = self._code_run = False
        self._text = self._keeps_space = False
        self._open: list[int] = []
        self._properties = self._end_tracked = False
        #: The tracked changes that are complete so far.
        self.tracked: list[Span] = []

    def parts(self) -> Iterator[Part]:
        """Yield the parts; what lies between them shows nothing."""
        at = 0
        for token in tokens(self._source):
            for part in self._part(token):
                if part.start > at:
                    yield Part(at, part.start, INLINE)
                at = part.end
                yield part
        yield Part(at, len(self._source), BREAK)

    def _part(self, token: XmlToken) -> Iterator[Part]:
        self._track(token)
        if self._thing or (token.kind == "start" and token.name in _THINGS):
            yield from self._inside_thing(token)
        elif token.kind == "text":
            yield from self._of_text(token) if self._text else ()
        elif token.kind == "start":
            yield from self._opens(token)
        elif token.kind == "end":
            self._text = False
            if token.name == "p":
                yield Part(token.start, token.end, BREAK)
            elif token.name == "r":
                self._code_run = False

    def _track(self, token: XmlToken) -> None:
        """Record a tracked change; that of the end of a paragraph is among the properties at its beginning."""
        if token.name == "pPr":
            self._properties = token.kind == "start"
        elif token.name in _TRACKED and self._properties:
            self._end_tracked = True
        elif token.name in _TRACKED and token.kind == "start":
            self._open.append(token.start)
        elif token.name in _TRACKED and self._open:
            self.tracked.append(Span(self._open.pop(), token.end))
        elif token.name == "p" and token.kind == "end" and self._end_tracked:
            self.tracked.append(Span(token.start, token.end))
            self._end_tracked = False

    def _inside_thing(self, token: XmlToken) -> Iterator[Part]:
        start, depth = self._thing or (token.start, 0)
        depth += {"start": 1, "end": -1}.get(token.kind, 0)
        self._thing = (start, depth) if depth else None
        if not depth:
            yield Part(start, token.end, MASK)

    def _opens(self, token: XmlToken) -> Iterator[Part]:
        name, value = token.name, _attribute(token, "val")
        if name == "t":
            self._text = True
            self._keeps_space = token.attributes.get(f"{XML} space") == "preserve"
        elif name == "p":
            self._code_paragraph = False
            yield Part(token.start, token.end, BREAK)
        elif name == "pStyle":
            self._code_paragraph = bool(_CODE.search(value))
        elif name == "rStyle":
            self._code_run = bool(_CODE.search(value))
        elif name in ("fldChar", "fldSimple"):
            self._fields += {"begin": 1, "end": -1}.get(_attribute(token, "fldCharType"), 0)
        elif name in _SIGNS:
            yield Part(token.start, token.end, _SIGNS[name])

    def _of_text(self, token: XmlToken) -> Iterator[Part]:
        """Yield the parts of the text of a run. Outer spaces count only if the run says so."""
        start, end = token.start, token.end
        verbatim = self._source[start:end] == token.value
        if self._code_paragraph or self._code_run:
            yield Part(start, end, MASK)
        elif self._fields or not verbatim:
            yield Part(start, end, token.value)
        elif self._keeps_space:
            yield Part(start, end)
        elif token.value.strip():
            yield Part(end - len(token.value.lstrip()), start + len(token.value.rstrip()))


def _attribute(token: XmlToken, name: str) -> str:
    """Return the value of an attribute by its local name."""
    return next((value for key, value in token.attributes.items() if key.rpartition(" ")[2] == name), "")
