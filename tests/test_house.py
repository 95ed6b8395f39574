"""The shape of the house: floors, style, types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKS = {
    "a module imports only from floors below it": [
        "-c",
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())",
    ],
    "the style is clean": ["-m", "ruff", "check", "."],
    "the format is ruff’s": ["-m", "ruff", "format", "--check", "."],
    "the types are strict": ["-m", "mypy"],
}
#: Files that may be longer than 400 lines, each with its reason.
LONG: dict[str, str] = {}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_the_check_passes(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    modules = [path for folder in ("cleanup", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    long = {str(path.relative_to(ROOT)) for path in modules if path.read_text("utf-8").count("\n") > 400}
    assert long == set(LONG)
