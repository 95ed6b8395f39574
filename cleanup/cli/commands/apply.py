"""`cleanup apply`: carry out what was decided in a review, exactly."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import click

from cleanup.cli import options, replay, terminal
from cleanup.cli.actions import Action, action, print_diff
from cleanup.config.resolve import Resolver
from cleanup.edits.diff import edits_between
from cleanup.edits.edits import apply
from cleanup.errors import CleanupError
from cleanup.files.discovery import Source, below, read, seen_from
from cleanup.model import Change, Document, Edit, Level, Plan
from cleanup.review import decisions, standing
from cleanup.review.decisions import Decision, Question, Reviewed
from cleanup.review.proposals import Proposal, proposals
from cleanup.text.phrasing import counted

HELP = """Apply DECISIONS, a file saved by a report or by `cleanup review`; - reads standard input.

Accepted changes and your own texts are written. Rejected and undecided changes are not made. You can change decisions
and apply them again: if a change has been written and is now rejected, it is reverted. After `fix --output`, the copies
are changed. Paths are those of the review, relative to the current directory or to --root; files outside it are
refused. A file that has changed in other ways since the review is refused too, and left unchanged.

\b
Examples:
  cleanup apply --diff decisions.json     preview the result
  cleanup apply decisions.json
  cleanup apply --partial decisions.json  also change files that have changed since the review

Exit code: 0 on success; 1 if --diff would change anything, or if --partial dropped a decision that no longer fits; 2 on
error, such as a file that has changed.
"""


@click.command("apply", help=HELP)
@click.argument("decided", metavar="DECISIONS", type=str)
@click.option("--diff", is_flag=True, help="Print the changes as a unified diff; write nothing.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory for the results; the files are not changed.",
)
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Directory that paths are relative to. Nothing outside it is touched. [default: the current directory]",
)
@options.backup
@click.option("--partial", is_flag=True, help="In a file that has changed, apply the decisions that still fit.")
@options.read_as
@options.choice
def command(
    *,
    decided: str,
    diff: bool,
    output: Path | None,
    root: Path,
    backup: bool,
    partial: bool,
    read_as: str,
    choice: options.RuleSelection,
) -> int:
    """Run the command and return its exit code."""
    if diff and output:
        raise click.UsageError("--diff cannot be combined with --output")
    options.refuse_backup(backup, diff=diff, output=output)
    # If the review was of copies, these are changed, and the originals stay.
    loaded = replay.load(decided).files
    files = {seen_from(root, reviewed.copy or name): reviewed for name, reviewed in loaded.items()}
    found = below(files, root)
    run = _ApplyRun(options.reading(choice, read_as, files), partial)
    for error in found.errors:
        run.fail(error)
    if not diff:
        copies = f"; results in {os.path.realpath(output)}" if output else ""
        terminal.info(f"Applying to {counted(len(found.sources), 'file')} in {os.path.realpath(root)}{copies}.")
    with nullcontext(print_diff) if diff else action(found, output=output, backup=backup) as act:
        for source in found.sources:
            run.carry_out(source, files[source.path], act)
    terminal.info(run.summary("Would apply" if diff else "Applied"))
    return 2 if run.errors else int(bool(run.lost) or (diff and run.changed > 0))


#: The edits of a file, and the decisions that they carry out.
_Work = tuple[Sequence[Edit], Mapping[str, Decision]]


@dataclass(slots=True)
class _ApplyRun:
    """One run over the files of a review, with its counts."""

    resolver: Resolver
    partial: bool
    errors: int = 0
    changed: int = 0
    lost: int = 0
    decided: Counter[str] = field(default_factory=Counter)

    def fail(self, error: CleanupError) -> None:
        """Report an error that concerns one file; the others continue."""
        terminal.report_error(error)
        self.errors += 1

    def carry_out(self, source: Source, reviewed: Reviewed, act: Action) -> None:
        """Apply the decisions on one file, or report why not."""
        with terminal.one_file(source.path, self.fail):
            document = read(source.path, self.resolver.read_as(source.path) or self.resolver.form(Path(source.real)))
            edits, decided = self._work(document, reviewed)
            plan = _plan(document, decisions.intact(document, edits))
            act(source, plan)
            self.changed += bool(plan.changes)
            if decided and not plan.changes:
                terminal.info(f"{source.path}: already as decided")
            self.decided.update(map(decisions.kind, decided.values()))

    def _work(self, document: Document, reviewed: Reviewed) -> _Work:
        """Return the edits of the text as it is now."""
        text, decided = document.text, reviewed.decisions
        if found := standing.found(document, reviewed):
            edits = decisions.outcome(self._questions(document, found.before, reviewed), decided, found.standing)
            return edits if found.before == text else edits_between(text, apply(edits, found.before)), decided
        if not reviewed.changes and decisions.carried_out(decided, self._proposals(document, reviewed), text):
            return (), decided
        if not self.partial:
            raise CleanupError("the file has changed since the review", hint=_CHANGED)
        fit = decisions.refit(reviewed, self._proposals(document, reviewed), text)
        for line in decisions.described(fit.lost, reviewed):
            terminal.warn(f"{document.path}: no longer fits: {line}")
        self.lost += len(fit.lost)
        return decisions.outcome(fit.questions, fit.decisions), fit.decisions

    def _questions(self, document: Document, text: str, reviewed: Reviewed) -> list[Question]:
        if reviewed.changes:
            return [Question.of_shown(one, text) for one in reviewed.changes]
        return [Question.of_proposal(one) for one in self._proposals(document, reviewed)]

    def _proposals(self, document: Document, reviewed: Reviewed) -> list[Proposal]:
        """Return what the rules find now, at the level at which they find most of what was decided."""
        settings = self.resolver.settings(document.path)
        plans = [self.resolver.plan(document, settings, through=level) for level in (Level.SAFE, Level.SUGGESTED)]
        return proposals(max(plans, key=lambda plan: len(reviewed.decisions.keys() & {f.id for f in plan.findings})))

    def summary(self, verb: str) -> str:
        """Return what was done, in one line."""
        own = f" and {counted(self.decided['own'], 'own text')}" if self.decided["own"] else ""
        lost = f"; {self.lost} no longer fit" if self.lost else ""
        errors = f"; {counted(self.errors, 'error')}" if self.errors else ""
        return (
            f"{verb} {counted(self.decided['accept'], 'accepted finding')}{own}, {self.decided['reject']} rejected; "
            f"{counted(self.changed, 'file')} changed{lost}{errors}."
        )


_CHANGED = "review it again, or use --partial to apply what still fits; it was left unchanged"


def _plan(document: Document, edits: Sequence[Edit]) -> Plan:
    """Return the edits as a plan, for reports and actions."""
    text = document.text
    pairs = ((edit, text[edit.span.start : edit.span.end]) for edit in edits)
    changes = (Change(e.span, old, e.replacement, Level.SAFE, ()) for e, old in pairs if old != e.replacement)
    return Plan(document, (), tuple(changes), frozenset())
