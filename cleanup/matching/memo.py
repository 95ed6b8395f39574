"""What kinds that need the whole document find out about single paragraphs, once for each of them.

A text is looked at again after every round of repairs, and most of its paragraphs are then the same. A kind that needs
the document splits its work: all that a paragraph shows by itself is found out once, and kept; what remains for the
whole text is to weigh that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from cleanup.matching.filters import AnyGate, Search
from cleanup.matching.view import View
from cleanup.model import Span

_Found = TypeVar("_Found")

#: What a paragraph shows, in its own offsets; told which entries of the gate it may hold. Must be a pure function of
#: the paragraph, and live as long as its detector: what it found is kept under it.
Look = Callable[[str, Sequence[int]], _Found]


def kept(view: View, gate: AnyGate, look: Look[_Found]) -> Iterator[tuple[Span, _Found]]:
    """What `look` finds in each paragraph that a gate lets through, and where that paragraph is."""
    for span, paragraph, hits in view.open(gate):
        known = paragraph.known
        if look not in known:
            known[look] = look(paragraph.text, hits)
        yield span, known[look]


def matches(view: View, search: Search, name: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of a pattern of a search, in order, and where in the text what each was found in begins.

    The pattern sees one paragraph at a time: the text ends where the paragraph does.
    """
    number, pattern = list(search.patterns).index(name), search.patterns[name]
    for span, paragraph, hits in view.open(search.gate):
        if number in hits:
            known = paragraph.known
            if pattern not in known:
                known[pattern] = tuple(pattern.finditer(paragraph.text))
            for match in known[pattern]:
                yield span.start, match


def place(start: int, match: re.Match[str], group: int | str = 0) -> Span:
    """Where in the text a match, or a group of it, is that was found in what begins at `start`."""
    return Span(start + match.start(group), start + match.end(group))
