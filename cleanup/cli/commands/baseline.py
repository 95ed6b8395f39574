"""`cleanup baseline`: record current findings, so that only new ones count."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from cleanup.cli import options, terminal
from cleanup.cli.guarding import RunFiles
from cleanup.cli.planning import limited
from cleanup.config import config_file
from cleanup.config.rejected import load_baseline
from cleanup.config.resolve import Resolver
from cleanup.documents import readers
from cleanup.errors import CleanupError
from cleanup.files import regular_files
from cleanup.files.discovery import Source, find, read
from cleanup.files.writing import create
from cleanup.model import Level
from cleanup.review import decisions
from cleanup.review.decisions import Reviewed
from cleanup.text.phrasing import counted

HELP = """Record all current findings in PATHS. `check` and `fix` then ignore them, so that only new findings count.

Findings are identified by their words and the words around them; edits elsewhere in a file do not matter. Entries
about files outside PATHS are kept. Name the baseline in the configuration (`baseline = "FILE.json"`) or with
--baseline.

\b
Examples:
  cleanup baseline articles/
  cleanup baseline --prune articles/      drop what is no longer found; add nothing

Exit code: 0 on success, 2 on error.
"""

DEFAULT = ".cleanup-baseline.json"


@click.command("baseline", help=HELP)
@click.argument("paths", metavar="PATHS...", nargs=-1, required=True, type=str)
@click.option(
    "--output",
    metavar="FILE.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Baseline file. [default: from the configuration, or {DEFAULT}]",
)
@click.option("--prune", is_flag=True, help="Drop entries that are no longer found; add nothing.")
@options.read_as
@options.max_seconds("files")
@options.choice
def command(
    *,
    paths: tuple[str, ...],
    output: Path | None,
    prune: bool,
    read_as: str,
    max_seconds: float,
    choice: options.RuleSelection,
) -> int:
    """Run the command and return its exit code."""
    if "-" in paths:
        raise click.UsageError("- cannot be used: a baseline is about files")
    resolver = options.reading(choice, read_as, paths)
    target = output or _configured()
    found = find(paths, scope=resolver)
    RunFiles(found).claim(target, "the baseline", "--output")
    run = _BaselineRun(resolver, target, prune, max_seconds)
    for error in found.errors:
        terminal.report_error(error)
    failed = run.over(found.sources) + len(found.errors)
    create(target, decisions.write(run.files, terminal.VERSION))
    terminal.info(run.summary())
    return 2 if failed else 0


def _configured() -> Path:
    file = config_file.find(Path.cwd())
    if file.config.baseline:
        return file.own(file.config.baseline, "baseline", "--output")
    if not regular_files.inside(DEFAULT, Path()):
        raise CleanupError("a link that leads out of this directory", path=DEFAULT, hint="name the file with --output")
    return Path(DEFAULT)


class _BaselineRun:
    """The entries of a baseline, renewed for some texts."""

    def __init__(self, resolver: Resolver, target: Path, prune: bool, max_seconds: float) -> None:
        self._resolver = resolver
        self._target = target
        self._prune = prune
        self._max_seconds = max_seconds
        self.files = dict(load_baseline(str(target)).files) if target.is_file() else {}
        self._before = self._held
        if prune:
            self.files = {name: entry for name, entry in self.files.items() if (target.parent / name).exists()}

    @property
    def _held(self) -> int:
        return sum(len(entry.decisions) for entry in self.files.values())

    def over(self, sources: Iterable[Source]) -> int:
        """Record the findings of the texts, and return how many could not be read."""
        failed: list[CleanupError] = []
        for source in sources:
            with terminal.one_file(source.path, failed.append):
                self._enter(source)
                continue
            terminal.report_error(failed[-1])
        return len(failed)

    def _enter(self, source: Source) -> None:
        name = Path(os.path.relpath(source.real, os.path.realpath(self._target.parent))).as_posix()
        old = self.files.get(name)
        if self._prune and old is None:
            return
        settings = self._resolver.settings(source.path)
        with limited(self._resolver, settings, source.path, self._max_seconds):
            document = read(source.path, settings.form)
            data = readers.write(document)
            plan = self._resolver.plan
            if self._prune and old:
                known = decisions.known(old, data)
                names = plan(document, settings, through=Level.SAFE, known=known).known
            else:
                names = decisions.all_found(lambda level, known: plan(document, settings, through=level, known=known))
        self.files.pop(name, None)
        if names:
            self.files[name] = Reviewed(decisions.sha256(data), dict.fromkeys(sorted(names), "reject"))

    def summary(self) -> str:
        """Return what the baseline contains now."""
        dropped = f"; {self._before - self._held} no longer found" if self._prune else ""
        held = f"{counted(self._held, 'finding')} in {counted(len(self.files), 'file')}"
        return f"Baseline: {held}{dropped} ({self._target})."
