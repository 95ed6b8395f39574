"""What a command imports: the heavy libraries only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline import environment

HEAVY = {"jinja2", "language_tool_python", "ftfy", "pathspec", "watchfiles", "importlib.metadata"}
#: The packages of the extras for corpora.
CORPORA = {"pyarrow", "zstandard", "pyspark", "datatrove", "datasets", "pandas", "numpy"}


PROBE = """
import sys
sys.argv = ["cleanup", *{args!r}]
from cleanup.cli import main
try:
    main()
except SystemExit:
    pass
print("|".join(sorted(sys.modules)))
"""


def imported(*args: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    command = [sys.executable, "-c", PROBE.format(args=args)]
    result = subprocess.run(command, capture_output=True, env=environment(), check=True, text=True, timeout=60)
    return set(result.stdout.splitlines()[-1].split("|"))


@pytest.mark.parametrize(
    "args", [("--version",), ("--help",), ("check", "--help"), ("fix", "--help"), ("corpus", "run", "--help")]
)
def test_words_about_the_program_load_nothing_heavy(args: tuple[str, ...]) -> None:
    assert not (HEAVY | CORPORA) & imported(*args)


def test_the_version_loads_no_command() -> None:
    assert not {"cleanup.cli.check", "cleanup.cli.fix", "cleanup.cli.rules"} & imported("--version")


@pytest.mark.parametrize("command", [("check",), ("fix", "--diff")])
def test_plain_text_loads_nothing_heavy(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "one.txt").write_text("All is well here.\n")
    # The first run proves the rules by their examples, which needs whatever they need.
    imported(*command, str(tmp_path))
    loaded = imported(*command, str(tmp_path))
    assert not (HEAVY | CORPORA) & loaded
    assert "cleanup.reports.html" not in loaded


def test_json_lines_load_no_package_of_the_extras(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"text":"All is well here."}\n')
    assert not CORPORA & imported("corpus", str(tmp_path), "--output", str(tmp_path / "out"), "--jobs", "1")


def test_the_report_is_loaded_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("All is well here.\n")
    assert "jinja2" in imported("check", "--report", str(tmp_path / "page.html"), str(tmp_path / "one.txt"))
