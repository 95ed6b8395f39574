"""Groups of options that several commands share; each group reaches its command as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from cleanup.errors import CleanupError, near_miss
from cleanup.files.discovery import Found, origins
from cleanup.model import Level, Plan, Rule
from cleanup.processes.time_limit import CAN_TIME, MAX_SECONDS

if TYPE_CHECKING:
    from cleanup.cli.guarding import Taken
    from cleanup.config.resolve import Overrides, Resolver

Command = Callable[..., Any]
Option = Callable[[Command], Command]
Group = TypeVar("Group", bound=msgspec.Struct)


def _listed(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one by one or with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _names_of_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Rules and groups for the shell to complete, behind any commas."""
    from cleanup.engine import loading

    done, comma, last = begun.rpartition(",")
    rules = [rule.id for rule in loading.load(prove=False).rules]
    names = (*dict.fromkeys(rule.partition("/")[0] for rule in rules), *rules)
    return [f"{done}{comma}{name}" for name in names if name.startswith(last)]


def _encoding(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """A known encoding. Raises CleanupError."""
    from cleanup.documents.readers.decoding import codec

    return name and codec(name)


def rule_folders(command: Command) -> Command:
    """`--rules DIR`, as the parameter `folders`."""
    return click.option(
        "--rules",
        "folders",
        metavar="DIR",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Use the rule files of this folder too (<group>/<name>.toml); may be repeated.",
    )(command)


def output_format(*names: str, text: str = "Lines for people, or JSON for programs.") -> Option:
    """`--format`, as the parameter `form`; the first name is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True, help=text)


def backup(command: Command) -> Command:
    """`--backup`, as the parameter `backup`."""
    text = "Keep the original of each file that changes beside it, as NAME.orig; one that is there stays (.orig.2 …)."
    return click.option("--backup", is_flag=True, help=text)(command)


def refuse_backup(backup: bool, *, diff: bool, output: Path | None, paths: Sequence[str] = ()) -> None:
    """Raise UsageError for a backup where no file is changed in place."""
    others = {"--diff writes nothing": diff, "--output leaves the originals": output, "- is no file": "-" in paths}
    for why, holds in others.items():
        if backup and holds:
            raise click.UsageError(f"{why}, so it goes without --backup")


def report_file(command: Command) -> Command:
    """`--report FILE.html`, as the parameter `report`."""
    return click.option(
        "--report",
        metavar="FILE.html",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write a page that shows every change in its text.",
    )(command)


def max_seconds(what: str) -> Option:
    """`--max-seconds S`, for each of the things that may take so long."""
    return click.option(
        "--max-seconds",
        metavar="S",
        type=click.FloatRange(0),
        default=MAX_SECONDS if CAN_TIME else 0,
        show_default=True,
        callback=_kept,
        help=f"Leave {what} that take longer as they are; 0: no limit. Not on Windows.",
    )


def _kept(_context: click.Context, _parameter: click.Parameter, seconds: float) -> float:
    if seconds and not CAN_TIME:
        raise click.UsageError("--max-seconds cannot be kept on this system")
    return seconds


def _format(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """A format, or none. Raises CleanupError."""
    from cleanup.documents.readers import NAMES

    if name and name not in NAMES:
        raise CleanupError(f"no such format: {name!r}", hint=near_miss(name, NAMES))
    return name


def read_as(command: Command) -> Command:
    """`--as FORMAT`, as the parameter `read_as`; empty without it."""
    return click.option(
        "--as",
        "read_as",
        metavar="FORMAT",
        default="",
        callback=_format,
        help="Read the files that are named as text, markdown, html …, whatever their names and [formats] say: also "
        "code and data, which are refused else. Those found in folders keep their format.",
    )(command)


class Choice(msgspec.Struct, frozen=True):
    """Which rules take part, as far as the command line says; None leaves it to the configuration."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    preview: bool | None
    folders: tuple[Path, ...]

    def overrides(self) -> Overrides:
        """What this says over a configuration."""
        from cleanup.config.resolve import Overrides

        return Overrides(self.select, self.ignore, self.folders, self.preview)


_CHOICE: tuple[Option, ...] = (
    click.option(
        "--select",
        metavar="ID",
        multiple=True,
        callback=_listed,
        shell_complete=_names_of_rules,
        help="Only these rules or groups, commas between, whatever the configuration selects or ignores.",
    ),
    click.option(
        "--ignore",
        metavar="ID",
        multiple=True,
        callback=_listed,
        shell_complete=_names_of_rules,
        help="Not these rules or groups, besides those that the configuration ignores.",
    ),
    click.option("--preview/--no-preview", default=None, help="Also rules that are still on trial, or not."),
    rule_folders,
)


def reading(choice: Choice, read_as: str, paths: Iterable[str]) -> Resolver:
    """The settings of files, those that are named read as it is asked."""
    from cleanup.config.resolve import Resolver

    return Resolver(msgspec.structs.replace(choice.overrides(), form=read_as, named=frozenset(paths)))


class Showing(msgspec.Struct, frozen=True):
    """What is shown of a run, and what it means for the exit code."""

    form: str
    output_file: Path | None
    report: Path | None
    statistics: bool
    fail_on: str | None


def _showing(names: tuple[str, ...], fail_on: str | None) -> tuple[Option, ...]:
    otherwise = fail_on or "the configuration’s, else suggested"
    return (
        output_format(*names, text="Lines for people, or what another program reads."),
        click.option(
            "--output-file",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the results to FILE instead of standard output.",
        ),
        report_file,
        click.option(
            "--statistics",
            is_flag=True,
            help="Count the findings by rule, with its time, instead of listing them. What several rules do in one go "
            "is shared evenly among them.",
        ),
        click.option(
            "--fail-on",
            type=click.Choice([*(level.value for level in Level), "never"]),
            default=fail_on,
            help=f"Exit with 1 when something was found that is at least this certain.  [default: {otherwise}]",
        ),
    )


class Inputs(msgspec.Struct, frozen=True):
    """The texts a command works on, and how far repairs may go; None leaves that to the configuration."""

    paths: tuple[str, ...]
    stdin_filename: str
    read_as: str
    force_exclude: bool
    encoding: str | None
    suggested: bool | None
    decisions: Path | None
    baseline: Path | None
    jobs: int | None
    max_seconds: float


def _inputs(suggested: str) -> tuple[Option, ...]:
    return (
        click.argument("paths", metavar="PATHS...", nargs=-1, required=True, type=str),
        click.option(
            "--stdin-filename",
            metavar="NAME",
            default="<stdin>",
            help="What to call the text of standard input; its suffix says which format it is.",
        ),
        read_as,
        click.option(
            "--force-exclude",
            is_flag=True,
            help="Leave out what the configuration excludes, and code and data, even where they are named.",
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            callback=_encoding,
            help="The encoding of text files without a byte-order mark, instead of UTF-8 or what they declare.",
        ),
        click.option("--suggested/--no-suggested", default=None, help=suggested),
        click.option(
            "--decisions",
            metavar="FILE.json",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Leave alone what was rejected in this file, saved by a report or by `review`.",
        ),
        click.option(
            "--baseline",
            metavar="FILE.json",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Leave alone what `cleanup baseline` found; instead of the baseline of the configuration.",
        ),
        click.option(
            "--jobs",
            metavar="N",
            type=click.IntRange(min=1),
            help="How many processes share the work. All cores for 1 MB of text or more, else 1; always 1 with - and "
            "with LanguageTool.",
        ),
        max_seconds("files"),
    )


def as_one(parameter: str, group: type[Group], options: tuple[Option, ...]) -> Option:
    """A decorator that adds the options and hands their values over as one object."""
    names = group.__struct_fields__

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def call(**values: Any) -> Any:
            return command(**{parameter: group(**{name: values.pop(name) for name in names})}, **values)

        decorated: Command = call
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


choice = as_one("choice", Choice, _CHOICE)


def inputs(*, suggested: str) -> Option:
    """The parameter `inputs`; `suggested` is the help of `--suggested`."""
    return as_one("inputs", Inputs, _inputs(suggested))


def showing(*names: str, fail_on: str | None = None) -> Option:
    """The parameter `showing`: the formats, and the default of `--fail-on` where it is not the configuration's."""
    return as_one("showing", Showing, _showing(names, fail_on))


def claim(showing: Showing, taken: Taken) -> None:
    """Make places for what is written beside the texts; refuse to replace a file of the run. Raises CleanupError."""
    taken.claim(showing.report, "the report", "--report")
    taken.claim(showing.output_file, "the results", "--output-file")


def write_report(
    report: Path,
    plans: list[Plan],
    rules: Mapping[str, Rule],
    version: str,
    *,
    found: Found,
    written: bool = False,
    copies: Mapping[str, str] | None = None,
) -> None:
    """The HTML page of some plans, which were `written` to their files, or `copies` of these by path, or not.

    It is no more open than what was found. Raises CleanupError.
    """
    from cleanup.files.writing import create
    from cleanup.reports import html

    page = html.render(plans, rules, version=version, written=written, copies=copies or {})
    create(report, page.encode("utf-8", "replace"), sources=origins(found))
