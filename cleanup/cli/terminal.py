"""The only module that writes to standard output and standard error.

Text from files, names, rules, the environment or a server is only ever text. A line that is written here stays one
line; controls in it are shown and have no effect, neither on a terminal nor on a CI runner that reads commands from its
log. Documents for programs (`echo_document`, `echo_bytes`, a diff into a pipe) are written unchanged.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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

#: The escapes that `_STYLES` produce, also when wrapping has combined several.
_COLOUR = r"(\x1b\[(?:[0129]|3[1-6])?(?:;(?:[0129]|3[1-6]))*m)"

_DIFF_STYLES = {"---": "path", "+++": "path", "@@ ": "place", "-": "old", "+": "new"}

AUTO, ALWAYS, NEVER = "auto", "always", "never"
_DESCRIPTORS = {"stdout": 1, "stderr": 2}


class OutputError(Exception):
    """Standard output cannot be written to, which ends a run."""


class ReaderGoneError(OutputError):
    """The reader of our output has closed it."""


class _Wishes:
    """The options of the command line for printing; one object for the whole run."""

    verbose = False
    quiet = False
    colour = AUTO

    def forget(self) -> None:
        """Reset all options."""
        vars(self).clear()


wishes = _Wishes()


def begin() -> None:
    """Reset the options, and make sure that no character or file name with invalid bytes ends a run."""
    wishes.forget()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            with suppress(OSError):  # its buffer cannot be written; writing will report that
                stream.reconfigure(errors="backslashreplace")


def end() -> None:
    """Flush standard output. Raises OutputError; after that, nothing can fail any more."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _lost(error) from error


def _lost(error: OSError) -> OutputError:
    """Return why standard output cannot be written to, and discard its buffer."""
    _discard("stdout")
    if isinstance(error, BrokenPipeError):
        return ReaderGoneError()
    # A closed stream is kept open by a descriptor that cannot be written to.
    import errno

    said = "standard output is closed" if error.errno == errno.EBADF else f"standard output: {reason(error)}"
    return OutputError(said)


def _discard(name: str) -> None:
    """Discard the buffer of a stream, which would fail again when the interpreter ends."""
    with suppress(OSError):  # a stream in a test has no descriptor
        if getattr(sys, name).fileno() == _DESCRIPTORS[name]:
            os.dup2(os.open(os.devnull, os.O_WRONLY), _DESCRIPTORS[name])


def is_interactive() -> bool:
    """Return whether a person reads our output: it goes to a terminal."""
    return sys.stdout.isatty()


def shows_progress() -> bool:
    """Return whether a person sees the progress of a run."""
    return sys.stderr is not None and sys.stderr.isatty() and not wishes.quiet


def width() -> int:
    """Return the width in columns of the terminal of standard output, or 80 if it is unknown."""
    # Of the terminal itself: COLUMNS may describe another window.
    return os.get_terminal_size(sys.stdout.fileno()).columns or 80


def paint() -> Paint:
    """Return how to colour a page for its role: as --color says, or else as the environment does.

    NO_COLOR takes precedence over FORCE_COLOR and CLICOLOR_FORCE; without any of them, a terminal that supports colours
    gets them.
    """
    return _painted(wishes.colour == ALWAYS or (wishes.colour == AUTO and _coloured()))


def paint_line() -> Paint:
    """Return how to colour what another program may read: only if --color says so."""
    return _painted(wishes.colour == ALWAYS or (wishes.colour == AUTO and is_interactive() and _coloured()))


def _painted(colours: bool) -> Paint:
    from cleanup.reports.text import plain

    return _paint if colours else plain


def _coloured() -> bool:
    given = os.environ.get
    if given("NO_COLOR"):
        return False
    if any(given(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    # As in git, a terminal without a name is a simple one.
    return is_interactive() and given("TERM", "" if os.name == "posix" else "unnamed") not in ("", "dumb")


def _paint(text: str, role: str) -> str:
    return click.style(text, **_STYLES[role])


# Results, on standard output


def echo(lines: Iterable[str]) -> None:
    """Write lines of text. Like all functions that write results, it raises OutputError."""
    for line in lines:
        _write(f"{harmless(line)}\n")


def echo_page(lines: Iterable[str]) -> None:
    """Write lines that `paint` may have coloured; their text must have been passed through `visible`."""
    for line in lines:
        _write(f"{_painted_line(line)}\n")


def echo_paged(lines: Sequence[str]) -> None:
    """Write the same; on a terminal that is too short for them, in the pager of the user."""
    if is_interactive():
        from cleanup.reports.grouped import columns

        columns_of_window, rows = os.get_terminal_size(sys.stdout.fileno())
        taken = sum(-(-columns(click.unstyle(line)) // max(1, columns_of_window)) or 1 for line in lines)
        if 0 < rows <= taken:
            click.echo_via_pager("\n".join(map(_painted_line, lines)), color=True)
            return
    echo_page(lines)


def echo_document(text: str, *, end: str = "\n") -> None:
    """Write a document for programs: JSON, XML, workflow commands."""
    _write(f"{text}{end}")


def echo_bytes(data: bytes) -> None:
    """Write a repaired text, byte for byte."""
    _write(data)


def echo_diff(diff: bytes) -> None:
    """Write a unified diff: byte for byte into a pipe; if it is coloured or on a terminal, controls are shown."""
    colour = paint_line()
    if not is_interactive() and wishes.colour != ALWAYS:
        _write(diff)
        return
    for line in diff.decode("utf-8", "replace").split("\n")[:-1]:
        role = next((style for start, style in _DIFF_STYLES.items() if line.startswith(start)), "")
        _write(f"{colour(harmless(line), role) if role else harmless(line)}\n")


def prompt(line: str) -> None:
    """Write a question; the answer is typed after it."""
    _write(f"{_painted_line(line)} ")


def _write(text: str | bytes) -> None:
    try:
        # Whether to use colour is decided here, not by click.
        click.echo(text, nl=False, color=True)
    except OSError as error:
        raise _lost(error) from error


@contextmanager
def one_file(path: str, fail: Callable[[CleanupError], object]) -> Iterator[None]:
    """Report whatever the work on one file raises as an error of that file, so that the others continue.

    Only OutputError ends the run.
    """
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        fail(of_file(error, path))


# Messages to the user, on standard error


def info(line: str) -> None:
    """Write a message that --quiet suppresses: a summary, or where something is."""
    if not wishes.quiet:
        warn(line)


def warn(line: str) -> None:
    """Write a message about what was not done or may be unexpected; on a terminal in lines that fit."""
    seen = [harmless(line)]
    if sys.stderr is not None and sys.stderr.isatty():
        from cleanup.reports.grouped import wrapped
        from cleanup.reports.text import inert

        room = os.get_terminal_size(sys.stderr.fileno()).columns
        seen = list(map(inert, wrapped(seen[0], room))) if 0 < room < len(seen[0]) else seen
    _write_to_stderr("".join(f"{one}\n" for one in seen))


def echo_to_stderr(lines: Iterable[str]) -> None:
    """Write results that standard output has no place for."""
    _write_to_stderr("".join(f"{harmless(line)}\n" for line in lines))


def report_error(error: CleanupError) -> None:
    """Write an error on its own line, with its details below; with --verbose, also the traceback."""
    from cleanup.reports.text import path_first

    block = f"\n{error.detail}" if error.detail else ""
    head = str(error).removesuffix(block)
    if error.path and head.startswith(error.path):
        head = path_first(error.path) + head.removeprefix(error.path)
    trace = error.trace.split("\n") if wishes.verbose and error.trace else []
    _write_to_stderr("".join(f"{harmless(line)}\n" for line in (head, *block.split("\n")[1:], *trace)))


def report_usage_error(error: click.ClickException) -> None:
    """Write an invalid use of the command line, as click words it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _write_to_stderr(f"{error.format_message()}\n")
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        usage = error.ctx.get_usage()
        _write_to_stderr(f"{usage}\nTry '{error.ctx.command_path} {error.ctx.help_option_names[-1]}' for help.\n\n")
    _write_to_stderr(f"{harmless(f'Error: {error.format_message()}')}\n")


def progress(line: str, cover: int) -> None:
    """Replace the progress line, which is `cover` columns wide; it stays until the next output."""
    _write_to_stderr(f"{clearing(cover)}{harmless(line)}")


def clearing(columns: int) -> str:
    """Return what erases a line of this many columns."""
    return f"\r{' ' * columns}\r" if columns else ""


def clear(columns: int) -> None:
    """Erase the line of `progress`."""
    _write_to_stderr(clearing(columns))


def _write_to_stderr(text: str) -> None:
    """Write to standard error; a failure cannot be reported, and only the exit code shows the error."""
    try:
        click.echo(text, nl=False, err=True, color=True)
    except BrokenPipeError as error:
        _discard("stderr")
        raise ReaderGoneError from error
    except OSError:
        _discard("stderr")


# Standard input


def read_input() -> bytes:
    """Return all of standard input. Raises CleanupError."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        import errno

        said = "standard input is closed" if error.errno == errno.EBADF else f"standard input: {reason(error)}"
        raise CleanupError(said) from error


# Escapes


def harmless(line: str) -> str:
    """Return a line of text that neither a terminal nor a CI runner takes for anything else."""
    from cleanup.reports.text import inert, visible

    return inert(visible(line))


def _painted_line(line: str) -> str:
    """Return the same for a line that contains colours of ours."""
    from cleanup.reports.text import inert, visible

    pieces = re.split(_COLOUR, line) if "\x1b" in line and paint() is _paint else [line]
    pieces[::2] = map(visible, pieces[::2])
    return inert("".join(pieces))
