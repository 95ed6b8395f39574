"""What a command imports: the heavy libraries only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cleanup.cli import commands
from cleanup.cli.program import COMMANDS
from tests.commandline import environment, execute, invoke

HEAVY = {"jinja2", "language_tool_python", "ftfy", "pathspec", "watchfiles", "importlib.metadata", "zipfile"}
#: What only a run with a model needs.
MODEL = {
    "httpx2",
    "cleanup.engine.model_rounds",
    *(f"cleanup.language_model.{name}" for name in ("answers", "carrying", "client", "prompt", "service", "unwrap")),
}
#: What only a language server needs.
EDITORS = {"pygls", "lsprotocol", "tomlkit", "asyncio", "cleanup.language_server"}
#: What only the server needs.
SERVER = {"starlette", "uvicorn", "python_multipart", "asyncio", "cleanup.http_server", "cleanup.processes.service"}
#: The packages of the extras for corpora.
CORPORA = {"pyarrow", "zstandard", "pyspark", "datatrove", "datasets", "pandas", "numpy"}
#: Modules for mistakes, configurations, findings and formats that a clean text has none of.
RARE = {
    "cleanup.detectors.boilerplate.legal_text",
    "cleanup.detectors.boilerplate.page_evidence",
    "cleanup.detectors.boilerplate.shortcodes",
    "cleanup.edits.chained_plans",
    "cleanup.edits.narrowing",
    "cleanup.files.git_changes",
    "cleanup.languagetool",
    "cleanup.parsing.toml_positions",
    "cleanup.reports.html",
    "cleanup.reports.rule_pages",
    "cleanup.rules.rule_file",
    "cleanup.survey",
    "hashlib",
}


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


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "cleanup"}


def imported_by_python() -> set[str]:
    """The modules that Python loads by itself, before any program."""
    command = [sys.executable, "-c", "import sys; print('|'.join(sys.modules))"]
    return set(
        subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout.strip().split("|")
    )


def imported(*args: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    command = [sys.executable, "-c", PROBE.format(args=args)]
    result = subprocess.run(command, capture_output=True, env=environment(), check=True, text=True, timeout=60)
    return set(result.stdout.splitlines()[-1].split("|"))


@pytest.mark.parametrize(
    "args",
    [
        ("--version",),
        ("--help",),
        ("check", "--help"),
        ("fix", "--help"),
        ("corpus", "run", "--help"),
        ("lsp", "--help"),
        ("serve", "--help"),
    ],
)
def test_words_about_the_program_load_nothing_heavy(args: tuple[str, ...]) -> None:
    assert not (HEAVY | MODEL | CORPORA | EDITORS | SERVER) & imported(*args)


def test_the_version_loads_nothing_at_all() -> None:
    assert ours(imported("--version")) == {"cleanup", "cleanup.cli", "cleanup.processes", "cleanup.processes.safe_path"}
    assert not {"click", "typing", "functools"} & (imported("--version") - imported_by_python())


def test_the_help_loads_no_command_and_no_rule() -> None:
    loaded = imported("--help")
    own = {
        "cleanup",
        "cleanup.cli",
        "cleanup.cli.common",
        "cleanup.cli.exit_codes",
        "cleanup.cli.program",
        "cleanup.cli.terminal",
        "cleanup.errors",
        "cleanup.processes",
        "cleanup.processes.programs",
        "cleanup.processes.safe_path",
    }
    assert ours(loaded) == own
    assert not {"msgspec", "re2"} & loaded


def test_the_help_has_a_line_for_every_command() -> None:
    shown = invoke("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in shown] == list(COMMANDS)
    assert all(Path(commands.__file__).with_name(f"{name}.py").is_file() for name in COMMANDS)


def test_the_version_is_the_same_with_and_without_click() -> None:
    assert execute("--version").stdout.decode() == invoke("--version").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_version_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "cleanup", "--version"]
        done = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"standard output: no space left on device\n")


@pytest.mark.parametrize("command", [("check",), ("fix", "--diff")])
def test_plain_text_loads_nothing_heavy(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "one.txt").write_text("All is well here.\n")
    # The first run proves the rules by their examples, which needs whatever they need.
    imported(*command, str(tmp_path))
    loaded = imported(*command, str(tmp_path))
    assert not (HEAVY | MODEL | CORPORA | EDITORS | SERVER | RARE) & loaded


def test_a_survey_loads_pages_only_if_it_writes_any(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("All is well here.\n")
    loaded = imported("survey", str(tmp_path))
    assert "cleanup.survey.measuring" in loaded
    assert not {"jinja2", "cleanup.reports.html", "cleanup.survey.overview"} & loaded


def test_json_lines_load_no_package_of_the_extras(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"text":"All is well here."}\n')
    assert not CORPORA & imported("corpus", str(tmp_path), "--output", str(tmp_path / "out"), "--jobs", "1")


def test_the_report_is_loaded_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("All is well here.\n")
    assert "jinja2" in imported("check", "--report", str(tmp_path / "page.html"), str(tmp_path / "one.txt"))
