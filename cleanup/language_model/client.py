"""Ask a server with the OpenAI chat API for one completion after another, and tell what became of each.

Whatever the servers understand differently is here: which fields they know, and when it is worth asking again. One on
this machine is asked at a loopback address and never through a proxy. No redirection is followed.
"""

from __future__ import annotations

import os
import random
import re
import threading
import time
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import msgspec

from cleanup.errors import CleanupError
from cleanup.language_model.prompt import CHARACTERS_PER_TOKEN, Message
from cleanup.language_model.unwrap import Reply
from cleanup.web.address import Address
from cleanup.web.client import Unanswered, loopback, time_limit

if TYPE_CHECKING:
    import httpx2

KEY = "CLEANUP_MODEL_KEY"
#: Seconds for a connection, and without an answer; a large model on few cores takes a minute for a passage.
CONNECT_TIMEOUT, TIMEOUT = 5.0, 300.0
#: How often a request is sent, and how often one that does not even reach the server.
ATTEMPTS, CONNECT_ATTEMPTS = 5, 3
#: Seconds before the second attempt; each further one waits twice as long, up to the longest, less some of it by lot.
PAUSE, LONGEST_PAUSE, JITTER = 0.5, 8.0, 0.25
#: A server that wants to be left alone for longer is asked no more.
LONGEST_WAIT = 120.0
#: Bytes of an answer that are read, and characters of an error that are shown.
MOST_BYTES, MOST_SHOWN = 1_000_000, 200
#: States that are worth another attempt, besides all errors of the server itself.
_AGAIN = frozenset({408, 409, 429})
#: States that the next request will meet as well.
_FINAL = frozenset({401, 402, 403, 404, 405})

#: Fields that not every server reads; one that a server refuses is sent no more.
_OPTIONAL = ("chat_template_kwargs", "reasoning_effort", "repeat_penalty", "max_tokens", "temperature", "seed")


class Completion(msgspec.Struct, frozen=True):
    """A reply, and the tokens that it took."""

    reply: Reply
    tokens: int


def key() -> str:
    """The key for the server, from the environment; empty without one. Raises CleanupError for what is none."""
    given = os.environ.get(KEY, "").strip()
    if not (given.isascii() and given.isprintable()):
        raise CleanupError(f"{KEY}: the key contains a character that no key has")
    return given


class ChatClient:
    """A connection to a server, for any number of threads. Raises CleanupError without httpx2.

    `secret` is sent with each request, and is never part of a message. `pause` is that before a second attempt.
    """

    def __init__(self, address: Address, secret: str = "", *, pause: float = PAUSE) -> None:
        try:
            import httpx2
        except ImportError as error:
            raise CleanupError(
                "the package httpx2 is missing", hint="`pip install 'cleanup-toolkit[model]'`"
            ) from error
        self._address = address
        self._secret = secret
        self._pause = pause
        self._unread: set[str] = set()
        self._closed = threading.Event()
        headers = {"User-Agent": "cleanup"} | ({"Authorization": f"Bearer {secret}"} if secret else {})
        seconds = time_limit("CLEANUP_MODEL_TIMEOUT", TIMEOUT)
        self._http = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(seconds, connect=min(CONNECT_TIMEOUT, seconds)),
            follow_redirects=False,
            trust_env=not address.here,
        )
        self._seconds = seconds

    def close(self) -> None:
        """Ask no more; whoever waits for another attempt gives up."""
        self._closed.set()
        self._http.close()

    def models(self) -> list[str]:
        """The names of the models that the server has. Raises Unanswered."""
        try:
            listed = self._body(self._sent("GET", "models", None))["data"]
            return [str(model["id"]) for model in listed]
        except (KeyError, TypeError) as error:
            raise Unanswered("the list of models is not that of the OpenAI API") from error

    def complete(self, model: str, messages: Sequence[Message], max_tokens: int) -> Completion:
        """The model's reply to a conversation. Raises Unanswered."""
        fields = {
            "chat_template_kwargs": {"enable_thinking": False},
            "reasoning_effort": "none",
            "repeat_penalty": 1.0,
            "max_tokens": max_tokens,
            "temperature": 0,
            "seed": 0,
        }
        while True:
            known = {name: value for name, value in fields.items() if name not in self._unread}
            if "max_tokens" in self._unread:
                known["max_completion_tokens"] = max_tokens
            response = self._sent(
                "POST", "chat/completions", {"model": model, "messages": messages, "stream": False, **known}
            )
            if response.status_code in (400, 422) and (refused := _refused(response.text, known)):
                self._unread.add(refused)
                continue
            return self._completion(self._body(response), sum(len(message["content"]) for message in messages))

    def _completion(self, body: Any, sent: int) -> Completion:
        try:
            choice = body["choices"][0]
            message = choice["message"]
            usage = body.get("usage") or {}
            prompt, total = int(usage.get("prompt_tokens") or 0), int(usage.get("total_tokens") or 0)
            reply = Reply(
                str(message.get("content") or ""), str(choice["finish_reason"]), _text(message.get("refusal"))
            )
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise Unanswered("the response is not that of the OpenAI API", final=False) from error
        _check_usage(prompt, total, sent)
        return Completion(reply, total or (sent + len(reply.text)) // CHARACTERS_PER_TOKEN)

    def _body(self, response: httpx2.Response) -> Any:
        """What a response holds as JSON. Raises Unanswered for an error, and for what is none."""
        status = response.status_code
        if 300 <= status < 400:
            place = response.headers.get("location", "")[:MOST_SHOWN]
            raise Unanswered(
                f"the server at {self._address} sends on to {place!r}, which is not asked",
                hint="name that server if it is meant",
            )
        if status >= 400:
            raise Unanswered(f"the server answered {status}: {self._said(response)}", final=status in _FINAL)
        try:
            return msgspec.json.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Unanswered(f"the response is not JSON: {self._said(response)}", final=False) from error

    def _said(self, response: httpx2.Response) -> str:
        said = response.text
        with_message = re.search(r'"message"\s*:\s*"([^"]*)"', said)
        shown = " ".join((with_message.group(1) if with_message else said).split())
        return (shown.replace(self._secret, "…") if self._secret else shown)[:MOST_SHOWN]

    def _sent(self, method: str, name: str, body: object) -> httpx2.Response:
        """The response to a request, sent again while that is of use. Raises Unanswered."""
        import httpx2

        data = None if body is None else msgspec.json.encode(body)
        attempt = 0
        while True:
            attempt += 1
            try:
                response = self._read(method, name, data)
            except (httpx2.ReadTimeout, httpx2.WriteTimeout, httpx2.PoolTimeout) as error:
                raise Unanswered(f"no answer within {self._seconds:g} seconds", final=False) from error
            except (httpx2.HTTPError, httpx2.InvalidURL, OSError, RuntimeError) as error:
                if attempt >= CONNECT_ATTEMPTS or not self._waited(self._back_off(attempt)):
                    raise Unanswered("the server is unreachable") from error
                continue
            delay = _delay(response)
            if not _again(response) or attempt >= ATTEMPTS or (delay or 0) > LONGEST_WAIT:
                return response
            if not self._waited(self._back_off(attempt) if delay is None else delay):
                return response

    def _read(self, method: str, name: str, data: bytes | None) -> httpx2.Response:
        """One attempt; a longer answer than any real one, or one that does not end in time, is an error."""
        import httpx2

        deadline = time.monotonic() + self._seconds
        headers = {"Content-Type": "application/json"} if data is not None else {}
        with self._http.stream(method, self._url(name), content=data, headers=headers) as response:
            pieces, size = [], 0
            for piece in response.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > MOST_BYTES:
                    raise Unanswered("the answer is too long", final=False)
                if time.monotonic() > deadline:
                    raise httpx2.ReadTimeout("the answer takes too long", request=response.request)
            return httpx2.Response(response.status_code, headers=_plain(response.headers), content=b"".join(pieces))

    def _url(self, name: str) -> str:
        address = self._address
        path = address.path.rstrip("/")
        if not _VERSIONED.search(path):
            path += "/v1"
        return f"{address.scheme}://{_connected(address)}{path}/{name}"

    def _back_off(self, attempt: int) -> float:
        longest = min(self._pause * 2.0 ** (attempt - 1), LONGEST_PAUSE)
        return longest * (1 - JITTER * random.random())

    def _waited(self, seconds: float) -> bool:
        """Wait, unless the client is closed meanwhile."""
        return not self._closed.wait(seconds)


#: A part of a path that names a version of the API, as in `/v1` and `/v1beta/openai`.
_VERSIONED = re.compile(r"/v\d\w*(?:/|\Z)")


def _connected(address: Address) -> str:
    """Host and port to connect to: for a name of this machine, a loopback address that takes the connection."""
    if not address.here or address.loopback:
        return address.authority
    with loopback(address.host, address.port, CONNECT_TIMEOUT) as found:
        return Address(address.scheme, found.getpeername()[0], address.port).authority


def _plain(headers: httpx2.Headers) -> dict[str, str]:
    """The headers that are asked for; the content is decoded already."""
    wanted = ("location", "retry-after", "retry-after-ms", "x-should-retry")
    return {name: headers[name] for name in wanted if name in headers}


def _again(response: httpx2.Response) -> bool:
    said = response.headers.get("x-should-retry")
    if said in ("true", "false"):
        return bool(said == "true")
    return response.status_code in _AGAIN or response.status_code >= 500


def _delay(response: httpx2.Response) -> float | None:
    """Seconds that the server wants to be left alone; None where it does not say."""
    headers = response.headers
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        after = headers["retry-after"]
    except (KeyError, ValueError):
        return None
    try:
        return max(0.0, float(after))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(after).timestamp() - time.time())
    except ValueError:
        return None


def _refused(said: str, known: dict[str, Any]) -> str | None:
    """The field that a server does not read, as it says."""
    return next((name for name in _OPTIONAL if name in known and name in said), None)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _check_usage(prompt: int, total: int, sent: int) -> None:
    """Raise Unanswered where the server has read less than it was sent: Ollama silently cuts what is too long."""
    cut = prompt and prompt * _MOST_CHARACTERS_PER_TOKEN < sent
    full = total >= _LEAST_CONTEXT and total & (total - 1) == 0
    if cut or full:
        raise Unanswered(
            f"the server cuts the text off: it read {prompt} tokens of {sent} characters",
            hint="give the model a larger context, such as OLLAMA_CONTEXT_LENGTH=8192",
        )


#: No tokenizer packs more characters of prose into a token, and no server has a smaller context, in tokens.
_MOST_CHARACTERS_PER_TOKEN, _LEAST_CONTEXT = 10, 2048
