"""Ask a server by HTTP: the one that was named, and no other.

One on this machine is connected to by a loopback address, whatever the name `localhost` leads to, and never through a
proxy. One elsewhere is asked as the user's environment says: through its proxy, by the certificates of the system. No
redirection is followed.
"""

from __future__ import annotations

import http.client
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

#: Bytes of an answer that are read.
MOST_BYTES = 50_000_000
_PIECE = 65_536
#: Characters that are shown of the place that a server sends on to.
_MOST_SHOWN = 200


class Answer(msgspec.Struct, frozen=True):
    """What a server said."""

    status: int
    body: bytes


class RedirectError(CleanupError):
    """The server has said to ask at another place."""


def ask(address: Address, path: str, form: Mapping[str, str] | None, seconds: float) -> Answer:
    """The answer at a path of the server: a form is posted, without one it is a GET.

    Raises OSError when it does not begin, or does not end, within that time (TimeoutError) or is too long, and
    RedirectError.
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
        raise ConnectionError("the answer is not one of HTTP") from error


def _redirected(address: Address, place: str) -> RedirectError:
    return RedirectError(
        f"the server at {address} sends on to {place[:_MOST_SHOWN]!r}, which is not asked",
        hint="name that server if it is meant",
    )


def _body(response: http.client.HTTPResponse, deadline: float) -> bytes:
    pieces: list[bytes] = []
    left = MOST_BYTES
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            raise ConnectionError("the answer is too long")
        if time.monotonic() > deadline:
            raise TimeoutError("the answer takes too long")
    return b"".join(pieces)


@cache
def _opener(*, here: bool) -> urllib.request.OpenerDirector:
    """Opens what it is given: it holds nothing that would follow a redirection."""
    opener = urllib.request.OpenerDirector()
    elsewhere = (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler)
    for handler in (_Handler, _SecureHandler) if here else elsewhere:
        opener.add_handler(handler())
    return opener


class _LocalConnection(http.client.HTTPConnection):
    """A connection to this machine alone."""

    def connect(self) -> None:
        self.sock = _loopback(self.host, self.port, self.timeout)


class _SecureConnection(http.client.HTTPSConnection, _LocalConnection):
    """The same, by TLS."""


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_LocalConnection, req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req)


def _loopback(host: str, port: int, timeout: float | None) -> socket.socket:
    """A socket to the first loopback address of a host that takes it. Raises OSError."""
    problem = OSError(f"{host} is not this machine here")
    found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        if ip_address(place[0].partition("%")[0]).is_loopback:
            try:
                return socket.create_connection(place[:2], timeout)
            except OSError as error:
                problem = error
    raise problem
