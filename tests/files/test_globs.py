"""Globs as `.gitignore` writes them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.files.globs import Globs, wrong


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("a.log", False, True),
        ("deep/down/a.log", False, True),
        ("keep.log", False, False),
        ("a.txt", False, None),
        ("build", True, True),
        ("build", False, None),
        ("build/a.txt", False, True),
        (os.fsdecode(b"\xff\xe9.log"), False, True),
        (os.fsdecode(b"\xff\xe9.txt"), False, None),
    ],
)
def test_the_last_pattern_that_matches_decides(tmp_path: Path, path: str, folder: bool, expected: bool | None) -> None:
    globs = Globs(str(tmp_path), ("*.log", "!keep.log", "build/"))
    assert globs.verdict(tmp_path / path, folder=folder) is expected


@pytest.mark.parametrize("path", ["out", "out/a.txt", "deep/out/a.txt", "outside", "a.tmp", "deep/b.tmp/c", "tmp"])
@pytest.mark.parametrize("folder", [False, True])
def test_names_are_matched_as_the_library_does(tmp_path: Path, path: str, folder: bool) -> None:
    names = ("out/", "a*.tmp", "b.tmp")
    by_library = Globs(str(tmp_path), (*names, "/none"))
    assert Globs(str(tmp_path), names).verdict(tmp_path / path, folder=folder) is by_library.verdict(
        tmp_path / path, folder=folder
    )


def test_what_is_no_glob_is_named() -> None:
    assert wrong(["*.log", "/", "!", "end\\", "", "# a comment"]) == ["!", "end\\"]
