"""Asking a running server through language-tool-python, with several requests at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from cleanup.errors import CleanupError
from cleanup.languagetool.matches import BETWEEN, Query, RuleMatch, pieces, sent, sorted_out
from cleanup.web import client as webclient
from cleanup.web.address import Address
from cleanup.web.client import Unanswered, time_limit

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

#: Requests at a time: with two, the server is twice as fast as with one; with four hardly faster (measured on two
#: cores).
AT_ONCE = 2
#: Seconds without an answer after which the server counts as hung. The first answer takes seven seconds of computing,
#: and a busy machine gives it a tenth of its time. `CLEANUP_LANGUAGETOOL_TIMEOUT` overrides it.
TIMEOUT = 120.0
#: Requests in a row that may end in a server error before no more are sent.
PATIENCE = 3


@cache
def _client_class(address: Address, seconds: float) -> type[LanguageTool]:
    from language_tool_python import LanguageTool

    class Client(LanguageTool):
        """Sends requests through our client, once and with our time-out: the package follows any redirection."""

        def _query_server(self, url: str, params: Any = None, num_tries: int = 1, method: Any = "get") -> Any:  # noqa: ARG002
            return _asked(address, urlsplit(url).path, params if method == "post" else None, seconds)

    return Client


def _asked(address: Address, path: str, form: Mapping[str, str] | None, seconds: float) -> Any:
    """Return the server's answer, parsed from JSON. Raises Unanswered."""
    try:
        answer = webclient.request(address, path, form, seconds)
    except TimeoutError as error:
        raise Unanswered("the server timed out") from error
    except OSError as error:
        raise Unanswered("the server is unreachable") from error
    except webclient.RedirectError as error:
        raise Unanswered(error.message, hint=error.hint) from error
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        said = " ".join(answer.body.decode("utf-8", "replace").split())[:200]
        raise Unanswered(f"the server returned an error: {said}", final=False) from error


class Clients:
    """A pool of clients of one server. Raises CleanupError without language-tool-python.

    `languages` are those that the server supports completely, if known: it also lists languages with only a part
    installed.
    """

    def __init__(self, address: Address, *, languages: Collection[str] | None = None) -> None:
        try:
            import language_tool_python  # noqa: F401
        except ImportError as error:
            raise CleanupError(
                "the package language-tool-python is missing", hint="`pip install language-tool-python`"
            ) from error
        self._address = address
        self._languages = languages
        self._seconds = time_limit("CLEANUP_LANGUAGETOOL_TIMEOUT", TIMEOUT)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="languagetool")
        # One client for each thread: threads cannot share one.
        self._own = threading.local()

    def ask(self, texts: Sequence[str], query: Query) -> Iterator[dict[str, tuple[RuleMatch, ...]]]:
        """Yield the matches of the texts, as the answers come in. Raises Unanswered after all texts have been tried."""
        waiting = [self._threads.submit(self._answer, piece, query) for piece in pieces(texts, at_once=AT_ONCE)]
        problem: Unanswered | None = None
        failed = 0
        for done in as_completed(waiting):
            try:
                yield done.result()
                failed = 0
            except Unanswered as error:
                failed += 1
                problem = error
                if error.final or failed >= PATIENCE:
                    error.final = True
                    for other in waiting:
                        other.cancel()
                    break
        if problem:
            raise problem

    def close(self) -> None:
        """Send no more requests, and do not wait for any."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answer(self, piece: Sequence[str], query: Query) -> dict[str, tuple[RuleMatch, ...]]:
        text = "".join(sent(one) + BETWEEN for one in piece)
        try:
            return sorted_out(piece, self._client(query).check(text))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Unanswered("the response is not from LanguageTool", final=False) from error

    def _client(self, query: Query) -> LanguageTool:
        known: dict[Query, LanguageTool] = self._own.__dict__.setdefault("clients", {})
        if query not in known:
            known[query] = self._connected(query)
        return known[query]

    def _connected(self, query: Query) -> LanguageTool:
        kind = _client_class(self._address, self._seconds)
        if self._languages is not None and query.language not in self._languages:
            raise _unspoken(query.language)
        try:
            client = kind(query.variant, remote_server=str(self._address))
        except ValueError as error:
            if not str(error).startswith("unsupported language"):
                raise
            raise _unspoken(query.language) from error
        # In one order for all processes: the server caches what it has built for a list of rules, not for a set of
        # them.
        client.enabled_rules = cast("set[str]", dict.fromkeys(query.rules))
        client.enabled_rules_only = True
        client.picky = True
        return client


def _unspoken(language: str) -> Unanswered:
    hint = f"install it with `cleanup languagetool install --language {language}`"
    return Unanswered(f"the LanguageTool module for {language!r} is not installed", hint=hint, final=False)
