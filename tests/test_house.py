"""The shape of the house: floors, style, types."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
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


def layers() -> list[str]:
    """The packages and modules of the contract, from the top."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    return [name for layer in contract["layers"] for name in layer.split(" | ")]


def test_no_class_name_stands_for_two_things() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "cleanup").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name.lstrip("_"), []).append(str(path.relative_to(ROOT)))
    # Each kind of rule has the struct of its keys.
    assert {name: paths for name, paths in found.items() if len(paths) > 1 and name != "Params"} == {}


def test_few_modules_lie_beside_the_packages() -> None:
    assert len(list((ROOT / "cleanup").glob("*.py"))) <= 8


def test_the_table_of_packages_is_that_of_the_contract() -> None:
    rows = []
    for name in layers():
        folder = ROOT / "cleanup" / name
        source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        said = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
        rows.append(f"| `{name}{'/' * folder.is_dir()}` | {said.splitlines()[0]} |")
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| package | what lives there |\n|---|---|\n")[2]
    assert table.partition("\n\n")[0].splitlines() == rows


#: Tests of what several modules promise together, by the folder of their package.
OF_A_PACKAGE = {
    "cli": {"failures", "jobs", "long_runs", "startup"},
    "config": {"trust"},
    "corpora": {"datasets", "language", "resume", "survey_column", "ways"},
    "documents/readers": {"fidelity", "formats", "formats_real"},
    "language_server": {"neovim"},
    "languages": {"right_prose"},
    "languagetool": {"agreement", "articles", "command", "faults", "rules", "spans"},
}


def test_a_test_lies_where_the_module_does_that_it_is_named_after() -> None:
    astray = []
    for test in (ROOT / "tests").rglob("test_*.py"):
        folder = test.parent.relative_to(ROOT / "tests")
        if str(folder) in {".", "rule_files"}:  # of the whole product, and of groups of rules
            continue
        tested = ROOT / (folder if folder.parts[0] == "benchmarks" else "cleanup" / folder)
        name = test.stem.removeprefix("test_")
        known = {path.stem for path in tested.glob("*")} | OF_A_PACKAGE.get(folder.as_posix(), set())
        if not any(name == one or name.startswith(f"{one}_") for one in known):
            astray.append(str(test.relative_to(ROOT)))
    assert astray == []
