"""A real llama.cpp server: it answers, is shared, ends with its last user, and says why it does not start."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import psutil
import pytest

from cleanup.errors import CleanupError
from cleanup.language_model import llama_server
from cleanup.language_model.llama_server import LlamaServer
from tests.commandline import environment
from tests.language_model.test_gguf import HEAD
from tests.llama import small_model
from tests.waiting import PATIENCE, eventually

#: Connects, says so, and waits.
USER = """
import sys, time
from pathlib import Path
from cleanup.language_model.llama_server import LlamaServer
server = LlamaServer(Path(sys.argv[1]))
print(server.connect(), flush=True)
time.sleep(1000)
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A model, with a cache folder of its own, so that nobody else uses its server."""
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    yield small_model()
    for server in llama_server.known():
        server.stop()


def asked(url: str, question: str, **options: Any) -> dict[str, Any]:
    """The answer to one chat completion, by plain HTTP."""
    body = {"messages": [{"role": "user", "content": question}], "temperature": 0, "seed": 1, **options}
    request = urllib.request.Request(
        f"{url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    # As the client does: under load, a server that is just up may reset its first connection.
    for left in (2, 1, 0):
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                answer: dict[str, Any] = json.load(response)
            break
        except ConnectionError:
            if not left:
                raise
    return answer


def process_of(server: LlamaServer) -> int:
    (found,) = [facts["process"] for _, facts in llama_server.running() if facts["model"] == server.model.name]
    return int(found)


def test_it_answers_is_shared_and_ends_with_its_last_user(model: Path) -> None:
    first, second = LlamaServer(model), LlamaServer(model)
    url = first.connect()
    assert url.startswith("http://127.0.0.1:")
    assert second.connect() == url
    answer = asked(url, "Say hello.", max_tokens=4)
    assert answer["choices"][0]["message"]["role"] == "assistant"
    assert answer["choices"][0]["message"]["content"]
    assert answer["usage"]["completion_tokens"] == 4
    process = process_of(first)
    first.close()
    assert asked(url, "Say hello.", max_tokens=1)["usage"]["completion_tokens"] == 1
    second.close()
    assert eventually(lambda: not psutil.pid_exists(process))
    assert list(llama_server.running()) == []


def test_a_request_that_is_too_long_is_refused_and_not_cut(model: Path) -> None:
    server = LlamaServer(model)
    url = server.connect()
    with pytest.raises(urllib.error.HTTPError) as raised:
        asked(url, "word " * 9000, max_tokens=1)
    with raised.value as error:
        assert (error.code, json.load(error)["error"]["type"]) == (400, "exceed_context_size_error")
    server.close()


def test_one_that_was_killed_is_started_by_the_next_to_connect(model: Path) -> None:
    server = LlamaServer(model)
    server.connect()
    process = process_of(server)
    killed = psutil.Process(process)
    killed.kill()
    # Its first thread is a zombie before the others have ended; only then can anybody see that it is gone.
    assert eventually(lambda: not psutil.pid_exists(process))
    assert asked(server.connect(), "Say hello.", max_tokens=1)["usage"]["completion_tokens"] == 1
    assert process_of(server) != process
    server.close()


def test_a_killed_run_leaves_no_server(model: Path) -> None:
    command = [sys.executable, "-c", USER, str(model)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            assert run.stdout.readline().startswith("http://127.0.0.1:")
            process = process_of(LlamaServer(model))
        finally:
            run.kill()
    assert eventually(lambda: not psutil.pid_exists(process))


def test_a_model_that_is_cut_off_is_explained(model: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(model.read_bytes()[:20_000_000])
    with pytest.raises(CleanupError) as raised:
        LlamaServer(cut).connect()
    said = str(raised.value)
    assert said.startswith(f"{cut}: the server did not start: tensor '")
    assert said.endswith(
        "' data is not within the file bounds, model is corrupted or incomplete; see `cleanup model status`"
    )


def test_what_is_no_model_is_not_loaded(tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_text("<html></html>")
    with pytest.raises(CleanupError) as raised:
        LlamaServer(page).connect()
    assert str(raised.value) == f"{page}: this file is not a model in the format GGUF"


def test_without_the_package_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(llama_server, "version", version)
    path = tmp_path / "one.gguf"
    path.write_bytes(HEAD)
    with pytest.raises(CleanupError) as raised:
        LlamaServer(path).connect()
    assert str(raised.value) == (
        f"{path}: a model file requires the package xllamacpp; pip install 'cleanup-toolkit[model]'"
    )
