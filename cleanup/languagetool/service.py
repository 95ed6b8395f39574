"""What a run has of LanguageTool: answers known before, or a server that is found when one is needed.

It never fails: what could not be asked is counted, and why. `Service` is a `Matcher`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from cleanup.errors import CleanupError
from cleanup.languagetool.answers import Answers
from cleanup.languagetool.client import Clients, Unanswered
from cleanup.languagetool.matches import Query, RuleMatch
from cleanup.processes.time_limit import untimed
from cleanup.web import address
from cleanup.web.address import Address

#: Costs the server nothing to look at, but brings it to full speed.
_WARM_UP = "This is the first sentence. It is followed by another one, which is longer, and that is all."
#: Files that are named when they could not be checked.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Connection:
    """An open way to a server; `close` gives it back."""

    clients: Clients
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a server is to be had: `identity` says which, for answers that are kept, and `connect` goes there.

    Both raise CleanupError.
    """

    identity: Callable[[], str]
    connect: Callable[[], Connection]


def local() -> ServerAddress:
    """The server of this machine, started if need be."""
    from cleanup.languagetool import launcher, local_copy

    def connect() -> Connection:
        found = local_copy.find()
        lease = launcher.lease(found)
        try:
            clients = Clients(address.parse(lease.url), languages=found.languages)
        except CleanupError:
            lease.close()
            raise

        def close() -> None:
            lease.close()
            clients.close()

        return Connection(clients, close)

    return ServerAddress(lambda: local_copy.find().identity, connect)


def at(place: Address) -> ServerAddress:
    """A server that runs already."""

    def connect() -> Connection:
        clients = Clients(place)
        return Connection(clients, clients.close)

    return ServerAddress(lambda: str(place), connect)


@dataclass(slots=True)
class Service:
    """LanguageTool for one run over files. A matcher, while a file is `checking`."""

    place: ServerAddress
    warm_up: Query
    #: Whatever else the answers to a whole file depend on, such as the rules that rewrite it first.
    scope: str = ""
    problem: CleanupError | None = None
    unchecked: list[str] = field(default_factory=list)
    #: Those of the cache folder, when no others are given.
    answers: Answers | None = None
    _known: dict[Query, dict[str, tuple[RuleMatch, ...]]] = field(default_factory=dict)
    _background: ThreadPoolExecutor | None = None
    _connection: Future[Connection] | None = None
    _missed: bool = False
    _finished: bool = False

    @contextmanager
    def checking(self, path: str, text: str) -> Iterator[None]:
        """A file is being planned: unless all is known of it, a server is made ready while the other rules run."""
        self._missed = False
        self._known.clear()
        answers = self._opened()
        if answers and self.problem is None and not answers.get([text], self._whole):
            self._connect()
        yield
        if self._missed:
            self.unchecked.append(path)
        elif self.answers:
            self.answers.put({text: ()}, self._whole)

    def __call__(self, texts: Iterable[str], question: Query) -> Mapping[str, tuple[RuleMatch, ...]]:
        """The matches of each text; those that nobody could answer are missing."""
        known = self._known.setdefault(question, {})
        wanted = list(dict.fromkeys(text for text in texts if text not in known))
        answers = self._opened()
        if wanted and answers:
            known.update(answers.get(wanted, question))
            wanted = [text for text in wanted if text not in known]
        if wanted:
            with untimed():  # our patience with the server has a limit of its own
                self._ask(wanted, question, known)
        return known

    def reach(self) -> CleanupError | None:
        """Get a server, whether one is needed or not; the problem when there is none."""
        try:
            self._connect().result()
        except CleanupError as error:
            self.problem, self._finished = error, True
        return self.problem

    def take_problem(self) -> CleanupError | None:
        """The problem of the last text; forgotten, when the next text may fare better."""
        problem = self.problem
        if not self._finished:
            self.problem = None
        return problem

    def close(self) -> None:
        """Give the server back."""
        if self._connection:
            self._connection.add_done_callback(_close)
            self._connection = None
        if self._background:
            self._background.shutdown(wait=False)
            self._background = None
        if self.answers:
            self.answers.close()
            self.answers = None

    def summary(self) -> CleanupError | None:
        """What was not checked, and why; None when everything was."""
        if not self.unchecked or self.problem is None:
            return None
        names = ", ".join(self.unchecked[:_MOST_NAMES]) + (", …" if len(self.unchecked) > _MOST_NAMES else "")
        count = f"{len(self.unchecked)} files" if len(self.unchecked) > 1 else "1 file"
        where = f"{self.problem.path}: " if self.problem.path else ""
        return CleanupError(
            f"not checked by LanguageTool: {count} ({names}): {where}{self.problem.message}", hint=self.problem.hint
        )

    @property
    def _whole(self) -> Query:
        """Stands, among the answers, for the fact that everything about a file is known."""
        return Query("", ("whole", self.scope))

    def _opened(self) -> Answers | None:
        if self.answers is None and self.problem is None:
            try:
                self.answers = Answers(self.place.identity())
            except CleanupError as error:
                self.problem, self._finished = error, True
        return self.answers

    def _connect(self) -> Future[Connection]:
        if self._connection is None:
            self._background = ThreadPoolExecutor(1, thread_name_prefix="languagetool-start")
            self._connection = self._background.submit(self.place.connect)
            if self.warm_up.rules:
                self._background.submit(self._warm, self._connection)
        return self._connection

    def _warm(self, connection: Future[Connection]) -> None:
        with suppress(CleanupError):
            list(connection.result().clients.ask([_WARM_UP], self.warm_up))

    def _ask(self, texts: list[str], question: Query, known: dict[str, tuple[RuleMatch, ...]]) -> None:
        if self._finished:
            self._missed = True
            return
        try:
            for found in self._connect().result().clients.ask(texts, question):
                known.update(found)
                if self.answers:
                    self.answers.put(found, question)
        except CleanupError as error:
            self.problem = error
            self._finished = not isinstance(error, Unanswered) or error.final
            self._missed = True


def _close(connection: Future[Connection]) -> None:
    with suppress(CleanupError):
        connection.result().close()
