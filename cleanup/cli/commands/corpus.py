"""`cleanup corpus`: the repairs of `fix` for text columns, shard by shard, and the statistics of a finished run."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
import msgspec

from cleanup.cli import options, terminal
from cleanup.cli.languagetool_option import GrammarCommand
from cleanup.cli.model_option import ModelOptions, model_options
from cleanup.corpora.cleaning import MAX_CHARACTERS
from cleanup.processes.programs import cores

GROUP_HELP = """Repair the texts in JSON Lines and Parquet files, shard by shard.

`cleanup corpus SRC... --output DIR` is short for `cleanup corpus run`, whose --help lists the options.

\b
Examples:
  cleanup corpus data/ --output cleaned
  cleanup corpus stats cleaned
"""

RUN_HELP = """Repair the texts in SRC: files, directories or globs of .jsonl, .jsonl.gz, .jsonl.zst and .parquet.

Every shard becomes a shard of the same name below --output, completely or not at all. Run the same command again to
resume after an interruption: finished shards are skipped. In JSON Lines, only the characters of a repair change, and
the keys cleanup_changes, cleanup_findings and cleanup_error (and cleanup_survey with --survey) are added at the end of
the object; in Parquet, they are columns. A document that cannot be processed is left unchanged, with the reason in
cleanup_error. A line that is not JSON is left unchanged and reported.

The configuration is that of the current directory. LanguageTool is not used. With --model, shards are processed one
after the other; with --dry-run, no text is sent to the model, and its tokens are estimated.

\b
Examples:
  cleanup corpus data/ --output cleaned
  cleanup corpus 'crawl/**/*.jsonl.zst' --output cleaned --text-key content --jobs 8
  cleanup corpus data/ --dry-run
  cleanup corpus data/ --sample 50 --report sample.html

Exit code: 0 on success; 1 if documents or lines were left unchanged; 2 on error, such as an unreadable shard.
"""

STATS_HELP = """Show what has been done in DIR, according to its manifest.json: documents, changes by rule, problems.

\b
Example:
  cleanup corpus stats cleaned
"""


class _Corpus(click.Group):
    """A group whose command `run` may be omitted."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `run` unless the first argument is a command or asks for help."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("corpus", cls=_Corpus, help=GROUP_HELP)
def command() -> None:
    """The group of the subcommands."""


class How(msgspec.Struct, frozen=True):
    """The layout of documents in shards, and the options for processing them."""

    text_key: str
    id_key: str
    level: str | None
    columns: bool
    survey: bool
    batch_size: int
    max_characters: int
    max_seconds: float
    jobs: int


_HOW: tuple[options.Option, ...] = (
    click.option("--text-key", metavar="KEY", default="text", show_default=True, help="Key of the text."),
    click.option("--id-key", metavar="KEY", default="id", show_default=True, help="Key of the document id."),
    click.option(
        "--level",
        type=click.Choice(["safe", "suggested"]),
        help="Make the safe repairs, or also the suggested ones.  [default: from the configuration, or safe]",
    ),
    click.option("--columns/--no-columns", default=True, help="Add the three keys or columns, or repair only."),
    click.option(
        "--survey",
        is_flag=True,
        help="Also add cleanup_survey: words, language, findings per 1,000 words, and what the document looks like, as "
        "in `cleanup survey`.",
    ),
    click.option(
        "--batch-size",
        metavar="N",
        type=click.IntRange(1),
        default=1000,
        show_default=True,
        help="Parquet rows per batch. JSON Lines is read line by line.",
    ),
    click.option(
        "--max-characters",
        metavar="N",
        type=click.IntRange(0),
        default=MAX_CHARACTERS,
        show_default=True,
        help="Length limit; longer documents are left unchanged. 0: no limit.",
    ),
    options.max_seconds("documents"),
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        default=cores,
        show_default="the number of cores",
        help="Number of shards to process in parallel.",
    ),
)


@command.command("run", cls=GrammarCommand, help=RUN_HELP, short_help="Repair shards (the default command).")
@click.argument("paths", metavar="SRC...", nargs=-1, required=True, type=str)
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory for the repaired shards.",
)
@click.option("--dry-run", is_flag=True, help="Count the changes; write nothing.")
@options.as_one("how", How, _HOW)
@click.option(
    "--sample", metavar="N", type=click.IntRange(1), help="Number of random documents to show in the --report."
)
@click.option("--seed", metavar="N", type=int, default=0, show_default=True, help="Random seed.")
@options.report_file
@options.choice
@model_options
def run(
    *,
    paths: tuple[str, ...],
    output: Path | None,
    dry_run: bool,
    how: How,
    sample: int | None,
    seed: int,
    report: Path | None,
    choice: options.RuleSelection,
    model: ModelOptions,
) -> int:
    """Run the command and return its exit code."""
    _refuse_conflicts(output, dry_run, sample, report)
    if how.survey and not how.columns:
        raise click.UsageError("--survey cannot be combined with --no-columns")
    # Imported only now, because the help of the program lists this command.
    from cleanup.cli.corpus import run as corpus_run

    found = corpus_run.shards_of(paths, output)
    corpus_run.claim_report(report, found, output)
    recipe = corpus_run.recipe_of(how, choice)
    code = 0
    with closing(corpus_run.CorpusModel(model, recipe, dry=dry_run, keeps=output is not None)) as asked:
        if output or dry_run:
            code = corpus_run.CorpusRun(found, recipe, how, None if dry_run else output, asked).all()
        if sample and report:
            shown = corpus_run.show_sample(found, asked.cleaner(), corpus_run.form_of(how), (sample, seed), report)
            code = max(code, shown)
    return code


def _refuse_conflicts(output: Path | None, dry_run: bool, sample: int | None, report: Path | None) -> None:
    if (sample is None) != (report is None):
        raise click.UsageError("--sample and --report require each other")
    if not (output or dry_run or sample):
        raise click.UsageError("one of --output, --dry-run or --sample is required")


@command.command("stats", help=STATS_HELP, short_help="Show the statistics of a finished or interrupted run.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def stats(folder: Path) -> int:
    """Print the statistics in the manifest."""
    from cleanup.cli.corpus import words
    from cleanup.corpora.shards import ledger

    records, failures, ended = ledger.read(folder)
    terminal.echo(words.stats(records, failures, ended=ended))
    return 0
