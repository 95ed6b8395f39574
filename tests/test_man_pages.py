"""The manual pages: current, complete, correct to two formatters, and where `man` finds them."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from cleanup.cli.program import COMMANDS
from tests.commandline import ROOT

PAGES = sorted((ROOT / "man").glob("*.1"))


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("man_pages", ROOT / "docs" / "man_pages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def missing(program: str) -> None:
    if shutil.which(program) is None:
        pytest.fail(f"{program} is missing") if os.environ.get("CI") == "true" else pytest.skip(f"{program} is missing")


@pytest.mark.skipif(sys.platform == "win32", reason="a default is another one on Windows")
def test_the_pages_are_made_from_the_help_as_it_is() -> None:
    assert {path.name: path.read_text("utf-8") for path in PAGES} == script().pages(), "run python docs/man_pages.py"


def test_every_command_has_a_page() -> None:
    names = {path.stem for path in PAGES}
    assert {"cleanup", "cleanup-corpus-run", "cleanup-rules-list"} <= names
    assert {f"cleanup-{name}" for name in COMMANDS} <= names


def test_mandoc_finds_nothing_to_complain_about() -> None:
    missing("mandoc")
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", *PAGES], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert complaints == []


def test_man_shows_a_page_as_it_was_written() -> None:
    missing("man")
    command = ["man", "--warnings", "-l", str(ROOT / "man" / "cleanup-survey.1")]
    env = {**os.environ, "MANWIDTH": "400", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MAN_KEEP_FORMATTING": ""}
    done = subprocess.run(command, capture_output=True, env=env, text=True, check=True)
    assert done.stderr == ""
    shown = re.sub(r".\x08|\x1b\[[\d;]*m", "", done.stdout)
    assert "cleanup-survey - show which documents are damaged, and by what" in shown
    assert "       cleanup survey articles/ --worst 20\n" in shown
    assert "EXIT STATUS\n       0 on success, 2 if a document could not be read." in shown


def test_man_finds_the_pages_of_an_installed_wheel(tmp_path: Path) -> None:
    """The layout of the wheel, in an environment whose `bin` is in the path."""
    missing("man")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".data/data/share/man/man1/" in name]
        for name in names:
            place = tmp_path / "venv" / name.partition(".data/data/")[2]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(name))
    assert len(names) == len(PAGES)
    (tmp_path / "venv" / "bin").mkdir()
    env = {name: value for name, value in os.environ.items() if name != "MANPATH"}
    env["PATH"] = f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{env['PATH']}"
    found = subprocess.run(["man", "-w", "cleanup-check"], capture_output=True, env=env, text=True, check=True)
    assert found.stdout.strip() == str(tmp_path / "venv" / "share" / "man" / "man1" / "cleanup-check.1")
