"""Runs that take long, are interrupted, or meet a disk that takes no more: every file stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup.cli.progress import PATIENCE
from tests.commandline import HOUSE, environment, execute, invoke

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, terminals and mounts of POSIX")

DAMAGED = "A  gap.\n" * 200
REPAIRED = "A gap.\n" * 200


def start(*args: str, **streams: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cleanup", *args]
    return subprocess.Popen(command, env=environment(), **streams)  # type: ignore[call-overload, no-any-return]


@posix
def test_ctrl_c_leaves_every_file_old_or_new_and_no_litter(desk: Path) -> None:
    names = [f"{number:03}.txt" for number in range(300)]
    for name in names:
        (desk / name).write_text(DAMAGED)
    with start("fix", *HOUSE, ".", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while (desk / names[20]).read_text() == DAMAGED and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    texts = [(desk / name).read_text() for name in names]
    assert set(texts) == {DAMAGED, REPAIRED}
    assert texts == sorted(texts, key=[REPAIRED, DAMAGED].index)
    assert sorted(path.name for path in desk.iterdir()) == names
    assert (process.returncode, err.strip()) == (130, b"")


@posix
def test_a_kill_leaves_every_file_old_or_new(desk: Path) -> None:
    names = [f"{number:04}.txt" for number in range(1000)]
    for name in names:
        (desk / name).write_text(DAMAGED)
    with start("fix", *HOUSE, ".", stdout=subprocess.DEVNULL) as process:
        while (desk / names[100]).read_text() == DAMAGED and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.wait(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert {(desk / name).read_text() for name in names} == {DAMAGED, REPAIRED}


@posix
def test_ctrl_c_leaves_the_old_results(desk: Path) -> None:
    (desk / "results").write_text("old")
    os.mkfifo("pipe.txt")
    with start("check", *HOUSE, "--output-file", "results", "pipe.txt", stderr=subprocess.PIPE) as process:
        while not list(desk.glob(".cleanup-*")) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert (desk / "results").read_text() == "old"
    assert list(desk.glob(".cleanup-*")) == []


@pytest.fixture
def small_disk(desk: Path) -> Iterator[Path]:
    """A file system of 64 KiB below the desk."""
    disk = desk / "disk"
    disk.mkdir()
    done = None
    if sys.platform == "linux" and os.geteuid() == 0:
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "cleanup-test", str(disk)]
        done = subprocess.run(mount, capture_output=True, check=False)
    if done is None or done.returncode:
        pytest.skip("a file system of its own can be mounted by root on Linux alone")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_on_a_full_disk_one_file_fails_in_one_line_and_the_others_are_done(small_disk: Path) -> None:
    large = "A  gap.\n" * 5_000
    (small_disk / "a.txt").write_text(large)
    (small_disk / "b.txt").write_text("A  gap.\n")
    result = execute("fix", *HOUSE, "disk/a.txt", "disk/b.txt")
    assert result.stderr.decode().splitlines() == [
        "disk/a.txt: no space left on device",
        "Repaired 1 place in 1 file; 1 error.",
    ]
    assert result.returncode == 2
    assert {path.name: path.read_text() for path in small_disk.iterdir()} == {"a.txt": large, "b.txt": "A gap.\n"}


def test_results_that_do_not_fit_are_one_line_and_no_file(small_disk: Path, desk: Path) -> None:
    (desk / "a.txt").write_text("alot " * 2_000)
    result = execute("check", *HOUSE, "--format", "jsonl", "--output-file", "disk/results", "a.txt")
    assert result.stderr == f"{Path('disk', 'results')}: no space left on device\n".encode()
    assert result.returncode == 2
    assert list(small_disk.iterdir()) == []


def test_on_a_read_only_disk_one_file_fails_in_one_line_and_the_others_are_done(small_disk: Path, desk: Path) -> None:
    (small_disk / "a.txt").write_text("A  gap.\n")
    (desk / "b.txt").write_text("A  gap.\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = execute("fix", *HOUSE, "disk/a.txt", "b.txt")
    assert result.stderr.decode().splitlines()[0] == "disk/a.txt: the file is read-only; it was left unchanged"
    assert (desk / "b.txt").read_text() == "A gap.\n"
    assert (small_disk / "a.txt").read_text() == "A  gap.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_is_one_line(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "cleanup", "check", *HOUSE, "one.txt"]
        result = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == b"standard output: no space left on device"
    assert b"Traceback" not in result.stderr


def standard_error_on_a_terminal(*args: str, held_up_by: Path | None = None) -> bytes:
    """What the program writes to standard error when that is a terminal, and standard output is none.

    `held_up_by` is a named pipe, which gives its text only when the run is a long one.
    """
    import pty  # POSIX only

    ours, theirs = pty.openpty()
    with start(*args, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        if held_up_by:
            with held_up_by.open("w") as pipe:  # opens when the program reads
                time.sleep(PATIENCE + 0.1)
                pipe.write("All is well.")
        said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    return said


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


@posix
def test_a_long_run_shows_how_far_it_is_and_takes_that_away(desk: Path) -> None:
    os.mkfifo("b.txt")
    for name in ("a.txt", "c.txt"):
        (desk / name).write_text("All is well.")
    said = standard_error_on_a_terminal("check", *HOUSE, "a.txt", "b.txt", "c.txt", held_up_by=desk / "b.txt")
    assert said == b"3/3 c.txt\r         \rNothing found in 3 files.\r\n"


@posix
def test_a_short_run_shows_nothing(desk: Path) -> None:
    (desk / "a.txt").write_text("All is well.")
    assert standard_error_on_a_terminal("check", *HOUSE, "a.txt") == b"Nothing found in 1 file.\r\n"


def test_no_terminal_gets_no_progress(desk: Path) -> None:
    (desk / "a.txt").write_text("All is well.")
    assert execute("check", *HOUSE, "a.txt").stderr == b"Nothing found in 1 file.\n"


@posix
def test_watching_checks_again_what_changes(desk: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (desk / name).write_text("alot")
    with start("check", *HOUSE, "--watch", ".", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = [process.stdout.readline() for _ in range(2)]
        while b"Waiting" not in process.stderr.readline():
            assert process.poll() is None
        # Not before the watch has begun; the line comes a moment earlier.
        time.sleep(1)
        (desk / "b.txt").write_text("A  gap.")
        second = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert [line.split(b":")[0] for line in first] == [b"a.txt", b"b.txt"]
    assert second == b"b.txt:1:2 spacing/gap Spaces in a row\n"
    assert process.returncode == 130


def test_standard_input_cannot_be_watched() -> None:
    assert invoke("check", "--watch", "-").exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_the_shell(shell: str) -> None:
    script = execute(_CLEANUP_COMPLETE=f"{shell}_source", PYTHONIOENCODING="utf-8").stdout.decode()
    assert f"_CLEANUP_COMPLETE={shell}_complete" in script


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("cleanup che", 1, ["check"]),
        ("cleanup check --format s", 3, ["sarif"]),
        (
            "cleanup check --select quotes,punctuation/spaced-repeated-f",
            3,
            ["quotes,punctuation/spaced-repeated-full-stop"],
        ),
    ],
)
def test_what_completion_offers(words: str, number: int, expected: list[str]) -> None:
    done = execute(_CLEANUP_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(number))
    assert [line.partition(",")[2] for line in done.stdout.decode().splitlines()] == expected
