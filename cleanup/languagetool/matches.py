"""Questions to LanguageTool and its answers, as plain values; nothing here contacts a server.

All offsets are code points, half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from cleanup import lazy_regex
from cleanup.model import Span
from cleanup.text.segments import sentences

#: The maximum size of a request, in bytes of UTF-8.
MAX_REQUEST_BYTES = 20_000
#: With fewer bytes, a second request in parallel costs more than it saves.
MIN_REQUEST_BYTES = 1_500
#: The separator between the texts of one request; LanguageTool reads paragraphs one by one.
BETWEEN = "\n\n"
#: Replaces a character that UTF-16 needs two units for in the request: offsets and lengths are then code points.
STAND_IN = "\N{WHITE SMILING FACE}"
_TWO_UNITS = lazy_regex.pattern("[\U00010000-\U0010ffff\ud800-\udfff]")
_SPACE = lazy_regex.pattern(r"\s")

#: The variant of a language that LanguageTool has most rules for.
_VARIANTS = {"en": "en-US", "de": "de-DE", "pt": "pt-PT"}


class RuleMatch(msgspec.Struct, frozen=True, array_like=True):
    """One match in a text: LanguageTool's rule id, the half-open span, the suggestions from the best."""

    rule: str
    start: int
    end: int
    replacements: tuple[str, ...] = ()


class Query(msgspec.Struct, frozen=True):
    """A question about texts: the language (ISO 639), and exactly these LanguageTool rules, sorted."""

    language: str
    rules: tuple[str, ...]

    @property
    def variant(self) -> str:
        """The language as LanguageTool names it."""
        return _VARIANTS.get(self.language, self.language)


class Matcher(Protocol):
    """A function that answers queries: a server behind a cache, or a table in a test."""

    def __call__(self, texts: Iterable[str], query: Query) -> Mapping[str, Sequence[RuleMatch]]:
        """Return the matches of each text, checked on its own. Texts that could not be checked are missing."""


def askable(text: str, paragraphs: Iterable[Span], hole: str) -> Iterator[Span]:
    """Yield the spans of a text to check: paragraphs, or the whole sentences between protected places.

    `hole` is the character that represents what is protected. Sentences that contain one are left out, because the rest
    would read as damaged. Paragraphs that exceed the limit of a request are checked sentence by sentence.
    """
    for span in paragraphs:
        inner = text[span.start : span.end]
        if hole not in inner and _size(inner) <= MAX_REQUEST_BYTES:
            yield span
        else:
            yield from (run.shift(span.start) for run in _whole_sentences(inner, hole))


def _whole_sentences(text: str, hole: str) -> Iterator[Span]:
    start = end = size = 0
    for sentence in sentences(text):
        own = _size(text[sentence.start : sentence.end])
        holed = hole in text[sentence.start : sentence.end]
        if end > start and (holed or size + own > MAX_REQUEST_BYTES // 2):
            yield Span(start, end)
            start = end = size = 0
        if holed or own > MAX_REQUEST_BYTES // 2:
            continue
        start = start if end > start else sentence.start
        end = sentence.end
        size += own
    if end > start:
        yield Span(start, end)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def pieces(texts: Sequence[str], *, at_once: int) -> Iterator[list[str]]:
    """Yield the texts, in order, in as few requests as their sizes allow, but in `at_once` if that is worth it."""
    sizes = [_size(text) + len(BETWEEN) for text in texts]
    limit = min(MAX_REQUEST_BYTES, max(MIN_REQUEST_BYTES, sum(sizes) // at_once + 1))
    piece: list[str] = []
    filled = 0
    for text, size in zip(texts, sizes, strict=True):
        if piece and filled + size > limit:
            yield piece
            piece, filled = [], 0
        piece.append(text)
        filled += size
    if piece:
        yield piece


def sent(text: str) -> str:
    """Return the text as it is sent: each character is one UTF-16 unit, so that both sides count alike."""
    return _TWO_UNITS.sub(STAND_IN, text)


class Raw(Protocol):
    """A match as language-tool-python returns it."""

    @property
    def rule_id(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def error_length(self) -> int: ...
    @property
    def matched_text(self) -> str: ...
    @property
    def replacements(self) -> list[str]: ...


def sorted_out(piece: Sequence[str], found: Iterable[Raw]) -> dict[str, tuple[RuleMatch, ...]]:
    """Return the matches of one request (texts joined by `BETWEEN`) by text, in the text's own offsets.

    A match is dropped if it extends beyond the end of its text, or if its span does not contain the text that the
    server quotes.
    """
    starts = [0]
    for text in piece:
        starts.append(starts[-1] + len(text) + len(BETWEEN))
    result: dict[str, list[RuleMatch]] = {text: [] for text in piece}
    for raw in found:
        index = bisect_right(starts, raw.offset) - 1
        if not 0 <= index < len(piece):
            continue
        text, start = piece[index], raw.offset - starts[index]
        end = start + raw.error_length
        if start < end <= len(text) and _same(sent(text[start:end]), raw.matched_text):
            offered = tuple(new for new in raw.replacements if STAND_IN not in new or STAND_IN in text[start:end])
            result[text].append(RuleMatch(raw.rule_id, start, end, offered))
    return {text: tuple(listed) for text, listed in result.items()}


def _same(ours: str, theirs: str) -> bool:
    """Return whether texts are equal except for line ends, which the server quotes as spaces, and a truncated end."""
    return _SPACE.sub(" ", ours).startswith(_SPACE.sub(" ", theirs)) and bool(theirs)
