"""`--backup`: the original stays beside the file that is repaired in place, and no other backup is lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.commands.test_apply import decide
from tests.commandline import HOUSE, invoke

ORIGINAL = b"A wide  gap.\r\n"
FIXED = b"A wide gap.\r\n"


@pytest.fixture
def text(desk: Path) -> Path:
    path = desk / "a.txt"
    path.write_bytes(ORIGINAL)
    path.chmod(0o640)
    return path


def test_the_original_stays_with_its_mode(text: Path) -> None:
    (text.parent / "clean.txt").write_bytes(FIXED)
    result = invoke("fix", *HOUSE, "--backup", ".")
    assert result.stderr.splitlines()[0] == "a.txt: original saved as a.txt.orig"
    kept = text.parent / "a.txt.orig"
    assert (text.read_bytes(), kept.read_bytes()) == (FIXED, ORIGINAL)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert sorted(path.name for path in text.parent.iterdir()) == ["a.txt", "a.txt.orig", "clean.txt"]
    # It is no text of the folder, so it is repaired by no later run.
    assert invoke("fix", *HOUSE, "--backup", ".").stderr == "Nothing to repair in 2 files.\n"


def test_a_backup_that_is_there_stays(text: Path) -> None:
    text.with_name("a.txt.orig").write_bytes(b"of another day")
    text.with_name("a.txt.orig.2").symlink_to("nowhere")
    result = invoke("fix", *HOUSE, "--backup", "a.txt")
    assert result.stderr.splitlines()[0] == "a.txt: original saved as a.txt.orig.3"
    assert text.with_name("a.txt.orig").read_bytes() == b"of another day"
    assert text.with_name("a.txt.orig.3").read_bytes() == ORIGINAL
    text.write_bytes(ORIGINAL)
    assert "saved as a.txt.orig.3" in invoke("fix", *HOUSE, "--backup", "a.txt").stderr
    assert not text.with_name("a.txt.orig.4").exists()


def test_without_a_backup_nothing_is_repaired(text: Path) -> None:
    text.parent.chmod(0o555)
    try:
        if _may_write(text.parent):
            pytest.skip("this user may write everywhere")
        assert invoke("fix", *HOUSE, "--backup", "a.txt").exit_code == 2
    finally:
        text.parent.chmod(0o755)
    assert text.read_bytes() == ORIGINAL


def _may_write(folder: Path) -> bool:
    try:
        (folder / "probe").write_bytes(b"")
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


def test_apply_keeps_one_too(text: Path) -> None:
    change = {"start": 6, "end": 8, "before": "  ", "after": " "}
    changes = [{"findings": ["x"], "made": False, "edits": [change]}]
    decided = decide({"x": "accept"}, reviewed=ORIGINAL, changes=changes)
    assert invoke("apply", "--backup", decided).exit_code == 0
    assert (text.read_bytes(), text.with_name("a.txt.orig").read_bytes()) == (FIXED, ORIGINAL)


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["fix", "--diff", "a.txt"], "--diff writes nothing"),
        (["fix", "--output", "out", "a.txt"], "--output keeps the originals"),
        (["fix", "-"], "- is not a file"),
        (["apply", "--diff", "d.json"], "--diff writes nothing"),
    ],
)
def test_it_goes_only_with_what_changes_files_in_place(text: Path, args: list[str], why: str) -> None:
    result = invoke(args[0], "--backup", *args[1:])
    assert (result.exit_code, f"--backup cannot be used here: {why}" in result.stderr) == (2, True)
    assert [path.name for path in text.parent.iterdir()] == ["a.txt"]
