"""The examples of rules in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.model import Example
from cleanup.reports.text import visible


def markdown(example: Example) -> Iterator[str]:
    """Yield an example as Markdown: what becomes of a text, what is only flagged, or what is left alone."""
    if example.style:
        yield f"With {', '.join(f'`{key} = {value!r}`' for key, value in example.style.items())}:\n"
    if example.keep is not None and example.proposal is not None:
        yield "Refused:\n"
        yield from _changed(example.keep, example.proposal)
    elif example.keep is not None:
        yield "Left alone:\n"
        yield from _block("text", [example.keep])
    elif example.after is None:
        yield "Flagged:\n"
        yield from _block("text", [example.before or ""])
    else:
        yield from _changed(example.before or "", example.after)


def _changed(old: str, new: str) -> Iterator[str]:
    before, after = (text.split("\n") for text in (old, new))
    yield from _block("diff", [*(f"- {line}" for line in before), *(f"+ {line}" for line in after)])


def _block(language: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [visible(line) for text in texts for line in text.split("\n")]
    longest = max(map(len, re.findall("`+", "\n".join(lines))), default=0)
    fence = "`" * max(3, longest + 1)
    yield "\n".join((f"{fence}{language}", *lines, f"{fence}\n"))
