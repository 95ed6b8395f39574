"""`cleanup serve` as a program: its address, its mistakes, and its end."""

from __future__ import annotations

import importlib.util
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.commandline import environment, execute, invoke
from tests.waiting import eventually

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")


@contextmanager
def running(folder: Path, *args: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The server as a program in a folder, with the lines that it prints when it is ready."""
    command = [sys.executable, "-P", "-m", "cleanup", "serve", "--port", "0", "--jobs", "1", *args]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=folder, text=True
    )
    assert process.stdout
    try:
        yield process, [process.stdout.readline() for _ in range(3)]
    finally:
        process.kill()
        process.communicate()


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def test_it_says_where_it_is_answers_there_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    # What lies in the folder where it is started is none of its business.
    (tmp_path / ".cleanup.toml").write_text("this is no configuration\n")
    with running(tmp_path, "--allow-origin") as (process, lines):
        url = lines[0].split()[1].rstrip("/")
        assert lines == [
            f"Page:          {url}/\n",
            f"LanguageTool:  {url} or {url}/v2, whichever your client accepts\n",
            "Stop with Ctrl-C.\n",
        ]
        status, headers, body = get(f"{url}/v2/check?language=en-US&text=He+went+,+and+left.")
        assert (status, headers["access-control-allow-origin"], "server" in headers) == (200, "*", False)
        assert len(json.loads(body)["matches"]) == 1
        assert get(f"{url}/", Host="evil.example")[0] == 403
        port = url.rpartition(":")[2]
        taken = execute("serve", "--port", port)
        hint = "end the program that uses it, or choose another port with --port"
        assert (taken.returncode, taken.stdout) == (2, b"")
        assert taken.stderr.decode() == f"127.0.0.1:{port}: address already in use; {hint}\n"
        workers = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        assert (process.returncode, out, errors) == (130, "", "\n")
        assert eventually(lambda: not any(one.is_running() for one in workers))
    assert [path.name for path in tmp_path.iterdir()] == [".cleanup.toml"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_no_process_is_left(tmp_path: Path, how: signal.Signals) -> None:
    with running(tmp_path) as (process, _):
        workers = psutil.Process(process.pid).children()
        assert len(workers) == 1
        process.send_signal(how)
        assert process.wait(timeout=60) == -how
        assert eventually(lambda: not any(one.is_running() for one in workers))


def test_a_worker_that_dies_is_replaced_and_told_of(tmp_path: Path) -> None:
    with running(tmp_path) as (process, lines):
        url = f"{lines[0].split()[1]}v2/check?language=en&text=x"
        (worker,) = psutil.Process(process.pid).children()
        worker.kill()
        # The first to ask finds it dead.
        assert get(url)[0] == 500
        assert get(url)[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[1] == "a request could not be answered: its process has ended\n\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--host", "no-such-host.invalid"), "--host no-such-host.invalid: no such address; use the name or number of"),
        (("--host", "192.0.2.1", "--port", "0"), "192.0.2.1:0: cannot assign requested address; end the program"),
        (("--host", "a" * 300), f"--host {'a' * 300}: no such address; use the name"),
        (("--port", "65536"), "Invalid value for '--port': 65536 is not in the range 0<=x<=65535"),
        (("--jobs", "0"), "Invalid value for '--jobs'"),
        (("--max-seconds", "-1"), "Invalid value for '--max-seconds'"),
    ],
)
def test_a_mistake_is_one_line(args: tuple[str, ...], message: str) -> None:
    done = execute("serve", *args)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_default_port_may_be_taken_by_languagetool() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = invoke("serve", "--port", str(other.getsockname()[1]))
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_without_its_packages_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "uvicorn" else find(name, *rest)
    )
    done = invoke("serve")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "serving requires the package uvicorn; pip install 'cleanup-toolkit[serve]'\n"
