"""No code of the current folder is run, whatever lies there and however we are started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from cleanup.processes import programs
from cleanup.processes.pool import Workers
from cleanup.processes.safe_path import without_current_folder
from tests import pooled
from tests.commandline import HOUSE, ROOT, environment, execute

#: What the command `cleanup` runs, and the same where processes are no copies of us, as on macOS and Windows.
COMMAND = "from cleanup.cli import main\nmain()\n"
SPAWNING = f"""
from cleanup.processes.safe_path import leave_current_folder
leave_current_folder()
import cleanup.processes.pool
cleanup.processes.pool.METHOD = "spawn"
{COMMAND}
"""


def asked(question: pooled.Ask) -> list[str]:
    """What a worker that is another Python answers."""
    workers: Workers[list[str]] = Workers(
        question, 1, on_loss=lambda _number, _how: [], on_death=lambda _number, _how: None, method="spawn"
    )
    (answer,) = workers.results([range(1)])
    return answer


@pytest.fixture(scope="session")
def imported() -> set[str]:
    """All that Python brings, and all that a worker imports, by the names of files that would be taken for it."""
    return {*sys.stdlib_module_names, *(name.partition(".")[0] for name in asked(pooled.modules))} - {"__main__"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder of a program, as `bin` is one."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cleanup").write_text(COMMAND)
    (tmp_path / "bin" / "spawning").write_text(SPAWNING)
    return tmp_path / "bin"


def hostile(folder: Path, names: Iterable[str]) -> None:
    """Modules that leave a mark when they are imported."""
    for name in names:
        (folder / f"{name}.py").write_text(f"open({str(folder / 'ran-')!r} + {name!r}, 'w').close()\n")


def run(*command: str, **extra: str) -> tuple[int, list[str]]:
    """The exit code, and what of the hostile was run."""
    done = subprocess.run(
        [sys.executable, *command], env=environment(**extra), capture_output=True, check=False, timeout=300
    )
    return done.returncode, sorted(path.name for path in Path.cwd().glob("ran-*"))


@pytest.fixture
def texts(desk: Path) -> Path:
    for name in "ab":
        (desk / f"{name}.txt").write_text("A  gap.\n")
        (desk / f"{name}.jsonl").write_text('{"text": "A  gap."}\n')
    return desk


RUNS: Sequence[tuple[str, ...]] = (
    ("cleanup", "corpus", "a.jsonl", "b.jsonl", "--output", "out", "--jobs", "2"),
    ("cleanup", "fix", "--jobs", "2", "a.txt", "b.txt"),
    ("spawning", "fix", "--jobs", "2", "a.txt", "b.txt"),
)


@pytest.mark.parametrize("args", RUNS, ids=["corpus", "fix", "fix elsewhere"])
def test_nothing_that_lies_here_is_run(texts: Path, program: Path, imported: set[str], args: tuple[str, ...]) -> None:
    hostile(texts, imported)
    name, command, *rest = args
    assert run(str(program / name), command, *HOUSE, *rest) == (0, [])
    made = texts / ("out/a.jsonl" if command == "corpus" else "a.txt")
    assert b"A gap." in made.read_bytes()


@pytest.mark.parametrize("args", RUNS, ids=["corpus", "fix", "fix elsewhere"])
@pytest.mark.parametrize("path", [f"{os.pathsep}{ROOT}", f"{ROOT}{os.pathsep}."], ids=["empty", "dot"])
def test_an_entry_for_the_current_folder_is_left_out(
    texts: Path, program: Path, imported: set[str], args: tuple[str, ...], path: str
) -> None:
    # Python itself looks there before any program is begun, and for our package, which imports `__future__`.
    hostile(texts, imported - begun("import __future__") - {"cleanup"})
    name, command, *rest = args
    assert run(str(program / name), command, *HOUSE, *rest, PYTHONPATH=path) == (0, [])
    assert texts.exists()


def begun(code: str) -> set[str]:
    """What Python has imported when it has begun to run some code."""
    command = [sys.executable, "-c", f"{code}; import sys; print('|'.join(sys.modules))"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    return {name.partition(".")[0] for name in said.split("|")}


@pytest.mark.parametrize("args", RUNS[:2], ids=["corpus", "fix"])
def test_python_m_runs_nothing_that_lies_here_but_what_python_needs_for_it(
    texts: Path, imported: set[str], args: tuple[str, ...]
) -> None:
    # `-m` itself looks here for the package, and for what it needs to find it.
    hostile(texts, imported - begun("import __future__, runpy") - {"cleanup"})
    _, command, *rest = args
    assert run("-m", "cleanup", command, *HOUSE, *rest) == (0, [])
    assert texts.exists()


def test_python_p_m_runs_nothing_that_lies_here(texts: Path, imported: set[str]) -> None:
    hostile(texts, imported)
    assert run("-P", "-m", "cleanup", *RUNS[0][1:2], *HOUSE, *RUNS[0][2:]) == (0, [])


def test_a_worker_looks_for_modules_where_we_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("/nowhere/special")
    monkeypatch.setattr(sys, "path", ["", *sys.path, str(tmp_path)])
    assert asked(pooled.path) == [entry for entry in sys.path if entry not in {"", str(tmp_path)}]


def test_the_current_folder_is_left_out_by_whatever_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    path = ["", ".", "/usr", "../here", str(tmp_path / "here"), str(tmp_path / "link"), str(tmp_path), "none"]
    assert without_current_folder(path) == ["/usr", str(tmp_path), "none"]


@pytest.mark.parametrize("folder", [ROOT, Path(os.__file__).parent, Path(pytest.__file__).parent.parent])
def test_where_our_own_code_lies_it_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert without_current_folder(["", "/usr", str(folder)]) == [str(folder.resolve()), "/usr", str(folder)]


def test_a_folder_that_is_gone_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert without_current_folder(["", "/usr"]) == ["/usr"]


@pytest.mark.parametrize(
    ("given", "handed_on"), [(None, None), ("", None), ("/usr::/opt", "/usr:/opt"), (":", None), (".:/usr", "/usr")]
)
@pytest.mark.skipif(os.pathsep != ":", reason="paths of Unix")
def test_what_other_pythons_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None, handed_on: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if given is not None:
        monkeypatch.setenv("PYTHONPATH", given)
    assert programs.environment().get("PYTHONPATH") == handed_on


@pytest.mark.skipif(sys.platform == "win32", reason="programs of Unix")
def test_a_program_is_none_that_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "java").write_text("#!/bin/sh\n")
        (tmp_path / folder / "java").chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", f":.:{tmp_path / 'there'}")
    assert programs.program("java") == str(tmp_path / "there" / "java")
    monkeypatch.setenv("PATH", ".:../here")
    assert programs.program("java") is None
    assert programs.program("cleanup-none") is None


def test_the_command_still_runs_in_a_checkout() -> None:
    assert execute("--version").returncode == 0
