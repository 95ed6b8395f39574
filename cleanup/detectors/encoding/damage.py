"""One place of a text that was damaged on its way through programs, as the aspects of `encoding` report it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.encoding.separators import titled
from cleanup.matching import replace
from cleanup.model import Fix, Level, Span


class Damaged(msgspec.Struct, frozen=True, gc=False):
    """Place and cause of damage, replacements from the best (none if unknown), and how far they can be trusted."""

    span: Span
    message: str
    made: tuple[str, ...]
    level: Level = Level.SAFE

    def fix(self, new: str) -> Fix:
        """Return the fix that writes one of the replacements."""
        return replace(self.span, new, titled(new))


Damage = Iterator[Damaged]

_LEFT = lazy_regex.pattern(r"\S*\Z")
_RIGHT = lazy_regex.pattern(r"\S*")


def token(text: str, span: Span) -> str:
    """Return the run without spaces around a span, at most forty characters either way."""
    left = _LEFT.search(text, max(0, span.start - 40), span.start)
    right = _RIGHT.match(text, span.end, min(len(text), span.end + 40))
    start, end = left.start() if left else span.start, right.end() if right else span.end
    return " ".join(text[start:end].split())
