"""Markdown (CommonMark with tables, footnotes and front matter): what a reader reads is prose.

Code, raw HTML, front matter, targets of links, entities, escapes and mark-up signs are protected. Nothing is ever
rendered again: the parser only says which ranges of the source are text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleanup.model import Span
from cleanup.readers import plain

#: Blocks whose text is no prose.
_OPAQUE = ("CodeBlock", "MetadataBlock", "HtmlBlock")


def prose(text: str) -> tuple[Span, ...]:
    """The spans that may be edited, in order: the text of paragraphs, headings, items and cells, without addresses."""
    spans = [
        Span(area.start + inner.start, area.start + inner.end)
        for area in _joined(_text_ranges(text))
        for inner in plain.prose(text[area.start : area.end])
        if inner
    ]
    return tuple(spans)


def _text_ranges(text: str) -> Iterator[Span]:
    """Code point ranges whose source is the very text that is shown."""
    import pyromark

    options = pyromark.Options
    extensions = options.ENABLE_TABLES | options.ENABLE_FOOTNOTES | options.ENABLE_STRIKETHROUGH
    front_matter = options.ENABLE_YAML_STYLE_METADATA_BLOCKS | options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    data = text.encode("utf-8", "replace")
    opaque = at_byte = at_point = 0
    for event, place in pyromark.events_with_range(data.decode(), options=extensions | front_matter):
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        if kind in ("Start", "End"):
            name = next(iter(value)) if isinstance(value, dict) else value
            opaque += (name in _OPAQUE) * (1 if kind == "Start" else -1)
        elif isinstance(value, str) and kind == "Text" and not opaque and _shows(data, at_byte, place, value):
            start = at_point + len(data[at_byte : place["start"]].decode())
            end = start + len(value)
            at_byte, at_point = place["end"], end
            yield Span(start, end)


def _shows(data: bytes, at: int, place: Any, value: str) -> bool:
    """Whether a range of the source, not before `at`, is the text that is shown, and no entity or escape."""
    return place["start"] >= at and data[place["start"] : place["end"]].decode() == value


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Neighbours as one span."""
    last: Span | None = None
    for span in spans:
        if last and last.end == span.start:
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
