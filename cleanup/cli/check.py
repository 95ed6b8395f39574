"""`cleanup check`: list what is wrong, change nothing."""

from __future__ import annotations

import click

from cleanup.cli import options
from cleanup.cli.session import Session, closing
from cleanup.files import find

HELP = """List what is wrong in PATHS: files, folders, or - for standard input. Nothing is changed.

Folders are searched for files of the known formats; hidden and git-ignored ones are left out. A file that is named
is read, whatever its suffix, unless it is binary.
Each finding is a line PATH:LINE:COLUMN RULE MESSAGE, or JSON with offsets in code points.

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
@options.showing(fail_on="suggested")
def command(inputs: options.Inputs, choice: options.Choice, showing: options.Showing) -> int:
    """Run the command and return its exit code."""
    session = Session(choice.engine(), inputs, showing)
    session.run(find(inputs.paths, stdin_name=inputs.stdin_filename))
    closing(session, session.tally.checked())
    return session.exit_code()
