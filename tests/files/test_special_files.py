"""What is no file: written to, read, or refused, and never replaced."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from threading import Thread

import pytest

from cleanup.errors import DocumentError
from cleanup.files.writing import create
from tests.commandline import HOUSE, ROOT, execute, invoke

if sys.platform == "win32":
    pytest.skip("devices and pipes of POSIX", allow_module_level=True)

LINE = "one.txt:1:2 spacing/gap Spaces in a row\n"

Maker = Callable[[Path], AbstractContextManager[object]]


@pytest.fixture
def one(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text("A  gap.")
    return path


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `cleanup` is the command line."""
    program = f'cleanup() {{ {sys.executable} -m cleanup "$@"; }}; house=({" ".join(HOUSE)}); {command}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, check=False, env=environment, timeout=60
    )


@pytest.mark.parametrize("option", ["--report", "--output-file"])
def test_the_null_device_takes_all_and_stays(one: Path, option: str) -> None:  # noqa: ARG001
    result = invoke("check", *HOUSE, option, os.devnull, "--fail-on", "never", "one.txt")
    assert result.exit_code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
@pytest.mark.parametrize(
    ("kind", "minor", "answer"),
    [
        (stat.S_IFCHR, 3, ""),
        (stat.S_IFCHR, 7, "no space left on device"),
        (stat.S_IFBLK, 250, "this is a block device"),
    ],
)
def test_devices_are_written_to_or_refused(tmp_path: Path, kind: int, minor: int, answer: str) -> None:
    path = tmp_path / "device"
    try:
        os.mknod(path, kind | 0o600, os.makedev(1, minor))
    except PermissionError:
        pytest.skip("this container makes no devices")
    with pytest.raises(DocumentError, match=answer) if answer else nullcontext():
        create(path, b"page")
    assert stat.S_IFMT(path.stat().st_mode) == kind


def test_a_pipe_gets_the_report_and_stays(one: Path) -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    result = invoke("fix", *HOUSE, "--report", "pipe", "one.txt")
    reader.join()
    assert result.exit_code == 0
    assert got[0].startswith(b"<!DOCTYPE html>")
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
    assert one.read_text() == "A gap."


def _listen(path: Path) -> AbstractContextManager[object]:
    place = socket.socket(socket.AF_UNIX)
    place.bind(str(path))
    return closing(place)


def _folder(path: Path) -> AbstractContextManager[object]:
    path.mkdir()
    return nullcontext()


@pytest.mark.parametrize(("make", "what"), [(_folder, "a directory"), (_listen, "a socket")])
def test_sockets_and_folders_are_refused_before_anything_is_changed(
    one: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], AbstractContextManager[object]],
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with make(Path("x")):
        for option in ("--report", "--output-file"):
            result = invoke("fix", "--rules", "house", "--select", "spacing/gap", option, "x", "desk/one.txt")
            assert (result.exit_code, what in result.stderr) == (2, True)
            assert one.read_text() == "A  gap."


def test_standard_output_that_is_a_file_is_written_on(one: Path) -> None:
    done = shell('{ echo before; cleanup check "${house[@]}" --output-file /dev/stdout one.txt; echo end; } > out.txt')
    assert done.stderr == "1 finding in 1 file: 1 safe. `cleanup fix` repairs 1.\nResults: /dev/stdout\n"
    assert Path("out.txt").read_text() == f"before\n{LINE}end\n"
    assert one.read_text() == "A  gap."


def test_an_open_file_is_written_to_by_its_number(one: Path) -> None:  # noqa: ARG001
    shell('cleanup check "${house[@]}" --output-file /dev/fd/7 --report /dev/fd/8 one.txt 7> out.txt 8> page.html')
    assert Path("out.txt").read_text() == LINE
    assert Path("page.html").read_text().startswith("<!DOCTYPE html>")
    os.symlink("/dev/fd/7", "link")  # noqa: PTH211
    shell('cleanup check "${house[@]}" --output-file link one.txt 7> again.txt')
    assert Path("again.txt").read_text() == LINE
    assert Path("link").is_symlink()


def test_process_substitution_is_read_and_written(one: Path) -> None:  # noqa: ARG001
    done = shell('cleanup check "${house[@]}" --output-file >(cat > out.txt; echo done >&2) <(cat one.txt); wait')
    assert done.stdout == ""
    place, _, rest = Path("out.txt").read_text().partition(":")
    assert (place.startswith("/dev/fd/"), rest) == (True, "1:2 spacing/gap Spaces in a row\n")


def test_what_is_open_is_read_but_not_repaired_in_place(one: Path) -> None:
    assert shell('cleanup check "${house[@]}" /dev/stdin < one.txt').stdout == LINE.replace("one.txt", "/dev/stdin")
    done = shell('cleanup fix "${house[@]}" /dev/stdin < one.txt')
    assert done.stderr.splitlines()[0] == (
        "/dev/stdin: this is an open file, which cannot be repaired in place; "
        "use - to write the repaired text to standard output"
    )
    assert done.returncode == 2
    assert one.read_text() == "A  gap."
    done = shell('cleanup fix "${house[@]}" <(cat one.txt)')
    assert (done.returncode, "cannot be repaired in place" in done.stderr) == (2, True)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom"])
@pytest.mark.parametrize("command", [("check", "{}"), ("apply", "{}"), ("check", "--decisions", "{}", "one.txt")])
def test_what_never_ends_is_not_read(one: Path, path: str, command: tuple[str, ...]) -> None:  # noqa: ARG001
    result = execute(*(word.format(path) for word in command))
    assert result.returncode == 2
    assert f"{path}: this is a character device, not a file\n" in result.stderr.decode()


def test_the_null_device_is_an_empty_text(one: Path) -> None:  # noqa: ARG001
    result = invoke("diff", os.devnull, "one.txt")
    assert (result.exit_code, result.stderr) == (1, "1 difference.\n")


def test_special_files_in_a_folder_are_passed_by(one: Path) -> None:
    os.mkfifo("pipe.txt")
    (one.parent / "null.txt").symlink_to(os.devnull)
    with _listen(Path("s.txt")):
        result = execute("fix", *HOUSE, ".")
    assert (result.stdout.decode(), result.returncode) == (LINE, 0)
