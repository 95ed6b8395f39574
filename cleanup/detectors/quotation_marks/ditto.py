"""Ditto marks: a closing mark alone in a row or at the head of a line of a list stands for the words above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.model import Span

_NEEDS = ("”", '"')
#: What any of them looks like, told fast: begun by the mark, which is seldom, and not by what may stand before it.
_ALONE = lazy_regex.pattern(r"[”\"](?<![^\s|].)(?=[\s,;|]|\Z)", re.DOTALL, needs=_NEEDS)
_HEAD = lazy_regex.pattern(
    r"(?m)^[ \t]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+)?(?P<marks>[”\"](?:[ \t]+[”\"])*)(?=[ \t,;]|$)(?P<rest>.*)",
    needs=_NEEDS,
)
_CELL = lazy_regex.pattern(r"(?m)(?:\t|\|| {2})[ \t]*(?P<marks>[”\"])(?=[ \t]*(?:\t|\||$)| {2})", needs=_NEEDS)
#: A mark that closes a quotation behind words, on the same line as it began.
_CLOSES = lazy_regex.pattern(r"[\w.,!?…)’][ ]?[”\"](?!\w)", needs=_NEEDS)
_OPENS = lazy_regex.pattern(r"“|(?<!\S)\"(?=\w)", needs=("“", '"'))


def dittos(text: str, paragraph: Span) -> Iterator[int]:
    """Where in a paragraph marks stand for the words above; the first line of a text has none above it."""
    piece = text[paragraph.start : paragraph.end]
    if not _ALONE.search(piece):
        return
    for pattern in (_HEAD, _CELL):
        for match in pattern.finditer(piece):
            start = paragraph.start + match.start("marks")
            rest = match.groupdict().get("rest") or ""
            quotes = len(_CLOSES.findall(rest)) > len(_OPENS.findall(rest))
            if not quotes and text[:start].strip():
                yield from (start + at for at, sign in enumerate(match["marks"]) if not sign.isspace())
