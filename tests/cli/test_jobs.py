"""Several processes at the work of one run: the same results, and nobody else's trouble."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.cli.spreading import CHUNK_BYTES, CHUNK_FILES, MIN_PARALLEL_BYTES, chunked
from cleanup.processes.programs import cores
from tests import pooled
from tests.commandline import HOUSE, HOUSE_RULES, ROOT, environment, execute, invoke

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes of POSIX")

#: The program, with workers that are started and not copied, as macOS and Windows have them.
SPAWNING = """
import cleanup.processes.pool
cleanup.processes.pool.METHOD = "spawn"
from cleanup.cli import main
main()
"""
#: The program, with a fault of its own on one text.
FAILING = """
import os
from cleanup.config.resolve import Resolver
plan = Resolver.plan
def fail(self, document, *rest, **more):
    return {fault} if document.path == "03.txt" else plan(self, document, *rest, **more)
Resolver.plan = fail
from cleanup.cli import main
main()
"""
NAMES = [f"{number:02}.txt" for number in range(20)]
REST = "Repaired 24 places in 13 files; 38 more are suggested or flagged (see `cleanup check`); 1 error."


def failing(fault: str) -> str:
    return FAILING.format(fault=fault)


def program(source: str, *args: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", source, *args]
    return subprocess.run(command, capture_output=True, env=environment(), check=False, timeout=60)


@pytest.fixture
def texts(desk: Path) -> Path:
    """Texts with findings of all levels, without any, and what is no text, in the current folder."""
    for number in range(20):
        (desk / f"{number:02}.txt").write_text(
            f"The  gap {number}.\n" * (number % 4) + "He saw alot; the whilom mayor.\n"
        )
    (desk / "empty.txt").write_text("")
    (desk / "latin.txt").write_bytes(b"caf\xe9  au lait")
    (desk / "binary.page").write_bytes(b"\0\1\2" * 100)
    (desk / "word.docx").write_bytes(b"no archive")
    (desk / "note.md").write_text("A  gap.\n\n<!-- cleanup: ignore spacing -->\n\nNone here.\n")
    (desk / ".cleanup.toml").write_text('[per-file-ignores]\n"07.txt" = ["spacing"]\n')
    return desk


def both(*args: str, more: str = "3") -> list[tuple[bytes, bytes, int]]:
    """What a command says with one process and with more."""
    done = [execute(*args, *HOUSE, "--jobs", jobs) for jobs in ("1", more)]
    return [(result.stdout, result.stderr, result.returncode) for result in done]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "checkstyle", "diff"])
def test_every_format_is_the_same_byte_for_byte(texts: Path, form: str) -> None:
    one, three = both("check", "-v", "--suggested", "--format", form, ".", "binary.page", "nowhere.txt")
    assert one == three
    assert one[0].count(b"alot") >= 20
    assert one[1].count(b"\n") == 6
    assert one[2] == 2
    assert texts.exists()


def test_the_statistics_are_the_same_but_for_the_time(texts: Path) -> None:
    one, three = (
        ([(line.split()[0], line.split()[-1]) for line in out.splitlines()], err, code)
        for out, err, code in both("check", "--statistics", ".")
    )
    assert one == three
    assert {rule.decode() for _, rule in one[0]} == set(HOUSE_RULES)
    assert texts.exists()


def test_the_time_of_all_processes_is_added_up(texts: Path) -> None:
    spent = [float(line.split()[1]) for line in both("check", "--statistics", ".")[1][0].splitlines()]
    assert all(spent)
    assert texts.exists()


def test_the_report_and_the_results_in_a_file_are_the_same(texts: Path) -> None:
    pages = []
    for jobs in ("1", "3"):
        execute("check", *HOUSE, "--jobs", jobs, "--report", "../page.html", "--output-file", "../out", ".")
        pages.append(((texts.parent / "page.html").read_bytes(), (texts.parent / "out").read_bytes()))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "how", [(), ("--suggested", "--output", "../copies"), ("--diff",), ("--remove-unused-ignores",)]
)
def test_fix_does_and_says_the_same(texts: Path, how: tuple[str, ...]) -> None:
    before = {path.name: path.read_bytes() for path in texts.iterdir()}
    results = []
    for jobs in ("1", "3"):
        for name, data in before.items():
            (texts / name).write_bytes(data)
        done = execute("fix", *HOUSE, *how, "--jobs", jobs, ".")
        made = {path: path.read_bytes() for path in texts.parent.rglob("*") if path.is_file()}
        results.append((done.stdout, done.stderr, done.returncode, made))
    assert results[0] == results[1]


@pytest.mark.parametrize("name", ["--baseline", "--decisions"])
def test_what_was_judged_before_stays_so(texts: Path, name: str) -> None:
    execute("baseline", *HOUSE, "--output", "known.json", "01.txt", "02.txt", "05.txt")
    one, three = both("check", name, "known.json", ".")
    assert one == three
    assert b"01.txt" not in one[0]
    assert texts.exists()


def test_workers_that_are_no_copies_of_us_do_the_same(texts: Path) -> None:
    args = ("fix", *HOUSE, "--suggested", "--output", "../copies", ".")
    one = program(SPAWNING, *args, "--jobs", "1")
    two = program(SPAWNING, *args, "--jobs", "2")
    assert one.stdout == two.stdout
    assert (one.stderr, one.returncode) == (two.stderr, two.returncode)
    assert texts.exists()


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_fault_of_ours_is_one_line_about_the_text_that_met_it(texts: Path, jobs: str) -> None:
    done = program(failing("1 // 0"), "fix", *HOUSE, "--jobs", jobs, *NAMES)
    assert done.stderr.decode().splitlines() == [
        "03.txt: internal error: ZeroDivisionError: integer division or modulo by zero; it was left unchanged; "
        "please report this with the output of -v and `cleanup version`",
        REST,
    ]
    assert done.returncode == 2
    assert (texts / "03.txt").read_text().startswith("The  gap")
    assert (texts / "19.txt").read_text().startswith("The gap")


def test_verbose_shows_where_the_fault_was(texts: Path) -> None:
    done = program(failing("1 // 0"), "check", "-v", *HOUSE, "--jobs", "2", "03.txt", "04.txt")
    assert b"Traceback" in done.stderr
    assert texts.exists()


@pytest.fixture
def held_up(texts: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`fix` with two processes, one of which waits for a text that is a named pipe, `03.txt`."""
    (texts / "03.txt").unlink()
    os.mkfifo(texts / "03.txt")
    command = [sys.executable, "-m", "cleanup", "fix", *HOUSE, "--jobs", "2", *NAMES]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until(lambda: (texts / "02.txt").read_text().startswith("The gap") and len(workers(process)) == 2)
        yield process
        process.kill()


def until(holds: object) -> None:
    assert callable(holds)
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return list(psutil.Process(process.pid).children())


@posix
def test_a_killed_worker_is_the_error_of_one_text(texts: Path) -> None:
    done = program(failing("os.kill(os.getpid(), 9)"), "fix", *HOUSE, "--jobs", "3", *NAMES)
    assert done.stderr.decode().splitlines() == [
        "03.txt: a process was ended by SIGKILL; another takes over",
        "03.txt: its process was ended by SIGKILL; it was left unchanged; if memory is low, use --jobs 1",
        REST,
    ]
    assert done.stdout.count(b"\n") == 24
    assert done.returncode == 2
    assert (texts / "19.txt").read_text().startswith("The gap")


@posix
def test_a_text_that_is_lost_once_is_done_again(texts: Path) -> None:
    once = "os.kill(os.getpid(), 9 if not os.path.exists('../once') and not os.mkdir('../once') else 0) or 1 // 0"
    done = program(failing(once), "fix", *HOUSE, "--jobs", "3", *NAMES)
    told, failed, rest = done.stderr.decode().splitlines()
    assert told == "03.txt: a process was ended by SIGKILL; another takes over"
    assert failed.startswith("03.txt: internal error: ZeroDivisionError")  # by the second
    assert rest == REST
    assert done.returncode == 2
    assert (texts / "19.txt").read_text().startswith("The gap")


@posix
@pytest.mark.parametrize("command", ["fix", "corpus"])
@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "group"])
def test_ctrl_c_ends_a_run_whose_processes_are_stopped_while_they_start(
    texts: Path, command: str, terminal: bool
) -> None:
    for name in "ab":
        (texts / f"{name}.jsonl").write_text('{"text": "A  gap."}\n')
    args = (*HOUSE, "--jobs", "2", *(NAMES if command == "fix" else ("a.jsonl", "b.jsonl", "--output", "out")))
    fate = pooled.befall(texts.parent / "fate", pooled.ALL_STOP)
    env = {**environment(), "PYTHONPATH": os.pathsep.join([str(fate), str(ROOT)])}
    code, left = interrupted(["-c", SPAWNING, command, *args], env, terminal)
    assert code == 130
    assert left == []


def interrupted(command: list[str], env: dict[str, str], terminal: bool) -> tuple[int | None, list[psutil.Process]]:
    """The exit code of a run whose two processes are stopped when Ctrl-C is pressed, and which of them are left."""
    if terminal:
        import pexpect

        child = pexpect.spawn(sys.executable, command, env=env, encoding="utf-8")
        assert child.pid
        others = stopped(child.pid)
        child.sendintr()
        child.expect(pexpect.EOF, timeout=60)
        child.close()
        return child.exitstatus, [other for other in others if other.is_running()]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [sys.executable, *command], env=env, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        others = stopped(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(60)
    return code, [other for other in others if other.is_running()]


def stopped(parent: int) -> list[psutil.Process]:
    """Its two processes, when they are stopped."""
    process = psutil.Process(parent)
    until(lambda: [child.status() for child in process.children()] == [psutil.STATUS_STOPPED] * 2)
    return list(process.children())


@posix
def test_ctrl_c_ends_all_processes_quietly(held_up: subprocess.Popen[bytes], texts: Path) -> None:
    others = workers(held_up)
    for process in (*others, psutil.Process(held_up.pid)):
        process.send_signal(signal.SIGINT)  # as a terminal does
    _, err = held_up.communicate(timeout=60)
    assert (held_up.returncode, err.strip()) == (130, b"")
    assert not any(worker.is_running() for worker in others)
    assert (texts / "02.txt").read_text().startswith("The gap")
    assert not list(texts.glob(".cleanup-*"))


@posix
def test_workers_end_with_a_run_that_is_killed(held_up: subprocess.Popen[bytes]) -> None:
    others = workers(held_up)
    held_up.kill()
    held_up.communicate(timeout=60)
    until(lambda: not any(worker.is_running() for worker in others))


def test_a_small_run_stays_in_one_process_and_a_large_one_does_not(desk: Path) -> None:
    (desk / "a.txt").write_text("All is well.\n")
    (desk / "b.txt").write_text("All is well here.\n" * (MIN_PARALLEL_BYTES // 18))
    loaded = "import sys, atexit; atexit.register(lambda: print('cleanup.processes.pool' in sys.modules))\n"
    shown = [
        program(loaded + "from cleanup.cli import main; main()", "check", *HOUSE, *args).stdout.split()[-1]
        for args in (("a.txt", "a.txt"), ("b.txt",), ("a.txt", "b.txt"), ("a.txt", "b.txt", "--jobs", "1"))
    ]
    assert shown == [b"False", b"False", b"True" if cores() > 1 else b"False", b"False"]


def test_standard_input_is_read_in_this_process(desk: Path) -> None:
    (desk / "a.txt").write_text("A  gap.")
    (desk / "b.txt").write_text("All is well.")
    done = execute("check", *HOUSE, "--jobs", "3", "a.txt", "-", "b.txt", stdin=b"Not  here.")
    assert [line.split(b":")[0] for line in done.stdout.splitlines()] == [b"a.txt", b"<stdin>"]


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_no_such_number_of_processes(desk: Path, value: str) -> None:
    (desk / "a.txt").write_text("All is well.")
    result = invoke("check", "--jobs", value, "a.txt")
    assert result.exit_code == 2
    assert "--jobs" in result.stderr


@given(st.lists(st.integers(0, 3 * CHUNK_BYTES), max_size=300), st.integers(2, 8))
def test_files_are_handed_out_once_in_order_in_small_lists(sizes: list[int], jobs: int) -> None:
    chunks = chunked(sizes, jobs)
    assert [number for chunk in chunks for number in chunk] == list(range(len(sizes)))
    for chunk in chunks:
        assert len(chunk) <= CHUNK_FILES
        assert sum(sizes[number] for number in chunk[:-1]) < CHUNK_BYTES
