"""One run over files, the same for `check` and `fix`: read, plan, act, show, summarise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing as closed
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from cleanup.cli import exit_codes, replay, terminal
from cleanup.cli.languagetool_option import Grammar, Helpers
from cleanup.cli.model_option import ModelOptions, Models
from cleanup.cli.options import Inputs, RuleSelection, Showing, claim, write_report
from cleanup.cli.output import Output
from cleanup.cli.planning import FileOutcome, Planner
from cleanup.cli.progress import Progress
from cleanup.config.rejected import Rejected, baseline_file
from cleanup.config.resolve import EngineOptions, Resolver, Settings
from cleanup.documents import readers
from cleanup.documents.suppressions import holds_comments, without_unused
from cleanup.errors import CleanupError
from cleanup.files.discovery import Discovered, Source
from cleanup.model import Finding, Level, Plan
from cleanup.reports import formats, text
from cleanup.reports.tally import Tally
from cleanup.text.phrasing import counted

if TYPE_CHECKING:
    from cleanup.cli.actions import Action
    from cleanup.cli.guarding import RunFiles
    from cleanup.files.git_changes import ChangedLines


def every(plan: Plan) -> Iterable[Finding]:
    """Return all findings."""
    return plan.findings


def carried_out(plan: Plan) -> Iterable[Finding]:
    """Return the findings that the plan repairs."""
    return [finding for finding in plan.findings if finding.id in plan.chosen]


def resolver(choice: RuleSelection, inputs: Inputs, showing: Showing, grammar: Grammar) -> Resolver:
    """Return the resolver that combines the settings of each file with the command line."""
    said = choice.overrides()
    return Resolver(
        replace(
            said,
            suggested=inputs.suggested,
            fail_on=showing.fail_on,
            force_exclude=inputs.force_exclude,
            language=grammar.language,
            form=inputs.read_as,
            named=frozenset((*inputs.paths, inputs.stdin_filename)),
        )
    )


class Session(msgspec.Struct):
    """The state of one run.

    `reserved` keeps standard output for the repaired text; `written` says that the action repairs the files themselves,
    `output` is the directory of copies; `tidy` removes unused suppression comments. `only` says which lines count, by
    path; findings elsewhere are left out. `nothing` says why there is no text, if not for the usual reasons.
    """

    resolver: Resolver
    inputs: Inputs
    showing: Showing
    grammar: Grammar
    model: ModelOptions = ModelOptions()
    listed: Callable[[Plan], Iterable[Finding]] = every
    reserved: bool = False
    written: bool = False
    tidy: bool = False
    output: Path | None = None
    only: Mapping[str, ChangedLines] = msgspec.field(default_factory=dict)
    nothing: str = ""
    tally: Tally = msgspec.field(default_factory=Tally)
    kept: list[Plan] = msgspec.field(default_factory=list)
    errors: list[CleanupError] = msgspec.field(default_factory=list)
    failed: bool = False
    _held: list[tuple[Source, Settings, Plan]] = msgspec.field(default_factory=list)
    _changed: list[str] = msgspec.field(default_factory=list)
    _reported: int = -1
    _rejected: Rejected = msgspec.field(default_factory=Rejected)
    _settings: dict[tuple[str, EngineOptions, str], Settings] = msgspec.field(default_factory=dict)
    _meter: Counter[str] = msgspec.field(default_factory=Counter)
    _progress: Progress = msgspec.field(default_factory=Progress)
    model_summaries: list[str] = msgspec.field(default_factory=list)

    def run(self, found: Discovered, act: Action | None = None) -> None:
        """Plan every file and act on it; one that fails is reported and the others go on. Raises CleanupError."""
        decided = replay.load(str(self.inputs.decisions)) if self.inputs.decisions else None
        self._rejected = Rejected(decided, self.inputs.baseline)
        # All of it before the first file is processed: a mistake in a configuration stops the run.
        work = [(source, self._ready(source)) for source in found.sources]
        files = [applied.file for _, applied in work]
        for line in (*self.grammar.unused_servers(files), *self.model.unused_servers(files)):
            terminal.info(line)
        if self.showing.report or self.showing.output_file:
            claim(self.showing, self._taken(found, (settings for _, settings in work)))
        rules = tuple(self.resolver.rules.values())
        helpers, models = Helpers(rules), Models(rules, self._progress, keeps=self.written or bool(self.output))
        models.prepare(map(self.model.request_for, files))
        planner = Planner(
            self.resolver,
            work,
            self.inputs,
            self.grammar,
            helpers,
            self.model,
            models,
            self._rejected,
            self.showing.statistics,
        )
        try:
            with Output(self.showing.output_file, found) as output:
                for error in found.errors:
                    self._fail(error)
                try:
                    with closed(planner.outcomes(self.inputs.jobs, self._warn)) as outcomes:
                        counted = self._progress.over(work, (source.path for source in found.sources))
                        for (source, applied), outcome in zip(counted, outcomes, strict=True):
                            self._receive(source, applied, outcome, act, output)
                finally:
                    models.close()
                    unchecked = list(helpers.close())
                self._report_unchecked([*unchecked, *((problem, False) for problem in models.problems())])
                self.model_summaries = list(models.summaries())
                self._act_on_held(found, act, output)
                if not found.sources and not found.errors:
                    terminal.info(self.nothing or _why_nothing(found))
                self._finish(found, output)
        except Exception:
            self._warn_about_changes()
            raise

    def _taken(self, found: Discovered, applied: Iterable[Settings]) -> RunFiles:
        """Return the files of this run that no output may replace."""
        from cleanup.cli.guarding import RunFiles

        taken, settings = RunFiles(found), {id(one): one for one in applied}.values()
        if self.output:
            taken.add("a copy", (self.output / source.name for source in found.sources))
        taken.add("the configuration", (one.file.path or None for one in settings))
        taken.add("the decisions", [self.inputs.decisions])
        taken.add("the baseline", (baseline_file(one, self.inputs.baseline) for one in settings))
        taken.add("a rule", (rule.path or None for rule in self.resolver.rules.values()))
        return taken

    def _receive(
        self, source: Source, applied: Settings, outcome: FileOutcome, act: Action | None, output: Output
    ) -> None:
        """Act on what became of a file, and show it."""
        plan = outcome.result
        self._meter.update(outcome.spent)
        if isinstance(plan, str):
            self._skip(source, plan)
        elif isinstance(plan, CleanupError):
            self._fail(plan)
        else:
            with terminal.one_file(source.path, self._fail):
                plan = self._narrowed(plan, source)
                self._remark(plan, applied)
                plan = without_unused(plan) if self.tidy else plan
                if self.written and self.showing.report:
                    self._held.append((source, applied, plan))
                else:
                    self._carry_out(source, applied, plan, act, output)

    def _narrowed(self, plan: Plan, source: Source) -> Plan:
        lines = self.only.get(source.path)
        if lines is None:
            return plan
        from cleanup.edits.narrowing import narrowed

        return narrowed(plan, lines)

    def _act_on_held(self, found: Discovered, act: Action | None, output: Output) -> None:
        """Write the report before the first text: whatever happens then, it says how every change is taken back."""
        if not self._held:
            return
        try:
            self._write_report([plan for _, _, plan in self._held], found)
        except CleanupError as error:
            error.hint = "no text was changed"
            raise
        for source, applied, plan in self._held:
            with terminal.one_file(source.path, self._fail):
                self._carry_out(source, applied, plan, act, output)

    def _carry_out(self, source: Source, applied: Settings, plan: Plan, act: Action | None, output: Output) -> None:
        if act:
            act(source, plan)
        if self.written and plan.changes and not source.stdin:
            self._changed.append(source.path)
        self._take(plan, applied, output)

    def _warn_about_changes(self) -> None:
        """Name the files changed so far, because a run that ends early may not have named them."""
        if self._changed:
            self._progress.clear()
            with suppress(CleanupError, OSError):
                terminal.warn(f"Files changed before the run ended: {', '.join(self._changed)}")

    def _remark(self, plan: Plan, applied: Settings) -> None:
        """Report comments that name no rule or suppress nothing."""
        if not holds_comments(plan.document):
            return
        from cleanup.cli.remarks import on_comments

        for line in on_comments(plan, self.resolver.book(applied)):
            self._progress.clear()
            terminal.info(line)

    def _warn(self, line: str) -> None:
        self._progress.clear()
        terminal.info(line)

    def _report_unchecked(self, unchecked: Iterable[tuple[CleanupError, bool]]) -> None:
        """Say what LanguageTool or a model has not seen, and whether that is an error."""
        for problem, required in unchecked:
            terminal.report_error(problem)
            if required:
                self.errors.append(problem)

    def _ready(self, source: Source) -> Settings:
        """Return the settings of a file, with their engine created; equal settings are the same object."""
        settings = self.resolver.settings(source.path)
        self.resolver.engine(settings)
        self._rejected.entries(settings)
        return self._settings.setdefault((settings.file.path, settings.choice, settings.form), settings)

    def _skip(self, source: Source, reason: str) -> None:
        self.tally.skipped += 1
        if terminal.wishes.verbose:
            self._progress.clear()
            terminal.info(f"{source.path}: skipped, because it is {reason}")

    def _fail(self, error: CleanupError) -> None:
        self._progress.clear()
        terminal.report_error(error)
        self.errors.append(error)
        self.tally.errors += 1

    def _take(self, plan: Plan, settings: Settings, output: Output) -> None:
        self.tally.add(plan)
        fail_on = settings.config.fail_on
        least = None if fail_on == "never" else Level(fail_on)
        self.failed |= exit_codes.counts(least, (finding.level for finding in plan.findings))
        if self.showing.report or self.showing.form in formats.WHOLE:
            self.kept.append(plan)
        if not self.reserved:
            self._progress.clear()
            self._show(plan, output)

    def _show(self, plan: Plan, output: Output) -> None:
        form = self.showing.form
        if form in formats.STREAMED:
            output.document(formats.lines(form, plan, self.resolver.rules))
        elif form == "diff":
            from cleanup.reports import unified

            output.diff(unified.render(plan))
            if plan.changes and not unified.applies(plan):
                terminal.warn(unified.for_reading(plan))
        elif form == "text" and not self.showing.statistics:
            findings = self.listed(plan)
            if output.person:
                from cleanup.reports.grouped import grouped

                output.lines(grouped(plan, findings, output.paint, terminal.width()))
            else:
                output.lines(text.one_line(plan, findings, output.paint))

    def _finish(self, found: Discovered, output: Output) -> None:
        form, rules = self.showing.form, self.resolver.rules
        if form in formats.WHOLE:
            output.document([formats.render(form, self.kept, rules, self.errors, version=terminal.VERSION)])
        if self.showing.statistics:
            # Rules that only guard cannot be selected.
            lines = self.tally.statistics({rule: spent for rule, spent in self._meter.items() if rule in rules})
            # Standard output may be in use: by the repaired text, a diff, or JSON.
            if self.reserved or form != "text":
                terminal.echo_to_stderr(lines)
            else:
                output.lines(lines)
        if self.showing.report and len(self.kept) != self._reported:
            self._write_report(self.kept, found)

    def _write_report(self, plans: list[Plan], found: Discovered) -> None:
        if self.showing.report:
            report, rules, folder = self.showing.report, self.resolver.rules, self.output
            written = self.written or folder is not None
            copies = {one.path: _seen_from_here(folder / one.name) for one in found.sources} if folder else {}
            write_report(report, plans, rules, terminal.VERSION, found=found, written=written, copies=copies)
            self._reported = len(plans)

    def exit_code(self, *, alarm: bool = False) -> int:
        """Return 2 after an error, 1 if something was found that `fail-on` counts or on `alarm`, and 0 otherwise."""
        return exit_codes.of_run(errors=bool(self.errors), found=alarm or self.failed)


def _seen_from_here(path: Path) -> str:
    """Return a path as decisions store it: absolute if it leads out of the current directory."""
    return str(path.absolute().resolve() if ".." in path.parts else path)


def _why_nothing(found: Discovered) -> str:
    if found.excluded:
        return "Nothing to do: all paths are excluded."
    return f"No text files there (of the formats {', '.join(sorted(readers.SUFFIXES))})."


def closing(session: Session, summary: str) -> None:
    """The last words on standard error: the summary, and where the results and the report are."""
    terminal.info(summary)
    for line in session.model_summaries:
        terminal.info(line)
    if session.showing.output_file:
        terminal.info(f"Results: {session.showing.output_file}")
    if session.showing.report:
        terminal.info(f"Report: {session.showing.report} ({counted(len(session.kept), 'file')}).")
