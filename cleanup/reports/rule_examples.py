"""The examples of rules in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.reports.rule_pages import ShownExample
from cleanup.reports.text import visible

#: What is said above an example of each kind.
_TITLES = {"flagged": "Flagged:\n", "kept": "Left alone:\n", "refused": "Refused:\n"}


def markdown(example: ShownExample) -> Iterator[str]:
    """Yield an example as Markdown: what becomes of a text, what is only flagged, or what is left alone."""
    if example.style:
        yield f"With {', '.join(f'`{one}`' for one in example.style)}:\n"
    if title := _TITLES.get(example.kind):
        yield title
    if example.kind in ("changed", "refused"):
        yield from _changed(example.before, example.after)
    else:
        yield from _block("text", [example.before])


def _changed(old: str, new: str) -> Iterator[str]:
    before, after = (text.split("\n") for text in (old, new))
    yield from _block("diff", [*(f"- {line}" for line in before), *(f"+ {line}" for line in after)])


def _block(language: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [visible(line) for text in texts for line in text.split("\n")]
    longest = max(map(len, re.findall("`+", "\n".join(lines))), default=0)
    fence = "`" * max(3, longest + 1)
    yield "\n".join((f"{fence}{language}", *lines, f"{fence}\n"))
