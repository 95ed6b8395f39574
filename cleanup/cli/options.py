"""Groups of options that several commands share; each group reaches its command as one value."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleanup.errors import CleanupError
from cleanup.files import Found, create, make_folder
from cleanup.model import Level, Plan, Rule

if TYPE_CHECKING:
    from cleanup.engine import Engine

Command = Callable[..., Any]
Option = Callable[[Command], Command]
Group = TypeVar("Group")


def _listed(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one by one or with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


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


def output_format(command: Command) -> Command:
    """`--format text|json`, as the parameter `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Lines for people, or JSON for programs.",
    )(command)


def report_file(command: Command) -> Command:
    """`--report FILE.html`, as the parameter `report`."""
    return click.option(
        "--report",
        metavar="FILE.html",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write a page that shows every change in its text.",
    )(command)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules take part."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    preview: bool
    folders: tuple[Path, ...]

    def engine(self) -> Engine:
        """The engine of these rules. Raises CleanupError."""
        from cleanup import library

        return library.engine(self.select, self.ignore, folders=self.folders, preview=self.preview)


_CHOICE: tuple[Option, ...] = (
    click.option(
        "--select", metavar="ID", multiple=True, callback=_listed, help="Only these rules or groups, commas between."
    ),
    click.option("--ignore", metavar="ID", multiple=True, callback=_listed, help="Not these rules or groups."),
    click.option("--preview", is_flag=True, help="Also rules that are still on trial."),
    rule_folders,
)


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown of a run, and what it means for the exit code."""

    form: str
    report: Path | None
    statistics: bool
    fail_on: str


def _showing(fail_on: str) -> tuple[Option, ...]:
    return (
        output_format,
        report_file,
        click.option("--statistics", is_flag=True, help="Count the findings by rule instead of listing them."),
        click.option(
            "--fail-on",
            type=click.Choice([*(level.value for level in Level), "never"]),
            default=fail_on,
            show_default=True,
            help="Exit with 1 when something was found that is at least this certain.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Inputs:
    """The texts a command works on, and how far repairs may go."""

    paths: tuple[str, ...]
    stdin_filename: str
    suggested: bool

    @property
    def through(self) -> Level:
        """The least certain level that is carried out."""
        return Level.SUGGESTED if self.suggested else Level.SAFE


def _inputs(suggested: str) -> tuple[Option, ...]:
    return (
        click.argument("paths", metavar="PATHS...", nargs=-1, required=True, type=str),
        click.option(
            "--stdin-filename",
            metavar="NAME",
            default="<stdin>",
            help="What to call the text of standard input; its suffix says which format it is.",
        ),
        click.option("--suggested", is_flag=True, help=suggested),
    )


def as_one(parameter: str, group: type[Group], options: tuple[Option, ...]) -> Option:
    """A decorator that adds the options and hands their values over as one object."""
    names = [field.name for field in fields(group)]  # type: ignore[arg-type]

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


def showing(*, fail_on: str) -> Option:
    """The parameter `showing`; `fail_on` is the default."""
    return as_one("showing", Showing, _showing(fail_on))


def guard_report(report: Path | None, found: Found) -> None:
    """Make a place for the report before any work; refuse one that would replace a text. Raises CleanupError."""
    if report is None:
        return
    make_folder(report.parent)
    if os.path.realpath(report) in {source.real for source in found.sources if not source.stdin}:
        raise CleanupError("the report would replace a text", path=str(report), hint="name another file for --report")


def write_report(report: Path, plans: list[Plan], rules: Mapping[str, Rule], version: str) -> None:
    """The HTML page of some plans. Raises CleanupError."""
    from cleanup.reports import html

    create(report, html.render(plans, rules, version=version).encode("utf-8", "replace"))
