"""What a run computes for each file, in this process or in several: read it, and plan its repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from cleanup.cli import terminal
from cleanup.cli.languagetool_option import Grammar, Helpers
from cleanup.cli.model_option import ModelOptions, Models
from cleanup.cli.options import Inputs
from cleanup.cli.spreading import lost, spread, worthwhile
from cleanup.config.rejected import Rejected
from cleanup.config.resolve import Resolver, Settings
from cleanup.documents import readers
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.engine.passes import Prefetch
from cleanup.errors import CleanupError, DocumentError, of_file
from cleanup.files.discovery import Source, load
from cleanup.files.not_prose import is_script, refuse_by_name, script
from cleanup.model import Document, Plan
from cleanup.processes.time_limit import TimeIsUpError, within

if TYPE_CHECKING:
    from cleanup.language_model.passages import Proposer


class FileOutcome(msgspec.Struct, frozen=True):
    """The result of planning one file: its plan, what it is instead of a text, or the error.

    `spent` are the nanoseconds of each kind of rule, if they are measured.
    """

    result: Plan | str | CleanupError
    spent: Counter[str]


class Planner(msgspec.Struct):
    """Reads and plans the files of a run by number. A process that is not forked from this one gets it pickled."""

    resolver: Resolver
    work: Sequence[tuple[Source, Settings]]
    inputs: Inputs
    grammar: Grammar
    helpers: Helpers
    model: ModelOptions
    models: Models
    rejected: Rejected
    metered: bool
    _spent: Counter[str] = msgspec.field(default_factory=Counter)
    _prefetch: Prefetch | None = None

    def __call__(self, number: int, _tell: object = None) -> FileOutcome:
        """Return the result for a file. Never raises: a failure is an error of that file, and the others continue."""
        source, settings = self.work[number]
        self._spent.clear()
        try:
            result = self._plan(source, settings)
        except Exception as error:
            return FileOutcome(of_file(error, source.path), Counter())
        return FileOutcome(result, Counter(self._spent))

    def _plan(self, source: Source, settings: Settings) -> Plan | str:
        with opened(self.resolver, source, settings, self.inputs.encoding, self.inputs.max_seconds) as document:
            if isinstance(document, str):
                return document
            self.resolver.engine(settings)  # what is wrong with the rules is told before a server is started
            with self.helpers.checking(self.grammar.request_for(settings.config), document) as matcher:

                def plan(shown: Document, known: JudgedFindings, proposer: Proposer | None) -> Plan:
                    return self.resolver.plan(
                        shown,
                        settings,
                        known=known,
                        matcher=matcher,
                        proposer=proposer,
                        meter=self._spent if self.metered else None,
                        prefetch=self._prefetch,
                    )

                known = self.rejected.known(source, document, settings)
                return self.models.plan(self.model.request_for(settings.file), document, known, plan)

    def outcomes(self, jobs: int | None, warn: Callable[[str], None]) -> Generator[FileOutcome, None, None]:
        """Yield the result for each file, in order; `warn` is called with warnings. To stop early, close the iterator.

        Raises CleanupError if processes cannot be started.
        """
        if self._alone:
            jobs = 1
        elif jobs is None:
            jobs = worthwhile([source for source, _ in self.work])
        if min(jobs, len(self.work)) < 2:
            yield from self._one_by_one(jobs, warn)
            return
        sources = [source for source, _ in self.work]
        yield from spread(self, sources, jobs, self._lost, warn)

    def _one_by_one(self, jobs: int, warn: Callable[[str], None]) -> Generator[FileOutcome, None, None]:
        """Plan the files in this process; several processes may search a large text, unless rules are timed."""
        for number, (source, _) in enumerate(self.work):
            if jobs > 1 and not self.metered:
                self._prefetch = _shared(source.path, jobs, warn)
            yield self(number)

    @property
    def _alone(self) -> bool:
        """Whether the run keeps to this process: standard input is here, and servers use all cores themselves."""
        return any(
            source.stdin or self.grammar.request_for(settings.config) or self.model.request_for(settings.file)
            for source, settings in self.work
        )

    def _lost(self, number: int, how: str) -> FileOutcome:
        return FileOutcome(lost(self.work[number][0], how), Counter())


def _shared(path: str, jobs: int, warn: Callable[[str], None]) -> Prefetch:
    """Return the prefetch that searches the text of a file in several processes if it is large."""
    from cleanup.engine.parallel import sharing
    from cleanup.processes.pool import taken_over

    return sharing(jobs, lambda _share, how: warn(taken_over(path, how)))


def _bytes(source: Source, form: str) -> bytes:
    if not form:
        refuse_by_name(source.path)
    return terminal.read_input() if source.stdin else load(source.path)


def _document(data: bytes, source: Source, form: str, encoding: str | None) -> Document | str:
    """Return the document of a source, or what it is instead: a binary file, or a report of ours among the texts."""
    named = form or PurePath(source.path).suffix.lower() in readers.SUFFIXES
    if not (named or source.stdin or encoding) and readers.is_binary(data):
        return "binary"
    if is_our_page(data):
        return "a report of cleanup"
    return readers.read(data, source.path, form, encoding=encoding)


@contextmanager
def opened(
    resolver: Resolver, source: Source, settings: Settings, encoding: str | None, seconds: float
) -> Iterator[Document | str]:
    """Yield the document of a source, or what it is instead; what is done with it inside has a time limit.

    Raises DocumentError.
    """
    # Standard input may take any time to arrive.
    data = _bytes(source, settings.form)
    if not settings.form and is_script(source.path, data):
        if not resolver.force:
            raise script(source.path)
        yield "a script"
        return
    with limited(resolver, settings, source.path, seconds):
        yield _document(data, source, settings.form, encoding)


def is_our_page(data: bytes) -> bool:
    """Return whether the beginning of a file is that of a page that cleanup generated."""
    return b'<meta name="generator" content="cleanup ' in data[:2000]


@contextmanager
def limited(resolver: Resolver, settings: Settings, path: str, seconds: float) -> Iterator[None]:
    """Raise DocumentError when what is done with a file inside takes longer; the engines are then made anew.

    To read the rules, which is done once for all files, does not count.
    """
    resolver.engine(settings)
    try:
        with within(seconds):
            yield
    except TimeIsUpError:
        resolver.renew()
        hint = "it was left unchanged; raise the limit with --max-seconds, or remove it with 0"
        raise DocumentError(f"took longer than {seconds:g} seconds", path=path, hint=hint) from None
