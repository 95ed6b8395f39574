"""`cleanup review`: ask about every change in the terminal, then write what was decided."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from cleanup.cli import options, terminal
from cleanup.cli.exit_codes import INTERRUPTED, of_run
from cleanup.cli.languagetool_option import GrammarCommand
from cleanup.cli.model_option import ModelOptions, Models, model_options
from cleanup.cli.planning import limited
from cleanup.cli.progress import Progress
from cleanup.cli.remarks import on_comments
from cleanup.cli.review import keys as review_keys
from cleanup.cli.review.dialogue import STOP, STOPPED, WRITE, Dialogue, offer
from cleanup.cli.review.kept import Kept, Saved
from cleanup.cli.review.texts import ReviewedText, by_text, gather, pending
from cleanup.config.resolve import Resolver
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.errors import CleanupError
from cleanup.files.discovery import Source, find, read
from cleanup.language_model.passages import Proposer
from cleanup.model import Document, Level, Plan
from cleanup.review.course import Review
from cleanup.review.decisions import Decision
from cleanup.review.proposals import proposals
from cleanup.text.phrasing import counted

HELP = """Review the changes in PATHS, files or directories, one by one, and decide on each with a single key.

Each change is shown in its context, with the reason. At the end, or after `q`, the texts are written as decided:
accepted changes and your own texts are made, and everything else keeps its bytes. Ctrl-C stops and leaves the texts
unchanged.

Each decision is saved immediately, so that an interrupted review can be resumed: the next review of the same texts
offers to continue. With --decisions, decisions are saved permanently in a file of yours, and the next review with that
file asks only about undecided changes. If a text has changed since, rejected changes remain rejected, and all others
are asked again. `cleanup apply` applies the file to the same texts.

\b
Examples:
  cleanup review articles/
  cleanup review --decisions decisions.json articles/
  cleanup review --level flag one.txt     also ask about findings without a repair

Exit code: 0 on success, 2 on error, 130 if interrupted.
"""

#: The minimum number of files for a message before they are read.
MIN_FILES_TO_ANNOUNCE = 20


@click.command("review", cls=GrammarCommand, help=HELP)
@click.argument("paths", metavar="PATHS...", nargs=-1, required=True, type=str)
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.SUGGESTED.value,
    show_default=True,
    help="Ask about changes of this level and safer ones; flag: also about findings without a repair.",
)
@click.option(
    "--decisions",
    metavar="FILE.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to save the decisions in. What is decided there is not asked again.",
)
@options.read_as
@options.max_seconds("files")
@options.choice
@model_options
def command(
    *,
    paths: tuple[str, ...],
    level: str,
    decisions: Path | None,
    read_as: str,
    max_seconds: float,
    choice: options.RuleSelection,
    model: ModelOptions,
) -> int:
    """Run the command and return its exit code."""
    if "-" in paths:
        raise click.UsageError("- cannot be a text, because the keys are read from standard input; name a file")
    if decisions == Path("-"):
        raise click.UsageError("- cannot be the decisions, because the keys are read from standard input; name a file")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CleanupError("`cleanup review` needs a terminal", hint=_ELSEWHERE)
    resolver = options.reading(choice, read_as, paths)
    found = find(paths, scope=resolver)
    if model.model_dry_run:
        raise click.UsageError("--model-dry-run has nothing to review; use it with `cleanup check`")
    saved = Saved(decisions, found) if decisions else Kept()
    run = _ReviewRun(resolver, Level(level), saved, max_seconds, model)
    for error in found.errors:
        run.fail(error)
    return run.go(found.sources)


_ELSEWHERE = "without one, use `cleanup check --report FILE.html`, and apply the saved decisions with `cleanup apply`"


class _ReviewRun:
    """One review, from reading the texts to writing them."""

    def __init__(
        self, resolver: Resolver, level: Level, saved: Saved | Kept, max_seconds: float, model: ModelOptions
    ) -> None:
        self._resolver = resolver
        self._level = level
        self._saved = saved
        self._max_seconds = max_seconds
        self._model = model
        self._errors = 0
        self._unkept = ""

    def fail(self, error: CleanupError) -> None:
        """Report an error that concerns one file; the others continue."""
        terminal.report_error(error)
        self._errors += 1

    def go(self, sources: Sequence[Source]) -> int:
        """Read, ask, save and write; return the exit code."""
        if len(sources) >= MIN_FILES_TO_ANNOUNCE:
            terminal.info(f"Reading {counted(len(sources), 'file')} …")
        texts = self._gathered(sources)
        try:
            texts = self._offered(texts)
        except STOPPED:
            return INTERRUPTED
        items = [item for number, text in enumerate(texts) for item in text.items(number)]
        review = Review(items, _by_item(texts))
        self._welcome(review, texts)
        if not (review.asked or pending(review, texts)):
            return self._code()
        with review_keys.keyboard() as keys:
            try:
                dialogue = Dialogue(
                    review, texts, self._resolver, keys, self._saved.path, lambda: self._keep(review, texts)
                )
                end = dialogue.hold()
            finally:
                # Whatever has happened, and before anything else can: hours of work may be in them.
                with review_keys.undisturbed():
                    kept = self._keep(review, texts, last=True)
        with review_keys.undisturbed():
            changed = self._write(review, texts) if end == WRITE else 0
        terminal.info(_summary(review, end, changed, self._errors))
        if end != WRITE or self._saved.path:
            self._say_where(kept, review.decided)
        return INTERRUPTED if end == STOP and not self._errors else self._code()

    def _gathered(self, sources: Sequence[Source]) -> list[ReviewedText]:
        """The texts with their proposals, those of a language model among them if one is wanted."""
        settings = [self._resolver.settings(source.path) for source in sources]
        for one in settings:
            self._resolver.engine(one)
        self._models = Models(tuple(self._resolver.rules.values()), Progress())
        files = [one.file for one in settings]
        for line in self._model.unused_servers(files):
            terminal.info(line)
        self._models.prepare(map(self._model.request_for, files))
        try:
            return [text for source in sources if (text := self._read(source))]
        finally:
            self._models.close()
            for problem in self._models.problems():
                terminal.report_error(problem)
            for line in self._models.summaries():
                terminal.info(line)

    def _offered(self, texts: list[ReviewedText]) -> list[ReviewedText]:
        """Return the texts with their saved decisions, if the reviewer wants to continue with these. Raises one of
        STOPPED.
        """
        number = sum(len(text.earlier) for text in texts)
        if not isinstance(self._saved, Kept) or not number:
            return texts
        with review_keys.keyboard() as keys:
            if offer(number, keys):
                return texts
        self._saved.forget([text.source for text in texts if text.earlier])
        return [fresh for text in texts if (fresh := self._read(text.source) if text.earlier else text)]

    def _say_where(self, kept: bool, decided: int) -> None:
        if self._saved.path and kept:
            terminal.info(f"Decisions: {self._saved.path}")
        elif decided and kept:
            terminal.info("The decisions are saved. Run `cleanup review` on the same texts to continue.")
        elif decided:
            terminal.warn("The decisions are lost. Use --decisions FILE.json to keep them.")

    def _code(self) -> int:
        return of_run(errors=bool(self._errors), found=False)

    def _read(self, source: Source) -> ReviewedText | None:
        """Return a text with its proposals, or report an error and return None if it cannot be reviewed."""
        with terminal.one_file(source.path, self.fail):
            settings = self._resolver.settings(source.path)
            through = Level.SAFE if self._level is Level.SAFE else Level.SUGGESTED
            with limited(self._resolver, settings, source.path, self._max_seconds):
                document = read(source.path, settings.form)

                def plan_of(shown: Document, known: JudgedFindings, proposer: Proposer | None) -> Plan:
                    return self._resolver.plan(shown, settings, through=through, known=known, proposer=proposer)

                plan = self._models.plan(self._model.request_for(settings.file), document, NONE, plan_of)
            for line in on_comments(plan, self._resolver.book(settings)):
                terminal.info(line)
            return gather(source, document, proposals(plan), self._level, self._saved.entry(source))
        return None

    def _welcome(self, review: Review, texts: Sequence[ReviewedText]) -> None:
        changed = [text for text in texts if text.changed]
        if changed:
            verb = "has" if len(changed) == 1 else "have"
            terminal.info(
                f"{counted(len(changed), 'file')} {verb} changed since {self._saved.path} was saved: what was rejected "
                "stays so, the rest is asked anew."
            )
        decided = f"; {review.decided} already decided" if review.decided else ""
        if not review.asked:
            terminal.info(f"Nothing to review in {counted(len(texts), 'file')}{decided}.")
        else:
            files = len({review.items[i].file for i in range(len(review.items)) if i not in review.decisions})
            terminal.info(
                f"{counted(review.asked, 'proposal')} in {counted(files, 'file')}{decided}; press ? for the keys."
            )

    def _keep(self, review: Review, texts: Sequence[ReviewedText], *, last: bool = False) -> bool:
        """Save the decisions so far, and return whether that worked. A failure is reported once, and again at the
        end.
        """
        problems: list[CleanupError] = []
        with terminal.one_file(str(self._saved.path or "decisions"), problems.append):
            self._saved.keep(texts, by_text(review, texts))
        for problem in problems:
            if last:
                self.fail(problem)
            elif str(problem) != self._unkept:
                self._unkept = str(problem)
                terminal.report_error(problem)
        return not problems

    def _write(self, review: Review, texts: Sequence[ReviewedText]) -> int:
        """Write every text that changes, and return how many did."""
        changed = 0
        written: list[Source] = []
        for text, decided in zip(texts, by_text(review, texts), strict=True):
            with terminal.one_file(text.source.path, self.fail):
                changed += text.write(decided)
                written.append(text.source)
        if isinstance(self._saved, Kept):
            self._saved.forget(written)
        return changed


def _by_item(texts: Iterable[ReviewedText]) -> dict[int, Decision]:
    """Return the earlier decisions by the index of the item among all."""
    earlier: dict[int, Decision] = {}
    first = 0
    for text in texts:
        earlier.update((first + i, decision) for i, decision in text.earlier.items())
        first += len(text.shown)
    return earlier


def _summary(review: Review, end: str, changed: int, errors: int) -> str:
    tally = review.tally()
    parts = [f"{tally['accept']} accepted", counted(tally["own"], "own text"), f"{tally['reject']} rejected"]
    files = f"{counted(changed, 'file')} changed" if end == WRITE else "no file changed"
    failed = f"; {counted(errors, 'error')}" if errors else ""
    stopped = "Interrupted: " if end == STOP else ""
    return f"{stopped}{', '.join(parts)}, {tally['undecided']} undecided; {files}{failed}."
