"""Single keys from a terminal, and a line to edit. Keys that are typed ahead are kept in order."""

from __future__ import annotations

import codecs
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType

import click

#: A key: one character, or all that an arrow or function key sends.
_KEY = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)|.", re.DOTALL)
END = "\x04"
ENTER = ("\r", "\n")


class Keys:
    """The keyboard. Ctrl-C raises KeyboardInterrupt, Ctrl-D and a lost terminal EOFError.

    Not `click.getchar` on POSIX: it goes into raw mode and back for each key, and the terminal drops what was typed
    in between.
    """

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def next(self) -> str:
        """The next key, Enter apart: it follows a key where somebody is used to lines."""
        while True:
            while not self._waiting:
                self._waiting.extend(_KEY.findall(self._read()))
            key = self._waiting.popleft()
            if key == END:
                raise EOFError
            if key not in ENTER:
                return key

    def forget(self) -> None:
        """Drop what was typed ahead, before a question that nobody can have answered yet."""
        self._waiting.clear()
        _flush()

    def _read(self) -> str:
        if sys.platform == "win32":
            return click.getchar()
        try:
            data = os.read(sys.stdin.fileno(), 1024)
        except OSError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        return self._decoder.decode(data)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without Ctrl-C, so that an impatient second one does not stop what the first one has set off."""
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)


if sys.platform == "win32":

    @contextmanager
    def keyboard() -> Iterator[Keys]:
        """Keys one by one."""
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
        """Keys one by one, without echo; afterwards the terminal is as it was.

        A lost connection does not end the program, but its input, so that decisions can be saved.
        """
        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)

        def resume(*_: object) -> None:
            with suppress(termios.error):
                tty.setcbreak(number, termios.TCSADRAIN)

        # A shell that was in front meanwhile may have changed the terminal.
        handlers: dict[int, Callable[..., None] | signal.Handlers] = {
            signal.SIGCONT: resume,
            signal.SIGHUP: signal.SIG_IGN,
        }
        old = {name: signal.signal(name, handler) for name, handler in handlers.items()}
        # What was typed before anything was asked is no answer.
        tty.setcbreak(number, termios.TCSAFLUSH)
        try:
            yield Keys()
        finally:
            for name, handler in old.items():
                signal.signal(name, handler)
            with suppress(termios.error):
                termios.tcsetattr(number, termios.TCSADRAIN, before)

    @contextmanager
    def _by_line() -> Iterator[None]:
        """The terminal as a line editor expects it."""
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
    """The line as it was edited; None when that was given up by Ctrl-C or Ctrl-D.

    Without a line editor the line cannot be put before the cursor: then nothing keeps it, and a lone `-` empties it.
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
    """The line editor behind `input`, where Python has one."""
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
