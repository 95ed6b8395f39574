"""Which files are models in the format GGUF, and by what a model is known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.errors import CleanupError
from cleanup.language_model import gguf

HEAD = gguf.MAGIC + (3).to_bytes(4, "little") + (1).to_bytes(8, "little") * 2


@pytest.mark.parametrize(
    "data",
    [b"", b"GGUF", HEAD[:-1], b"GGML" + HEAD[4:], HEAD[:4] + b"\0\0\0\3" + HEAD[8:], b"<!DOCTYPE html><html></html>"],
    ids=["empty", "the magic alone", "cut off", "an older format", "big-endian", "a page"],
)
def test_what_is_no_model_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "one.gguf"
    path.write_bytes(data)
    with pytest.raises(CleanupError) as raised:
        gguf.check(path)
    assert str(raised.value) == f"{path}: this file is not a model in the format GGUF"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CleanupError) as raised:
        gguf.check(tmp_path / "none.gguf")
    assert str(raised.value) == f"{tmp_path / 'none.gguf'}: no such file or directory"
    with pytest.raises(CleanupError) as raised:
        gguf.check(tmp_path)
    assert str(raised.value) == f"{tmp_path}: not a file; name a model file (GGUF)"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(CleanupError, match="not a file"):
        gguf.check(tmp_path / "pipe.gguf")


def test_a_model_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    places = [tmp_path / folder / "one.gguf" for folder in "ab"]
    for path in places:
        path.parent.mkdir()
        path.write_bytes(HEAD + b"weights")
    assert gguf.identity(places[0]) == gguf.identity(places[1])
    assert gguf.identity(places[0]).startswith("one-")


@pytest.mark.parametrize("change", [0, -1], ids=["at the beginning", "at the end"])
def test_other_weights_are_another_model(tmp_path: Path, change: int) -> None:
    path = tmp_path / "one.gguf"
    weights = bytearray(3_000_000)
    path.write_bytes(HEAD + weights)
    before = gguf.identity(path)
    weights[change] = 1
    path.write_bytes(HEAD + weights)
    assert gguf.identity(path) != before
    path.write_bytes(HEAD + bytes(3_000_001))
    assert gguf.identity(path) != before
