"""The manual pages of the commands, made from their help: `python docs/man_pages.py` writes `man/*.1`.

The wheel installs them as `share/man/man1`, where `man cleanup-check` finds them in an active environment. A test fails
if they are not current. No page has a date: the same help makes the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

import cleanup
from cleanup.cli.program import program

FOLDER = Path(__file__).parent.parent / "man"

#: Exit codes are a section of their own; the help has them in its last paragraph.
_EXIT = "Exit code: "


def pages() -> dict[str, str]:
    """The page of each command, by the name of its file."""
    top = click.Context(program, info_name="cleanup")
    return {f"{name}.1": "\n".join([*_page(name, context), ""]) for name, context in _commands(top)}


def _commands(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """Each command and its subcommands, with the name of its page: `cleanup-corpus-run`."""
    yield context.command_path.replace(" ", "-"), context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command and not command.hidden:
                yield from _commands(click.Context(command, info_name=name, parent=context))


def _page(name: str, context: click.Context) -> Iterator[str]:
    command = context.command
    help_text = command.help or ""
    yield f'.TH "{_escaped(name).upper()}" "1" "" "cleanup {cleanup.__version__}" "cleanup"'
    yield ".SH NAME"
    yield f"{_escaped(name)} \\- {_escaped(_summary(context))}"
    yield ".SH SYNOPSIS"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f".B {_escaped(context.command_path)}"
    yield _line(pieces)
    body, _, codes = help_text.partition(_EXIT)
    text, _, examples = body.partition("\b\n")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(text)
    yield from _options(context)
    yield from _subcommands(name, context)
    if examples:
        yield ".SH EXAMPLES"
        yield from _literal(examples.partition("\n")[2])
    if codes:
        yield ".SH EXIT STATUS"
        yield from _paragraphs(f"{codes[:1].upper()}{codes[1:]}")
    yield from _see_also(context)


def _summary(context: click.Context) -> str:
    if context.parent is None:
        return "find and repair the damage of scraping, machine translation and article spinning"
    said = context.command.get_short_help_str(limit=200).rstrip(".")
    return f"{said[:1].lower()}{said[1:]}"


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(filter(None, re.split(r"\n\s*\n", text.strip()))):
        if number:
            yield ".PP"
        yield _line(" ".join(paragraph.split()))


def _literal(text: str) -> Iterator[str]:
    """Lines as they are: examples."""
    yield ".nf"
    yield from (_line(line.strip("\n")) for line in text.rstrip().split("\n"))
    yield ".fi"


def _options(context: click.Context) -> Iterator[str]:
    records = [
        record
        for parameter in context.command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)) is not None
    ]
    if not records:
        return
    yield ".SH OPTIONS"
    for names, what in records:
        yield ".TP"
        yield f".B {_escaped(names)}"
        yield _line(" ".join(what.split()))


def _subcommands(name: str, context: click.Context) -> Iterator[str]:
    command = context.command
    if not isinstance(command, click.Group):
        return
    yield ".SH COMMANDS"
    for inner in command.list_commands(context):
        found = command.get_command(context, inner)
        if found and not found.hidden:
            yield ".TP"
            yield f".BR {_escaped(name)}\\-{_escaped(inner)} (1)"
            yield _line(found.get_short_help_str(limit=200))


def _see_also(context: click.Context) -> Iterator[str]:
    if context.parent is not None:
        yield ".SH SEE ALSO"
        yield f".BR {_escaped(context.parent.command_path.replace(' ', '-'))} (1)"


def _line(text: str) -> str:
    """A line of text that is no request to the formatter."""
    made = _escaped(text)
    return f"\\&{made}" if made.startswith((".", "'")) else made


def _escaped(text: str) -> str:
    return re.sub(r"[\\\-`'~^]", lambda match: _ESCAPES[match[0]], text)


#: Characters that a formatter takes for something else, or shows as another one.
_ESCAPES = {"\\": "\\e", "-": "\\-", "`": "\\(ga", "'": "\\(aq", "~": "\\(ti", "^": "\\(ha"}


def main() -> None:
    """Write the pages, and remove those of commands that no longer exist."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.1"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
