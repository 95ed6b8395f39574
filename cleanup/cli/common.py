"""The options that every command has: verbosity, colour and help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from cleanup.cli import terminal
from cleanup.cli.terminal import ALWAYS, AUTO, NEVER, wishes


def add(command: click.Command) -> None:
    """Add the common options to a command and its subcommands, unless they have them."""
    if not any(option.name == "verbose" for option in command.params):
        command.params += _options()
        # Not click's own, which would bypass `terminal`.
        printing_option("-h", "--help", text=lambda context: context.get_help(), help="Show this message and exit.")(
            command
        )
    for inner in getattr(command, "commands", {}).values():
        add(inner)


def printing_option(*names: str, text: Callable[[click.Context], str], help: str) -> Callable[[Any], Any]:
    """Return an option that prints a text and ends the run."""

    def answer(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            terminal.echo_document(text(context))
            context.exit()

    return click.option(*names, is_flag=True, expose_value=False, is_eager=True, help=help, callback=answer)


def _options() -> list[click.Parameter]:
    common: dict[str, Any] = {"expose_value": False, "is_eager": True}
    return [
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            callback=_louder,
            help="List skipped files with the reason; show a traceback if cleanup itself fails.",
            **common,
        ),
        click.Option(
            ["-q", "--quiet"], is_flag=True, callback=_quieter, help="Print results and errors only.", **common
        ),
        click.Option(
            ["--color"],
            type=click.Choice([AUTO, ALWAYS, NEVER]),
            callback=_coloured,
            help="Use colors. auto: on a terminal, unless NO_COLOR is set.",
            **common,
        ),
    ]


# The group and its command both have these options, and a command without them must not reset those of the group.


def _louder(_context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    wishes.verbose |= given
    _agree()


def _quieter(_context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    wishes.quiet |= given
    _agree()


def _agree() -> None:
    if wishes.verbose and wishes.quiet:
        raise click.UsageError("--verbose cannot be combined with --quiet")


def _coloured(_context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    wishes.colour = given or wishes.colour
