"""A server of our own is shared, ends with its last user, and is started again when it has died."""

from __future__ import annotations

import socket
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cleanup.errors import CleanupError
from cleanup.local_servers.launcher import Facts, LocalServer
from cleanup.local_servers.supervisor import HOST, PORT, SETTINGS_PATH, Server, ServerProgram, free_port
from tests.waiting import eventually

#: Answers every GET with what its settings say.
SCRIPT = """
import pathlib, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(pathlib.Path(sys.argv[1]).read_bytes())

server = HTTPServer(("127.0.0.1", int(sys.argv[2])), Handler)
print("serves", flush=True)
server.serve_forever()
"""


def program(script: str = SCRIPT) -> ServerProgram:
    return ServerProgram(
        command=[sys.executable, "-c", script, SETTINGS_PATH, PORT],
        settings="as it was told",
        started="serves",
        port_taken="Address already in use",
        problem=r"^wrong: (.+)",
        health="/",
    )


def prepared() -> tuple[ServerProgram, Facts]:
    return program(), {"version": "1"}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    """One that nobody else knows."""
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path))
    local = LocalServer("echo", hint="look at it", start_seconds=60)
    yield local
    local.stop()


def test_it_is_started_with_its_settings_on_this_machine_alone(server: LocalServer) -> None:
    lease = server.lease(prepared)
    assert lease.url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(lease.url) as answer:
        assert answer.read() == b"as it was told"
    lease.close()


def test_two_leases_are_of_one_server_which_ends_with_the_last(server: LocalServer) -> None:
    first = server.lease(prepared)
    second = server.lease(lambda: pytest.fail("a second one is started"))
    assert (first.url, first.facts["process"]) == (second.url, second.facts["process"])
    first.close()
    assert eventually(lambda: (server.status() or {}).get("users") == 1)
    second.close()
    assert eventually(lambda: not psutil.pid_exists(second.facts["process"]))
    assert server.status() is None


def test_one_that_is_kept_stays_until_it_is_stopped(server: LocalServer) -> None:
    lease = server.lease(prepared, keep=True)
    lease.close()
    assert eventually(lambda: (server.status() or {}).get("users") == 0)
    facts = server.status()
    assert facts is not None
    assert (facts["version"], facts["keep"], facts["url"]) == ("1", True, lease.url)
    assert server.stop()
    assert not psutil.pid_exists(facts["process"])
    assert not server.stop()


def test_one_that_was_killed_is_started_again(server: LocalServer) -> None:
    first = server.lease(prepared)
    killed = psutil.Process(first.facts["process"])
    killed.kill()
    assert eventually(lambda: not killed.is_running() or killed.status() == psutil.STATUS_ZOMBIE)
    second = server.lease(prepared)
    assert second.facts["process"] != first.facts["process"]
    first.close()
    with urllib.request.urlopen(second.url) as answer:
        assert answer.read() == b"as it was told"
    second.close()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("print('at first'); print('wrong: no memory'); print('at last')", "no memory"),
        ("print('at first'); print('at last')", "at last"),
        ("", "there was no output"),
    ],
)
def test_one_that_does_not_start_is_explained_by_its_own_words(server: LocalServer, script: str, said: str) -> None:
    with pytest.raises(CleanupError) as raised:
        server.lease(lambda: (program(script), {}))
    assert str(raised.value) == f"the server did not start: {said}; look at it"
    assert server.status() is None


def test_one_that_takes_too_long_is_given_up(server: LocalServer) -> None:
    hasty = LocalServer(server.name, hint="look at it", start_seconds=1)
    with pytest.raises(CleanupError, match=r"^the server did not start: sleeps; look at it$"):
        hasty.lease(lambda: (program("import time; print('sleeps', flush=True); time.sleep(1000)"), {}))


def test_a_port_that_is_taken_is_left_for_the_next(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as other:
        taken, free = other.getsockname()[1], free_port()
        ports = iter([taken, free])
        running = Server(program(), tmp_path, 60, lambda: next(ports))
        running.start()
        try:
            assert eventually(lambda: not running.ended() and running.ready())
            assert running.port == free
        finally:
            running.stop()
