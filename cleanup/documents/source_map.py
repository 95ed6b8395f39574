"""What a reader of a text sees, and the way back from there to its source.

A source contains more than prose: tags, escapes, time codes. Its *holes* say what each of these shows (nothing, one
character, the end of a paragraph); everything between them is shown as it is. Detectors work on the shown text, and
every span and edit is converted back to the source here. All offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cleanup import lazy_regex
from cleanup.documents.escapes import Writing
from cleanup.edits.edits import outputs_of
from cleanup.model import MASK, Document, Edit, Finding, Hole, Span

_LINE_END = lazy_regex.pattern(r"[\r\n]")
_AS_IT_STANDS = Writing()


class Projection:
    """The shown text of a source with sorted holes that do not overlap.

    `writing` says how characters are written in the source; `line_ends` whether an edit may insert line ends.
    """

    def __init__(
        self, text: str, holes: Sequence[Hole], writing: Writing = _AS_IT_STANDS, *, line_ends: bool = False
    ) -> None:
        self._holes = holes
        self._writing = writing
        self._line_ends = line_ends
        self._starts: list[int] = []
        self._ends: list[int] = []
        pieces: list[str] = []
        at = shown = 0
        for hole in holes:
            pieces += (text[at : hole.span.start], hole.shown)
            shown += hole.span.start - at
            self._starts.append(shown)
            shown += len(hole.shown)
            self._ends.append(shown)
            at = hole.span.end
        pieces.append(text[at:])
        self.shown = "".join(pieces) if holes else text

    @classmethod
    def of(cls, document: Document) -> Projection:
        """Return the projection of a document; only plain text may get new line ends."""
        return cls(document.text, document.holes, Writing.of(document), line_ends=document.format == "text")

    @property
    def verbatim(self) -> bool:
        """Return whether the shown text is the source, and the source can contain every character."""
        return self._line_ends and not self._holes and self._writing.verbatim

    def place(self, k: int) -> int:
        """Return the position of the k-th hole in the shown text."""
        return self._starts[k]

    def source(self, span: Span) -> Span:
        """Return the source of a span of the shown text; holes are taken whole, and mark-up at the edges stays
        outside.
        """
        if span:
            return Span(self._before(span.start), self._behind(span.end))
        place = self._insertion(span.start)
        at = self._before(span.start) if place is None else place
        return Span(at, at)

    def edit(self, edit: Edit) -> Edit | None:
        """Convert an edit of the shown text to one of the source; return None if it would touch what is protected.

        An insertion follows the text before it, inside its mark-up, if there is such text.
        """
        if MASK in edit.replacement or (not self._line_ends and _LINE_END.search(edit.replacement)):
            return None
        if not self._holes and self._writing.verbatim:
            return edit
        replacement = self._writing.write(edit.replacement)
        if replacement is None:
            return None
        if edit.span:
            return None if self._blocked(edit.span) else Edit(self.source(edit.span), replacement)
        at = self._insertion(edit.span.start)
        return None if at is None else Edit(Span(at, at), replacement)

    def _before(self, offset: int) -> int:
        """Return where the shown character at an offset begins in the source."""
        k = bisect_right(self._ends, offset) - 1
        if k + 1 < len(self._holes) and self._starts[k + 1] < offset:
            return self._holes[k + 1].span.start
        return self._holes[k].span.end + offset - self._ends[k] if k >= 0 else offset

    def _behind(self, offset: int) -> int:
        """Return where the shown character before an offset ends in the source."""
        k = bisect_left(self._starts, offset) - 1
        return self._holes[k].span.end + max(0, offset - self._ends[k]) if k >= 0 else offset

    def _blocked(self, span: Span) -> bool:
        """Return whether a non-empty span contains anything that must not be edited."""
        k = bisect_right(self._ends, span.start)
        while k < len(self._holes) and self._starts[k] < span.end:
            whole = span.start <= self._starts[k] and self._ends[k] <= span.end
            if not (self._holes[k].soft and whole):
                return True
            k += 1
        return False

    def _insertion(self, offset: int) -> int | None:
        """Return where to insert in the source for a shown offset, or None if there is no text on either side."""
        if not self._holes:
            return offset
        k = bisect_left(self._starts, offset) - 1
        if offset and (k < 0 or self._ends[k] < offset or (self._ends[k] == offset and self._holes[k].soft)):
            return self._behind(offset)
        k = bisect_right(self._ends, offset)
        at_end = offset == len(self.shown)
        if not at_end and (k == len(self._holes) or self._starts[k] > offset or self._opens_soft(k, offset)):
            return self._before(offset)
        return None

    def _opens_soft(self, k: int, offset: int) -> bool:
        return self._starts[k] == offset and self._holes[k].soft


def shown_after(document: Document, edits: Sequence[Edit]) -> str | None:
    """Return what a document should show after sorted edits of its source, or None if they touch what is protected.

    Text inserted at a hole without width, as at the end of a text, comes before the hole.
    """
    text, holes, writing = document.text, document.holes, Writing.of(document)
    pieces: list[str] = []
    at = k = 0
    for edit in edits:
        start, end = edit.span.start, edit.span.end
        while k < len(holes) and holes[k].span.end <= start and holes[k].span != edit.span:
            pieces += (text[at : holes[k].span.start], holes[k].shown)
            at = holes[k].span.end
            k += 1
        if k < len(holes) and holes[k].span.start < start:
            return None
        pieces += (text[at:start], writing.read(edit.replacement))
        while k < len(holes) and holes[k].span.start < end:
            if not holes[k].soft or holes[k].span.end > end:
                return None
            k += 1
        at = end
    for hole in holes[k:]:
        pieces += (text[at : hole.span.start], hole.shown)
        at = hole.span.end
    return "".join((*pieces, text[at:]))


def markup(document: Document, edits: Sequence[Edit] = ()) -> str:
    """Return all of a source that no edit may touch, in order.

    Leave out the characters that are escaped in what `edits` inserted to produce this source.
    """
    text, writing = document.text, Writing.of(document)
    put_in: list[tuple[int, int]] = []
    for start, end in outputs_of(edits):
        touched = put_in.pop()[0] if put_in and put_in[-1][1] == start else start
        put_in.append((touched, end))
    starts = [start for start, _ in put_in]

    def is_new(hole: Hole) -> bool:
        k = bisect_right(starts, hole.span.start) - 1
        inside = k >= 0 and hole.span.end <= put_in[k][1]
        return inside and bool(hole.span) and writing.read(text[hole.span.start : hole.span.end]) == hole.shown

    kept = (hole.span for hole in document.holes if not hole.soft and not (put_in and is_new(hole)))
    return "".join(text[span.start : span.end] for span in kept)


def is_beside_tracked(document: Document, projection: Projection, finding: Finding) -> bool:
    """Return whether a repair of a finding in the shown text would be next to a tracked change."""
    if not document.tracked:
        return False
    spans = [projection.source(edit.span) for fix in finding.fixes for edit in fix.edits]
    return any(one.start <= span.end and span.start <= one.end for span in spans for one in document.tracked)


_ANCHOR = lazy_regex.pattern(r"\w+|\s+")


def finer(before: str, after: str) -> list[Edit]:
    """Return edits that turn `before` into `after` and keep the words and spaces that both have.

    Return none if they differ in more than case, punctuation and the kind of space: then words would have to move.
    """
    old, new = list(_ANCHOR.finditer(before)), list(_ANCHOR.finditer(after))
    if [_kind(match) for match in old] != [_kind(match) for match in new]:
        return []
    edits: list[Edit] = []
    at = taken = 0
    for left, right in [*zip(old, new, strict=True), (None, None)]:
        start, start_new = (left.start(), right.start()) if left and right else (len(before), len(after))
        _differ(edits, at, before[at:start], after[taken:start_new])
        if left and right:
            _differ(edits, start, left.group(), right.group())
            at, taken = left.end(), right.end()
    return edits


def _kind(match: re.Match[str]) -> str:
    return " " if match.group().isspace() else match.group().casefold()


def _differ(edits: list[Edit], at: int, before: str, after: str) -> None:
    """Add the edit between two parts, joined to the last one if they would touch."""
    if before == after:
        return
    span = Span(at, at + len(before))
    if edits and edits[-1].span.conflicts(span):
        last = edits.pop()
        edits.append(Edit(Span(last.span.start, span.end), last.replacement + after))
    else:
        edits.append(Edit(span, after))
