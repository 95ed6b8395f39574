"""One run over files, the same for `check` and `fix`: read, plan, act, show, sum up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import click
import msgspec

from cleanup import config, readers
from cleanup.cli import terminal
from cleanup.cli.grammar import Grammar, Helpers
from cleanup.cli.options import Inputs, Showing, guard_report, write_report
from cleanup.engine import Engine
from cleanup.errors import CleanupError, DocumentError
from cleanup.files import Found, Source, read, refuse_markup
from cleanup.model import Document, Finding, Plan
from cleanup.readers import PROSE
from cleanup.reports import jsonreport, text
from cleanup.reports.tally import Tally, count

#: What a command does with each planned file. May raise DocumentError: then the file counts as an error.
Action = Callable[[Source, Plan], None]


def do_nothing(_source: Source, _plan: Plan) -> None:
    """The action of `check`."""


def every(plan: Plan) -> Iterable[Finding]:
    """All findings."""
    return plan.findings


def carried_out(plan: Plan) -> Iterable[Finding]:
    """The findings that the plan repairs."""
    return [finding for finding in plan.findings if finding.id in plan.chosen]


@dataclass(slots=True)
class Session:
    """The state of one run. `quiet` keeps standard output for something else, such as the repaired text."""

    engine: Engine
    inputs: Inputs
    showing: Showing
    grammar: Grammar
    listed: Callable[[Plan], Iterable[Finding]] = every
    quiet: bool = False
    tally: Tally = field(default_factory=Tally)
    kept: list[Plan] = field(default_factory=list)
    errors: list[CleanupError] = field(default_factory=list)

    def run(self, found: Found, act: Action = do_nothing) -> None:
        """Plan every file and act on it; one that fails is reported and the others go on. Raises CleanupError."""
        guard_report(self.showing.report, found)
        for error in found.errors:
            self._fail(error)
        helpers = Helpers(tuple(self.engine.rules.values()))
        try:
            for source in found.sources:
                try:
                    plan = self._plan(source, helpers)
                    act(source, plan)
                except DocumentError as error:
                    self._fail(error)
                else:
                    self._take(plan)
        finally:
            unchecked = list(helpers.close())
        for problem, required in unchecked:
            terminal.complain(problem)
            if required:
                self.errors.append(problem)
        self._finish(bool(found.sources or found.errors))

    def _plan(self, source: Source, helpers: Helpers) -> Plan:
        document = self._document(source)
        settings = config.find(Path(source.path).resolve().parent)
        style = settings.style
        if self.grammar.language:
            style = msgspec.structs.replace(style, language=self.grammar.language)
        with helpers.checking(self.grammar.wish(settings), document) as matcher:
            return self.engine.plan(document, through=self.inputs.through, style=style, matcher=matcher)

    def _document(self, source: Source) -> Document:
        refuse_markup(source.path)
        if source.stdin:
            return readers.read(sys.stdin.buffer.read(), source.path)
        return read(source.path)

    def _fail(self, error: DocumentError) -> None:
        terminal.complain(error)
        self.errors.append(error)
        self.tally.errors += 1

    def _take(self, plan: Plan) -> None:
        self.tally.add(plan)
        if self.showing.report or self.showing.form == "json":
            self.kept.append(plan)
        if self.showing.form == "text" and not self.quiet and not self.showing.statistics:
            findings = self.listed(plan)
            person = terminal.person()
            terminal.show(text.grouped(plan, findings, terminal.paint()) if person else text.one_line(plan, findings))

    def _finish(self, anything: bool) -> None:
        if not anything:
            terminal.note(f"No text files there (of the formats {', '.join(sorted(PROSE))}).")
        if self.showing.form == "json":
            version = terminal.VERSION
            terminal.show([jsonreport.render(self.kept, self.engine.rules, self.errors, version=version)])
        if self.showing.statistics:
            # Standard output may be taken already: by the repaired text, a diff, or JSON.
            taken = self.quiet or self.showing.form == "json"
            for line in self.tally.statistics():
                click.echo(line, err=taken)
        if self.showing.report:
            write_report(self.showing.report, self.kept, self.engine.rules, terminal.VERSION)

    def exit_code(self, *, alarm: bool = False) -> int:
        """2 after an error, 1 when something was found that `--fail-on` names, or on `alarm`; else 0."""
        return 2 if self.errors else int(alarm or self.tally.reaches(self.showing.fail_on))


def closing(session: Session, summary: str) -> None:
    """The last words on standard error: the summary, and where the report is."""
    terminal.note(summary)
    if session.showing.report:
        terminal.note(f"Report: {session.showing.report} ({count(len(session.kept), 'file')}).")
