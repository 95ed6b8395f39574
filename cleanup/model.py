"""The central types: what is found, what would repair it, and what was decided.

All offsets are code points, in half-open ranges of the text that the value describes. All types are frozen. They are
msgspec structs because every start creates the classes and every text creates instances: a dataclass takes 30 times as
long to create, and each instance three to five times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec


class Level(StrEnum):
    """How far a repair can be trusted.

    `fix` applies `SAFE`, and `SUGGESTED` only on request; `FLAG` is shown to a person.
    """

    SAFE = "safe"
    SUGGESTED = "suggested"
    FLAG = "flag"

    @property
    def rank(self) -> int:
        """0 for the most trusted level; the smaller rank wins where two findings overlap."""
        return _RANKS[self]


_RANKS = {Level.SAFE: 0, Level.SUGGESTED: 1, Level.FLAG: 2}


def weakest(*levels: Level) -> Level:
    """Return the least trusted of the levels."""
    return max(levels, key=_RANKS.__getitem__)


#: Replaces, in the text that detectors see, what is not prose: code, an image, an address.
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Sets of words, of which plain texts must contain some for a rule to find anything.
Needs = tuple[tuple[str, ...], ...]
#: The order in which kinds of damage are repaired: each pass sees the text as the earlier ones left it.
PASSES = ("encoding", "characters", "layout", "quotes", "sentences", "grammar", "words", "language")


# Structs that are created by the thousand have `gc=False`: they are never part of a cycle.


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points; may be empty (a position between two characters)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def conflicts(self, other: Span) -> bool:
        """Return whether edits of both spans could not be applied independently.

        Adjacent spans do not conflict, but an empty span conflicts with all that it touches, because the order of an
        insertion and its neighbour would be a guess.
        """
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Edit(msgspec.Struct, frozen=True, order=True, gc=False):
    """Replace the text of `span` with `replacement`."""

    span: Span
    replacement: str

    def shift(self, by: int) -> Edit:
        """Return the edit moved by `by` code points."""
        return Edit(self.span.shift(by), self.replacement)


class Fix(msgspec.Struct, frozen=True, gc=False):
    """One possible repair: its edits are made together or not at all. `title` describes it in a few words."""

    edits: tuple[Edit, ...]
    title: str

    def shift(self, by: int) -> Fix:
        """Return the fix moved by `by` code points."""
        return Fix(tuple([edit.shift(by) for edit in self.edits]), self.title)


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Damage at `span`, as one rule sees it. `fixes` are sorted from the best; the first is the one applied.

    `id` identifies the finding without offsets (see `cleanup.edits.finding_ids`); detectors leave it empty. `source`
    names the language model that proposed the repair; empty for those of rules.
    """

    rule: str
    span: Span
    message: str
    level: Level
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    id: str = ""
    source: str = ""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the first fix; empty if there is no fix."""
        return self.fixes[0].edits if self.fixes else ()

    def shift(self, by: int) -> Finding:
        """Return the finding moved by `by` code points."""
        fixes = tuple([fix.shift(by) for fix in self.fixes])
        span = self.span.shift(by)
        return Finding(self.rule, span, self.message, self.level, fixes, self.confidence, self.id, self.source)

    def at(self, span: Span, level: Level, fixes: tuple[Fix, ...]) -> Finding:
        """Return the finding with another span, level and fixes; the same object if nothing differs."""
        if self.level is level and self.span == span and self.fixes == fixes:
            return self
        return Finding(self.rule, span, self.message, level, fixes, self.confidence, self.id, self.source)


class Example(msgspec.Struct, frozen=True):
    """An example in a rule file: `before` must become `after`, or `keep` must have no finding.

    With `before` but no `after`, the rule must find something and repair nothing. `proposal` is the answer of a
    language model. `style` contains the keys of the house style that the example needs.
    """

    before: str | None = None
    after: str | None = None
    keep: str | None = None
    proposal: str | None = None
    style: Mapping[str, Any] = {}


class Rule(msgspec.Struct, frozen=True):
    """One rule file. `params` holds the keys of its kind, already validated.

    A rule with `guards` protects what it finds and does not repair from all other rules. `needs` are words that a plain
    text must contain for the rule to find anything, as its kind arranges them (`cleanup.regex.required_words`); empty
    if unknown.
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
    formats: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    confidence: float = 1.0
    url: str = ""
    guards: bool = False
    path: str = ""
    order: int = 0
    digest: str = ""
    needs: Needs = ()


class Hole(msgspec.Struct, frozen=True):
    """A part of a text that is not prose in its present form: mark-up, code, an escape.

    `shown` is what a reader sees there: nothing for `<b>`, `“` for `&ldquo;`, `MASK` for code, two line ends where a
    paragraph ends. No edit changes part of a hole; a `soft` one, such as a line end in HTML, may be replaced as a
    whole.
    """

    span: Span
    shown: str
    soft: bool = False


class Document(msgspec.Struct, frozen=True):
    """A decoded file. All of `text` except its `holes` (sorted) may be edited; `newline` is the most frequent line
    ending.

    `format` names the reader. `escapes` says how characters are written in this format; `references` whether a
    character that the encoding lacks may be written as a numeric reference. For a format that is not a text file
    (DOCX), `text` was extracted from `container`, the bytes of the file. `tracked` are the spans next to changes that
    the author has yet to accept or reject: repairs there are shown, but not made.
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
        """The spans between the holes; none is empty."""
        edges = [0, *(edge for hole in self.holes for edge in (hole.span.start, hole.span.end)), len(self.text)]
        return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


class Change(msgspec.Struct, frozen=True, gc=False):
    """One indivisible difference between the original and the repaired text.

    `span` and `before` refer to the original; `findings` are the ids of the findings that it repairs. The changes of a
    plan never overlap, so any subset of them is well defined.
    """

    span: Span
    before: str
    after: str
    level: Level
    findings: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """The result of checking a document: all findings, and the changes to make, in positions of the original text.

    `chosen` contains the ids of the findings that `changes` repairs; `held` maps the id of every other finding to the
    reason: level, rival (another finding of the same level comes first), overlap or unstable. `known` are the ids of
    findings that were judged before, were found again, and are left out. `unused` are suppression comments (a start
    comment with its end) that suppress nothing.
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
        """The changes as edits of the original text, sorted and without overlaps."""
        return tuple(Edit(change.span, change.after) for change in self.changes)

    @property
    def text(self) -> str:
        """The text with all changes made: for a format with mark-up, the source, like `document.text`."""
        pieces: list[str] = []
        at = 0
        for change in self.changes:
            pieces += (self.document.text[at : change.span.start], change.after)
            at = change.span.end
        return "".join((*pieces, self.document.text[at:]))
