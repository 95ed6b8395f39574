"""What is done with a planned file: repair it, print the repairs as a diff, or write a repaired copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from cleanup import readers
from cleanup.cli import terminal
from cleanup.edits import apply
from cleanup.files import Found, Source, create, destinations, replace
from cleanup.model import Plan
from cleanup.reports import unified

#: May raise DocumentError: then the file counts as an error.
Action = Callable[[Source, Plan], None]


def nothing(_source: Source, _plan: Plan) -> None:
    """The action of `check`."""


def action(found: Found, *, diff: bool, output: Path | None) -> Action:
    """Print diffs, or write copies below `output`, or repair in place. Raises CleanupError where copies would meet."""
    if diff:
        return _print_diff
    if output:
        return _Copies(found, output)
    return _repair


def _repair(source: Source, plan: Plan) -> None:
    """In place, and only when something changes; standard input onto standard output in any case."""
    if source.stdin:
        click.echo(_repaired(plan), nl=False)
    elif plan.changes:
        replace(source.path, _repaired(plan))


def _print_diff(_source: Source, plan: Plan) -> None:
    terminal.show_diff(unified.render(plan))
    if plan.changes and not unified.applies(plan):
        encoding = plan.document.encoding.upper()
        terminal.note(f"{plan.document.path} is {encoding}: its diff is for reading, `patch` cannot apply it")


class _Copies:
    """Repaired copies of all files below a folder, where each one's place is known before the first is written."""

    def __init__(self, found: Found, folder: Path) -> None:
        self._places = destinations(found.sources, folder)

    def __call__(self, source: Source, plan: Plan) -> None:
        create(self._places[source], _repaired(plan), like=source.path)


def _repaired(plan: Plan) -> bytes:
    return readers.write(plan.document, apply(plan.edits, plan.document.text))
