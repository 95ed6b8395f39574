"""What `cleanup survey` computes for each file, in this process or in several: its figures, and its review page."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from cleanup.cli.planning import opened
from cleanup.cli.spreading import lost, spread, worthwhile
from cleanup.config.resolve import Resolver, Settings
from cleanup.errors import CleanupError, of_file
from cleanup.files.discovery import Source
from cleanup.model import Plan
from cleanup.survey.figures import Figures
from cleanup.survey.measuring import figures

Made = TypeVar("Made")


class Unread(msgspec.Struct, frozen=True):
    """A file that is not a text, and what it is instead."""

    what: str


class Surveyor(msgspec.Struct):
    """Reads and checks the files of a survey. Only the figures or the page of a text are kept.

    A process that is not forked from this one gets it pickled. `version` is that of a page.
    """

    resolver: Resolver
    work: Sequence[tuple[Source, Settings]]
    encoding: str | None
    max_seconds: float
    version: str

    def figures(
        self, jobs: int | None, warn: Callable[[str], None]
    ) -> Generator[Figures | Unread | CleanupError, None, None]:
        """Yield the figures of each file, in order, what it is instead of a text, or the error.

        To stop early, close the iterator. Raises CleanupError if processes cannot be started.
        """
        return self._spread(partial(_made, self, figures), jobs, warn)

    def pages(
        self, jobs: int | None, warn: Callable[[str], None]
    ) -> Generator[str | Unread | CleanupError, None, None]:
        """Yield the review page of each file; otherwise like `figures`."""
        return self._spread(partial(_made, self, partial(_page, self)), jobs, warn)

    def _spread(
        self,
        work: Callable[[int, object], Made | Unread | CleanupError],
        jobs: int | None,
        warn: Callable[[str], None],
    ) -> Generator[Made | Unread | CleanupError, None, None]:
        sources = [source for source, _ in self.work]

        def on_loss(number: int, how: str) -> Made | Unread | CleanupError:
            return lost(sources[number], how)

        return spread(work, sources, jobs or worthwhile(sources), on_loss, warn)


def _made(surveyor: Surveyor, make: Callable[[Plan], Made], number: int, _tell: object) -> Made | Unread | CleanupError:
    """Return what is made of the plan of a file. Never raises."""
    source, settings = surveyor.work[number]
    try:
        with opened(surveyor.resolver, source, settings, surveyor.encoding, surveyor.max_seconds) as document:
            if isinstance(document, str):
                return Unread(document)
            return make(surveyor.resolver.plan(document, settings))
    except Exception as error:
        return of_file(error, source.path)


def _page(surveyor: Surveyor, plan: Plan) -> str:
    from cleanup.reports import html

    return html.render([plan], surveyor.resolver.rules, version=surveyor.version)
