"""Ditto marks: a closing mark alone in a row or at the head of a line of a list stands for the words above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks.usages import Usage
from cleanup.model import Span


class Dittos:
    """Finds the ditto marks of a usage."""

    def __init__(self, usage: Usage) -> None:
        outer = usage.outer
        mark = f"[{outer.closing}{outer.straight}]"
        #: What any of them looks like, told fast: begun by the mark, which is seldom, and not by what may stand before.
        self._alone = lazy_regex.pattern(rf"{mark}(?<![^\s|].)(?=[\s,;|]|\Z)", re.DOTALL)
        head = lazy_regex.pattern(
            rf"(?m)^[ \t]*(?:(?:[-*+•]|\d{{1,3}}[.)])[ \t]+)?(?P<marks>{mark}(?:[ \t]+{mark})*)"
            r"(?=[ \t,;]|$)(?P<rest>.*)",
        )
        cell = lazy_regex.pattern(rf"(?m)(?:\t|\|| {{2}})[ \t]*(?P<marks>{mark})(?=[ \t]*(?:\t|\||$)| {{2}})")
        self._shapes = (head, cell)
        #: A mark that closes a quotation behind words, on the same line as it began.
        self._closes = lazy_regex.pattern(rf"[\w.,!?…){usage.inner.closing}][ ]?{mark}(?!\w)")
        self._opens = lazy_regex.pattern(rf"{outer.opening}|(?<!\S){outer.straight}(?=\w)")

    def places(self, text: str, paragraph: Span) -> Iterator[int]:
        """Where in a paragraph marks stand for the words above; the first line of a text has none above it."""
        piece = text[paragraph.start : paragraph.end]
        if not self._alone.search(piece):
            return
        for pattern in self._shapes:
            for match in pattern.finditer(piece):
                start = paragraph.start + match.start("marks")
                rest = match.groupdict().get("rest") or ""
                quotes = len(self._closes.findall(rest)) > len(self._opens.findall(rest))
                if not quotes and text[:start].strip():
                    yield from (start + at for at, sign in enumerate(match["marks"]) if not sign.isspace())
