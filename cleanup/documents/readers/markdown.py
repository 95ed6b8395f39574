"""Markdown (CommonMark with tables, footnotes and front matter; also MDX): the displayed text is prose.

Code, raw HTML, front matter, formulas, link targets, images, escapes and mark-up signs are protected. Nothing is ever
rendered again: the parser only determines which ranges of the source are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleanup import lazy_regex
from cleanup.documents.readers import tags
from cleanup.documents.readers.parts import BREAK, INLINE, LINE, SPACE, ParsedText, Part, shield, weave
from cleanup.documents.readers.protected import placeholders, technical
from cleanup.model import MASK

#: Elements without prose, and what is seen in their place.
_OPAQUE = {
    **dict.fromkeys(("CodeBlock", "HtmlBlock"), MASK),
    "MetadataBlock": BREAK,
    "Image": MASK,
}
#: Mark-up within a sentence; the edges of all other elements end a paragraph.
_WITHIN = ("Emphasis", "Strong", "Strikethrough", "Link", "Superscript", "Subscript", "Image")
#: Events that represent one object, and what they show.
_SHOWN = {
    "SoftBreak": SPACE,
    "HardBreak": LINE,
    "Rule": BREAK,
    "TaskListMarker": INLINE,
}

# What MDX and template languages add: masked before the parser sees it.
_IMPORT = r"^(?:import|export)[ \t](?:[^\n]*['\"{=(*]|default\b)[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*"
_TEMPLATE = r"\{%.{0,500}?%\}|\{\{.{0,500}?\}\}|\{/\*.{0,2000}?\*/\}"
_FOREIGN = lazy_regex.pattern(rf"(?s){_TEMPLATE}")
_MODULE = lazy_regex.pattern(_IMPORT, re.MULTILINE)
_ONE_LINE_MODULE = lazy_regex.pattern(r"^import[ \t][^\n]*\bfrom[ \t]+['\"][^\n]*$", re.MULTILINE)
_BRACE = lazy_regex.pattern(r"[{}]|\n[ \t]*\n")
_NOT_LINE_END = lazy_regex.pattern(r"[^\r\n]")
_TAG = lazy_regex.pattern(r"<(/?)([A-Za-z][\w:.-]*)")
# A space beside mark-up that shows nothing may be next to another space, and then counts once.
_PIECES = lazy_regex.pattern(rf"(?P<mask>{MASK}+)|(?P<space> +)|[^{MASK} ]+(?: +[^{MASK} ]+)*")


def read(text: str) -> ParsedText:
    """Return the holes of a text in Markdown."""
    return _read(text, _mask(_ONE_LINE_MODULE, text))


def read_mdx(text: str) -> ParsedText:
    """Return the holes of a text in MDX, where expressions and modules are code."""
    return _read(text, _without_expressions(_mask(_MODULE, text)))


def _read(text: str, masked: str) -> ParsedText:
    masked = _mask(_FOREIGN, masked)
    return ParsedText(shield(text, weave(text, _MarkdownWalk(masked).parts(), gap=INLINE), technical(placeholders)))


def _mask(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    return _NOT_LINE_END.sub(MASK, match.group())


def _without_expressions(text: str) -> str:
    """Mask each `{expression}` with balanced braces, unless an empty line interrupts it."""
    pieces: list[str] = []
    at = depth = start = 0
    for match in _BRACE.finditer(text):
        if match.group() == "{":
            start = match.start() if not depth else start
            depth += 1
        elif match.group() == "}" and depth:
            depth -= 1
            if not depth:
                pieces += (text[at:start], _NOT_LINE_END.sub(MASK, text[start : match.end()]))
                at = match.end()
        elif match.group() not in "{}":
            depth = 0
    return "".join([*pieces, text[at:]])


def _events(masked: str) -> Iterator[tuple[str, Any, int, int]]:
    """Yield what the parser reports: kind, value, and the range in code points."""
    import pyromark

    options = pyromark.Options
    extensions = (
        options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_TASKLISTS
        | options.ENABLE_HEADING_ATTRIBUTES
        | options.ENABLE_DEFINITION_LIST
        | options.ENABLE_MATH
        | options.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    )
    data = masked.encode("utf-8", "replace")
    points = _Points(data)
    for event, place in pyromark.events_with_range(data.decode(), options=extensions):
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        yield kind, value, points.at(place["start"]), points.at(place["end"])


class _Points:
    """Converts byte offsets, which mostly ascend, to code points."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._ascii = data.isascii()
        self._byte = self._point = 0

    def at(self, byte: int) -> int:
        """Return the code point at a byte offset."""
        if self._ascii:
            return byte
        low, high = sorted((byte, self._byte))
        step = len(self._data[low:high].decode())
        self._point += step if byte >= self._byte else -step
        self._byte = byte
        return self._point


class _MarkdownWalk:
    """Turns events into parts. `at` is the end of the last part; `element` an open HTML element that contains code."""

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._at = 0
        self._element: tuple[str, int] | None = None

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the text. What lies between them is mark-up."""
        for kind, value, start, end in _events(self._masked):
            if kind in ("Start", "End"):
                name = next(iter(value)) if isinstance(value, dict) else value
                yield from self._mark(kind, name, start, end)
            elif start >= self._at:
                yield from self._inline(kind, value, start, end)
                self._at = end
        yield from self._close()

    def _mark(self, kind: str, name: str, start: int, end: int) -> Iterator[Part]:
        if name not in _WITHIN:
            yield from self._close()
            yield Part(self._at, self._at, BREAK)
        if kind == "Start" and name in _OPAQUE and start >= self._at:
            if not self._element:
                yield Part(start, end, _OPAQUE[name])
            self._at = end

    def _close(self) -> Iterator[Part]:
        """End an element that is not closed in its paragraph."""
        if self._element:
            yield Part(self._element[1], self._at, MASK)
            self._element = None

    def _inline(self, kind: str, value: Any, start: int, end: int) -> Iterator[Part]:
        if kind == "InlineHtml":
            yield from self._tag(start, end)
        elif self._element:
            return
        elif kind == "Text":
            yield from self._text(value, start, end)
        else:
            yield Part(start, end, _SHOWN.get(kind, MASK))

    def _tag(self, start: int, end: int) -> Iterator[Part]:
        tag = _TAG.match(self._masked, start)
        name, closing = (tag[2].lower(), bool(tag[1])) if tag else ("", False)
        if self._element:
            if closing and name == self._element[0]:
                yield Part(self._element[1], end, tags.OPAQUE[name])
                self._element = None
        elif name in tags.OPAQUE and not closing:
            self._element = (name, start)
        else:
            yield Part(start, end, tags.shown(name) if name else INLINE)

    def _text(self, value: str, start: int, end: int) -> Iterator[Part]:
        if self._masked[start:end] != value:
            yield Part(start, end, value)
            return
        if self._at < start and self._masked[start - 1] == "\\":
            # An escaped sign, with its backslash.
            yield Part(start - 1, start + 1, value[0])
            start += 1
        for match in _PIECES.finditer(self._masked, start, end):
            edge = match["space"] and (match.start() == start or match.end() == end)
            yield Part(*match.span(), MASK if match["mask"] else SPACE if edge else None)
