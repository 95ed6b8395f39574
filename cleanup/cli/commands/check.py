"""`cleanup check`: list the problems, change nothing."""

from __future__ import annotations

import click

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

Exit code: 0 if no finding counts (see --fail-on), 1 if any does, 2 on error.
"""


@click.command("check", cls=GrammarCommand, help=HELP)
@options.inputs(suggested="Include the suggested repairs in the JSON changes and the report.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes (requires the package watchfiles).")
@options.choice
@grammar_options
@model_options
@options.showing(*formats.NAMES)
def command(
    *,
    inputs: options.Inputs,
    watch: bool,
    choice: options.RuleSelection,
    grammar: Grammar,
    model: ModelOptions,
    showing: options.Showing,
) -> int:
    """Run the command and return its exit code."""

    def scope() -> Resolver:
        return resolver(choice, inputs, showing, grammar)

    def search() -> Discovered:
        return find(inputs.paths, stdin_name=inputs.stdin_filename, scope=scope())

    if not watch:
        return _once(search(), Session(scope(), inputs, showing, grammar, model))
    if "-" in inputs.paths:
        raise click.UsageError("--watch cannot be combined with -")
    from cleanup.cli.watch import rounds

    code = 0
    for found in rounds(inputs.paths, search):
        code = _once(found, Session(scope(), inputs, showing, grammar, model))
    return code


def _once(found: Discovered, session: Session) -> int:
    session.run(found)
    closing(session, session.tally.checked(f"{session.grammar.said} {session.model.said}".strip()))
    return session.exit_code()
