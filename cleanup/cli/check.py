"""`cleanup check`: list what is wrong, change nothing."""

from __future__ import annotations

import click

from cleanup.cli import options
from cleanup.cli.session import Session, closing, resolver
from cleanup.files import find
from cleanup.reports import formats

HELP = """List what is wrong in PATHS: files, folders, or - for standard input. Nothing is changed.

Folders are searched for text files; hidden, git-ignored and excluded ones are left out. A file that is named is
always read, unless --force-exclude is given and the configuration excludes it.
Each finding is a line PATH:LINE:COLUMN RULE MESSAGE, or what --format says; offsets are code points.

\b
Examples:
  cleanup check articles/
  cleanup check --select quotes,punctuation/doubled-stop one.txt two.txt
  cleanup check --format json - < one.txt

Exit code: 0 when nothing was found that counts (see --fail-on), 1 when something was, 2 after an error.
"""


@click.command("check", help=HELP, short_help="List what is wrong; change nothing.")
@options.inputs(suggested="In the JSON changes and the report, also make the suggested repairs.")
@options.choice
@options.showing(*formats.NAMES)
def command(inputs: options.Inputs, choice: options.Choice, showing: options.Showing) -> int:
    """Run the command and return its exit code."""
    scope = resolver(choice, inputs, showing)
    session = Session(scope, showing)
    session.run(find(inputs.paths, stdin_name=inputs.stdin_filename, scope=scope))
    closing(session, session.tally.checked())
    return session.exit_code()
