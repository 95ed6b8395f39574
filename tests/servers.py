"""Real servers on this machine that write down what they are asked."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import NamedTuple

#: What satisfies a client of LanguageTool: there is English, and nothing wrong.
LANGUAGETOOL = {
    "/v2/languages": json.dumps([{"code": "en", "longCode": "en-US"}]),
    "/v2/check": json.dumps({"matches": []}),
}


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    host: str
    body: str


class Server(NamedTuple):
    """A running server, by its URL, and all that it was asked."""

    url: str
    asked: list[Asked]


@contextmanager
def serving(
    bodies: Mapping[str, str] = LANGUAGETOOL,
    status: int = 200,
    host: str = "127.0.0.1",
    context: SSLContext | None = None,
    **headers: str,
) -> Iterator[Server]:
    """A server that answers so, by path. A host with colons is one of IPv6; with a context it speaks TLS."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked.append(Asked(self.command, self.path, self.headers.get("Host", ""), sent))
            said = bodies.get(self.path, "").encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_CONNECT = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Running(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        def handle_error(self, *_: object) -> None:
            """Nothing: who asked may go away at any time."""

    with Running((host, 0), Handler) as running:
        if context:
            running.socket = context.wrap_socket(running.socket, server_side=True)
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        yield Server(f"http://{shown}:{running.server_address[1]}/", asked)
        running.shutdown()
