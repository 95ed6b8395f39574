"""Saying that a check takes long, as the first one of a long text does."""

from __future__ import annotations

import asyncio
from itertools import count

from lsprotocol.types import WorkDoneProgressBegin, WorkDoneProgressEnd
from pygls.exceptions import JsonRpcException
from pygls.progress import Progress

#: How long a result may take before that is said, in seconds.
UNSAID = 1.0

#: What an editor shows in a line of status.
TITLE, MESSAGE = "cleanup", "Checking; the first check takes longest"


class CheckProgress:
    """Shows a message while a result is waited for, and from `UNSAID` seconds on. Its methods are called on a loop."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._names = (f"cleanup-check-{number}" for number in count(1))
        self._timer: asyncio.TimerHandle | None = None
        self._said: asyncio.Task[None] | None = None
        self._shown = ""

    def begin(self) -> None:
        """A result is waited for; if one already is, nothing changes."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(UNSAID, self._say)

    def end(self) -> None:
        """A result has come, or is no longer waited for."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._shown:
            self._progress.end(self._shown, WorkDoneProgressEnd())
            self._shown = ""

    def _say(self) -> None:
        self._said = asyncio.get_running_loop().create_task(self._show())

    async def _show(self) -> None:
        name = next(self._names)
        try:
            await self._progress.create_async(name)
        except JsonRpcException:  # the editor cannot show it after all
            return
        if self._timer and not self._shown:  # still waited for
            self._progress.begin(name, WorkDoneProgressBegin(TITLE, message=MESSAGE))
            self._shown = name
