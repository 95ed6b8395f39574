"""Where in a line a pattern cuts: the sentences that patterns name, and all places that one pattern finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: A sentence in a line: at its beginning, or behind another sentence.
FIRST = r"^(?P<cut>(?:{})[.!?…]+\s+)(?-i:[\p{{Lu}}\p{{N}}“\"‘«(])"
LATER = r"[.!?…][”’\"')\]»]*(?P<cut>\s+(?:{})(?:[.!?…]+|$))(?:\s|$)"


def cut_spans(regex: Any, text: str) -> Iterator[tuple[int, int]]:
    """Yield what one pattern cuts from a line; the full stop of one sentence may be what another begins behind."""
    at, group = 0, regex.groupindex["cut"]
    while match := regex.search(text, at):
        start, end = match.span(group)
        yield start, end
        at = max(end - 1, at + 1)
