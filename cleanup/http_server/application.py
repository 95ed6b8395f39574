"""The server as an ASGI application: who may ask what, how much, and what a client sees of a failure.

Everything here is quick; the work on texts is done by the processes behind `ask`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from cleanup.http_server import front_page
from cleanup.http_server.checking import INFO, encoded
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import JSON, TEXT, HttpAnswer, HttpQuestion
from cleanup.http_server.known_languages import LANGUAGES
from cleanup.http_server.parameters import MAX_LENGTH

#: Bytes of a body. A text of the maximum length as a form takes three times its bytes, and a Word file has pictures.
MAX_BODY: Final = 20_000_000
#: Bytes that are read of a body that is too long, so that its sender gets to read the answer.
_DRAIN = 100_000_000
#: Seconds for a body to arrive.
BODY_SECONDS = 30.0
#: Requests that may wait for a free process.
QUEUE = 32

_SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_METHODS = "GET, POST, HEAD, OPTIONS"

Ask = Callable[[HttpQuestion], Awaitable[HttpAnswer]]


class ServerSettings(msgspec.Struct, frozen=True):
    """What a server is told. `hosts` are the values of the header Host that it answers to; `allow_origin` is the value
    of the CORS header, or empty; `jobs` is how many questions are answered at a time.
    """

    hosts: frozenset[str]
    allow_origin: str = ""
    jobs: int = 1


class Application:
    """The endpoints. `ask` has a question answered by another process."""

    def __init__(self, settings: ServerSettings, ask: Ask) -> None:
        self._settings = settings
        self._ask = ask
        self._waiting = 0
        self._free = asyncio.Semaphore(settings.jobs)
        self._api: Mapping[str, Callable[[Request], Awaitable[HttpAnswer]]] = {
            "check": self._check,
            "languages": _constant(HttpAnswer(200, JSON, encoded(LANGUAGES))),
            "healthcheck": _constant(HttpAnswer(200, TEXT, b"OK")),
            "info": _constant(HttpAnswer(200, JSON, msgspec.json.encode({"software": INFO}))),
            "maxtextlength": _constant(HttpAnswer(200, TEXT, str(MAX_LENGTH).encode())),
        }

    def asgi(self) -> ASGIApp:
        """Return the application for a server: first of all, the host is checked."""
        routes = [
            Route("/", self._front, methods=["GET"]),
            Route("/review", self._own("review"), methods=["POST"]),
            Route("/result", self._own("result"), methods=["POST"]),
            Route("/{path:path}", self._any, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        ]
        inner = Starlette(routes=routes)
        inner.router.redirect_slashes = False
        return _HostCheck(inner, self._settings.hosts)

    # The API

    async def _any(self, request: Request) -> Response:
        headers = {"Access-Control-Allow-Origin": self._settings.allow_origin} if self._settings.allow_origin else {}
        if request.method == "OPTIONS":
            return _sent(HttpAnswer(204, TEXT, b""), headers | self._preflight(request))
        return _sent(await self._answered(self._of_path, request), headers)

    async def _of_path(self, request: Request) -> HttpAnswer:
        name = action(request.url.path)
        if name not in self._api:
            known = ", ".join(self._api)
            raise ApiError(404, f"Unsupported action: '{name[:50]}'. Please use one of: {known}")
        return await self._api[name](request)

    async def _check(self, request: Request) -> HttpAnswer:
        return await self._work("check", request)

    def _preflight(self, request: Request) -> dict[str, str]:
        if not self._settings.allow_origin:
            return {"Allow": _METHODS}
        asked = request.headers.get("access-control-request-headers", "content-type")
        return {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": asked,
            "Access-Control-Allow-Private-Network": "true",
            "Access-Control-Max-Age": "600",
        }

    # The page

    async def _front(self, _request: Request) -> Response:
        return _sent(front_page.answer(), {})

    def _own(self, about: str) -> Callable[[Request], Awaitable[Response]]:
        """Return an endpoint for the page of this server alone."""

        async def endpoint(request: Request) -> Response:
            async def answer(request: Request) -> HttpAnswer:
                if request.headers.get("origin") != f"http://{request.headers['host']}":
                    raise ApiError(403, "This address is for the page of this server alone")
                return await self._work(about, request)

            return _sent(await self._answered(answer, request), {})

        return endpoint

    # The work

    async def _answered(self, answer: Callable[[Request], Awaitable[HttpAnswer]], request: Request) -> HttpAnswer:
        try:
            return await answer(request)
        except ApiError as error:
            return HttpAnswer(error.status, TEXT, error.line.encode("utf-8", "replace"))
        except TimeoutError:
            return HttpAnswer(408, TEXT, b"Error: The request took too long to arrive")
        except ClientDisconnect:
            return HttpAnswer(400, TEXT, b"")  # nobody reads it

    async def _work(self, about: str, request: Request) -> HttpAnswer:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(request)
        if self._waiting >= QUEUE:
            raise ApiError(503, "There are currently too many parallel requests. Please try again later.")
        question = HttpQuestion(
            about,  # type: ignore[arg-type]
            request.method,
            request.scope["query_string"],
            body,
            request.headers.get("content-type", ""),
        )
        self._waiting += 1
        try:
            async with self._free:
                # An editor asks again at every key, and no longer waits for what it asked before.
                if await request.is_disconnected():
                    raise ClientDisconnect
                return await self._ask(question)
        finally:
            self._waiting -= 1


def action(path: str) -> str:
    """Return what a path asks for, without `/v2`: users add it where their client does so too, or leave it out."""
    parts = [part for part in path.split("/") if part]
    while parts and parts[0] == "v2":
        parts.pop(0)
    return "/".join(parts)


def _constant(answer: HttpAnswer) -> Callable[[Request], Awaitable[HttpAnswer]]:
    async def answered(_request: Request) -> HttpAnswer:
        return answer

    return answered


async def _body(request: Request) -> bytes:
    """Return the body of a request. Raises ApiError if it is too long."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size <= MAX_BODY:
            pieces.append(piece)
        elif pieces:
            pieces.clear()
        if size > _DRAIN:
            break
    if size > MAX_BODY:
        raise ApiError(413, f"Your request exceeds the limit of {MAX_BODY} bytes. Please submit a shorter text.")
    return b"".join(pieces)


def _sent(answer: HttpAnswer, headers: Mapping[str, str]) -> Response:
    return Response(
        answer.body, answer.status, headers={**_SAFE, **headers, **answer.headers}, media_type=answer.media_type
    )


class _HostCheck:
    """Refuses a request to any other name: a page elsewhere can have its own name lead to this machine."""

    def __init__(self, inner: ASGIApp, hosts: frozenset[str]) -> None:
        self._inner = inner
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        given = [value for name, value in scope.get("headers", ()) if name == b"host"]
        if scope["type"] != "http" or (len(given) == 1 and given[0].decode("latin-1").lower() in self._hosts):
            await self._inner(scope, receive, send)
            return
        error = ApiError(403, f"Unknown host. Use one of: {', '.join(sorted(self._hosts))}")
        await _sent(HttpAnswer(error.status, TEXT, error.line.encode()), {})(scope, receive, send)
