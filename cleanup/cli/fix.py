"""`cleanup fix`: make the safe repairs, in place or elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cleanup import readers
from cleanup.cli import options, terminal
from cleanup.cli.grammar import Grammar, GrammarCommand, grammar_options
from cleanup.cli.session import Action, Session, carried_out, closing
from cleanup.edits import apply
from cleanup.files import Found, Source, create, destinations, find, replace
from cleanup.model import Plan
from cleanup.reports import unified

HELP = """Make the safe repairs in PATHS: files, folders, or - for standard input.

Files are repaired in place, each in one step: a file is never half-written, and one without repairs is not touched.
What is not repaired keeps its bytes: line ends, byte-order mark, encoding, mode. The repairs are listed as `check`
lists them. With - the repaired text goes to standard output, and nothing else does.

\b
Examples:
  cleanup fix articles/
  cleanup fix --diff articles/ | git apply
  cleanup fix --suggested --output repaired --report review.html articles/
  cleanup fix - < in.txt > out.txt

Exit code: 0, or 1 with --diff when something would change and with --fail-on when something was found (repaired
or not), 2 after an error.
"""


@click.command("fix", cls=GrammarCommand, help=HELP, short_help="Make the safe repairs.")
@options.inputs(suggested="Also make the repairs that most editors would make.")
@click.option("--diff", is_flag=True, help="Print the repairs as a unified diff; leave the texts as they are.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write repaired copies of all files here; leave the originals as they are.",
)
@options.choice
@grammar_options
@options.showing(fail_on="never")
def command(
    *,
    inputs: options.Inputs,
    diff: bool,
    output: Path | None,
    choice: options.Choice,
    grammar: Grammar,
    showing: options.Showing,
) -> int:
    """Run the command and return its exit code."""
    _refuse_conflicts(inputs, diff, output, showing)
    engine = choice.engine()
    # Copies have names of their own, so two names of one file are two copies; in place it is one file.
    same = os.path.abspath if output else os.path.realpath
    found = find(inputs.paths, stdin_name=inputs.stdin_filename, skip=output, same=same)
    quiet = diff or "-" in inputs.paths
    session = Session(engine, inputs, showing, grammar, listed=carried_out, quiet=quiet)
    session.run(found, _action(found, diff, output))
    closing(session, session.tally.repaired("Would repair" if diff else "Repaired"))
    if output:
        terminal.note(f"Copies: {output}")
    return session.exit_code(alarm=diff and session.tally.changes > 0)


def _refuse_conflicts(inputs: options.Inputs, diff: bool, output: Path | None, showing: options.Showing) -> None:
    """Options that would want the same place."""
    stdin, json = "-" in inputs.paths, showing.form == "json"
    conflicts = {
        "--diff writes nothing, so it goes without --output": diff and output is not None,
        "--diff is printed where --format json would be": diff and json,
        "- is repaired onto standard output, so it goes alone": stdin and set(inputs.paths) != {"-"},
        "- is repaired onto standard output, so it goes without --output": stdin and output is not None,
        "- is repaired onto standard output, where --format json would be": stdin and json,
    }
    for wrong, holds in conflicts.items():
        if holds:
            raise click.UsageError(wrong)


def _action(found: Found, diff: bool, output: Path | None) -> Action:
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
