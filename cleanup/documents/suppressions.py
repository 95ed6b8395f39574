"""Comments in a text that say what to leave alone in it.

In Markdown and HTML, `<!-- cleanup: ignore quotes/unclosed -->`; in MDX, also `{/* cleanup: ignore … */}`. A comment
applies to the paragraph that it is in, or to the next one if it has a line to itself. `ignore-start` applies up to its
`ignore-end` or the end of the text; `ignore-file` applies to the whole text. Rules or groups are separated by spaces or
commas; without any, the comment applies to all rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from cleanup import lazy_regex
from cleanup.documents.source_map import Projection
from cleanup.model import MASK, Change, Document, Finding, Level, Plan, Span
from cleanup.text.segments import paragraphs

_COMMENT = lazy_regex.pattern(
    r"(?:<!--|\{/\*)\s*cleanup:\s*ignore(?P<scope>-start|-end|-file)?(?P<names>(?:[\s,]+[\w/.-]+)*?)\s*(?:-->|\*/\})"
)
_FORMATS = ("html", "markdown", "mdx")
_BEGINS = lazy_regex.pattern(r"\s*(?:<!--|\{/\*)")
_NAME = lazy_regex.pattern(r"[\w/.-]+")
_TO_LINE_END = lazy_regex.pattern(r"[ \t]*(?:\r\n|\r|\n|\Z)")


class Ignore(msgspec.Struct, frozen=True):
    """One comment, or the two of a pair: `spans` are theirs, `area` is what they apply to, in the source.

    No `names` means all rules.
    """

    spans: tuple[Span, ...]
    area: Span
    names: tuple[str, ...]

    def covers(self, finding: Finding) -> bool:
        """Return whether a finding, in the source, is suppressed: it lies in the area, or its edits would change part
        of it.
        """
        area, span = self.area, finding.span
        named = not self.names or finding.rule in self.names or finding.rule.partition("/")[0] in self.names
        return named and (
            (area.start <= span.start and span.end <= area.end)
            or any(edit.span.start < area.end and area.start < edit.span.end for edit in finding.edits)
        )


def holds_comments(document: Document) -> bool:
    """Return whether a document may contain such comments."""
    return document.format in _FORMATS and "cleanup:" in document.text


def ignores(document: Document, projection: Projection) -> tuple[Ignore, ...]:
    """Return the comments of a document, in order; comments in code do not count."""
    if not holds_comments(document):
        return ()
    found = [(match, k) for match in _COMMENT.finditer(document.text) if (k := _hole(match, document)) is not None]
    return tuple(sorted(_read(found, document, projection), key=lambda one: one.spans))


def names(document: Document) -> Iterator[tuple[Span, str, int]]:
    """Yield each name in the comments of a document: the span of the comment, the name, and its position."""
    if holds_comments(document):
        for match in _COMMENT.finditer(document.text):
            if _hole(match, document) is not None:
                for name in _NAME.finditer(document.text, *match.span("names")):
                    yield Span(*match.span()), name.group(), name.start()


_Found = tuple[re.Match[str], int]


def _hole(match: re.Match[str], document: Document) -> int | None:
    """Return the index of the hole that contains a comment; None in prose and in code.

    Code is a hole that shows something and does not begin with a comment.
    """
    holes = document.holes
    k = bisect_left(holes, match.end(), key=lambda hole: hole.span.end)
    if k == len(holes) or holes[k].span.start > match.start():
        return None
    span = holes[k].span
    return k if MASK not in holes[k].shown or _BEGINS.match(document.text, span.start, span.end) else None


def _read(found: Sequence[_Found], document: Document, projection: Projection) -> Iterator[Ignore]:
    text, shown = document.text, projection.shown
    opened: dict[int, re.Match[str]] = {}
    by_names: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    spoken_of = [span for span in paragraphs(shown) if shown[span.start : span.end].strip(MASK)]
    for match, hole in found:
        scope, names = match["scope"], _names(match)
        if scope == "-start":
            by_names[names].append(match.start())
            opened[match.start()] = match
        elif scope == "-end":
            start = _begun(opened, by_names[names] if names else None)
            if start:
                both = (Span(*start.span()), Span(*match.span()))
                yield Ignore(both, Span(start.end(), match.start()), _names(start))
        else:
            area = Span(0, len(text)) if scope else _paragraph(projection.place(hole), spoken_of, projection)
            yield Ignore((Span(*match.span()),), area, names)
    for start in opened.values():
        yield Ignore((Span(*start.span()),), Span(start.end(), len(text)), _names(start))


def _begun(opened: dict[int, re.Match[str]], named: list[int] | None) -> re.Match[str] | None:
    """Remove and return the last start comment that is still open, of those at the given positions if there are any."""
    while named and named[-1] not in opened:
        named.pop()
    place = next(reversed(opened), None) if named is None else named[-1] if named else None
    return None if place is None else opened.pop(place)


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(_NAME.findall(match["names"]))


def _paragraph(place: int, spans: Sequence[Span], projection: Projection) -> Span:
    """Return the source of the paragraph at a position of the shown text, or of the next paragraph."""
    k = bisect_left(spans, place, key=lambda span: span.end)
    return projection.source(spans[k]) if k < len(spans) else Span(0, 0)


def without_unused(plan: Plan) -> Plan:
    """Return the plan extended by the removal of comments that suppress nothing."""
    text = plan.document.text
    spans = [_removal(span, text) for spans in plan.unused for span in spans]
    gone = [Change(span, text[span.start : span.end], "", Level.SAFE, ()) for span in spans]
    changes = sorted((*plan.changes, *gone), key=lambda change: change.span)
    return replace(plan, changes=tuple(changes), unused=())


def _removal(comment: Span, text: str) -> Span:
    """Return what to remove with a comment: its line if it has that to itself, or the spaces before it at the end of a
    line.
    """
    start = comment.start
    while start and text[start - 1] in " \t":
        start -= 1
    tail = _TO_LINE_END.match(text, comment.end)
    if tail is None:
        return comment
    return Span(start, tail.end() if not start or text[start - 1] in "\r\n" else comment.end)
