"""`cleanup fix`: make the safe repairs, in place or elsewhere."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import click
from msgspec.structs import replace

from cleanup.cli import options, terminal
from cleanup.cli.actions import action, nothing
from cleanup.cli.languagetool_option import Grammar, GrammarCommand, grammar_options
from cleanup.cli.session import Session, carried_out, closing, resolver
from cleanup.files.discovery import find
from cleanup.reports import formats

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


@click.command("fix", cls=GrammarCommand, help=HELP)
@options.inputs(suggested="Also make the repairs that most editors would make.")
@click.option("--diff", is_flag=True, help="Print the repairs as a unified diff; leave the texts as they are.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write repaired copies of all files here; leave the originals as they are.",
)
@options.backup
@click.option(
    "--remove-unused-ignores", "tidy", is_flag=True, help="Take out `cleanup: ignore` comments with nothing to ignore."
)
@options.choice
@grammar_options
@options.showing(*(name for name in formats.NAMES if name != "diff"), fail_on="never")
def command(
    *,
    inputs: options.Inputs,
    diff: bool,
    output: Path | None,
    backup: bool,
    tidy: bool,
    choice: options.Choice,
    grammar: Grammar,
    showing: options.Showing,
) -> int:
    """Run the command and return its exit code."""
    options.refuse_backup(backup, diff=diff, output=output, paths=inputs.paths)
    _refuse_conflicts(inputs, diff, output, showing)
    if diff:
        showing = replace(showing, form="diff")
    scope = resolver(choice, inputs, showing, grammar)
    # Copies have names of their own, so two names of one file are two copies; in place it is one file.
    same = os.path.abspath if output else os.path.realpath
    found = find(inputs.paths, stdin_name=inputs.stdin_filename, skip=output, same=same, scope=scope)
    reserved = "-" in inputs.paths and not diff and not showing.output_file
    if "-" in found.excluded and not diff:
        terminal.show_bytes(terminal.read_input())
    session = Session(
        scope,
        inputs,
        showing,
        grammar,
        listed=carried_out,
        reserved=reserved,
        written=not (diff or output),
        tidy=tidy,
        output=output,
    )
    with nullcontext(nothing) if diff else action(found, output=output, backup=backup) as act:
        session.run(found, act)
    closing(session, session.tally.repaired("Would repair" if diff else "Repaired"))
    if output:
        terminal.note(f"Copies: {output}")
    return session.exit_code(alarm=diff and session.tally.changes > 0)


def _refuse_conflicts(inputs: options.Inputs, diff: bool, output: Path | None, showing: options.Showing) -> None:
    """Options that would want the same place."""
    stdin, form = "-" in inputs.paths, showing.form
    conflicts = {
        "--diff writes nothing, so it goes without --output": diff and output is not None,
        f"--diff is printed where --format {form} would be": diff and form != "text",
        "- is repaired onto standard output, so it goes alone": stdin and set(inputs.paths) != {"-"},
        "- is repaired onto standard output, so it goes without --output": stdin and output is not None,
        f"- is repaired onto standard output, where --format {form} would be; name an --output-file": stdin
        and form != "text"
        and not showing.output_file,
    }
    for wrong, holds in conflicts.items():
        if holds:
            raise click.UsageError(wrong)
