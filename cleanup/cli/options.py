"""Groups of options that several commands share; each group is passed to its command as one value."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from cleanup.errors import CleanupError, near_miss
from cleanup.files.discovery import Discovered, origins
from cleanup.model import Level, Plan, Rule
from cleanup.processes.time_limit import CAN_TIME, MAX_SECONDS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cleanup.cli.guarding import RunFiles
    from cleanup.config.resolve import Overrides, Resolver

Command = Callable[..., Any]
Option = Callable[[Command], Command]
Group = TypeVar("Group", bound=msgspec.Struct)


def _listed(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Split names, given separately or with commas, into a tuple."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def names_of_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return rules and groups for shell completion, also after commas."""
    from cleanup.engine import loading

    done, comma, last = begun.rpartition(",")
    rules = [rule.id for rule in loading.load(prove=False).rules]
    names = (*dict.fromkeys(rule.partition("/")[0] for rule in rules), *rules)
    return [f"{done}{comma}{name}" for name in names if name.startswith(last)]


def _names_of_files(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Leave it to the shell to complete a path."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def _names_of_formats(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the formats for shell completion."""
    from cleanup.documents.readers import NAMES

    return [name for name in NAMES if name.startswith(begun)]


def _encoding(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """Return a known encoding. Raises CleanupError."""
    from cleanup.documents.readers.decoding import codec

    return name and codec(name)


def rule_folders(command: Command) -> Command:
    """Add `--rules DIR` as the parameter `folders`."""
    return click.option(
        "--rules",
        "folders",
        metavar="DIR",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Directory with additional rule files (<group>/<name>.toml). Repeatable.",
    )(command)


def output_format(*names: str, text: str = "Output format.") -> Option:
    """Return the option `--format` as the parameter `form`; the first name is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True, help=text)


def backup(command: Command) -> Command:
    """Add `--backup` as the parameter `backup`."""
    text = "Keep the original of each changed file as NAME.orig; existing backups are kept (.orig.2 …)."
    return click.option("--backup", is_flag=True, help=text)(command)


def refuse_backup(backup: bool, *, diff: bool, output: Path | None, paths: Sequence[str] = ()) -> None:
    """Raise UsageError for a backup if no file is changed in place."""
    others = {"--diff writes nothing": diff, "--output keeps the originals": output, "- is not a file": "-" in paths}
    for why, holds in others.items():
        if backup and holds:
            raise click.UsageError(f"--backup cannot be used here: {why}")


def report_file(command: Command) -> Command:
    """Add `--report FILE.html` as the parameter `report`."""
    return click.option(
        "--report",
        metavar="FILE.html",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write an HTML page to review every change in context.",
    )(command)


def max_seconds(what: str) -> Option:
    """Return the option `--max-seconds S`; `what` names the things that have this limit."""
    return click.option(
        "--max-seconds",
        metavar="S",
        type=click.FloatRange(0),
        default=MAX_SECONDS if CAN_TIME else 0,
        show_default=True,
        callback=_kept,
        help=f"Time limit; {what} that take longer are left unchanged. 0: no limit. Not available on Windows.",
    )


def _kept(_context: click.Context, _parameter: click.Parameter, seconds: float) -> float:
    if seconds and not CAN_TIME:
        raise click.UsageError("--max-seconds is not supported on this system")
    return seconds


def _format(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Return a known format, or an empty string. Raises CleanupError."""
    from cleanup.documents.readers import NAMES

    if name and name not in NAMES:
        raise CleanupError(f"unknown format: {name!r}", hint=near_miss(name, NAMES))
    return name


def read_as(command: Command) -> Command:
    """Add `--as FORMAT` as the parameter `read_as`, empty by default."""
    return click.option(
        "--as",
        "read_as",
        metavar="FORMAT",
        default="",
        callback=_format,
        shell_complete=_names_of_formats,
        help="Format of the files that you name (text, markdown, html …), regardless of their names and of [formats]. "
        "Also reads code and data, which are refused otherwise. Files found in directories keep their own format.",
    )(command)


class RuleSelection(msgspec.Struct, frozen=True):
    """The rules to run, as far as the command line says; None leaves it to the configuration."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    preview: bool | None
    folders: tuple[Path, ...]

    def overrides(self) -> Overrides:
        """Return the options that override a configuration."""
        from cleanup.config.resolve import Overrides

        return Overrides(self.select, self.ignore, self.folders, self.preview)


_CHOICE: tuple[Option, ...] = (
    click.option(
        "--select",
        metavar="ID",
        multiple=True,
        callback=_listed,
        shell_complete=names_of_rules,
        help="Rules or groups to use (comma-separated); replaces select and ignore of the configuration.",
    ),
    click.option(
        "--ignore",
        metavar="ID",
        multiple=True,
        callback=_listed,
        shell_complete=names_of_rules,
        help="Rules or groups to ignore (comma-separated), in addition to the configuration.",
    ),
    click.option("--preview/--no-preview", default=None, help="Enable or disable preview rules."),
    rule_folders,
)


def reading(choice: RuleSelection, read_as: str, paths: Iterable[str], *, force_exclude: bool = False) -> Resolver:
    """Return the resolver of a run in which named files are read in the requested format."""
    from cleanup.config.resolve import Resolver

    said = choice.overrides()
    return Resolver(msgspec.structs.replace(said, form=read_as, named=frozenset(paths), force_exclude=force_exclude))


class Showing(msgspec.Struct, frozen=True):
    """The options for output, and for what counts in the exit code."""

    form: str
    output_file: Path | None
    report: Path | None
    statistics: bool
    fail_on: str | None


def _showing(names: tuple[str, ...], fail_on: str | None) -> tuple[Option, ...]:
    otherwise = fail_on or "from the configuration, or suggested"
    return (
        output_format(*names, text="Output format."),
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
            help="Show the number of findings and the time per rule instead of the findings. Time spent on several "
            "rules at once is divided evenly.",
        ),
        click.option(
            "--fail-on",
            type=click.Choice([*(level.value for level in Level), "never"]),
            default=fail_on,
            help=f"Exit with 1 if there is a finding of this level or a safer one.  [default: {otherwise}]",
        ),
    )


class Inputs(msgspec.Struct, frozen=True):
    """The texts to process, and the level of repairs; None leaves that to the configuration."""

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


#: The option of `check` that may stand alone, and the revision that it then means.
CHANGED, LAST_COMMIT = "--changed", "HEAD"


def is_revision(word: str) -> bool:
    """Return whether a word after `--changed` is a revision: it is neither an option nor an existing path."""
    return not (word.startswith("-") or os.path.lexists(word))


changed = click.option(
    CHANGED,
    "changed",
    metavar="[REV]",
    help="Report only findings on lines that differ from a commit (default: HEAD), staged or not, and in files that "
    "git does not track. PATHS is then optional. A word after --changed is a revision unless it is an existing path.",
)


def _paths(required: bool) -> Option:
    return click.argument(
        "paths", metavar="PATHS...", nargs=-1, required=required, type=str, shell_complete=_names_of_files
    )


_FORCE_EXCLUDE = click.option(
    "--force-exclude",
    is_flag=True,
    help="Skip excluded files, code and data even if they are named.",
)
_ENCODING = click.option(
    "--encoding",
    metavar="NAME",
    callback=_encoding,
    help="Encoding of text files without a byte-order mark. [default: as declared, or UTF-8]",
)


def _jobs(otherwise: str = "") -> Option:
    return click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(min=1),
        help=f"Number of processes. [default: all cores from 1 MB of text upward, otherwise 1{otherwise}]",
    )


def _inputs(suggested: str, required: bool) -> tuple[Option, ...]:
    return (
        _paths(required),
        click.option(
            "--stdin-filename",
            metavar="NAME",
            default="<stdin>",
            help="File name to assume for standard input; its suffix determines the format.",
        ),
        read_as,
        _FORCE_EXCLUDE,
        _ENCODING,
        click.option("--suggested/--no-suggested", default=None, help=suggested),
        click.option(
            "--decisions",
            metavar="FILE.json",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Ignore what was rejected in this file, which a report or `review` has saved.",
        ),
        click.option(
            "--baseline",
            metavar="FILE.json",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Baseline written by `cleanup baseline`; replaces that of the configuration.",
        ),
        _jobs("; always 1 with - and with LanguageTool"),
        max_seconds("files"),
    )


class Files(msgspec.Struct, frozen=True):
    """The files of a command that only reads them, and how they are read."""

    paths: tuple[str, ...]
    read_as: str
    force_exclude: bool
    encoding: str | None
    jobs: int | None
    max_seconds: float


_FILES: tuple[Option, ...] = (_paths(True), read_as, _FORCE_EXCLUDE, _ENCODING, _jobs(), max_seconds("files"))


def as_one(parameter: str, group: type[Group], options: tuple[Option, ...]) -> Option:
    """Return a decorator that adds options and passes their values as one object."""
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


choice = as_one("choice", RuleSelection, _CHOICE)
files = as_one("files", Files, _FILES)


def inputs(*, suggested: str, required: bool = True) -> Option:
    """Return the options of the parameter `inputs`; `suggested` is the help of `--suggested`, `required` whether there
    must be a path.
    """
    return as_one("inputs", Inputs, _inputs(suggested, required))


def showing(*names: str, fail_on: str | None = None) -> Option:
    """Return the options of the parameter `showing`: the formats, and the default of `--fail-on` unless it is the
    configuration's.
    """
    return as_one("showing", Showing, _showing(names, fail_on))


def claim(showing: Showing, taken: RunFiles) -> None:
    """Create the directories of output files. Raises CleanupError if one would replace a file of the run."""
    taken.claim(showing.report, "the report", "--report")
    taken.claim(showing.output_file, "the results", "--output-file")


def write_report(
    report: Path,
    plans: list[Plan],
    rules: Mapping[str, Rule],
    version: str,
    *,
    found: Discovered,
    written: bool = False,
    copies: Mapping[str, str] | None = None,
) -> None:
    """Write the HTML page of plans, which were `written` to their files, or to `copies` by path, or not at all.

    Its permissions do not exceed those of the texts. Raises CleanupError.
    """
    from cleanup.files.writing import create
    from cleanup.reports import html

    page = html.render(plans, rules, version=version, written=written, copies=copies or {})
    create(report, page.encode("utf-8", "replace"), sources=origins(found))
