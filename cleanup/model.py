"""The central types: what is found, what would repair it, and what was decided.

All offsets are code points, half-open, in the text the value speaks about.
Everything here is frozen. Structs of msgspec, because every start makes these classes, and texts are made of their
instances: a dataclass takes 30 times as long to make, and each of its instances three to five times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec


class Level(StrEnum):
    """How far a repair may be trusted.

    `SAFE` is applied by `fix`; `SUGGESTED` only on request; `FLAG` is shown to a person.
    """

    SAFE = "safe"
    SUGGESTED = "suggested"
    FLAG = "flag"

    @property
    def rank(self) -> int:
        """0 for the most trusted level; smaller wins where two findings overlap."""
        return _RANKS[self]


_RANKS = {Level.SAFE: 0, Level.SUGGESTED: 1, Level.FLAG: 2}


def weakest(*levels: Level) -> Level:
    """The least trusted of some levels."""
    return max(levels, key=_RANKS.__getitem__)


#: Stands, in what detectors see, for what is there and is no text: code, an image, an address.
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"

#: The order in which kinds of damage are repaired: each pass sees the text as the earlier ones left it.
PASSES = ("encoding", "characters", "layout", "quotes", "sentences", "grammar", "words", "language")


# What is made by the thousand has `gc=False`: it is part of no circle, and Python need not look for garbage there.


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points; may be empty (a place between two characters)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, by: int) -> Span:
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def conflicts(self, other: Span) -> bool:
        """True when edits at both places could not be applied independently.

        Neighbours may touch; an empty span conflicts with whatever it touches, because the order
        of an insertion and its neighbour would be a guess.
        """
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Edit(msgspec.Struct, frozen=True, order=True, gc=False):
    """Replace the text at `span` by `replacement`."""

    span: Span
    replacement: str

    def shift(self, by: int) -> Edit:
        """The same edit `by` code points further on."""
        return Edit(self.span.shift(by), self.replacement)


class Fix(msgspec.Struct, frozen=True, gc=False):
    """One possible repair: all of its edits or none. `title` says what it does, in a few words."""

    edits: tuple[Edit, ...]
    title: str

    def shift(self, by: int) -> Fix:
        """The same repair `by` code points further on."""
        return Fix(tuple([edit.shift(by) for edit in self.edits]), self.title)


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Damage at `span`, as one rule sees it. The first of `fixes`, best first, is the one applied.

    `id` is a fingerprint without offsets (see `cleanup.edits.finding_ids`); detectors leave it empty.
    """

    rule: str
    span: Span
    message: str
    level: Level
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    id: str = ""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the first fix; empty when nothing can be repaired automatically."""
        return self.fixes[0].edits if self.fixes else ()

    def shift(self, by: int) -> Finding:
        """The same finding `by` code points further on."""
        fixes = tuple([fix.shift(by) for fix in self.fixes])
        return Finding(self.rule, self.span.shift(by), self.message, self.level, fixes, self.confidence, self.id)

    def at(self, span: Span, level: Level, fixes: tuple[Fix, ...]) -> Finding:
        """The finding with another place, level and fixes, or the very same where they are."""
        if self.level is level and self.span == span and self.fixes == fixes:
            return self
        return Finding(self.rule, span, self.message, level, fixes, self.confidence, self.id)


class Example(msgspec.Struct, frozen=True):
    """A proof inside a rule file: `before` must become `after`, or `keep` must give no finding.

    With `before` and no `after`, the text must be found and is not repaired. `style` holds the keys of the house style
    that it is about.
    """

    before: str | None = None
    after: str | None = None
    keep: str | None = None
    style: Mapping[str, Any] = {}


class Rule(msgspec.Struct, frozen=True):
    """One rule file. `params` holds the keys that belong to its kind, already validated.

    One that `guards` keeps all others off what it finds and does not repair. `needs` are words that plain texts must
    hold for it, as its kind lays them out (`cleanup.regex.required_words`); empty where nobody has worked them out.
    """

    id: str
    kind: str
    summary: str
    why: str
    level: Level
    pass_: str
    params: Any
    examples: tuple[Example, ...] = ()
    message: str = ""
    status: str = "stable"
    languages: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    confidence: float = 1.0
    url: str = ""
    guards: bool = False
    path: str = ""
    order: int = 0
    digest: str = ""
    needs: tuple[tuple[str, ...], ...] = ()


class Hole(msgspec.Struct, frozen=True):
    """A part of a text that is not prose as it stands: mark-up, code, an escape.

    `shown` is what its reader sees there: nothing for `<b>`, `“` for `&ldquo;`, `MASK` for code, two line ends where a
    paragraph ends. No edit touches a hole; one that is `soft` may be replaced as a whole, such as a line end in HTML.
    """

    span: Span
    shown: str
    soft: bool = False


class Document(msgspec.Struct, frozen=True):
    """A decoded file. All of `text` but its `holes`, sorted, may be edited; `newline` is the most frequent line end.

    `format` names the reader; `escapes` says how a character is written in such a text, `references` whether one that
    the encoding cannot hold may be written by its number. The text of a format that is no text file (DOCX) is the one
    that was taken out of `container`, the bytes of the file. `tracked` are the places beside changes that the author
    of a document is still to accept or reject: repairs there are only shown.
    """

    path: str
    text: str
    holes: tuple[Hole, ...] = ()
    language: str | None = None
    encoding: str = "utf-8"
    newline: str = "\n"
    bom: bytes = b""
    format: str = "text"
    escapes: tuple[tuple[str, str], ...] = ()
    references: bool = False
    container: bytes = b""
    tracked: tuple[Span, ...] = ()

    @property
    def prose(self) -> tuple[Span, ...]:
        """The spans between the holes, none of them empty."""
        edges = [0, *(edge for hole in self.holes for edge in (hole.span.start, hole.span.end)), len(self.text)]
        return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


class Change(msgspec.Struct, frozen=True, gc=False):
    """One indivisible difference between the original and the repaired text.

    `span` and `before` are of the original; `findings` are the ids of the findings it carries out.
    The changes of a plan never overlap, so any subset of them is well defined.
    """

    span: Span
    before: str
    after: str
    level: Level
    findings: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """What was found in a document and what is to be done about it, in original coordinates.

    `chosen` holds the ids of the findings that `changes` carries out; `held` maps the id of every
    other finding to the reason: level, rival (of its level too, another would go first), overlap or unstable. `known`
    are the ids of those that were judged before, found again, and left out. `unused` are the comments (a beginning with
    its end) that ask to ignore something and have nothing to ignore.
    """

    document: Document
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    chosen: frozenset[str]
    held: Mapping[str, str] = msgspec.field(default_factory=dict)
    known: frozenset[str] = frozenset()
    unused: tuple[tuple[Span, ...], ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes as edits of the original text: sorted, never overlapping."""
        return tuple(Edit(change.span, change.after) for change in self.changes)

    @property
    def text(self) -> str:
        """The text with all changes made. In a format with mark-up it is the source, as `document.text` is."""
        pieces: list[str] = []
        at = 0
        for change in self.changes:
            pieces += (self.document.text[at : change.span.start], change.after)
            at = change.span.end
        return "".join((*pieces, self.document.text[at:]))
