"""`cleanup model`: what it lists, installs, starts and stops, and what it says of what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from cleanup.language_model import llama_server
from tests.commandline import invoke
from tests.llama import small_model


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without models, where nothing runs."""
    for name in ("data", "cache"):
        monkeypatch.setenv(f"CLEANUP_{name.upper()}", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for server in llama_server.known():
        server.stop()


@pytest.mark.usefixtures("own")
def test_without_a_name_the_models_are_listed_by_memory_and_licence() -> None:
    result = invoke("model", "install")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "qwen2.5-1.5b: 2 GB of memory, download 1.1 GB, Apache-2.0, Qwen/Qwen2.5-1.5B-Instruct-GGUF",
            "qwen3-4b:     4 GB of memory, download 2.5 GB, Apache-2.0, bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
            "qwen3-8b:     8 GB of memory, download 5.0 GB, Apache-2.0, Qwen/Qwen3-8B-GGUF",
        ],
    )


def test_a_model_is_installed_started_shown_and_stopped(own: Path) -> None:
    source = small_model()
    target = own / "data" / "models" / "small.gguf"
    done = invoke("model", "install", "small", "--from", str(source))
    line = f"small, {source.stat().st_size / 1_000_000:.0f} MB, in {target}"
    assert (done.exit_code, done.stdout) == (0, f"{line}\n")
    assert target.read_bytes() == source.read_bytes()

    started = invoke("model", "start")
    said = "small.gguf is running at "
    assert started.stdout.startswith(f"{said}http://127.0.0.1:")
    url = started.stdout.removeprefix(said).removesuffix("v1\n")
    assert invoke("model", "start", "small").stdout == started.stdout

    package, model, server = invoke("model", "status").stdout.splitlines()
    assert package == f"llama.cpp: xllamacpp {version('xllamacpp')}"
    assert model == f"Model:     {line}"
    assert server.startswith(f"Server:    small.gguf at {url}, process ")
    assert server.endswith(", runs until stopped")

    assert invoke("model", "stop").stdout == "Stopped.\n"
    assert invoke("model", "stop").stdout == "No server is running.\n"
    assert invoke("model", "status").stdout.splitlines()[2:] == [
        f"Server:    not running; the logs of earlier ones, if any, are in {own / 'cache' / 'llama'}"
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["start"], "no model is installed; name a model file (GGUF); `cleanup model install` lists models"),
        (["start", "page.gguf"], "{own}/page.gguf: this file is not a model in the format GGUF"),
        (["start", "absent"], "{own}/absent: no such file or directory"),
        (["install", "qwen3-4bn"], "no model is named 'qwen3-4bn'; did you mean 'qwen3-4b'?"),
        (["install", "--from", "page.gguf"], "page.gguf: this file is not a model in the format GGUF"),
        (["install", "../up", "--from", "page.gguf"], "Error: '../up' is not a name for a model"),
    ],
)
def test_what_cannot_be_done_is_one_line(own: Path, args: list[str], said: str) -> None:
    (own / "page.gguf").write_text("<html></html>")
    result = invoke("model", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == said.format(own=own)


@pytest.mark.usefixtures("own")
def test_status_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(llama_server, "version", absent)
    result = invoke("model", "status")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "llama.cpp: a model file requires the package xllamacpp; pip install 'cleanup-toolkit[model]'",
        "Model:     none is installed",
    ]
