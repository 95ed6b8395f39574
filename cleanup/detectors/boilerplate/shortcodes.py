"""Codes in square brackets that surround a text: both of a pair are removed, or none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from cleanup import lazy_regex
from cleanup.model import Edit, Finding, Level
from cleanup.text.segments import search_lines

_CODE = lazy_regex.pattern(r"\[(?P<closing>/?)(?P<name>[a-z][\w-]*)(?:[ =][^\[\]\n]*)?\]", re.IGNORECASE)


def paired(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings; those that would remove one code of a pair and leave the other only flag."""
    if "[/" not in text:
        yield from findings
        return
    pairs, kept = list(_pairs(text)), list(findings)
    while True:
        covers = _cover([edit for finding in kept for edit in finding.edits])
        torn = [place for pair in pairs if len({covers(place) for place in pair}) == 2 for place in pair]
        cut = [_tears(finding, torn) for finding in kept]
        if not any(cut):
            break
        kept = [one.at(one.span, Level.FLAG, ()) if tears else one for one, tears in zip(kept, cut, strict=True)]
    yield from kept


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the codes of each pair begin."""
    opened: dict[str, list[int]] = {}
    for match in search_lines(_CODE, text, "["):
        waiting = opened.setdefault(match["name"].lower(), [])
        if not match["closing"]:
            waiting.append(match.start())
        elif waiting:
            yield waiting.pop(), match.start()


def _cover(edits: Sequence[Edit]) -> Callable[[int], bool]:
    spans = sorted(edit.span for edit in edits)
    reach = list(accumulate((span.end for span in spans), max))

    def covers(place: int) -> bool:
        last = bisect_right(spans, place, key=lambda span: span.start)
        return bool(last) and reach[last - 1] > place

    return covers


def _tears(finding: Finding, torn: Sequence[int]) -> bool:
    return any(edit.span.start <= place < edit.span.end for edit in finding.edits for place in torn)
