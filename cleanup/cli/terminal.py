"""The one door to standard output and standard error: nothing else in the package prints.

Text of files, names, rules, the environment or a server is only ever text. A line that comes through here is one line;
controls in it are shown and not obeyed, by a terminal as by a runner of CI that reads commands from its log. What is
made for programs (`show_document`, `show_bytes`, a diff into a pipe) goes out as it was made.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

import cleanup
from cleanup.errors import CleanupError, of_file, reason

if TYPE_CHECKING:
    from cleanup.reports.text import Paint

VERSION = cleanup.__version__

_STYLES: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "place": {"fg": "cyan"},
    "old": {"fg": "red"},
    "struck": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green"},
    "dim": {"dim": True},
    "safe": {"fg": "green"},
    "suggested": {"fg": "yellow"},
    "flag": {"fg": "magenta"},
}

#: What `_STYLES` come to, also where the wrapping of lines has put several into one.
_COLOUR = r"(\x1b\[(?:[0129]|3[1-6])?(?:;(?:[0129]|3[1-6]))*m)"

_DIFF_STYLES = {"---": "path", "+++": "path", "@@ ": "place", "-": "old", "+": "new"}

AUTO, ALWAYS, NEVER = "auto", "always", "never"
_DESCRIPTORS = {"stdout": 1, "stderr": 2}


class OutputError(Exception):
    """Standard output cannot be written: the end of a run, whatever it was doing."""


class ReaderGoneError(OutputError):
    """Whoever read our output has gone."""


class _Wishes:
    """What the command line says about printing; one object for all of a run."""

    verbose = False
    quiet = False
    colour = AUTO

    def forget(self) -> None:
        """Nothing is wished."""
        vars(self).clear()


wishes = _Wishes()


def begin() -> None:
    """Nothing is wished yet, and no character, and no file name of odd bytes, may end a run in the middle."""
    wishes.forget()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            with suppress(OSError):  # what it holds cannot be written; that comes to light when it is
                stream.reconfigure(errors="backslashreplace")


def end() -> None:
    """Write what is held back. Raises OutputError; after that there is nothing left that could fail."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _lost(error) from error


def _lost(error: OSError) -> OutputError:
    """Why standard output cannot be written; what it still holds is let go."""
    _discard("stdout")
    if isinstance(error, BrokenPipeError):
        return ReaderGoneError()
    # A closed one is held open by a descriptor that cannot be written to.
    import errno

    said = "standard output is closed" if error.errno == errno.EBADF else f"standard output: {reason(error)}"
    return OutputError(said)


def _discard(name: str) -> None:
    """Let go what a stream still holds: it would fail again when the interpreter ends."""
    with suppress(OSError):  # one of a test has no descriptor
        if getattr(sys, name).fileno() == _DESCRIPTORS[name]:
            os.dup2(os.open(os.devnull, os.O_WRONLY), _DESCRIPTORS[name])


def person() -> bool:
    """Whether a person reads our output: it goes to a terminal."""
    return sys.stdout.isatty()


def person_told() -> bool:
    """Whether a person sees how far a run is."""
    return sys.stderr is not None and sys.stderr.isatty() and not wishes.quiet


def width() -> int:
    """The columns of the terminal that standard output goes to; of one that does not know, 80."""
    # Of the terminal itself: COLUMNS may be that of another window.
    return os.get_terminal_size(sys.stdout.fileno()).columns or 80


def paint() -> Paint:
    """How to colour a page for its role: as --color says, else as the environment does.

    NO_COLOR goes before FORCE_COLOR and CLICOLOR_FORCE; without any of them a terminal that knows colours gets them.
    """
    return _painted(wishes.colour == ALWAYS or (wishes.colour == AUTO and _coloured()))


def paint_line() -> Paint:
    """How to colour what another program may read: only if --color says so."""
    return _painted(wishes.colour == ALWAYS or (wishes.colour == AUTO and person() and _coloured()))


def _painted(colours: bool) -> Paint:
    from cleanup.reports.text import plain

    return _paint if colours else plain


def _coloured() -> bool:
    given = os.environ.get
    if given("NO_COLOR"):
        return False
    if any(given(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    # As git has it, a terminal without a name is a simple one.
    return person() and given("TERM", "" if os.name == "posix" else "unnamed") not in ("", "dumb")


def _paint(text: str, role: str) -> str:
    return click.style(text, **_STYLES[role])


# Results, on standard output


def show(lines: Iterable[str]) -> None:
    """Lines of text. Raises OutputError, as all that writes results."""
    for line in lines:
        _write(f"{harmless(line)}\n")


def show_page(lines: Iterable[str]) -> None:
    """Lines that `paint` may have coloured; the text in them must have come through `visible` already."""
    for line in lines:
        _write(f"{_painted_line(line)}\n")


def show_document(text: str, *, end: str = "\n") -> None:
    """What an encoder has made for programs: JSON, XML, workflow commands."""
    _write(f"{text}{end}")


def show_bytes(data: bytes) -> None:
    """A repaired text, byte for byte."""
    _write(data)


def show_diff(diff: bytes) -> None:
    """A unified diff: byte for byte into a pipe; where it is coloured or on a terminal, controls are shown."""
    colour = paint_line()
    if not person() and wishes.colour != ALWAYS:
        _write(diff)
        return
    for line in diff.decode("utf-8", "replace").split("\n")[:-1]:
        role = next((style for start, style in _DIFF_STYLES.items() if line.startswith(start)), "")
        _write(f"{colour(harmless(line), role) if role else harmless(line)}\n")


def ask(line: str) -> None:
    """A question; the answer is typed behind it."""
    _write(f"{_painted_line(line)} ")


def _write(text: str | bytes) -> None:
    try:
        # Whether there is colour is decided here, not by click.
        click.echo(text, nl=False, color=True)
    except OSError as error:
        raise _lost(error) from error


@contextmanager
def one_file(path: str, fail: Callable[[CleanupError], object]) -> Iterator[None]:
    """The work on one file: whatever it raises is an error of that file, and the others go on.

    Only that our output cannot be written ends the run.
    """
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        fail(of_file(error, path))


# Words to the person, on standard error


def note(line: str) -> None:
    """A word to the person that --quiet spares them: a summary, or where something is."""
    if not wishes.quiet:
        warn(line)


def warn(line: str) -> None:
    """A word to the person that says what was not done, or not as they may think; on a terminal in lines that fit."""
    seen = [harmless(line)]
    if sys.stderr is not None and sys.stderr.isatty():
        from cleanup.reports.grouped import wrapped
        from cleanup.reports.text import inert

        room = os.get_terminal_size(sys.stderr.fileno()).columns
        seen = list(map(inert, wrapped(seen[0], room))) if 0 < room < len(seen[0]) else seen
    _tell("".join(f"{one}\n" for one in seen))


def tell(lines: Iterable[str]) -> None:
    """Results for which standard output has no place."""
    _tell("".join(f"{harmless(line)}\n" for line in lines))


def complain(error: CleanupError) -> None:
    """An error as its own line, with the block below it if it has one; with --verbose also where it was in the code."""
    from cleanup.reports.text import path_first

    block = f"\n{error.detail}" if error.detail else ""
    head = str(error).removesuffix(block)
    if error.path and head.startswith(error.path):
        head = path_first(error.path) + head.removeprefix(error.path)
    trace = error.trace.split("\n") if wishes.verbose and error.trace else []
    _tell("".join(f"{harmless(line)}\n" for line in (head, *block.split("\n")[1:], *trace)))


def misused(error: click.ClickException) -> None:
    """A command line that cannot be carried out, as click says it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _tell(f"{error.format_message()}\n")
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        usage = error.ctx.get_usage()
        _tell(f"{usage}\nTry '{error.ctx.command_path} {error.ctx.help_option_names[-1]}' for help.\n\n")
    _tell(f"{harmless(f'Error: {error.format_message()}')}\n")


def progress(line: str, cover: int) -> None:
    """A line that stands until the next word, over what stood there before, `cover` columns wide."""
    _tell(f"{clearing(cover)}{harmless(line)}")


def clearing(columns: int) -> str:
    """What takes a line of so many columns away."""
    return f"\r{' ' * columns}\r" if columns else ""


def clear(columns: int) -> None:
    """Take away the line of `progress`."""
    _tell(clearing(columns))


def _tell(text: str) -> None:
    """Write to standard error; if that cannot be, there is nobody to tell, and the exit code says it."""
    try:
        click.echo(text, nl=False, err=True, color=True)
    except BrokenPipeError as error:
        _discard("stderr")
        raise ReaderGoneError from error
    except OSError:
        _discard("stderr")


# What standard input brings


def read_input() -> bytes:
    """All of it. Raises CleanupError."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        import errno

        said = "standard input is closed" if error.errno == errno.EBADF else f"standard input: {reason(error)}"
        raise CleanupError(said) from error


# The escapes


def harmless(line: str) -> str:
    """One line of text that neither a terminal nor a runner of CI takes for anything else."""
    from cleanup.reports.text import inert, visible

    return inert(visible(line))


def _painted_line(line: str) -> str:
    """The same for a line with colours of ours in it."""
    from cleanup.reports.text import inert, visible

    pieces = re.split(_COLOUR, line) if "\x1b" in line and paint() is _paint else [line]
    pieces[::2] = map(visible, pieces[::2])
    return inert("".join(pieces))
