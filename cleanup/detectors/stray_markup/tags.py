"""HTML tags that were left in plain text: both of a pair are removed, or none.

A tag whose other half is already lost is removed alone. A tag of a block leaves a space if words would run together.
Tags in a sentence about tags stay, and no tag is removed from inside another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.matching import describe
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text.segments import search_lines

#: Elements that show their text within the sentence, and those that are paragraphs of their own.
_INLINE = "em|strong|b|i|u|s|span|font|small|big|sup|sub|mark|cite|a"
_BLOCKS = ("p", "center", "blockquote", "div")
#: With attributes these are not words of a text; others may be.
_ATTRIBUTED = ("span", "font", "p", "div", "a", "strong", "em")

_TAG = lazy_regex.pattern(
    rf"<(?P<closing>/?)(?P<name>{_INLINE}|{'|'.join(_BLOCKS)})(?P<attributes>\s[^<>\n]{{0,600}})?>", re.IGNORECASE
)
_PLAIN_ATTRIBUTES = lazy_regex.pattern(r'(?: [\w-]+="[^"<>]{0,200}")+ ?')
#: What surrounds a tag that is discussed, or that is part of a program (`List<b>`).
_SPOKEN_OF = lazy_regex.pattern(
    r"(?:[`=(\[]|\b(?:typed?|types|typing|tags?|elements?|writes?|wrote|writing|use[sd]?|using|called|named|like|codes?"
    r"|between|inside) )\Z",
    re.IGNORECASE,
)
_SHOWN_BEHIND = "`="
#: The first half of a tag that would be complete without the one in it, and the second.
_BEGUN = lazy_regex.pattern(r"<[/!?]?(?:[A-Za-z][^<>]*)?\Z")
_ENDED = lazy_regex.pattern(r"[^<>]*>")
#: How far to look for both, in code points.
_NEAR = 200
_OPENING, _CLOSING = "“‘([«„‚‹", "”’)]»›.,;:!?…"


class _Tag(msgspec.Struct, frozen=True, gc=False):
    """One tag: its span, whether it may be removed, and whether it is one of a block."""

    span: Span
    name: str
    closing: bool
    removable: bool

    @property
    def block(self) -> bool:
        return self.name in _BLOCKS


def find(rule: Rule, text: str) -> Iterator[Finding]:
    """Yield the tags of a text, those of a pair as one finding at the first."""
    tags = [_tag(match, text) for match in search_lines(_TAG, text, "<")]
    going = [pair for pair in _pairs(tags) if all(tag.removable for tag in pair)]
    spaces = _spaces([tag for pair in going for tag in pair], text)
    for pair in going:
        first = pair[0].span
        edits = tuple(Edit(tag.span, " " if tag.span in spaces else "") for tag in pair)
        message = describe(rule, text[first.start : first.end])
        yield Finding(rule.id, first, message, rule.level, (Fix(edits, rule.summary),), rule.confidence)


def _tag(match: re.Match[str], text: str) -> _Tag:
    name, closing, attributes = match["name"].lower(), bool(match["closing"]), match["attributes"]
    bare = not attributes and (closing or name != "a")
    dressed = bool(attributes) and not closing and name in _ATTRIBUTED and _PLAIN_ATTRIBUTES.fullmatch(attributes)
    removable = bool(bare or dressed) and not _is_meant(text, *match.span())
    return _Tag(Span(*match.span()), name, closing, removable)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Return whether a tag is discussed, or is inside another."""
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _SPOKEN_OF.search(before) or behind[:1] in tuple(_SHOWN_BEHIND):
        return True
    return bool(_BEGUN.search(before) and _ENDED.match(behind))


def _pairs(tags: Sequence[_Tag]) -> list[tuple[_Tag, ...]]:
    """Return the tags in pairs, and alone if they have no other half, in order."""
    opened: dict[str, list[int]] = {}
    halves: dict[int, int] = {}
    for number, tag in enumerate(tags):
        waiting = opened.setdefault(tag.name, [])
        if not tag.closing:
            waiting.append(number)
        elif waiting:
            halves[waiting.pop()] = number
    second = set(halves.values())
    firsts = [number for number in range(len(tags)) if number not in second]
    return [(tags[n], tags[halves[n]]) if n in halves else (tags[n],) for n in firsts]


def _spaces(going: Sequence[_Tag], text: str) -> set[Span]:
    """Return which of the removed tags leave a space: the first one of a block in a row of them between two words."""
    spaces: set[Span] = set()
    row: list[_Tag] = []
    for tag in [*sorted(going, key=lambda one: one.span.start), None]:
        if tag and row and row[-1].span.end == tag.span.start:
            row.append(tag)
            continue
        blocks = [one for one in row if one.block]
        if blocks and not _is_open(text, row[0].span.start, row[-1].span.end):
            spaces.add(blocks[0].span)
        row = [tag] if tag else []
    return spaces


def _is_open(text: str, start: int, end: int) -> bool:
    """Return whether nothing runs together when the span is removed."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if not before or not behind or before[-1].isspace() or behind[0].isspace():
        return True
    opening = before[-1] in _OPENING or (before[-1] in "\"'" and not before[:-1].strip())
    return opening or behind[0] in _CLOSING or (behind[0] in "\"'" and not behind[1:].strip())
