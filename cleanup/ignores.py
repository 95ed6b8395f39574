"""Comments in a text that say what is to be left alone in it.

In Markdown and HTML `<!-- cleanup: ignore quotes/unclosed -->`, in MDX also `{/* cleanup: ignore … */}`: for the
paragraph it stands in, or for the next one when it has a line to itself. `ignore-start` holds to its `ignore-end`, or
to the end of the text; `ignore-file` holds for all of it. What is named are rules or groups, with blanks or commas
between; without any name it is all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup import lazy
from cleanup.model import MASK, Change, Document, Level, Plan, Span
from cleanup.projection import Projection
from cleanup.text import paragraphs

_COMMENT = lazy.pattern(
    r"(?:<!--|\{/\*)\s*cleanup:\s*ignore(?P<scope>-start|-end|-file)?(?P<names>(?:[\s,]+[\w/.-]+)*?)\s*(?:-->|\*/\})"
)
_FORMATS = ("html", "markdown", "mdx")
_NAME = re.compile(r"[\w/.-]+")
_TO_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment, or the two that belong together: `spans` are theirs, `area` is what they speak about, in the source.

    No `names` are all rules.
    """

    spans: tuple[Span, ...]
    area: Span
    names: tuple[str, ...]

    def covers(self, rule: str, span: Span) -> bool:
        """Whether a finding of a rule at a place of the source is to be left alone."""
        return (
            self.area.start <= span.start
            and span.end <= self.area.end
            and (not self.names or rule in self.names or rule.partition("/")[0] in self.names)
        )


def ignores(document: Document, projection: Projection) -> tuple[Ignore, ...]:
    """The comments of a document, in order; those in code are no comments."""
    if document.format not in _FORMATS or "cleanup:" not in document.text:
        return ()
    found = [(match, k) for match in _COMMENT.finditer(document.text) if (k := _hole(match, document)) is not None]
    return tuple(sorted(_read(found, document, projection), key=lambda one: one.spans))


_Found = tuple[re.Match[str], int]


def _hole(match: re.Match[str], document: Document) -> int | None:
    """The hole that it lies in; None in prose and in code, which neither shows nothing nor begins with a comment."""
    holes = document.holes
    k = bisect_left(holes, match.end(), key=lambda hole: hole.span.end)
    if k == len(holes) or holes[k].span.start > match.start():
        return None
    source = document.text[holes[k].span.start : holes[k].span.end].lstrip()
    return k if MASK not in holes[k].shown or source.startswith(("<!--", "{/*")) else None


def _read(found: Sequence[_Found], document: Document, projection: Projection) -> Iterator[Ignore]:
    text, opened = document.text, list[re.Match[str]]()
    for match, hole in found:
        scope, names = match["scope"], _names(match)
        if scope == "-start":
            opened.append(match)
        elif scope == "-end":
            start = next((one for one in reversed(opened) if not names or _names(one) == names), None)
            if start:
                opened.remove(start)
                both = (Span(*start.span()), Span(*match.span()))
                yield Ignore(both, Span(start.end(), match.start()), _names(start))
        else:
            area = Span(0, len(text)) if scope else _paragraph(projection.place(hole), projection)
            yield Ignore((Span(*match.span()),), area, names)
    for start in opened:
        yield Ignore((Span(*start.span()),), Span(start.end(), len(text)), _names(start))


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(_NAME.findall(match["names"]))


def _paragraph(place: int, projection: Projection) -> Span:
    """The paragraph, in the source, at a place of the shown text, or the next one when there is no text at it."""
    shown = projection.shown
    around = (span for span in paragraphs(shown) if place <= span.end and shown[span.start : span.end].strip(MASK))
    found = next(around, None)
    return projection.source(found) if found else Span(0, 0)


def without_unused(plan: Plan) -> Plan:
    """The plan, which also takes out the comments that have nothing to ignore."""
    text = plan.document.text
    spans = [_removal(span, text) for spans in plan.unused for span in spans]
    gone = [Change(span, text[span.start : span.end], "", Level.SAFE, ()) for span in spans]
    changes = sorted((*plan.changes, *gone), key=lambda change: change.span)
    return replace(plan, changes=tuple(changes), unused=())


def _removal(comment: Span, text: str) -> Span:
    """What goes with a comment: its line, when it has that to itself, or the blanks before it at the end of one."""
    lead = len(text[: comment.start]) - len(text[: comment.start].rstrip(" \t"))
    tail = _TO_LINE_END.match(text, comment.end)
    if tail is None:
        return comment
    start = comment.start - lead
    return Span(start, tail.end() if not start or text[start - 1] in "\r\n" else comment.end)
