"""How far a long run is: one line on a terminal that comes after a while and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cleanup.cli import terminal
from cleanup.reports.text import visible

Item = TypeVar("Item")

#: Seconds before the first word, and between two.
PATIENCE = 1.0
PAUSE = 0.1


class Progress:
    """Counts off the items of a run on standard error, if that is a terminal."""

    def __init__(self) -> None:
        self._shown = 0
        self._due = time.monotonic() + PATIENCE
        self._on = terminal.person_told()

    def over(self, items: Iterable[Item], names: Iterable[str]) -> Iterator[Item]:
        """The items; while each is worked on, its number and name are shown."""
        listed = list(items)
        for number, (item, name) in enumerate(zip(listed, names, strict=True), 1):
            self.tell(f"{number}/{len(listed)} {name}")
            yield item
        self.clear()

    def tell(self, line: str) -> None:
        """Show a line in place of the last one, if it is time to."""
        if self._on and time.monotonic() >= self._due:
            self._show(line)

    def _show(self, line: str) -> None:
        from shutil import get_terminal_size  # brings all kinds of archives with it

        from cleanup.reports.grouped import columns

        line = visible(line)
        while columns(line) >= get_terminal_size().columns:
            line = line[:-1]
        terminal.progress(line, self._shown)
        self._shown = columns(line)
        self._due = time.monotonic() + PAUSE

    def clear(self) -> None:
        """Take the line away: something else is to be written."""
        if self._shown:
            terminal.clear(self._shown)
            self._shown = 0
