"""`cleanup survey`: what the documents of a folder look like in figures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click
import msgspec
from msgspec import structs

from cleanup.cli import exit_codes, options, survey_pages, terminal
from cleanup.cli.guarding import RunFiles
from cleanup.cli.output import Output
from cleanup.cli.progress import Progress
from cleanup.cli.surveying import Surveyor, Unread
from cleanup.config.resolve import Resolver
from cleanup.errors import CleanupError
from cleanup.files.discovery import Discovered, find
from cleanup.survey import exports, listing, ordering
from cleanup.survey.figures import Figures
from cleanup.survey.signals import LOOKS

HELP = """Show which documents in PATHS (files or directories) are damaged, how much, and by what. Change nothing.

For each document: words, findings per 1,000 words, the percentage of clean documents of its language that have fewer
(pct), the share of its sentences with a finding, its language with the share of the text that is clearly in it, and
whether it looks machine-translated, spun or scraped: none, some or strong, with the strongest reasons. Below 200 words
and in languages other than English that is unknown. docs/survey.md says how sure these impressions are.

\b
Examples:
  cleanup survey articles/
  cleanup survey articles/ --worst 20
  cleanup survey articles/ --looks translated --sort translated --csv > translated.csv
  cleanup survey articles/ --html survey.html

Exit code: 0 on success, 2 if a document could not be read.
"""


class DocumentChoice(msgspec.Struct, frozen=True):
    """Which documents are shown, and in which order."""

    sort: str
    worst: int | None
    looks: tuple[str, ...]


def _orders(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the keys for shell completion."""
    groups = [name for name in options.names_of_rules(context, parameter, begun) if "/" not in name]
    return [*(key for key in ordering.KEYS if key.startswith(begun)), *groups]


_SELECTION: tuple[options.Option, ...] = (
    click.option(
        "--sort",
        metavar="KEY",
        default=ordering.DEFAULT,
        show_default=True,
        shell_complete=_orders,
        help="Order: findings (per 1,000 words), touched, words, path, translated, spun, scraped, or a group of rules.",
    ),
    click.option("--worst", metavar="N", type=click.IntRange(1), help="Show only the first N, with the reasons."),
    click.option(
        "--looks",
        multiple=True,
        type=click.Choice([look.name for look in LOOKS]),
        help="Show only documents that look so, some or strong. Repeatable.",
    ),
)


class Display(msgspec.Struct, frozen=True):
    """How the documents are shown."""

    reasons: bool | None
    as_json: bool
    as_csv: bool
    output_file: Path | None
    html: Path | None
    pages: int


_DISPLAY: tuple[options.Option, ...] = (
    click.option(
        "--reasons/--no-reasons", default=None, help="Show the reasons in the table.  [default: with --worst]"
    ),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets, with a column for each group."),
    click.option(
        "--output-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the results to FILE instead of standard output.",
    ),
    click.option(
        "--html",
        metavar="FILE.html",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write a page with a sortable table that leads to the review page of each document.",
    ),
    click.option(
        "--pages",
        metavar="N",
        type=click.IntRange(0),
        default=200,
        show_default=True,
        help="The most review pages to write beside --html, for the first documents that are shown.",
    ),
)


@click.command("survey", help=HELP)
@options.files
@options.as_one("selection", DocumentChoice, _SELECTION)
@options.as_one("display", Display, _DISPLAY)
@options.choice
def command(*, files: options.Files, selection: DocumentChoice, display: Display, choice: options.RuleSelection) -> int:
    """Run the command and return its exit code."""
    if "-" in files.paths:
        raise click.UsageError("a survey reads files; - is not one")
    if display.as_json and display.as_csv:
        raise click.UsageError("--json cannot be combined with --csv")
    resolver = options.reading(choice, files.read_as, files.paths, force_exclude=files.force_exclude)
    found = find(files.paths, skip=display.html and survey_pages.folder_of(display.html), scope=resolver)
    if display.html:
        found.sources = [source for source in found.sources if not survey_pages.is_earlier(display.html, source)]
    return _Survey(found, resolver, files, selection, display).run()


class _Survey:
    """One run of the command."""

    def __init__(
        self,
        found: Discovered,
        resolver: Resolver,
        files: options.Files,
        selection: DocumentChoice,
        display: Display,
    ) -> None:
        self._found, self._jobs, self._selection, self._display = found, files.jobs, selection, display
        work = [(source, resolver.settings(source.path)) for source in found.sources]
        for _, settings in work:
            resolver.engine(settings)
        self._resolver = resolver
        self._surveyor = Surveyor(resolver, work, files.encoding, files.max_seconds, terminal.VERSION)
        self._progress = Progress()
        self._errors: list[CleanupError] = []

    def run(self) -> int:
        """Read all documents, show those that are wanted, and return the exit code."""
        # What is wrong with the options is told before the work.
        ordering.ordered([], self._selection.sort, self._groups)
        self._claim()
        for error in self._found.errors:
            self._fail(error)
        with Output(self._display.output_file, self._found) as output:
            figures = self._figures()
            shown = ordering.looking(
                ordering.ordered(figures, self._selection.sort, self._groups), self._selection.looks
            )[: self._selection.worst]
            self._show(shown, output)
        if self._display.html:
            self._write_overview(self._display.html, shown)
        terminal.info(listing.summary(figures, len(shown)))
        self._tell_where()
        return exit_codes.of_run(errors=bool(self._errors), found=False)

    @property
    def _groups(self) -> list[str]:
        return list(dict.fromkeys(rule.partition("/")[0] for rule in sorted(self._resolver.rules)))

    def _claim(self) -> None:
        taken = RunFiles(self._found)
        taken.claim(self._display.html, "the overview", "--html")
        taken.claim(self._display.output_file, "the results", "--output-file")

    def _figures(self) -> list[Figures]:
        sources = self._found.sources
        made: list[Figures] = []
        with closing(self._surveyor.figures(self._jobs, self._warn)) as outcomes:
            for source, outcome in zip(
                self._progress.over(sources, (source.path for source in sources)), outcomes, strict=True
            ):
                if isinstance(outcome, CleanupError):
                    self._fail(outcome)
                elif isinstance(outcome, Unread):
                    self._skip(source.path, outcome.what)
                else:
                    made.append(outcome)
        return made

    def _show(self, shown: Sequence[Figures], output: Output) -> None:
        if self._display.as_json:
            output.document(exports.as_json(shown, self._errors, terminal.VERSION))
        elif self._display.as_csv:
            output.document(exports.as_csv(shown, self._groups))
        elif not self._display.html or self._display.output_file:
            wanted = self._display.reasons
            reasons = self._selection.worst is not None if wanted is None else wanted
            output.lines(listing.table(shown, output.paint, reasons=reasons))

    def _write_overview(self, path: Path, shown: Sequence[Figures]) -> None:
        by_path = {source.path: (source, settings) for source, settings in self._surveyor.work}
        surveyor = structs.replace(self._surveyor, work=[by_path[one.path] for one in shown[: self._display.pages]])
        links: dict[str, str] = {}
        with closing(surveyor.pages(self._jobs, self._warn)) as pages:
            counted = self._progress.over(surveyor.work, (f"page of {source.path}" for source, _ in surveyor.work))
            for (source, _), page in zip(counted, pages, strict=True):
                if isinstance(page, str):
                    links[source.path] = survey_pages.write_page(path, source, page)
                elif isinstance(page, CleanupError):
                    self._fail(page)
        survey_pages.write_overview(path, shown, links, self._found)

    def _tell_where(self) -> None:
        if self._display.output_file:
            terminal.info(f"Results: {self._display.output_file}")
        if self._display.html:
            terminal.info(f"Overview: {self._display.html}")

    def _warn(self, line: str) -> None:
        self._progress.clear()
        terminal.info(line)

    def _skip(self, path: str, what: str) -> None:
        if terminal.wishes.verbose:
            self._warn(f"{path}: skipped, because it is {what}")

    def _fail(self, error: CleanupError) -> None:
        self._progress.clear()
        terminal.report_error(error)
        self._errors.append(error)
