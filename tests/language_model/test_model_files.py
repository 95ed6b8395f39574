"""Models are installed whole and verified, from a hub or from a file; what was there stays until then."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cleanup.errors import CleanupError
from cleanup.language_model import model_files
from cleanup.language_model.model_files import NamedModel
from tests.language_model.test_gguf import HEAD
from tests.llama import need

DATA = HEAD + bytes(range(256)) * 4_000
MODEL = NamedModel(
    name="tiny",
    memory=1,
    licence="Apache-2.0",
    repository="somebody/tiny-GGUF",
    revision="0" * 40,
    file="tiny-q4.gguf",
    size=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
)
PLACE = f"/somebody/tiny-GGUF/resolve/{'0' * 40}/tiny-q4.gguf"


class Hub(ThreadingHTTPServer):
    """A hub with one file, which it keeps at another address, as the real one does."""

    daemon_threads = True
    #: What it has, and what it was asked: path, range, key.
    data = DATA
    asked: list[tuple[str, str | None, str | None]]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        hub = self.server
        assert isinstance(hub, Hub)
        hub.asked.append((self.path, self.headers["Range"], self.headers["Authorization"]))
        if self.path == PLACE:
            self.send_response(302)
            self.send_header("Location", "/stored")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path != "/stored":
            self.send_error(404)
            return
        start = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "bytes=0-")
        assert start
        rest = hub.data[int(start[1]) :]
        self.send_response(206 if self.headers["Range"] else 200)
        if self.headers["Range"]:
            self.send_header("Content-Range", f"bytes {start[1]}-{len(hub.data) - 1}/{len(hub.data)}")
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models are installed."""
    monkeypatch.setenv("CLEANUP_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "models"


@pytest.fixture
def hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub on this machine, for a user who has a key for the real one."""
    assert folder
    need("huggingface_hub")
    from huggingface_hub import constants

    with Hub(("127.0.0.1", 0), Handler) as running:
        running.asked = []
        template = f"http://127.0.0.1:{running.server_address[1]}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setenv("HF_TOKEN", "hf_secret")
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_a_named_model_is_fetched_at_its_revision_and_no_key_is_sent(hub: Hub, folder: Path) -> None:
    assert model_files.fetch(MODEL) == folder / "tiny.gguf"
    assert (folder / "tiny.gguf").read_bytes() == DATA
    assert [path.name for path in folder.iterdir()] == ["tiny.gguf"]
    assert hub.asked == [(PLACE, None, None), ("/stored", None, None)]


def test_what_was_fetched_before_an_interruption_is_not_fetched_again(hub: Hub, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "tiny.partial").write_bytes(DATA[:300_000])
    model_files.fetch(MODEL)
    assert (folder / "tiny.gguf").read_bytes() == DATA
    assert {asked[1] for asked in hub.asked} == {"bytes=300000-"}


def test_what_was_fetched_whole_is_only_verified(hub: Hub, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "tiny.partial").write_bytes(DATA)
    model_files.fetch(MODEL)
    assert (folder / "tiny.gguf").read_bytes() == DATA
    assert hub.asked == []


def test_a_file_of_another_content_is_refused_and_what_was_there_stays(hub: Hub, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "tiny.gguf").write_bytes(HEAD)
    hub.data = DATA[:-1] + b"!"
    with pytest.raises(CleanupError) as raised:
        model_files.fetch(MODEL)
    digest = hashlib.sha256(hub.data).hexdigest()
    assert raised.value.message == f"this file is not the model tiny: SHA-256 {digest} instead of {MODEL.sha256}"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"tiny.gguf": HEAD}


def test_a_hub_without_the_file_is_one_line(hub: Hub, folder: Path) -> None:
    assert hub
    other = NamedModel("tiny", 1, "MIT", "somebody/else", "main", "none.gguf", 1, "")
    with pytest.raises(CleanupError) as raised:
        model_files.fetch(other)
    said = str(raised.value)
    assert "\n" not in said
    assert said.startswith("the download failed: ")
    assert "404" in said
    assert model_files.installed() == []
    assert folder.is_dir()


def test_a_file_is_copied_under_its_name(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(DATA)
    assert model_files.copy(source, "mine") == folder / "mine.gguf"
    assert (folder / "mine.gguf").read_bytes() == source.read_bytes() == DATA
    assert model_files.installed() == [folder / "mine.gguf"]


def test_a_file_that_is_not_the_model_it_is_said_to_be_is_not_copied(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(DATA)
    with pytest.raises(CleanupError) as raised:
        model_files.copy(source, "qwen3-4b")
    assert str(raised.value) == (
        f"{source}: this file is not the model qwen3-4b: 1,024,024 bytes instead of 2,497,280,736"
    )
    assert not folder.exists()


def test_a_model_is_found_by_name_by_path_or_as_the_only_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CleanupError, match=r"^no model is installed; "):
        model_files.find("")
    source = tmp_path / "mine.gguf"
    source.write_bytes(DATA)
    first = model_files.copy(source, "first")
    assert model_files.find("") == model_files.find("first") == first == folder / "first.gguf"
    assert model_files.find(str(source)) == source
    model_files.copy(source, "second")
    with pytest.raises(CleanupError) as raised:
        model_files.find("")
    assert str(raised.value) == "several models are installed; name one of them: first, second"


def test_every_named_model_is_pinned() -> None:
    for model in model_files.MODELS:
        assert re.fullmatch("[0-9a-f]{40}", model.revision)
        assert re.fullmatch("[0-9a-f]{64}", model.sha256)
        assert model.file.endswith(".gguf")
        assert model.size < model.memory * 1_000_000_000
    names = [model.name for model in model_files.MODELS]
    assert len(set(names)) == len(names)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be written")
def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(DATA)
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    with pytest.raises(CleanupError, match=r"permission denied$"):
        model_files.copy(source, "mine")
