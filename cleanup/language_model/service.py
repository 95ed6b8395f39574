"""What a run has of a language model: replies that were kept, or a server that is asked for the rest.

It never fails: what could not be asked is counted, and why. `ModelService` is a `Proposer`.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cleanup.errors import CleanupError
from cleanup.language_model import answers as kept
from cleanup.language_model import prompt, proven_levels
from cleanup.language_model.answers import KeptReplies
from cleanup.language_model.carrying import Carried
from cleanup.language_model.client import ChatClient, key
from cleanup.language_model.passages import MAX_PASSAGE, Request
from cleanup.language_model.unwrap import Reply, unwrap
from cleanup.model import Level
from cleanup.processes.time_limit import untimed
from cleanup.text.phrasing import counted, listed
from cleanup.web.address import Address
from cleanup.web.client import Unanswered

#: Requests in a row that may fail before the server is asked no more.
PATIENCE = 3
#: A text without ends of sentences has longer passages than others; nothing so long is prose.
LONGEST = 2 * MAX_PASSAGE
#: Files that are named when some of their passages were not asked about.
_MOST_NAMES = 3
#: Hears how many of how many passages of a file are answered, and in how many seconds.
Listener = Callable[[int, int, float], None]


@dataclass(frozen=True, slots=True)
class ModelConnection:
    """An open way to a server; `close` gives it back."""

    client: ChatClient
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Where a server is to be had: `model` is the name of its model, empty where the server has to say it.

    `connect` goes there, and raises CleanupError.
    """

    model: str
    connect: Callable[[], ModelConnection]


def at(place: Address, model: str = "", *, trusted: bool = False) -> ModelAddress:
    """A server that runs already; one that is trusted is shown the user's key, if there is one."""

    def connect() -> ModelConnection:
        client = ChatClient(place, key() if trusted else "")
        return ModelConnection(client, client.close)

    return ModelAddress(model, connect)


def of_file(path: Path) -> ModelAddress:
    """A server of our own for a model file, which ends with the run. Raises CleanupError for what is no model file."""
    from cleanup.language_model import gguf, llama_server
    from cleanup.web.address import parse

    def connect() -> ModelConnection:
        server = llama_server.LlamaServer(path)
        try:
            client = ChatClient(parse(server.connect()), "")
        except CleanupError:
            server.close()
            raise

        def close() -> None:
            client.close()
            server.close()

        return ModelConnection(client, close)

    return ModelAddress(gguf.identity(path), connect)


def nowhere(model: str = "") -> ModelAddress:
    """No server: answers that are kept have to do."""

    def connect() -> ModelConnection:
        raise CleanupError("they are not among the answers that are kept, and --model-offline is given")

    return ModelAddress(model, connect)


@dataclass(frozen=True, slots=True)
class Limits:
    """How a server is asked: requests at a time, tokens after which it is asked no more (0: no limit).

    `offline`: what is kept has to do. `dry`: no passage is sent; what would be is counted.
    """

    parallel: int = 4
    tokens: int = 0
    offline: bool = False
    dry: bool = False


class LimitReached(Unanswered):
    """All tokens that were allowed are spent."""


@dataclass(slots=True)
class AskedPassages:
    """What was asked, and what came of it."""

    asked: int = 0
    known: int = 0
    tokens: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    #: Passages that nobody could be asked about, by file.
    missed: Counter[str] = field(default_factory=Counter)
    #: Passages that a run would ask about, and the tokens that this would take.
    wanted: int = 0
    estimate: int = 0


@dataclass(slots=True)
class ModelService:
    """A model for one run over files. A proposer, while a file is `checking`."""

    place: ModelAddress
    folder: Path
    limits: Limits = Limits()
    #: The levels that its classes of changes have earned in a check; None without one.
    proven: Mapping[str, Level | None] | None = None
    listener: Listener | None = None
    problem: CleanupError | None = None
    tally: AskedPassages = field(default_factory=AskedPassages)
    _path: str = ""
    _model: str = ""
    #: The passages of the file, in order.
    _passages: list[str] = field(default_factory=list)
    #: Passages of the file and their corrected versions; None where there is none.
    _known: dict[str, str | None] = field(default_factory=dict)
    _answers: KeptReplies | None = None
    _connection: ModelConnection | None = None
    _threads: ThreadPoolExecutor | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _failed: int = 0
    _finished: bool = False
    _unkept: CleanupError | None = None

    @property
    def source(self) -> str:
        """The model and the version of what it is told."""
        return f"{self._model}, prompt {prompt.VERSION}"

    @contextmanager
    def checking(self, path: str) -> Iterator[None]:
        """A file is being planned."""
        self._path = path
        self._passages = []
        self._known.clear()
        yield

    def __call__(self, requests: Sequence[Request]) -> Mapping[str, str]:
        """The corrected version of each passage; those that nobody could answer are missing."""
        self._passages = [request.passage for request in requests]
        fresh = {request.passage: request for request in requests if request.passage not in self._known}
        if fresh:
            with untimed():  # our patience with the server has a limit of its own
                self._learn(list(fresh.values()))
        found = ((passage, self._known[passage]) for passage in self._passages)
        return {passage: corrected for passage, corrected in found if corrected is not None}

    def carried(self) -> Carried:
        """The proposer for what becomes of the file that is being checked."""
        answered = {passage: answer for passage, answer in self._known.items() if answer is not None}
        return Carried(self, list(self._passages), answered)

    def remember(self, carried: Carried) -> None:
        """Keep the answers to what became of the file: it will be written, and is not to be asked about again."""
        for passage in dict.fromkeys(carried.before):
            answer = carried.answers.get(passage)
            if answer is not None and passage not in self._known and self._answers:
                self._keep(passage, Reply(answer))

    def close(self) -> None:
        """Give the server back; whoever waits for it gives up."""
        self._finished = True
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None
        if self._connection:
            self._connection.close()
            self._connection = None

    def problems(self) -> Iterator[CleanupError]:
        """What was not asked, and why; and whether answers are lost."""
        if self.tally.missed and self.problem and not self.limits.dry:
            files = list(self.tally.missed)
            passages, where = counted(self.tally.missed.total(), "passage"), counted(len(files), "file")
            yield CleanupError(
                f"not asked of the model: {passages} of {where} ({listed(files, _MOST_NAMES)}): {self.problem.message}",
                hint=self.problem.hint,
            )
        if self._unkept:
            yield self._unkept

    def summary(self) -> str:
        """What was asked, what came of it, and what it took, in a sentence; empty where there was nothing to ask."""
        tally = self.tally
        if self.limits.dry:
            would = f"{counted(tally.wanted, 'passage')} would be asked, about {tally.estimate:,} tokens"
            return f"Model: {would}; {tally.known} known."
        if not (tally.asked or tally.known):
            return ""
        refused = ", ".join(f"{number} {reason}" for reason, number in sorted(tally.refused.items()))
        unused = f"; unusable: {refused}" if refused else ""
        return (
            f"Model {self.source}: {counted(tally.asked, 'passage')} asked, {tally.known} known, "
            f"{tally.tokens:,} tokens{unused}."
        )

    def _learn(self, requests: Sequence[Request]) -> None:
        """Find out about passages that are new in this file."""
        wanted: list[Request] = []
        opened = self._opened()
        for request in requests:
            passage = request.passage
            self._known[passage] = None
            reply = self._answers.get(passage) if opened and self._answers else None
            if reply:
                self.tally.known += 1
                self._use(passage, reply)
            elif reason := _why_not(passage):
                self.tally.refused[reason] += 1
            else:
                wanted.append(request)
        if self.limits.dry:
            self.tally.wanted += len(wanted)
            self.tally.estimate += sum(map(prompt.estimate, wanted))
        elif wanted:
            self._ask(wanted)

    def _use(self, passage: str, reply: Reply) -> None:
        found = unwrap(passage, reply)
        self._known[passage] = found.passage
        if found.reason:
            self.tally.refused[found.reason] += 1

    def _opened(self) -> bool:
        """Whether it is known which model is asked, and so what it has replied before."""
        if self._answers is None and not self._finished:
            try:
                self._model = self.place.model or self._found_model()
                self._answers = KeptReplies(self._model, self.folder)
                self.proven = proven_levels.proven(self.source)
            except CleanupError as error:
                self.problem, self._finished = error, True
        return self._answers is not None

    def _found_model(self) -> str:
        """The only model that there is. Raises CleanupError."""
        if self.limits.offline:
            return only_model(self.folder)
        names = self._connected().client.models()
        if len(names) != 1:
            shown = f"{len(names)} models ({listed(names, 10)})"
            raise CleanupError(f"the server has {shown}", hint="choose one with --model-name")
        return names[0]

    def _connected(self) -> ModelConnection:
        if self._connection is None:
            self._connection = self.place.connect()
        return self._connection

    def _ask(self, requests: Sequence[Request]) -> None:
        """Ask the server about passages, some at a time, and keep each reply as it comes."""
        missed = len(requests)
        try:
            if self._finished:
                return
            client = self._connected().client
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self.limits.parallel, thread_name_prefix="model")
            waiting = {self._threads.submit(self._reply, client, request): request for request in requests}
            missed -= self._received(waiting)
        except CleanupError as error:
            self.problem, self._finished = error, True
        finally:
            if missed:
                self.tally.missed[self._path] += missed

    def _received(self, waiting: Mapping[Future[Reply], Request]) -> int:
        """Take the replies as they come in; how many there were."""
        started, received = time.monotonic(), 0
        try:
            for number, done in enumerate(as_completed(waiting), 1):
                try:
                    self._use(waiting[done].passage, done.result())
                    received += 1
                    self._failed = 0
                except Unanswered as error:
                    self._take(error)
                    if self._finished and not isinstance(error, LimitReached):
                        break  # of the limit all others learn at once, or come to their end
                if self.listener:
                    self.listener(number, len(waiting), time.monotonic() - started)
        finally:
            for other in waiting:
                other.cancel()
        return received

    def _take(self, error: Unanswered) -> None:
        """A request has failed."""
        self._failed += 1
        self.problem = error
        self._finished = error.final or self._failed >= PATIENCE

    def _reply(self, client: ChatClient, request: Request) -> Reply:
        """The reply to a request, in a thread of its own. Raises Unanswered."""
        limit = self.limits.tokens
        if limit and self.tally.tokens >= limit:
            raise LimitReached(f"the limit of {limit:,} tokens is reached", hint="raise it with --model-limit")
        done = client.complete(self._model, prompt.messages(request), prompt.max_tokens(request.passage))
        with self._lock:
            self.tally.tokens += done.tokens
            self.tally.asked += 1
        self._keep(request.passage, done.reply)
        return done.reply

    def _keep(self, passage: str, reply: Reply) -> None:
        try:
            if self._answers:
                self._answers.put(passage, reply)
        except CleanupError as error:
            self._unkept = error


def _why_not(passage: str) -> str:
    """Why a passage is not asked about; empty if it is."""
    if len(passage) > LONGEST:
        return "too long"
    return "" if prompt.is_safe(passage) else "control characters"


def only_model(folder: Path) -> str:
    """The model whose answers lie in a folder. Raises CleanupError where that is not one."""
    names = kept.models(folder)
    if len(names) != 1:
        shown = ", ".join(names) or "none"
        raise CleanupError(
            f"answers of {len(names)} models are kept ({shown})", path=str(folder), hint="name one with --model-name"
        )
    return names[0]
