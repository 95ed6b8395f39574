"""Single keys from a terminal, and a line to edit. Keys that are typed ahead are kept in order."""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import ModuleType

import click


class Stopped(BaseException):
    """The process was told to end: by SIGTERM, or by a closed terminal (SIGHUP)."""


#: A key: one character, or all that an arrow or function key sends.
_KEY = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)|.", re.DOTALL)
END = "\x04"
#: Ctrl-L, with which a user can also redraw the screen.
RESIZED = "\f"
ENTER = ("\r", "\n")


class Keys:
    """The keyboard. Ctrl-C raises KeyboardInterrupt, SIGTERM and SIGHUP `Stopped`, Ctrl-D and a closed terminal
    EOFError.

    A change of the terminal's size sends `RESIZED`.

    Not `click.getchar` on POSIX: it switches raw mode on and off for each key, and the terminal drops what was typed in
    between.
    """

    def __init__(self, resized: int | None = None) -> None:
        self._resized = resized
        self._waiting: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def next(self) -> str:
        """Return the next key except Enter, which some type out of habit after a key."""
        while True:
            while not self._waiting:
                self._waiting.extend(_KEY.findall(self._read()))
            key = self._waiting.popleft()
            if key == END:
                raise EOFError
            if key not in ENTER:
                return key

    def forget(self) -> None:
        """Drop keys that were typed ahead, before a question that they cannot answer."""
        self._waiting.clear()
        _flush()

    def _read(self) -> str:
        if sys.platform == "win32":
            return click.getchar()
        try:
            if self._resized is not None:
                ready, _, _ = select.select([sys.stdin.fileno(), self._resized], [], [])
                if self._resized in ready:
                    os.read(self._resized, 1024)
                    return RESIZED
            data = os.read(sys.stdin.fileno(), 1024)
        except OSError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        return self._decoder.decode(data)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore Ctrl-C and similar signals, so that an impatient second one does not stop what the first one has
    started.
    """
    names = [signal.SIGINT, signal.SIGTERM, *([] if sys.platform == "win32" else [signal.SIGHUP])]
    with _handling(dict.fromkeys(names, signal.SIG_IGN)):
        yield


@contextmanager
def _handling(handlers: Mapping[int, Callable[..., None] | signal.Handlers]) -> Iterator[None]:
    old = {name: signal.signal(name, handler) for name, handler in handlers.items()}
    try:
        yield
    finally:
        for name, handler in old.items():
            signal.signal(name, handler)


def _stop(*_: object) -> None:
    raise Stopped


if sys.platform == "win32":

    @contextmanager
    def keyboard() -> Iterator[Keys]:
        """Yield the keyboard."""
        with _handling({signal.SIGTERM: _stop}):
            yield Keys()

    @contextmanager
    def _by_line() -> Iterator[None]:
        yield

    def _flush() -> None:
        pass

else:
    import termios
    import tty

    @contextmanager
    def keyboard() -> Iterator[Keys]:
        """Yield the keyboard without echo, and restore the terminal afterwards.

        A closed terminal, like SIGTERM, ends the review but not the program, so that decisions can be saved.
        """
        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)

        def resume(*_: object) -> None:
            with suppress(termios.error):
                tty.setcbreak(number, termios.TCSADRAIN)

        resized, tell = os.pipe()
        os.set_blocking(tell, False)

        def resize(*_: object) -> None:
            with suppress(BlockingIOError):
                os.write(tell, b"x")

        handlers: dict[int, Callable[..., None] | signal.Handlers] = {
            # A shell in the foreground may have changed the terminal meanwhile.
            signal.SIGCONT: resume,
            signal.SIGHUP: _stop,
            signal.SIGTERM: _stop,
            signal.SIGWINCH: resize,
        }
        try:
            with _handling(handlers):
                # Keys typed before the first question are not answers.
                tty.setcbreak(number, termios.TCSAFLUSH)
                yield Keys(resized)
        finally:
            with suppress(termios.error):
                termios.tcsetattr(number, termios.TCSADRAIN, before)
            os.close(resized)
            os.close(tell)

    @contextmanager
    def _by_line() -> Iterator[None]:
        """Set up the terminal as a line editor expects it."""
        number = sys.stdin.fileno()
        keys = termios.tcgetattr(number)
        lines = termios.tcgetattr(number)
        lines[0] |= termios.ICRNL
        lines[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(number, termios.TCSADRAIN, lines)
        try:
            yield
        finally:
            termios.tcsetattr(number, termios.TCSADRAIN, keys)

    def _flush() -> None:
        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def edit(line: str) -> str | None:
    """Return the edited line, or None if Ctrl-C or Ctrl-D cancelled it.

    Without a line editor the line cannot be edited: then an empty input keeps it, and a lone `-` empties it.
    """
    with _by_line(), suppress(KeyboardInterrupt, EOFError):
        editor = _editor()
        if editor is None:
            typed = input(f"{line}\n> ")
            return line if not typed else "" if typed == "-" else typed
        with _prefilled(editor, line):
            return input("> ")
    return None


def _editor() -> ModuleType | None:
    """Return the line editor of `input`, if Python has one."""
    try:
        import readline
    except ImportError:
        return None
    return readline


@contextmanager
def _prefilled(editor: ModuleType, line: str) -> Iterator[None]:
    fill: Callable[[], None] = lambda: editor.insert_text(line)  # noqa: E731
    editor.set_startup_hook(fill)
    editor.set_auto_history(False)
    try:
        yield
    finally:
        editor.set_startup_hook()
