"""`cleanup diff`: show what changed between two versions of a text, word by word."""

from __future__ import annotations

from pathlib import Path

import click

from cleanup.cli import options, terminal
from cleanup.cli.exit_codes import ERROR, of_run
from cleanup.cli.guarding import RunFiles
from cleanup.documents import readers
from cleanup.edits.diff import edits_between
from cleanup.errors import CleanupError
from cleanup.files.discovery import find, read
from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Rule
from cleanup.reports import jsonreport, text
from cleanup.text.phrasing import counted

HELP = """Compare two versions of a text, word by word. - reads standard input.

\b
Examples:
  cleanup diff old.txt new.txt
  cleanup diff --report changes.html old.txt new.txt

Exit code: 0 if the texts are the same, 1 if they differ, 2 on error.
"""

#: Replaces a rule file, so that every report can show a difference like a finding.
DIFFERENCE = Rule(
    id="difference",
    kind="difference",
    summary="A difference between two versions",
    why="The two versions differ here.",
    level=Level.SUGGESTED,
    pass_="words",
    params=None,
)
RULES = {DIFFERENCE.id: DIFFERENCE}


@click.command("diff", help=HELP)
@click.argument("old", type=str)
@click.argument("new", type=str)
@options.output_format("text", "json")
@options.report_file
@options.read_as
def command(old: str, new: str, form: str, report: Path | None, read_as: str) -> int:
    """Run the command and return its exit code."""
    if old == new == "-":
        raise click.UsageError("only one of OLD and NEW can be -")
    found = find([old, new])
    RunFiles(found).claim(report, "the report", "--report")
    broken: list[CleanupError] = []
    with terminal.one_file(old, broken.append):
        first = _document(old, read_as)
    with terminal.one_file(new, broken.append):
        second = _document(new, read_as)
    for error in broken:
        terminal.report_error(error)
    if broken:
        return ERROR
    plan = plan_between(first, second.text)
    if form == "json":
        terminal.echo_document(jsonreport.render([plan], RULES, version=terminal.VERSION))
    else:
        terminal.echo_page(text.changes(plan, terminal.paint()))
    if report:
        options.write_report(report, [plan], RULES, terminal.VERSION, found=found)
    terminal.info(_summary(plan, first, second))
    return of_run(errors=False, found=bool(plan.changes))


def _document(path: str, form: str) -> Document:
    if path == "-":
        return readers.read(terminal.read_input(), "<stdin>", form)
    return read(path, form)


def plan_between(old: Document, new: str) -> Plan:
    """Return the plan that turns a document into another text, with a finding for each difference."""
    pairs = [_difference(number, edit, old.text) for number, edit in enumerate(edits_between(old.text, new), 1)]
    findings = tuple(finding for finding, _ in pairs)
    return Plan(old, findings, tuple(change for _, change in pairs), frozenset(f.id for f in findings))


def _difference(number: int, edit: Edit, text_: str) -> tuple[Finding, Change]:
    name = f"{DIFFERENCE.id}-{number}"
    before = text_[edit.span.start : edit.span.end]
    change = Change(edit.span, before, edit.replacement, DIFFERENCE.level, (name,))
    message = text.became(text_, change)
    fix = Fix((edit,), "take the new text")
    return Finding(DIFFERENCE.id, edit.span, message, DIFFERENCE.level, (fix,), id=name), change


def _summary(plan: Plan, old: Document, new: Document) -> str:
    if plan.changes:
        return f"{counted(len(plan.changes), 'difference')}."
    if (old.bom, old.encoding) != (new.bom, new.encoding):
        return "The texts are the same; the files differ in encoding or byte-order mark."
    return "The texts are the same."
