"""A time limit for one text: a timer interrupts what is done within it, wherever it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: The default limit in seconds, after which a text is left as it is.
MAX_SECONDS = 60.0
#: Python ignores what is raised while it collects garbage, so the timer rings repeatedly.
RING_AGAIN = 0.1
#: Whether this system has interval timers, and can interrupt a text that takes too long.
CAN_TIME = sys.platform not in {"win32", "emscripten", "wasi"}


class TimeIsUpError(BaseException):
    """Not an Exception, because code that catches Exception or OSError must not catch it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError if what is done inside takes longer, even in the middle of a regular expression.

    It may be raised anywhere: state that is kept between texts may be incomplete, and must be created anew. 0 means no
    limit. Works in the main thread of a process, on systems with timers (`CAN_TIME`), one at a time.
    """
    import signal
    import threading

    if not (seconds and CAN_TIME and threading.current_thread() is threading.main_thread()):
        yield
        return
    imports = _imports(sys._getframe())

    def ring(_number: int, frame: FrameType | None) -> None:
        # Half an import, or a running timer, would remain; in a moment it rings again.
        if _imports(frame) == imports and not _is_ours(frame):
            raise TimeIsUpError

    def unheard(ignored: sys.UnraisableHookArgs) -> None:
        # No need to report: it rings again.
        if ignored.exc_type is not TimeIsUpError:
            told(ignored)

    before, told = signal.signal(signal.SIGALRM, ring), sys.unraisablehook
    try:
        sys.unraisablehook = unheard
        signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = told


@contextmanager
def untimed() -> Iterator[None]:
    """Do not count the time spent inside, on waiting with a limit of its own."""
    import signal

    left, again = signal.setitimer(signal.ITIMER_REAL, 0) if CAN_TIME else (0.0, 0.0)
    try:
        yield
    finally:
        if left:
            signal.setitimer(signal.ITIMER_REAL, left, again)


def _is_ours(frame: FrameType | None) -> bool:
    """Return whether a frame belongs to a limit, at its beginning or end."""
    ours = {_is_ours.__code__.co_filename, contextmanager.__code__.co_filename}
    return frame is not None and frame.f_code.co_filename in ours


def _imports(frame: FrameType | None) -> int:
    """Return how many imports are in progress around a frame."""
    count = 0
    while frame is not None:
        count += frame.f_code.co_filename == "<frozen importlib._bootstrap>"
        frame = frame.f_back
    return count
