"""Words and phrases that are correct as they are, whatever a rule says."""

from __future__ import annotations

from collections.abc import Iterable

from cleanup.model import Finding, Span


class Accepted:
    """A list of words and phrases; a space represents any run of space, including line ends."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._phrases = frozenset(filter(None, map(_even, phrases)))

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def covers(self, finding: Finding, text: str) -> bool:
        """Return whether what is found in `text`, or what the first fix would change there, is exactly on the list.

        Both are compared as they are, and extended to whole words.
        """
        spans = [finding.span]
        if finding.edits:
            spans.append(Span(finding.edits[0].span.start, finding.edits[-1].span.end))
        return any(
            _even(text[area.start : area.end]) in self._phrases
            for span in spans
            for area in (span, _whole_words(text, span))
        )


def _even(text: str) -> str:
    return " ".join(text.split())


def _whole_words(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start and text[start - 1].isalnum() and (start == end or text[start].isalnum()):
        start -= 1
    while end < len(text) and text[end].isalnum() and (start == end or text[end - 1].isalnum()):
        end += 1
    return Span(start, end)
