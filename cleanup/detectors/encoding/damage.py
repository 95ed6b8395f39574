"""One place of a text that was damaged on its way through programs, as the aspects of `encoding` tell it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.encoding.separators import titled
from cleanup.matching import replace
from cleanup.model import Fix, Level, Span


class Damaged(msgspec.Struct, frozen=True, gc=False):
    """Where and why, what to write instead, best first (nothing, where nobody can know), and how far to trust that."""

    span: Span
    message: str
    made: tuple[str, ...]
    level: Level = Level.SAFE

    def fix(self, new: str) -> Fix:
        """The fix that writes one of them."""
        return replace(self.span, new, titled(new))


Damage = Iterator[Damaged]

_LEFT = lazy_regex.pattern(r"\S*\Z")
_RIGHT = lazy_regex.pattern(r"\S*")


def token(text: str, span: Span) -> str:
    """The run without spaces around a span, forty characters either way at most."""
    left = _LEFT.search(text, max(0, span.start - 40), span.start)
    right = _RIGHT.match(text, span.end, min(len(text), span.end + 40))
    start, end = left.start() if left else span.start, right.end() if right else span.end
    return " ".join(text[start:end].split())
