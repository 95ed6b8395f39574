"""`cleanup lsp`: how it is started, how it ends, and what else it says."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.commandline import environment, execute, invoke

COMMAND = (sys.executable, "-P", "-m", "cleanup", "lsp")


def message(method: str, params: Any = None, number: int | None = None) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {}))
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()


INITIALIZE = message("initialize", {"capabilities": {}, "processId": None}, 1) + message("initialized", {})
LEAVE = message("shutdown", None, 2) + message("exit")


def answers(data: bytes) -> list[dict[str, Any]]:
    """The messages in what a server wrote, which is nothing else."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        match = re.match(rb"Content-Length: (\d+)\r\n", head)
        assert match
        found.append(json.loads(rest[: int(match[1])]))
        data = rest[int(match[1]) :]
    return found


def test_a_server_that_is_shut_down_ends_with_zero() -> None:
    done = execute("lsp", stdin=INITIALIZE + LEAVE)
    first, last = answers(done.stdout)
    assert first["result"]["serverInfo"]["name"] == "cleanup"
    assert (last["id"], last["result"]) == (2, None)
    assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.parametrize("sent", [b"", INITIALIZE, message("exit"), INITIALIZE + b"Content-Length: 100\r\n\r\n{"])
def test_an_editor_that_leaves_without_a_word_ends_it_with_one(sent: bytes) -> None:
    done = execute("lsp", "--stdio", stdin=sent)
    assert (done.stderr, done.returncode) == (b"", 1)


def test_hostile_messages_are_survived() -> None:
    wrong = [
        b"Content-Length: 1\r\n\r\n{",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: 2\r\n\r\n[]",
        message("textDocument/didOpen", {"textDocument": 7}),
        message("textDocument/didChange", {"textDocument": {"uri": "file:///x", "version": 1}, "contentChanges": []}),
        message("nothing/known", {"a": [None]}, 3),
        message("workspace/executeCommand", {"command": "cleanup.accept", "arguments": [[], {}]}, 4),
    ]
    done = execute("lsp", stdin=INITIALIZE + b"".join(wrong) + LEAVE)
    found = answers(done.stdout)
    assert [one["id"] for one in found if "result" in one] == [1, 2]
    assert [one["id"] for one in found if "error" in one] == [3, 4]
    assert done.returncode == 0


def test_an_editor_can_connect_to_a_port() -> None:
    with subprocess.Popen([*COMMAND, "--tcp", "127.0.0.1:0"], env=environment(), stderr=subprocess.PIPE) as server:
        assert server.stderr
        match = re.fullmatch(rb"Listening at 127\.0\.0\.1:(\d+)\n", server.stderr.readline())
        assert match
        with socket.create_connection(("127.0.0.1", int(match[1])), timeout=60) as connection:
            connection.sendall(INITIALIZE + LEAVE)
            received = b""
            while data := connection.recv(65_536):
                received += data
        assert [one["id"] for one in answers(received)] == [1, 2]
        assert (server.wait(60), server.stderr.read()) == (0, b"")


def test_a_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = execute("lsp", "--tcp", address)
    assert re.fullmatch(rb"cannot listen at 127\.0\.0\.1:\d+: [^\n]*in use[^\n]*\n", done.stderr), done.stderr
    assert (done.stdout, done.returncode) == (b"", 2)


@pytest.mark.parametrize("address", ["8765", ":1", "localhost:", "localhost:x", "localhost:65536", "localhost:-1"])
def test_a_wrong_address_says_what_is_right(address: str) -> None:
    result = invoke("lsp", "--tcp", address)
    assert result.exit_code == 2
    assert f"'{address}' is not an address; write it as 127.0.0.1:8765" in result.stderr


def test_two_ways_to_connect_are_one_too_many() -> None:
    result = invoke("lsp", "--stdio", "--tcp", "127.0.0.1:0")
    assert (result.exit_code, "--stdio cannot be combined with --tcp" in result.stderr) == (2, True)


def test_without_the_extra_it_says_how_to_get_it() -> None:
    code = "import sys; sys.modules['pygls'] = None; from cleanup.cli import main; sys.argv[1:] = ['lsp']; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    said = "`cleanup lsp` requires the package pygls; pip install 'cleanup-toolkit[lsp]'\n"
    assert (done.stderr, done.returncode) == (said, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_an_interrupt_ends_it() -> None:
    import signal

    with subprocess.Popen(COMMAND, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(INITIALIZE)
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-Length")
        time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 130
