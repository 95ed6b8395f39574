"""Printing: what goes to which stream, and when in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

import cleanup
from cleanup.errors import CleanupError

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

_DIFF_STYLES = {"---": "path", "+++": "path", "@@ ": "place", "-": "old", "+": "new"}


def make_output_safe() -> None:
    """No character, and no file name of odd bytes, may end a run in the middle: what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def person() -> bool:
    """Whether a person reads our output: it goes to a terminal."""
    return sys.stdout.isatty()


def paint() -> Paint:
    """How to colour a text for its role: on a terminal that knows colours, unless NO_COLOR is set."""
    from cleanup.reports.text import plain

    colours = os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
    return _paint if person() and colours else plain


def _paint(text: str, role: str) -> str:
    return click.style(text, **_STYLES[role])


def show(lines: Iterable[str]) -> None:
    """Results, on standard output."""
    for line in lines:
        click.echo(line)


def note(line: str) -> None:
    """A word to the person, on standard error."""
    click.echo(_visible(line), err=True)


def complain(error: CleanupError) -> None:
    """An error as its own line, with the block below it if it has one, on standard error."""
    head, *block = str(error).split("\n") if error.detail else [str(error)]
    click.echo("\n".join([_visible(head), *(_visible(line) for line in block)]), err=True)


def show_diff(diff: bytes) -> None:
    """A unified diff: byte for byte into a pipe; coloured on a terminal, controls shown and not obeyed."""
    if not person():
        click.echo(diff, nl=False)
        return
    colour = paint()
    for line in diff.decode("utf-8", "replace").split("\n")[:-1]:
        role = next((style for start, style in _DIFF_STYLES.items() if line.startswith(start)), "")
        click.echo(colour(_visible(line), role) if role else _visible(line))


def _visible(line: str) -> str:
    from cleanup.reports.text import visible

    return visible(line)
