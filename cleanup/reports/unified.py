"""A plan as a unified diff that `patch` and `git apply` accept.

The plan knows what changes, so nothing is compared: lines are taken from the edits. `patch` knows one line ending, LF;
a CR belongs to its line, and so does the byte-order mark to the first.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cleanup import lazy_regex
from cleanup.edits.edits import apply
from cleanup.model import Edit, Plan, Span

#: Context lines before and after a change.
CONTEXT = 3

_LINE = lazy_regex.pattern(r"[^\n]*\n|[^\n]+\Z")
_QUOTED = lazy_regex.pattern(r'[\x00-\x1f\x7f"\\]')


def render(plan: Plan) -> bytes:
    """Return the diff of one file in UTF-8, empty if the plan changes nothing.

    For a file in another encoding, or one that is not a text file, the diff is only for reading, since `patch` works on
    bytes (see `applies`).
    """
    mark = plan.document.bom.decode("utf-8") if applies(plan) else ""
    # For `patch`, the byte-order mark is part of the first line, so it is part of the text here.
    edits = [edit.shift(len(mark)) for edit in plan.edits]
    blocks = list(_blocks(mark + plan.document.text, edits))
    if not blocks:
        return b""
    lines = _lines(mark + plan.document.text)
    head = f"--- {_name('a', plan)}\n+++ {_name('b', plan)}\n"
    body = "".join(piece for hunk in _hunks(blocks) for piece in _hunk(hunk, lines))
    # A file name may contain bytes that are not UTF-8; `patch` must see those very bytes.
    return os.fsencode(head) + body.encode("utf-8")


def applies(plan: Plan) -> bool:
    """Return whether `patch` can apply the diff to the file: its bytes must be those of the diff."""
    return plan.document.encoding in ("ascii", "utf-8") and not plan.document.container


def for_reading(plan: Plan) -> str:
    """Return the remark on a diff that cannot be applied."""
    document = plan.document
    kind = (document.format if document.container else document.encoding).upper()
    return f"{document.path} is {kind}: its diff is for reading, `patch` cannot apply it"


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines `start` to `end` of the original, counted from 0, half-open, are replaced by `new`.

    The lines before have grown by `drift`.
    """

    start: int
    end: int
    new: tuple[str, ...]
    drift: int


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _blocks(text: str, edits: Sequence[Edit]) -> Iterator[_Hunk]:
    """Yield the whole lines to replace, in order; edits that share a line share a block."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    drift = 0
    for first, last, group in _by_line(edits, starts):
        area = Span(starts[first], starts[last + 1] if last + 1 < len(starts) else len(text))
        old = text[area.start : area.end]
        new = apply([edit.shift(-area.start) for edit in group], old)
        block = _trim(first, _lines(old), _lines(new), drift)
        drift += len(block.new) - (block.end - block.start)
        if block.new or block.end > block.start:
            yield block


def _by_line(edits: Sequence[Edit], starts: Sequence[int]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield the edits grouped by the lines that they touch: first line, last line, edits."""
    group: list[Edit] = []
    first = last = -1
    for edit in edits:
        low = bisect_right(starts, edit.span.start) - 1
        # An edit that ends where a line begins may have removed the line end before it, so that line takes part.
        high = bisect_right(starts, edit.span.end) - 1
        if group and low > last:
            yield first, last, group
            group = []
        if not group:
            first = low
        group.append(edit)
        last = max(last, high)
    if group:
        yield first, last, group


def _trim(at: int, old: list[str], new: list[str], drift: int) -> _Hunk:
    """Return the block without the equal lines at its ends."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return _Hunk(at + head, at + len(old) - tail, tuple(new[head : len(new) - tail]), drift)


def _hunks(blocks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Yield the blocks by hunk; blocks whose contexts meet share one."""
    hunk: list[_Hunk] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _hunk(blocks: Sequence[_Hunk], lines: Sequence[str]) -> Iterator[str]:
    low = max(0, blocks[0].start - CONTEXT)
    high = min(len(lines), blocks[-1].end + CONTEXT)
    grown = sum(len(block.new) - (block.end - block.start) for block in blocks)
    yield f"@@ -{_range(low, high - low)} +{_range(low + blocks[0].drift, high - low + grown)} @@\n"
    at = low
    for block in blocks:
        yield from _marked(" ", lines[at : block.start])
        yield from _marked("-", lines[block.start : block.end])
        yield from _marked("+", block.new)
        at = block.end
    yield from _marked(" ", lines[at:high])


def _marked(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _range(start: int, length: int) -> str:
    """Return the line numbers for the head of a hunk; an empty range names the line before it."""
    return str(start + 1) if length == 1 else f"{start + 1 if length else start},{length}"


def _name(side: str, plan: Plan) -> str:
    """Return `a/path`, quoted as in git if it contains a control character, followed by a tab if it contains a
    space.
    """
    path = PurePath(plan.document.path)
    name = f"{side}/{path.relative_to(path.anchor).as_posix()}"
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(lambda m: f"\\{ord(m.group()):03o}", name) + '"'
    return f"{name}\t" if " " in name else name
