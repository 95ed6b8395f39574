"""What lies beside texts is read as a file of some size, or not at all; nothing of it makes a run wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.files import regular_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def test_a_file_is_read_with_its_state(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1\r\n2\r3\n")
    data, state = regular_files.load(tmp_path / "a", 7)
    assert (data, state.st_size, state.st_ino) == (b"1\r\n2\r3\n", 7, (tmp_path / "a").stat().st_ino)
    assert regular_files.text(tmp_path / "a", 7) == "1\n2\n3\n"


def test_a_larger_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2_500_001)
    with pytest.raises(regular_files.TooLargeError, match=r"larger than 2\.5 MB"):
        regular_files.load(tmp_path / "a", 2_500_000)


def test_a_size_that_is_not_told_is_found_out() -> None:
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("only Linux has files that say they are empty and are not")
    assert path.stat().st_size == 0
    with pytest.raises(regular_files.TooLargeError):
        regular_files.load(path, 10)


@pytest.mark.parametrize("kind", ["fifo", "/dev/zero", "folder"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(kind)
    with pytest.raises(OSError, match="not a regular file") as error:
        regular_files.load(path, 100)
    assert error.value.filename == str(path)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("in/a", True),
        ("in", True),
        ("in/../in/new/b", True),
        ("in/back/a", True),
        ("in/away", False),
        ("in/away/b", False),
        ("in/nowhere", False),
        ("in/..", False),
        ("inside", False),
        ("in/\0", False),
        ("/", False),
    ],
)
def test_inside(tmp_path: Path, name: str, within: bool) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/away").symlink_to("..")
    (tmp_path / "in/back").symlink_to("../in")
    (tmp_path / "in/nowhere").symlink_to("../not/there")
    assert regular_files.inside(tmp_path / name, tmp_path / "in") is within
    assert regular_files.inside("/tmp", "/") is True
