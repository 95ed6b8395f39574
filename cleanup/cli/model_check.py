"""`cleanup model check`: what it asks a language model, keeps of it, and shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from cleanup.cli import options, terminal
from cleanup.cli.model_option import ModelOptions, Models, model_options
from cleanup.cli.progress import Progress
from cleanup.config import config_file
from cleanup.errors import CleanupError
from cleanup.guard.model_check import check
from cleanup.language_model import proven_levels
from cleanup.language_model.check_texts import check_texts
from cleanup.language_model.passages import Proposer, Request
from cleanup.language_model.proven_levels import ClassTally
from cleanup.reports import jsonreport

CHECK_HELP = """Check how far a language model can be trusted, and remember the result.

The model is asked about more than 400 built-in texts, damaged and right. For each class of change, this prints how many
changes it proposed, how many were right and wrong, how many cleanup refused, and the resulting level: suggested if at
least 85 % of at least 10 are right, off if fewer than half are, otherwise flag. From then on, --model shows what this
model proposes at these levels.

\b
Examples:
  cleanup model check --model http://127.0.0.1:8080/v1
  cleanup model check --format json
"""


@click.command("check", help=CHECK_HELP, short_help="Check how far a model can be trusted.")
@model_options
@options.output_format("text", "json")
def command(model: ModelOptions, form: str) -> int:
    """Ask the model, print what it has earned, and keep that."""
    if model.model_dry_run:
        raise click.UsageError("--model-dry-run cannot be used here")
    wish = model.request_for(config_file.find(Path.cwd()))
    if wish is None:
        raise CleanupError("no model is named", hint="name its server, as in --model http://127.0.0.1:8080/v1")
    progress = Progress()
    models = Models((), progress)
    models.prepare([wish])
    try:
        with models.asking(wish, "built-in texts") as service:
            tallies = checked(service)
            source, missed = service.source, service.tally.missed.total()
    finally:
        progress.clear()
        models.close()
        for problem in models.problems():
            terminal.report_error(problem)
    if missed:
        raise CleanupError("the check is not complete", hint="run it again: it asks about the other texts only")
    kept(source, tallies)
    if form == "json":
        terminal.echo_document(jsonreport.dump(as_json(source, tallies), terminal.VERSION))
    else:
        terminal.echo_page(table(tallies))
        terminal.echo_to_stderr([f"Kept for {source}.", *models.summaries()])
    return 0


def checked(proposer: Proposer) -> dict[str, ClassTally]:
    """What a model has earned by class of change; an answer that is of no use proposes nothing."""
    texts = check_texts()
    return check(texts, proposer([Request(text.damaged) for text in texts]))


def kept(source: str, tallies: Mapping[str, ClassTally]) -> Path:
    """Keep the check of a model; return the file. Raises CleanupError."""
    try:
        return proven_levels.save(source, tallies)
    except OSError as error:
        raise CleanupError(f"the check cannot be kept: {error.strerror}", path=str(error.filename)) from error


def table(tallies: Mapping[str, ClassTally]) -> Iterator[str]:
    """The check as lines of text."""
    yield f"{'class':<14}{'proposed':>9}{'right':>7}{'wrong':>7}{'refused':>9}  level"
    for name, tally in tallies.items():
        yield f"{name:<14}{tally.proposed:>9}{tally.right:>7}{tally.wrong:>7}{tally.refused:>9}  {tally.level}"


def as_json(source: str, tallies: Mapping[str, ClassTally]) -> dict[str, object]:
    """The check as values for JSON."""
    classes = [
        {
            "class": name,
            "proposed": tally.proposed,
            "right": tally.right,
            "wrong": tally.wrong,
            "refused": tally.refused,
            "level": tally.level,
        }
        for name, tally in tallies.items()
    ]
    return {"model": source, "texts": len(check_texts()), "classes": classes}
