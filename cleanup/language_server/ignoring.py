"""Comments that have a rule ignore a paragraph, in the formats that have them."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.documents import readers
from cleanup.documents.source_map import Projection
from cleanup.documents.suppressions import ignores
from cleanup.model import MASK, Document, Edit, Finding, Span
from cleanup.text.segments import paragraphs

#: How a comment begins and ends, by format.
_COMMENTS = {"html": ("<!--", "-->"), "markdown": ("<!--", "-->"), "mdx": ("{/*", "*/}")}
#: How many line ends are behind a comment on a line of its own; HTML needs none such.
_LINE_ENDS = {"markdown": 1, "mdx": 2}


def can_ignore(form: str) -> bool:
    """Return whether a format has such comments."""
    return form in _COMMENTS


def ignoring(document: Document, finding: Finding) -> Edit | None:
    """Return the insertion of a comment by which the rule of a finding ignores its paragraph.

    On a line of its own before the paragraph if that begins its line, otherwise at its end. None if no such comment
    would leave everything that is shown as it is.
    """
    projection = Projection.of(document)
    place = _paragraph(finding.span, projection)
    if document.format not in _COMMENTS or place is None:
        return None
    opening, closing = _COMMENTS[document.format]
    comment = f"{opening} cleanup: ignore {finding.rule} {closing}"
    candidates = _insertions(document, place, comment)
    return next((edit for edit in candidates if _works(document, projection, finding, edit)), None)


def _paragraph(place: Span, projection: Projection) -> Span | None:
    """Return the source of the paragraph at a place of the source."""
    spans = (projection.source(span) for span in paragraphs(projection.shown))
    return next((span for span in spans if place.start <= span.end), None)


def _insertions(document: Document, place: Span, comment: str) -> Iterator[Edit]:
    text = document.text
    line = max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1
    if line == place.start and document.format in _LINE_ENDS:
        yield Edit(Span(line, line), comment + _LINE_ENDS[document.format] * document.newline)
    for space in (" ", ""):
        yield Edit(Span(place.end, place.end), f"{space}{comment}")


def _prose(projection: Projection) -> list[str]:
    """Return the paragraphs that are shown, without what a comment may show itself."""
    texts = (projection.shown[span.start : span.end] for span in paragraphs(projection.shown))
    return [prose for text in texts if (prose := text.strip(f"{MASK} "))]


def _works(document: Document, projection: Projection, finding: Finding, edit: Edit) -> bool:
    """Return whether a text with a comment shows the same as before, and the comment suppresses a finding."""
    made = readers.again(document, [edit])
    if made is None:
        return False
    shown = Projection.of(made)
    by = len(edit.replacement)
    moved = finding.shift(by) if edit.span.start <= finding.span.start else finding
    return _prose(shown) == _prose(projection) and any(
        one.covers(moved) for one in ignores(made, shown) if one.spans[0].start - edit.span.start in (0, 1)
    )
