"""The apostrophe of a configured house style, or of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import finding
from cleanup.matching import FullText
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists

_WRITTEN = {"curly": "’", "straight": "'"}
#: Inside a word, after a plural, and before a word or a year that lost its beginning.
_INSIDE = lazy_regex.pattern(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_BEHIND = lazy_regex.pattern(r"(?<=[^\W\d_]s)['’](?=[ \u00a0\r\n])")
_BEFORE = lazy_regex.pattern(r"(?<![\w'’“”‘\"])['’](?=(?P<word>\d\ds?\b|[^\W\d_]+))")
_TOKEN = lazy_regex.pattern(r"\S*\Z")
_CONTRACTED = lazy_regex.pattern(r"(?:s|t|re|ve|ll|m|d)\b")
_CODE = frozenset("\\/_=<>{}@#|~^*()[];$`+")


def shape(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield `don't` under `apostrophe = "curly"`, `don’t` under `"straight"`, or against a clear majority of the text.

    At the edge of a word it may also be a quotation mark, so it is only suggested, and only in paragraphs where nothing
    else can open or close.
    """
    housed = view.profile.style.apostrophe
    new = _WRITTEN.get(housed or _own(view) or "")
    old = {"’": "'", "'": "’"}.get(new or "", "")
    if not new or old not in view.text:
        return
    message = f"{'the house style' if housed else 'this text'} uses {new} as the apostrophe"
    for area in view.paragraphs:
        part = view.text[area.start : area.end]
        if old not in part:
            continue
        for match, level in _apostrophes(part, old):
            span = Span(area.start + match.start(), area.start + match.start() + 1)
            yield finding(rule, span, new, message, level if housed else Level.SUGGESTED)


def _own(view: FullText) -> str | None:
    """Return the shape that the text shows: other languages set their marks in other ways."""
    return view.profile.mark_shape if view.profile.language == "en" else None


def _apostrophes(part: str, old: str) -> Iterator[tuple[re.Match[str], Level | None]]:
    inside = [match for match in _INSIDE.finditer(part) if match.group() == old]
    for match in inside:
        if not _is_code(part, match.start()):
            yield match, None
    behind = [match for match in _BEHIND.finditer(part) if match.group() == old]
    before = [match for match in _BEFORE.finditer(part) if match.group() == old and _is_elided(match["word"])]
    alone = part.count(old) == len(inside) + len(behind) + len(before) and "‘" not in part
    if alone and (not before or not behind):
        yield from ((match, Level.SUGGESTED) for match in (*behind, *before))


def _is_elided(word: str) -> bool:
    return word[0].isdigit() or word.lower() in word_lists.words("elided")


def _is_code(part: str, at: int) -> bool:
    """Return whether the apostrophe is in a token of a program, or between quotation marks around a part of a word."""
    token = _TOKEN.search(part, max(0, at - 40), at)
    left = token.group() if token else ""
    right = part[at + 1 : at + 41].split(None, 1)[0]
    if not _CODE.isdisjoint(left.strip("(") + right.strip(")")):
        return True
    edged = right.rstrip(".,;:!?)").endswith("'") and not left.lstrip('(“"').startswith("'")
    return edged and not _CONTRACTED.match(right)
