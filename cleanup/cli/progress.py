"""The progress of a long run: one line on a terminal that appears after a while and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cleanup.cli import terminal
from cleanup.reports.text import visible

Item = TypeVar("Item")

#: Seconds before the first line, and between two.
PATIENCE = 1.0
PAUSE = 0.1


class Progress:
    """Shows the progress of a run on standard error, if that is a terminal."""

    def __init__(self) -> None:
        self._shown = 0
        self._due = time.monotonic() + PATIENCE
        self._on = terminal.shows_progress()

    def over(self, items: Iterable[Item], names: Iterable[str]) -> Iterator[Item]:
        """Yield the items; while each is processed, show its number and name."""
        listed = list(items)
        for number, (item, name) in enumerate(zip(listed, names, strict=True), 1):
            self.tell(f"{number}/{len(listed)} {name}")
            yield item
        self.clear()

    def tell(self, line: str) -> None:
        """Replace the line, if it is time to."""
        if self._on and time.monotonic() >= self._due:
            self._show(line)

    def _show(self, line: str) -> None:
        from shutil import get_terminal_size  # imports all kinds of archives

        from cleanup.reports.grouped import columns

        line = visible(line)
        while columns(line) >= get_terminal_size().columns:
            line = line[:-1]
        terminal.progress(line, self._shown)
        self._shown = columns(line)
        self._due = time.monotonic() + PAUSE

    def clear(self) -> None:
        """Remove the line before other output."""
        if self._shown:
            terminal.clear(self._shown)
            self._shown = 0


def remaining(done: int, total: int, seconds: float) -> str:
    """`, about 2 min left`, from how long the first ones took; empty while nobody can tell."""
    if done < 2 or done >= total:
        return ""
    left = seconds / done * (total - done)
    return f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
