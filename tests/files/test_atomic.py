"""What a killed run has left is removed by the next one; what a living one is writing is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cleanup.files import atomic
from tests.commandline import HOUSE, environment, execute

posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and locks of POSIX")

#: Begins to write `one.txt`, says so, and waits.
WRITER = """
import sys, time
from cleanup.files import atomic
with atomic.beside(sys.argv[1]) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


def begin(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
    assert child.stdout
    assert child.stdout.readline() == "writing\n"
    return child


def end(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert child.stdout
    child.stdout.close()


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".cleanup-"))


@posix
@pytest.mark.parametrize(
    "command",
    [
        ("fix", "one.txt"),
        ("fix", "--output", ".", "sub/two.txt"),
        ("check", "--report", "r.html", "one.txt"),
        ("baseline", "--output", "b.json", "one.txt"),
    ],
)
def test_the_next_run_that_writes_there_sweeps(desk: Path, command: tuple[str, ...]) -> None:
    (desk / "sub").mkdir()
    for name in ("one.txt", "sub/two.txt"):
        (desk / name).write_text("A  gap.")
    living = begin(desk / "one.txt")
    try:
        end(begin(desk / "one.txt"))
        assert len(left(desk)) == 2
        assert execute(command[0], *(HOUSE if command[0] != "baseline" else ()), *command[1:]).returncode in (0, 1)
        assert len([name for name in left(desk) if name != ".cleanup-copies.json"]) == 1
    finally:
        end(living)


@posix
def test_only_what_is_ours_is_swept(tmp_path: Path) -> None:
    for name in (".cleanup-0123456789abcdef.txt", ".cleanup-0123456789ABCDEF", "cleanup-0123456789abcdef", ".cleanup-"):
        (tmp_path / name).write_text("mine")
    (tmp_path / ".cleanup-00000000000000aa").symlink_to(".cleanup-")
    (tmp_path / ".cleanup-00000000000000bb").mkdir()
    os.mkfifo(tmp_path / ".cleanup-00000000000000cc")
    (tmp_path / ".cleanup-00000000000000dd").write_text("left")
    before = {path.name for path in tmp_path.iterdir()}
    atomic.sweep(str(tmp_path))
    assert before - {path.name for path in tmp_path.iterdir()} == {".cleanup-00000000000000dd"}


def test_the_folder_is_on_the_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112
        real(handle)

    if not Path("/proc/self/fd").exists():
        pytest.skip("what a descriptor is, only Linux tells this way")
    monkeypatch.setattr("os.fsync", fsync)
    with atomic.beside(str(tmp_path / "one.txt")) as file:
        file.write(b"text")
        assert synced == []
    assert synced == ["file", "folder"]
    with atomic.beside(str(tmp_path / "two.txt"), lasting=False) as file:
        file.write(b"text")
    assert synced == ["file", "folder"]


def test_many_writers_in_one_folder_do_not_hinder_each_other(tmp_path: Path) -> None:
    program = "import sys\nfrom cleanup.files import atomic\nfor n in range(200):\n atomic.sweep(sys.argv[1])\n"
    program += " with atomic.beside(f'{sys.argv[1]}/{sys.argv[2]}-{n}') as file: file.write(b'text')\n"
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(i)], env=environment()) for i in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4
    assert len(list(tmp_path.iterdir())) == 800
    assert left(tmp_path) == []
