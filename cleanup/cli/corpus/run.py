"""Running `cleanup corpus`: all shards, or a page of sample documents."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cleanup.cli import options, terminal
from cleanup.cli.corpus import words
from cleanup.cli.guarding import RunFiles
from cleanup.cli.model_option import ModelOptions, Models
from cleanup.cli.progress import Progress
from cleanup.config import config_file
from cleanup.corpora import pool, recipes, sampling
from cleanup.corpora.cleaning import Cleaner, Planning, Recipe
from cleanup.corpora.pool import Listener, ShardResult, ShardTask
from cleanup.corpora.records import Record, total
from cleanup.corpora.shards import formats, ledger
from cleanup.corpora.shards.ledger import Failure, Ledger
from cleanup.corpora.work import Form
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import Discovered, Source
from cleanup.files.output_folder import destinations
from cleanup.files.writing import refuse_outside
from cleanup.model import Document, Plan

if TYPE_CHECKING:
    from cleanup.cli.commands.corpus import How


def form_of(how: How) -> Form:
    """Return how documents are laid out in shards."""
    return Form(how.text_key, how.id_key, how.columns, how.batch_size)


def shards_of(paths: tuple[str, ...], output: Path | None) -> Discovered:
    """Return the shards; each path must lead to some. Raises CleanupError."""
    found = formats.find(paths, output)
    if found.errors:
        for error in found.errors[:-1]:
            terminal.report_error(error)
        raise found.errors[-1]
    formats.check(found.sources)
    return found


def claim_report(report: Path | None, found: Discovered, output: Path | None) -> None:
    """Create the directory of the report. Raises CleanupError if the report would replace a file of the run."""
    taken = RunFiles(found)
    if output:
        taken.add("a result", (output / source.name for source in found.sources))
        taken.add("the manifest", (output / name for name in ledger.FILES))
    taken.claim(report, "the report", "--report")


def _check_places(found: Discovered, output: Path) -> None:
    """Raise CleanupError unless all results have paths of their own in the output directory."""
    for place in destinations(found.sources, output).values():
        refuse_outside(place, output)


def recipe_of(how: How, choice: options.RuleSelection) -> Recipe:
    """Return the recipe for the configuration of the current directory and the command line. Raises CleanupError."""
    suggested = None if how.level is None else how.level == "suggested"
    overrides = replace(choice.overrides(), suggested=suggested)
    if config_file.find(Path.cwd()).config.languagetool:
        terminal.info("LanguageTool is not used for corpora.")
    return recipes.configured(
        overrides, max_characters=how.max_characters, max_seconds=how.max_seconds, survey=how.survey
    )


class CorpusModel:
    """The language model of a run, if one is wanted. Raises CleanupError where it could not be asked."""

    def __init__(self, options: ModelOptions, recipe: Recipe, *, dry: bool, keeps: bool) -> None:
        file = config_file.find(Path.cwd())
        for line in options.unused_servers([file]):
            terminal.info(line)
        self._recipe = recipe
        wish = options.request_for(file)
        self.wish = replace(wish, dry=wish.dry or dry) if wish else None
        self._models = Models(recipe.rules, Progress(), keeps=keeps)
        self._models.prepare([self.wish])

    @property
    def identity(self) -> tuple[object, ...]:
        """What results depend on."""
        return (self.wish.address, self.wish.name) if self.wish else ()

    def cleaner(self) -> Cleaner:
        """What cleans documents, with the proposals of the model."""
        return Cleaner(self._recipe, self._planned)

    def _planned(self, document: Document, known: JudgedFindings, plan: Planning) -> Plan:
        return self._models.plan(self.wish, document, known, plan)

    def close(self) -> None:
        """Give the server back, and say what was asked and what was not."""
        self._models.close()
        for problem in self._models.problems():
            terminal.report_error(problem)
        for line in self._models.summaries():
            terminal.info(line)


class CorpusRun:
    """One run over shards; without `output` they are only counted."""

    def __init__(self, found: Discovered, recipe: Recipe, how: How, output: Path | None, model: CorpusModel) -> None:
        self._recipe, self._how, self._output, self._form = recipe, how, output, form_of(how)
        self._model = model
        form = self._form
        parts = [recipe.fingerprint(), form.text, form.id, form.columns, form.rows, *model.identity]
        self._fingerprint = " ".join(map(str, parts))
        if output:
            _check_places(found, output)
        self._names = {source: source.name.as_posix() for source in found.sources}
        self._records: list[Record] = []
        self._failures: list[Failure] = []
        self._again = 0
        self._progress = Progress()

    def all(self) -> int:
        """Process all shards, print a summary, and return the exit code."""
        if self._output:
            self._write(self._output)
        else:
            self._work({}, lambda _record: None)
        records = sorted(self._records, key=lambda record: record.output)
        for line in words.problems(records):
            terminal.warn(line)
        counts = total(records)
        if not self._output:
            terminal.echo(words.by_rule(counts))
        terminal.info(words.summary(counts, len(records), self._again, self._failures, dry=not self._output))
        return 2 if self._failures else int(bool(counts.left or counts.malformed))

    def _write(self, output: Path) -> None:
        with Ledger(output, self._names.values()) as book:
            try:
                self._work(book.known, book.add)
            except KeyboardInterrupt:
                self._progress.clear()
                terminal.info("Interrupted. Run the same command again to resume.")
                raise
            book.finish(words.versions(), self._settings(), self._failures)
        terminal.info(f"Manifest: {output / ledger.MANIFEST}")

    def _work(self, known: dict[str, Record], add: Callable[[Record], None]) -> None:
        tasks = [self._task(source, known) for source in self._names]
        size, started = sum(task.size for task in tasks), time.monotonic()
        skipped = 0

        def tick(done: float) -> None:
            self._progress.tell(words.pace(done - skipped, size - skipped, time.monotonic() - started))

        def on_warning(line: str) -> None:
            self._progress.clear()
            terminal.info(line)

        # A server is asked about several passages at a time, so the shards wait for each other.
        jobs = 1 if self._model.wish else self._how.jobs
        with closing(pool.run(tasks, self._model.cleaner(), self._form, jobs, Listener(tick, on_warning))) as results:
            for result in results:
                skipped += result.task.size * result.again
                self._take(result, add)
        self._progress.clear()

    def _task(self, source: Source, known: dict[str, Record]) -> ShardTask:
        name = self._names[source]
        size = Path(source.path).stat().st_size
        return ShardTask(source, size, name, self._output, known.get(name), self._fingerprint)

    def _take(self, result: ShardResult, add: Callable[[Record], None]) -> None:
        if result.error:
            self._progress.clear()
            terminal.report_error(result.error)
            self._failures.append(Failure(result.task.source.path, result.error.message))
        elif result.record:
            self._again += result.again
            self._records.append(result.record)
            add(result.record)

    def _settings(self) -> dict[str, str | int | float | bool]:
        how = self._how
        return {
            "level": str(self._recipe.through),
            "text-key": how.text_key,
            "id-key": how.id_key,
            "columns": how.columns,
            "survey": how.survey,
            "batch-size": how.batch_size,
            "max-characters": how.max_characters,
            "max-seconds": how.max_seconds,
            "rules": len(self._recipe.rules),
        }


def show_sample(found: Discovered, cleaner: Cleaner, form: Form, lot: tuple[int, int], report: Path) -> int:
    """Write the page of random documents, by their number and the seed; the exit code. Raises CleanupError."""
    broken: list[DocumentError] = []
    texts = sampling.drawn(sampling.documents(found.sources, form, broken.append), *lot)
    plans: list[Plan] = []
    for name, text in texts:
        plan = cleaner.plan(text.text, name)
        if isinstance(plan, str):
            terminal.report_error(DocumentError(plan, path=name, hint="it is missing from the report"))
        else:
            plans.append(plan)
    for error in broken:
        terminal.report_error(error)
    if not plans:
        raise CleanupError("no documents for the report")
    options.write_report(report, plans, {rule.id: rule for rule in cleaner.recipe.rules}, terminal.VERSION, found=found)
    terminal.info(f"Report: {report} ({words.documents(len(plans))}).")
    return 2 if broken else 0
