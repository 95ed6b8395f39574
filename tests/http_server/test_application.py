"""The server as an application: who may ask, how much, and what a client sees of a failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

import pytest

from cleanup.http_server import application
from cleanup.http_server.application import MAX_BODY, QUEUE, Application, ServerSettings
from cleanup.http_server.exchange import JSON, TEXT, HttpAnswer, HttpQuestion
from cleanup.http_server.serving import hosts

HOST = "127.0.0.1:8081"


class Reply(NamedTuple):
    """What a client receives."""

    status: int
    headers: dict[str, str]
    body: bytes


async def echo(question: HttpQuestion) -> HttpAnswer:
    """Say what was asked."""
    return HttpAnswer(
        200, JSON, json.dumps([question.about, question.method, question.body.decode("latin-1")]).encode()
    )


Ask = Callable[[HttpQuestion], Awaitable[HttpAnswer]]


async def request(
    app: Any,
    method: str,
    path: str,
    body: Sequence[bytes] = (b"",),
    *,
    query: bytes = b"",
    host: Sequence[str] = (HOST,),
    **headers: str,
) -> Reply:
    """The answer of an application to one request, whose body comes in pieces."""
    pieces = [{"type": "http.request", "body": one, "more_body": True} for one in body]
    pieces.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[dict[str, Any]] = []
    given = [(b"host", one.encode("latin-1")) for one in host]
    given += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": query, "headers": given, "scheme": "http", "root_path": "",
        "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8081),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        if not pieces:
            await asyncio.sleep(3600)
        return pieces.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent[1:]))


def app(ask: Ask = echo, allowed: str = "") -> Any:
    return Application(ServerSettings(hosts("127.0.0.1", 8081), allowed), ask).asgi()


def asked(method: str, path: str, body: bytes = b"", *, ask: Ask = echo, allowed: str = "", **more: Any) -> Reply:
    return asyncio.run(request(app(ask, allowed), method, path, [body], **more))


# The endpoints


@pytest.mark.parametrize("prefix", ["", "/v2", "/v2/v2", "//v2/"])
def test_every_endpoint_has_every_spelling(prefix: str) -> None:
    assert asked("GET", f"{prefix}/healthcheck").body == b"OK"
    assert asked("GET", f"{prefix}/maxtextlength").body == b"2000000"
    assert json.loads(asked("GET", f"{prefix}/info").body)["software"]["name"] == "cleanup"
    languages = json.loads(asked("POST", f"{prefix}/languages/").body)
    assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in languages
    assert json.loads(asked("POST", f"{prefix}/check", b"text=x").body) == ["check", "POST", "text=x"]
    assert json.loads(asked("GET", f"{prefix}/check", query=b"text=x").body) == ["check", "GET", ""]


@pytest.mark.parametrize(
    "path", ["/v2/foo", "/foo", "/v2", "/v2/", "/favicon.ico", "/check/x", "/review", "/\u00e9\u202e"]
)
def test_other_paths_are_unknown(path: str) -> None:
    found = asked("GET", path)
    assert found.status in (404, 405)
    assert found.headers["content-type"] == "text/plain; charset=utf-8"


def test_an_unknown_action_is_told_as_by_languagetool() -> None:
    assert asked("GET", "/v2/foo").body.startswith(b"Error: Unsupported action: 'foo'. Please ")


def test_every_answer_says_that_it_is_not_to_be_kept_or_guessed_at() -> None:
    for path in ("/", "/v2/languages", "/v2/foo", "/v2/check"):
        headers = asked("GET", path).headers
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


# Who may ask


@pytest.mark.parametrize("host", ["localhost:8081", "LOCALHOST:8081", "127.0.0.1:8081", "[::1]:8081"])
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    assert asked("GET", "/v2/healthcheck", host=[host]).status == 200


@pytest.mark.parametrize(
    "host",
    [[], [""], ["localhost"], ["localhost:8082"], ["localhost.evil.example:8081"], ["evil.example:8081"],
     ["127.1:8081"], ["127.0.0.1:8081.evil.example"], ["::1:8081"], ["x@127.0.0.1:8081"], ["0.0.0.0:8081"],
     [HOST, HOST], [" " + HOST], ["localhost:8081\u00e9"]],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/v2/check", "/review"])
def test_any_other_host_is_refused_before_all_else(path: str, host: list[str]) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        found = asked(method, path, host=host, allowed="*", ask=never)
        assert (found.status, found.body[:20]) == (403, b"Error: Unknown host.")
        assert "access-control-allow-origin" not in found.headers


async def never(question: HttpQuestion) -> HttpAnswer:
    raise AssertionError(f"was asked {question.about}")


def test_the_host_that_was_given_is_one_of_its_names() -> None:
    assert hosts("Box.Example", 80) == {
        f"{name}{port}" for name in ("localhost", "127.0.0.1", "[::1]", "box.example") for port in ("", ":80")
    }
    assert "192.168.1.5:8081" in hosts("192.168.1.5", 8081)


@pytest.mark.parametrize("path", ["/review", "/result"])
def test_only_the_page_itself_uses_its_endpoints(path: str) -> None:
    origins = ("null", "http://evil.example", f"https://{HOST}", "http://localhost:8081", "")
    for headers in ({}, *({"origin": origin} for origin in origins)):
        found = asked("POST", path, b"x", ask=never, allowed="*", **headers)
        assert (found.status, found.body) == (403, b"Error: This address is for the page of this server alone")


def own(path: str, body: bytes = b"x") -> Reply:
    return asyncio.run(request(app(), "POST", path, [body], origin=f"http://{HOST}"))


def test_the_page_itself_is_answered_without_cors() -> None:
    for path in ("/review", "/result"):
        found = own(path)
        assert json.loads(found.body) == [path[1:], "POST", "x"]
        assert "access-control-allow-origin" not in found.headers


# Browsers


def test_options_are_answered_and_allow_nothing_by_themselves() -> None:
    found = asked("OPTIONS", "/v2/check", ask=never)
    assert (found.status, found.body, found.headers["allow"]) == (204, b"", "GET, POST, HEAD, OPTIONS")
    assert [name for name in found.headers if name.startswith("access-control")] == []


@pytest.mark.parametrize("origin", ["*", "https://editor.example"])
def test_an_allowed_origin_is_told_everywhere_in_the_api(origin: str) -> None:
    for method, path in (("GET", "/v2/languages"), ("POST", "/check"), ("GET", "/v2/foo"), ("OPTIONS", "/v2/check")):
        assert asked(method, path, allowed=origin).headers["access-control-allow-origin"] == origin
    found = asked("OPTIONS", "/check", allowed=origin, access_control_request_headers="content-type,x-y").headers
    assert found["access-control-allow-headers"] == "content-type,x-y"
    assert found["access-control-allow-methods"] == "GET, POST, HEAD, OPTIONS"
    assert found["access-control-allow-private-network"] == "true"
    assert "access-control-allow-origin" not in asked("GET", "/", allowed=origin).headers


# How much


def test_a_body_that_is_too_long_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "MAX_BODY", 10)
    found = asyncio.run(request(app(), "POST", "/v2/check", [b"12345", b"67890"]))
    assert found.status == 200
    found = asyncio.run(request(app(never), "POST", "/v2/check", [b"12345", b"67890", b"1"]))
    assert (found.status, found.body) == (
        413, b"Error: Your request exceeds the limit of 10 bytes. Please submit a shorter text."
    )  # fmt: skip
    assert MAX_BODY == 20_000_000


def test_a_body_that_never_ends_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "BODY_SECONDS", 0.05)

    async def stalled() -> Reply:
        pieces = [b"x"]

        class Half:
            async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
                async def some() -> dict[str, Any]:
                    if pieces:
                        return {"type": "http.request", "body": pieces.pop(), "more_body": True}
                    await asyncio.sleep(3600)
                    raise AssertionError

                await app(never)(scope, some, send)

        return await request(Half(), "POST", "/v2/check")

    found = asyncio.run(stalled())
    assert (found.status, found.body) == (408, b"Error: The request took too long to arrive")


def test_a_client_that_goes_away_is_no_error() -> None:
    class Gone:
        async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
            async def disconnected() -> dict[str, Any]:
                return {"type": "http.disconnect"}

            await app(never)(scope, disconnected, send)

    assert asyncio.run(request(Gone(), "POST", "/v2/check")).status == 400


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    async def crowd() -> tuple[list[str], list[int]]:
        gate, begun = asyncio.Event(), []

        async def slow(question: HttpQuestion) -> HttpAnswer:
            begun.append(question.body.decode())
            await gate.wait()
            return HttpAnswer(200, TEXT, b"")

        shared = app(slow)

        class Impatient:
            """A client that goes away when it has sent its request."""

            async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
                async def once() -> dict[str, Any]:
                    found: dict[str, Any] = await receive()
                    return found if found["body"] else {"type": "http.disconnect"}

                async def whole() -> dict[str, Any]:
                    return {**(await once()), "more_body": False}

                await shared(scope, whole, send)

        first = asyncio.create_task(request(shared, "POST", "/v2/check", [b"first"]))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(request(Impatient(), "POST", "/v2/check", [b"second"]))
        third = asyncio.create_task(request(shared, "POST", "/v2/check", [b"third"]))
        await asyncio.sleep(0.05)
        gate.set()
        return begun, [one.status for one in await asyncio.gather(first, second, third)]

    assert asyncio.run(crowd()) == (["first", "third"], [200, 400, 200])


def test_who_finds_the_queue_full_is_told_so() -> None:
    async def crowd() -> list[Reply]:
        gate = asyncio.Event()

        async def slow(_question: HttpQuestion) -> HttpAnswer:
            await gate.wait()
            return HttpAnswer(200, TEXT, b"done")

        shared = app(slow)
        waiting = [asyncio.create_task(request(shared, "POST", "/v2/check")) for _ in range(QUEUE)]
        await asyncio.sleep(0.05)
        late = await request(shared, "POST", "/v2/check")
        healthy = await request(shared, "GET", "/v2/healthcheck")
        gate.set()
        return [late, healthy, *await asyncio.gather(*waiting), await request(shared, "POST", "/v2/check")]

    late, healthy, *others = asyncio.run(crowd())
    assert (late.status, late.body) == (
        503, b"Error: There are currently too many parallel requests. Please try again later."
    )  # fmt: skip
    assert healthy.status == 200
    assert [one.status for one in others] == [200] * (QUEUE + 1)
