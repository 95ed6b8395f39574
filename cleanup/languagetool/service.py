"""LanguageTool for a run: cached answers, or a server that is found when it is needed.

It never fails: what could not be checked is counted, with the reason. `Service` is a `Matcher`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from cleanup.errors import CleanupError
from cleanup.languagetool.answers import Answers
from cleanup.languagetool.client import Clients
from cleanup.languagetool.matches import Query, RuleMatch
from cleanup.processes.time_limit import untimed
from cleanup.text.phrasing import listed
from cleanup.web import address
from cleanup.web.address import Address
from cleanup.web.client import Unanswered

#: Brings the server to full speed with little work.
_WARM_UP = "This is the first sentence. It is followed by another one, which is longer, and that is all."
#: The maximum number of unchecked files to name.
_MAX_NAMES = 3


@dataclass(frozen=True, slots=True)
class Connection:
    """An open connection to a server; `close` releases it."""

    clients: Clients
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A way to reach a server: `identity` identifies it for cached answers, and `connect` connects to it.

    Both raise CleanupError.
    """

    identity: Callable[[], str]
    connect: Callable[[], Connection]


def local() -> ServerAddress:
    """Return the server of this machine, which is started if necessary."""
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
    """Return a server that is already running."""

    def connect() -> Connection:
        clients = Clients(place)
        return Connection(clients, clients.close)

    return ServerAddress(lambda: str(place), connect)


@dataclass(slots=True)
class Service:
    """LanguageTool for one run over files. It is a matcher while a file is being checked (`checking`)."""

    place: ServerAddress
    warm_up: Query
    #: Whatever else the answers for a whole file depend on, such as the rules that rewrite it first.
    scope: str = ""
    problem: CleanupError | None = None
    unchecked: list[str] = field(default_factory=list)
    #: The answers in the cache directory, unless others are given.
    answers: Answers | None = None
    _known: dict[Query, dict[str, tuple[RuleMatch, ...]]] = field(default_factory=dict)
    _background: ThreadPoolExecutor | None = None
    _connection: Future[Connection] | None = None
    _missed: bool = False
    _finished: bool = False

    @contextmanager
    def checking(self, path: str, text: str) -> Iterator[None]:
        """Check a file inside: unless all its answers are known, a server is prepared while the other rules run."""
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

    def __call__(self, texts: Iterable[str], query: Query) -> Mapping[str, tuple[RuleMatch, ...]]:
        """Return the matches of each text; texts that could not be checked are missing."""
        known = self._known.setdefault(query, {})
        wanted = list(dict.fromkeys(text for text in texts if text not in known))
        answers = self._opened()
        if wanted and answers:
            known.update(answers.get(wanted, query))
            wanted = [text for text in wanted if text not in known]
        if wanted:
            with untimed():  # the time-out of the server is a limit of its own
                self._ask(wanted, query, known)
        return known

    def reach(self) -> CleanupError | None:
        """Connect to a server, whether one is needed or not; return the problem if there is one."""
        try:
            self._connect().result()
        except CleanupError as error:
            self.problem, self._finished = error, True
        return self.problem

    def take_problem(self) -> CleanupError | None:
        """Return the problem of the last text, and forget it if the next text may succeed."""
        problem = self.problem
        if not self._finished:
            self.problem = None
        return problem

    def close(self) -> None:
        """Release the server."""
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
        """Return what was not checked, and why, or None."""
        if not self.unchecked or self.problem is None:
            return None
        names = listed(self.unchecked, _MAX_NAMES)
        count = f"{len(self.unchecked)} files" if len(self.unchecked) > 1 else "1 file"
        where = f"{self.problem.path}: " if self.problem.path else ""
        return CleanupError(
            f"not checked by LanguageTool: {count} ({names}): {where}{self.problem.message}", hint=self.problem.hint
        )

    @property
    def _whole(self) -> Query:
        """Return the key which records that everything about a file is known."""
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

    def _ask(self, texts: list[str], query: Query, known: dict[str, tuple[RuleMatch, ...]]) -> None:
        if self._finished:
            self._missed = True
            return
        try:
            for found in self._connect().result().clients.ask(texts, query):
                known.update(found)
                if self.answers:
                    self.answers.put(found, query)
        except CleanupError as error:
            self.problem = error
            self._finished = not isinstance(error, Unanswered) or error.final
            self._missed = True


def _close(connection: Future[Connection]) -> None:
    with suppress(CleanupError):
        connection.result().close()
