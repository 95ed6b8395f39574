"""The program: its commands, loaded when they are called, and how any failure ends."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from cleanup.cli import common, terminal, version_line
from cleanup.cli.exit_codes import ERROR, INTERRUPTED, PIPE_CLOSED
from cleanup.errors import CleanupError, of_run

#: The commands with what they do, in the order that a newcomer needs them. Each is in the module of its name.
COMMANDS = {
    "check": "List problems; change nothing.",
    "fix": "Make the safe repairs.",
    "review": "Review changes in the terminal.",
    "apply": "Apply the decisions of a review.",
    "baseline": "Record current findings as a baseline.",
    "diff": "Compare two versions of a text.",
    "lsp": "Serve an editor: findings and repairs as you write.",
    "serve": "Answer LanguageTool's clients, and show a page to paste into.",
    "survey": "Show which documents are damaged, and by what.",
    "corpus": "Repair JSON Lines and Parquet of any size.",
    "explain": "Explain a rule, or list a group of rules.",
    "rules": "List and test the rules.",
    "config": "Show the effective configuration of a file.",
    "init": "Create a configuration.",
    "completion": "Have your shell complete commands, options and rules.",
    "version": "Show versions and file locations.",
    "languagetool": "Install LanguageTool; start and stop its server.",
    "model": "Install and check language models; start and stop a server.",
}

HELP = """Find and repair the damage that scraping, machine translation and article spinning leave in text.

\b
Examples:
  cleanup check articles/               list the problems
  cleanup fix --diff articles/          preview the safe repairs
  cleanup fix articles/                 make them
  cleanup fix - < in.txt > out.txt      use it as a filter

Exit code: 0 on success, 1 if problems were found, 2 on error.
"""


class Program(click.Group):
    """A group that imports the module of a command when it is called, and turns failures into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """Return all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"cleanup.cli.commands.{cmd_name}").command
        command.short_help = COMMANDS[cmd_name]
        common.add(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from the table, because importing them all would be slow."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command and exit with the code that it returned, or with one for what went wrong."""
        extra["standalone_mode"] = False
        terminal.begin()
        try:
            code = _guarded(lambda: super(Program, self).main(args, *rest, **extra))
            sys.exit(max(code, _guarded(terminal.end)))
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


def _guarded(work: Callable[[], Any]) -> int:
    """Return the exit code of some work, whatever it raises: the outermost guard."""
    try:
        return _exit_code(work)
    except terminal.ReaderGoneError:
        return PIPE_CLOSED


def _exit_code(work: Callable[[], Any]) -> int:
    try:
        return work() or 0
    except click.ClickException as error:
        terminal.report_usage_error(error)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except terminal.ReaderGoneError:
        raise
    except terminal.OutputError as error:
        terminal.report_error(CleanupError(str(error)))
    except Exception as error:
        terminal.report_error(of_run(error))
    return ERROR


@click.command(cls=Program, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@common.printing_option("--version", text=lambda _: version_line(), help="Show the version and exit.")
def program() -> None:
    """The group of all commands; its help is `HELP`."""


common.add(program)
