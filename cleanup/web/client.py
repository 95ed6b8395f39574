"""HTTP requests to the server that was named, and to no other.

A server on this machine is connected to by a loopback address, wherever the name `localhost` leads, and never through a
proxy. A remote server is connected to as the user's environment says: through its proxy, with the certificates of the
system. Redirections are not followed.
"""

from __future__ import annotations

import http.client
import os
import socket
import time
import urllib.request
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode

import msgspec

from cleanup.errors import CleanupError
from cleanup.web.address import Address

#: The maximum size of an answer, in bytes.
MAX_ANSWER_BYTES = 50_000_000
_PIECE = 65_536
#: The maximum number of characters of a redirection to show.
_MAX_SHOWN = 200


class Answer(msgspec.Struct, frozen=True):
    """The response of a server."""

    status: int
    body: bytes


class Unanswered(CleanupError):  # noqa: N818 - it is no fault of ours, and not of the user's
    """A server did not answer a request. `final` if it will not answer the next one either."""

    def __init__(self, message: str, *, hint: str = "", final: bool = True) -> None:
        super().__init__(message, hint=hint)
        self.final = final


class RedirectError(CleanupError):
    """The server has redirected the request."""


def request(address: Address, path: str, form: Mapping[str, str] | None, seconds: float) -> Answer:
    """Return the answer at a path of the server: a form is sent with POST, otherwise the method is GET.

    Raises OSError if the answer does not start or end in time (TimeoutError) or is too long, and RedirectError.
    """
    body = None if form is None else urlencode(form).encode()
    place = f"{address.scheme}://{address.authority}{path}"
    request = urllib.request.Request(place, body, {"User-Agent": "cleanup"})
    try:
        with _opener(here=address.here).open(request, timeout=seconds) as response:
            if 300 <= response.status < 400:
                raise _redirected(address, response.headers.get("Location", ""))
            return Answer(response.status, _body(response, time.monotonic() + seconds))
    except URLError as error:
        raise error.reason if isinstance(error.reason, OSError) else error from error
    except http.client.HTTPException as error:
        raise ConnectionError("the response is not HTTP") from error


def time_limit(variable: str, default: float) -> float:
    """Return the time limit of a request in seconds, by an environment variable. Raises CleanupError for no number."""
    given = os.environ.get(variable) or default
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise CleanupError(f"{variable}: expected a number of seconds, not {given!r}", hint=f"such as {default:.0f}")
    return seconds


def _redirected(address: Address, place: str) -> RedirectError:
    return RedirectError(
        f"the server at {address} redirects to {place[:_MAX_SHOWN]!r}, which is not followed",
        hint="to use that server, name it directly",
    )


def _body(response: http.client.HTTPResponse, deadline: float) -> bytes:
    pieces: list[bytes] = []
    left = MAX_ANSWER_BYTES
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            raise ConnectionError("the response is too long")
        if time.monotonic() > deadline:
            raise TimeoutError("the response takes too long")
    return b"".join(pieces)


@cache
def _opener(*, here: bool) -> urllib.request.OpenerDirector:
    """Return an opener that does not follow redirections."""
    opener = urllib.request.OpenerDirector()
    elsewhere = (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler)
    for handler in (_Handler, _SecureHandler) if here else elsewhere:
        opener.add_handler(handler())
    return opener


class _LocalConnection(http.client.HTTPConnection):
    """A connection that never leaves this machine."""

    def connect(self) -> None:
        self.sock = loopback(self.host, self.port, self.timeout)


class _SecureConnection(http.client.HTTPSConnection, _LocalConnection):
    """The same, with TLS."""


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_LocalConnection, req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req)


def loopback(host: str, port: int, timeout: float | None) -> socket.socket:
    """Return a socket to the first loopback address of a host that accepts it. Raises OSError."""
    problem = OSError(f"{host} is not this machine")
    found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        if ip_address(place[0].partition("%")[0]).is_loopback:
            try:
                return socket.create_connection(place[:2], timeout)
            except OSError as error:
                problem = error
    raise problem
