"""`cleanup check`: list what is wrong, change nothing."""

from __future__ import annotations

import click

from cleanup.cli import options
from cleanup.cli.grammar import Grammar, GrammarCommand, grammar_options
from cleanup.cli.session import Session, closing
from cleanup.files import find

HELP = """List what is wrong in PATHS: files, folders, or - for standard input. Nothing is changed.

Folders are searched for text files; hidden and git-ignored ones are left out. A file that is named is always read.
Each finding is a line PATH:LINE:COLUMN RULE MESSAGE, or JSON with offsets in code points.

\b
Examples:
  cleanup check articles/
  cleanup check --select quotes,punctuation/doubled-stop one.txt two.txt
  cleanup check --format json - < one.txt

Exit code: 0 when nothing was found that counts (see --fail-on), 1 when something was, 2 after an error.
"""


@click.command("check", cls=GrammarCommand, help=HELP, short_help="List what is wrong; change nothing.")
@options.inputs(suggested="In the JSON changes and the report, also make the suggested repairs.")
@options.choice
@grammar_options
@options.showing(fail_on="suggested")
def command(inputs: options.Inputs, choice: options.Choice, grammar: Grammar, showing: options.Showing) -> int:
    """Run the command and return its exit code."""
    session = Session(choice.engine(), inputs, showing, grammar)
    session.run(find(inputs.paths, stdin_name=inputs.stdin_filename))
    closing(session, session.tally.checked())
    return session.exit_code()
