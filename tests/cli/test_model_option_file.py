"""`--model` with a model file: a llama.cpp server of our own for the run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup.language_model import llama_server
from tests.commandline import environment, execute
from tests.llama import small_model

TEXT = "The ferry sails at noon.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> Iterator[Path]:
    """The current directory, with a text, and a cache directory of its own."""
    assert own_cache
    place = tmp_path / "desk"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "a.txt").write_text(TEXT)
    yield place
    for server in llama_server.known():
        server.stop()


def test_the_model_is_run_for_the_time_of_the_run(desk: Path) -> None:
    command = [sys.executable, "-m", "cleanup", "check", "--fail-on", "never", "--format", "json"]
    model = ["--model", str(small_model())]
    # Two processors that others use too take half a minute to read the instructions.
    done = subprocess.run(
        [*command, *model, "a.txt"], capture_output=True, env=environment(), cwd=desk, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert [file["path"] for file in json.loads(done.stdout)["files"]] == ["a.txt"]
    assert list(llama_server.running()) == []


def test_a_file_that_is_no_model_is_one_line(desk: Path) -> None:
    (desk / "bad.gguf").write_text("no model")
    done = execute("check", "--model", "bad.gguf", "a.txt")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0].startswith("bad.gguf: ")


def test_a_word_that_names_no_model_is_one_line(desk: Path) -> None:  # noqa: ARG001
    done = execute("check", "--model=nowhere", "a.txt")
    assert done.returncode == 2
    assert "'nowhere' is not 'off', a URL such as" in done.stderr.decode()


def test_a_configuration_names_one_model(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text('[model]\nurl = "http://127.0.0.1:1/v1"\ngguf = "a.gguf"\n')
    done = execute("check", "a.txt")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"{desk / '.cleanup.toml'}:3: keys 'model.url' and 'model.gguf' name two models; remove one of them"
    ]


def test_a_configuration_names_no_model_elsewhere(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text('[model]\ngguf = "../a.gguf"\n')
    done = execute("check", "a.txt")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"{desk / '.cleanup.toml'}:2: key 'model.gguf': '../a.gguf' leads out of this directory; to use it, name it on "
        "the command line with --model"
    ]
