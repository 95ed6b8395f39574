"""What a language model is asked about, as plain values; nothing here reaches for a server.

All offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from cleanup.model import MASK, Level, Span
from cleanup.text.segments import sentences

#: A passage has at most so many characters; a longer paragraph is cut at the ends of sentences.
MAX_PASSAGE = 1_200
#: So much is shown of the text before and after a passage, and of the title.
MAX_CONTEXT, MAX_TITLE = 300, 160


class Request(msgspec.Struct, frozen=True):
    """A passage that is to be corrected, and what the model sees of the document around it."""

    passage: str
    before: str = ""
    after: str = ""
    title: str = ""
    style: str = ""


class Proposer(Protocol):
    """Whoever can correct passages: a server behind a cache, or a table in a test."""

    @property
    def source(self) -> str:
        """What findings name as their origin: the model and the version of the prompt."""

    @property
    def proven(self) -> Mapping[str, Level | None] | None:
        """The level that each class of change has earned in a check of the model (None: off); None without a check."""

    def __call__(self, requests: Sequence[Request]) -> Mapping[str, str]:
        """The corrected version of each passage, empty to remove it. What could not be asked about is missing."""


def passages(text: str, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """The passages of a text: its paragraphs, in pieces where they are long. What has no letter is left out.

    Paragraphs that are lines of one block, such as the items of a list, are one passage as far as they fit in.
    """
    for span in _blocks(text, paragraphs):
        for piece in _pieces(text, span):
            if any(c.isalpha() for c in text[piece.start : piece.end]):
                yield piece


def _blocks(text: str, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """The paragraphs, those of one block together."""
    last: Span | None = None
    for span in paragraphs:
        if last and text[last.end : span.start].count("\n") < 2 and span.end - last.start <= MAX_PASSAGE:
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A paragraph, or its sentences in as few pieces as their length allows, of about the same length."""
    if len(span) <= MAX_PASSAGE:
        yield span
        return
    aim = len(span) // (len(span) // MAX_PASSAGE + 1)
    start = end = span.start
    for sentence in sentences(text[span.start : span.end]):
        stop = span.start + sentence.end
        if end > start and (stop - start > MAX_PASSAGE or end - start >= aim):
            yield _trimmed(text, start, end)
            start = end
        end = stop
    if span.end > start:
        yield _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, max(start + lead, start + len(piece.rstrip())))


def requests(text: str, spans: Sequence[Span], style: str) -> list[Request]:
    """One request for each passage, with the title of the text and what stands around the passage."""
    title = text[spans[0].start : spans[0].end][:MAX_TITLE].replace(MASK, "") if spans else ""
    return [
        Request(
            text[span.start : span.end],
            text[max(0, span.start - MAX_CONTEXT) : span.start].strip(),
            text[span.end : span.end + MAX_CONTEXT].strip(),
            title if span is not spans[0] else "",
            style,
        )
        for span in spans
    ]
