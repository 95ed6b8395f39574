"""`cleanup check`: list the problems, change nothing."""

from __future__ import annotations

import click
from msgspec.structs import replace

from cleanup.cli import options
from cleanup.cli.languagetool_option import Grammar, GrammarCommand, grammar_options
from cleanup.cli.model_option import ModelOptions, model_options
from cleanup.cli.session import Session, closing, resolver
from cleanup.config.resolve import Resolver
from cleanup.files.discovery import Discovered, find
from cleanup.reports import formats

HELP = """List the problems in PATHS: files, directories, or - for standard input. Change nothing.

Directories are searched for files of the known formats; hidden, git-ignored and excluded files are left out. Files that
you name are read, whatever their suffix, unless they are binary, or excluded and --force-exclude is given. Code and
data are refused without --as. Each finding is a line PATH:LINE:COLUMN RULE MESSAGE, or as set by --format; offsets
are code points.

\b
Examples:
  cleanup check articles/
  cleanup check --select quotes,punctuation/spaced-repeated-full-stop one.txt two.txt
  cleanup check --format json - < one.txt
  cleanup check --changed main

Exit code: 0 if no finding counts (see --fail-on), 1 if any does, 2 on error.
"""


@click.command("check", cls=GrammarCommand, help=HELP)
@options.inputs(suggested="Include the suggested repairs in the JSON changes and the report.", required=False)
@options.changed
@click.option("--watch", is_flag=True, help="Check again whenever a file changes (requires the package watchfiles).")
@options.choice
@grammar_options
@model_options
@options.showing(*formats.NAMES)
def command(
    *,
    inputs: options.Inputs,
    changed: str | None,
    watch: bool,
    choice: options.RuleSelection,
    grammar: Grammar,
    model: ModelOptions,
    showing: options.Showing,
) -> int:
    """Run the command and return its exit code."""
    inputs = _complete(inputs, changed)

    def scope() -> Resolver:
        return resolver(choice, inputs, showing, grammar)

    def search() -> Discovered:
        return find(inputs.paths, stdin_name=inputs.stdin_filename, scope=scope())

    if not watch:
        return _once(search(), Session(scope(), inputs, showing, grammar, model), changed)
    if "-" in inputs.paths:
        raise click.UsageError("--watch cannot be combined with -")
    from cleanup.cli.watch import rounds

    code = 0
    for found in rounds(inputs.paths, search):
        code = _once(found, Session(scope(), inputs, showing, grammar, model), changed)
    return code


def _complete(inputs: options.Inputs, changed: str | None) -> options.Inputs:
    """Return the inputs, with the current directory where a path is not needed. Raises UsageError."""
    if changed is None and not inputs.paths:
        raise click.UsageError("Missing argument 'PATHS...'.")
    if changed is not None and "-" in inputs.paths:
        raise click.UsageError("--changed cannot be combined with -")
    return inputs if inputs.paths else replace(inputs, paths=(".",))


def _once(found: Discovered, session: Session, changed: str | None) -> int:
    if changed is not None:
        from cleanup.files import git_changes

        session.only = git_changes.since(changed, found.sources)
        if found.sources and not session.only:
            session.nothing = f"Nothing to do: no line has changed since {changed}."
        found.sources = [source for source in found.sources if source.path in session.only]
    session.run(found)
    closing(session, session.tally.checked(f"{session.grammar.said} {session.model.said}".strip()))
    return session.exit_code()
