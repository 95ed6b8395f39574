"""What to do with a planned file: repair it, or write a repaired copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanup.cli import terminal
from cleanup.documents import readers
from cleanup.files.discovery import Discovered, Source
from cleanup.model import Plan

#: An action may raise DocumentError: then the file counts as an error.
Action = Callable[[Source, Plan], None]


@contextmanager
def action(found: Discovered, *, output: Path | None, backup: bool = False) -> Iterator[Action]:
    """Yield the action that writes copies below `output`, or repairs in place. Raises CleanupError if copies would
    collide.
    """
    if output is None:
        yield _repair_after_backup if backup else _repair
        return
    from cleanup.files.output_folder import Copies

    with Copies(found.sources, output) as copies:
        yield lambda source, plan: copies.write(source, _repaired(plan))


def _repair_after_backup(source: Source, plan: Plan) -> None:
    """Repair a file in place, and keep the original next to it."""
    if plan.changes:
        from cleanup.files.backups import keep

        place = keep(source.path, readers.write(plan.document))
        terminal.info(f"{source.path}: original saved as {place.name}")
    _repair(source, plan)


def _repair(source: Source, plan: Plan) -> None:
    """Repair a file in place if anything changes; write standard input to standard output in any case."""
    if source.stdin:
        terminal.echo_bytes(_repaired(plan))
    elif plan.changes:
        from cleanup.files.writing import replace

        replace(source.path, _repaired(plan), was=readers.write(plan.document))


def _repaired(plan: Plan) -> bytes:
    return readers.write(plan.document, plan.edits)


def print_diff(_source: Source, plan: Plan) -> None:
    """Print what would change."""
    from cleanup.reports import unified

    terminal.echo_diff(unified.render(plan))
    if plan.changes and not unified.applies(plan):
        terminal.warn(unified.for_reading(plan))
