"""`cleanup fix`: make the safe repairs, in place or elsewhere."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import click
from msgspec.structs import replace

from cleanup.cli import options, terminal
from cleanup.cli.actions import action
from cleanup.cli.languagetool_option import Grammar, GrammarCommand, grammar_options
from cleanup.cli.model_option import ModelOptions, model_options
from cleanup.cli.session import Session, carried_out, closing, resolver
from cleanup.files.discovery import find
from cleanup.reports import formats

HELP = """Make the safe repairs in PATHS: files, directories, or - for standard input.

Files are repaired in place, each in one step: a file is never half-written, and a file without repairs is not touched.
Everything else keeps its bytes: line endings, byte-order mark, encoding, mode. The repairs are listed in the format of
`check`. With -, the repaired text, and nothing else, is written to standard output.

\b
Examples:
  cleanup fix articles/
  cleanup fix --diff articles/ | git apply
  cleanup fix --suggested --output repaired --report review.html articles/
  cleanup fix - < in.txt > out.txt

Exit code: 0 on success; 1 if --diff would change anything, or if --fail-on counts a finding, repaired or not; 2 on
error.
"""


@click.command("fix", cls=GrammarCommand, help=HELP)
@options.inputs(suggested="Also make the suggested repairs.")
@click.option("--diff", is_flag=True, help="Print the repairs as a unified diff; write nothing.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory for repaired copies of all files; the originals are not changed.",
)
@options.backup
@click.option(
    "--remove-unused-ignores",
    "tidy",
    is_flag=True,
    help="Remove `cleanup: ignore` comments that have nothing to ignore.",
)
@options.choice
@grammar_options
@model_options
@options.showing(*(name for name in formats.NAMES if name != "diff"), fail_on="never")
def command(
    *,
    inputs: options.Inputs,
    diff: bool,
    output: Path | None,
    backup: bool,
    tidy: bool,
    choice: options.RuleSelection,
    grammar: Grammar,
    model: ModelOptions,
    showing: options.Showing,
) -> int:
    """Run the command and return its exit code."""
    options.refuse_backup(backup, diff=diff, output=output, paths=inputs.paths)
    _refuse_conflicts(inputs, diff, output, showing)
    if model.model_dry_run and not diff:
        raise click.UsageError("--model-dry-run requires --diff: nothing may be repaired without the model")
    if diff:
        showing = replace(showing, form="diff")
    scope = resolver(choice, inputs, showing, grammar)
    # Copies have names of their own, so two names of one file are two copies; in place they are one file.
    same = os.path.abspath if output else os.path.realpath
    found = find(inputs.paths, stdin_name=inputs.stdin_filename, skip=output, same=same, scope=scope)
    reserved = "-" in inputs.paths and not diff and not showing.output_file
    if "-" in found.excluded and not diff:
        terminal.echo_bytes(terminal.read_input())
    session = Session(
        scope,
        inputs,
        showing,
        grammar,
        model,
        listed=carried_out,
        reserved=reserved,
        written=not (diff or output),
        tidy=tidy,
        output=output,
    )
    with nullcontext() if diff else action(found, output=output, backup=backup) as act:
        session.run(found, act)
    closing(session, session.tally.repaired("Would repair" if diff else "Repaired"))
    if output:
        terminal.info(f"Copies: {output}")
    return session.exit_code(alarm=diff and session.tally.changes > 0)


def _refuse_conflicts(inputs: options.Inputs, diff: bool, output: Path | None, showing: options.Showing) -> None:
    """Raise UsageError for options that exclude each other."""
    stdin, form = "-" in inputs.paths, showing.form
    conflicts = {
        "--diff cannot be combined with --output": diff and output is not None,
        f"--diff cannot be combined with --format {form}": diff and form != "text",
        "- cannot be combined with other paths": stdin and set(inputs.paths) != {"-"},
        "- cannot be combined with --output": stdin and output is not None,
        f"- cannot be combined with --format {form} unless you add --output-file": stdin
        and form != "text"
        and not showing.output_file,
    }
    for wrong, holds in conflicts.items():
        if holds:
            raise click.UsageError(wrong)
