"""How long one text may take: what is done within a limit is ended by the clock, wherever it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Seconds after which a text is left as it is, unless something else is said.
MAX_SECONDS = 60.0
#: Python ignores what is raised while it collects garbage, so the clock rings until it is heard.
RING_AGAIN = 0.1
#: Whether this system has interval timers, and can end a text that takes too long.
CAN_TIME = sys.platform not in {"win32", "emscripten", "wasi"}


class TimeIsUpError(BaseException):
    """Not an Exception: whoever catches those, or the errors of the system, must not catch this."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError when what is done inside takes longer, in the middle of a regular expression too.

    It may be raised anywhere: what is kept between texts may be half done, and is to be made anew. 0 is no limit. It
    holds in the main thread of a process, on systems that can (`CAN_TIME`), and one at a time.
    """
    import signal
    import threading

    if not (seconds and CAN_TIME and threading.current_thread() is threading.main_thread()):
        yield
        return
    imports = _imports(sys._getframe())

    def ring(_number: int, frame: FrameType | None) -> None:
        # Half an import, or a clock that is not stopped, would stay behind; in a moment it rings again.
        if _imports(frame) == imports and not _is_ours(frame):
            raise TimeIsUpError

    def unheard(ignored: sys.UnraisableHookArgs) -> None:
        # Nobody needs to know: it rings again.
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
    """What is done inside does not count: it waits for somebody else, with a limit of its own."""
    import signal

    left, again = signal.setitimer(signal.ITIMER_REAL, 0) if CAN_TIME else (0.0, 0.0)
    try:
        yield
    finally:
        if left:
            signal.setitimer(signal.ITIMER_REAL, left, again)


def _is_ours(frame: FrameType | None) -> bool:
    """Whether a frame is that of a limit, at its beginning or end."""
    ours = {_is_ours.__code__.co_filename, contextmanager.__code__.co_filename}
    return frame is not None and frame.f_code.co_filename in ours


def _imports(frame: FrameType | None) -> int:
    """How many imports are going on around a frame."""
    count = 0
    while frame is not None:
        count += frame.f_code.co_filename == "<frozen importlib._bootstrap>"
        frame = frame.f_back
    return count
