"""What is asked of LanguageTool and what it answers, as plain values; nothing here reaches for a server.

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

#: One request holds at most this many bytes of UTF-8.
MOST_BYTES = 20_000
#: Below this many bytes a second request in parallel costs more than it saves.
LEAST_BYTES = 1_500
#: What stands between the texts of one request; LanguageTool reads paragraphs one by one.
BETWEEN = "\n\n"
#: Stands, in what is sent, for a character that UTF-16 needs two units for: offsets and lengths are then code points.
STAND_IN = "\N{WHITE SMILING FACE}"
_TWO_UNITS = lazy_regex.pattern("[\U00010000-\U0010ffff\ud800-\udfff]")
_SPACE = lazy_regex.pattern(r"\s")

#: The variant of a language that LanguageTool has most rules for.
_VARIANTS = {"en": "en-US", "de": "de-DE", "pt": "pt-PT"}


class RuleMatch(msgspec.Struct, frozen=True, array_like=True):
    """One match in a text: LanguageTool's rule id, the half-open span, the suggestions, best first."""

    rule: str
    start: int
    end: int
    replacements: tuple[str, ...] = ()


class Query(msgspec.Struct, frozen=True):
    """What texts are asked about: the language (ISO 639), and exactly these LanguageTool rules, sorted."""

    language: str
    rules: tuple[str, ...]

    @property
    def variant(self) -> str:
        """The language as LanguageTool names it."""
        return _VARIANTS.get(self.language, self.language)


class Matcher(Protocol):
    """Whoever can answer: a server behind a cache, or a table in a test."""

    def __call__(self, texts: Iterable[str], question: Query) -> Mapping[str, Sequence[RuleMatch]]:
        """The matches of each text, looked at by itself. A text that could not be asked about is missing."""


def askable(text: str, paragraphs: Iterable[Span], hole: str) -> Iterator[Span]:
    """The spans of a text that are asked about: paragraphs, or the whole sentences between protected places.

    `hole` is the character that stands for what is protected. A sentence that holds one is left out: the rest of it
    would read as a damaged one. What is longer than a request may be is asked about sentence by sentence.
    """
    for span in paragraphs:
        inner = text[span.start : span.end]
        if hole not in inner and _size(inner) <= MOST_BYTES:
            yield span
        else:
            yield from (run.shift(span.start) for run in _whole_sentences(inner, hole))


def _whole_sentences(text: str, hole: str) -> Iterator[Span]:
    start = end = size = 0
    for sentence in sentences(text):
        own = _size(text[sentence.start : sentence.end])
        holed = hole in text[sentence.start : sentence.end]
        if end > start and (holed or size + own > MOST_BYTES // 2):
            yield Span(start, end)
            start = end = size = 0
        if holed or own > MOST_BYTES // 2:
            continue
        start = start if end > start else sentence.start
        end = sentence.end
        size += own
    if end > start:
        yield Span(start, end)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def pieces(texts: Sequence[str], *, at_once: int) -> Iterator[list[str]]:
    """The texts, in order, in as few requests as their size allows, but in `at_once` where they are worth it."""
    sizes = [_size(text) + len(BETWEEN) for text in texts]
    limit = min(MOST_BYTES, max(LEAST_BYTES, sum(sizes) // at_once + 1))
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
    """The text as it is sent: each character one UTF-16 unit, so that places mean the same on both sides."""
    return _TWO_UNITS.sub(STAND_IN, text)


class Raw(Protocol):
    """A match as language-tool-python gives it."""

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
    """The matches of one request (the texts joined by `BETWEEN`) by text, in its own offsets.

    One that reaches over the end of its text, or whose place does not hold the text that the server quotes, is dropped.
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
    """Equal but for line ends, which the server quotes as spaces, and for the end of what it cut short."""
    return _SPACE.sub(" ", ours).startswith(_SPACE.sub(" ", theirs)) and bool(theirs)
