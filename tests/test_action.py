"""The GitHub Action: valid by GitHub's schemas, and its scripts run as a runner would run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commandline import HOUSE_RULES, ROOT, write_rules

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / "docs/workflow.yml").read_text("utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}

#: `inputs.…` and `steps.….outputs.…`, as expressions name them.
Values = Mapping[str, str]


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", "action.yml"), ("vendor.github-workflows", "docs/workflow.yml")]
)
def test_the_file_is_what_github_reads(schema: str, file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_script_holds_an_expression() -> None:
    assert [step["id"] for step in STEPS.values() if "${{" in step.get("run", "")] == []


def inputs(**given: str) -> dict[str, str]:
    """All inputs, with their defaults."""
    defaults = {name: one["default"] for name, one in ACTION["inputs"].items()}
    assert given.keys() <= defaults.keys()
    return {f"inputs.{name}": value for name, value in (defaults | given).items()}


def run(step: Mapping[str, Any], values: Values, runner: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub's `shell: bash` does."""
    assert step["shell"] == "bash"
    env = {
        name: re.sub(r"\$\{\{ (.+?) \}\}", lambda match: values[match[1]], text) for name, text in step["env"].items()
    }
    files = {"RUNNER_TEMP": str(runner), "GITHUB_OUTPUT": str(runner / "output"), "GITHUB_ACTION_PATH": str(ROOT)}
    script = runner / "script.sh"
    script.write_text(step["run"], "utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return subprocess.run(
        command, env=os.environ | files | env, capture_output=True, text=True, check=False, timeout=180
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the step `install` gives to the next one."""
    if not shutil.which("bash"):
        pytest.fail("bash is missing") if os.environ.get("CI") == "true" else pytest.skip("bash is missing")
    runner = tmp_path_factory.mktemp("runner with space")
    done = run(STEPS["install"], {"steps.python.outputs.python-path": sys.executable}, runner)
    if "Could not find a version" in done.stderr:
        reason = "pip cannot reach its package index"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    assert done.returncode == 0, done.stderr
    pairs = (line.partition("=") for line in (runner / "output").read_text().splitlines())
    return {f"steps.install.outputs.{name}": value for name, _, value in pairs}


#: Runs the step `check` with some inputs, in a checkout.
Job = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def job(installed: Values, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The step `check` in a checkout of somebody's texts, which is the current folder."""
    folder = tmp_path / "workspace"
    write_rules(folder / "house", HOUSE_RULES)
    monkeypatch.chdir(folder)
    Path(".cleanup.toml").write_text(f"rules = ['house']\nselect = {list(HOUSE_RULES)}\n")
    Path("my articles").mkdir()
    Path("my articles/one.txt").write_text("A  gap, alot.\n")
    Path("-two.md").write_text("The whilom *mayor*.\n")
    # What a package of this name in the checkout must not do is take the place of the installed one.
    Path("cleanup").mkdir()
    Path("cleanup/__init__.py").write_text("raise SystemExit(3)\n")
    return lambda **given: run(STEPS["check"], {**installed, **inputs(**given)}, tmp_path)


GAP = "::error file=my articles/one.txt,line=1,endLine=1,title=cleanup spacing/gap,col=2,endColumn=3::Spaces in a row\n"
ALOT = (
    "::warning file=my articles/one.txt,line=1,endLine=1,title=cleanup grammar/alot,col=9,endColumn=12"
    "::Two words written as one: “alot”\n"
)
WHILOM = (
    "::notice file=-two.md,line=1,endLine=1,title=cleanup translation/whilom,col=5,endColumn=10"
    "::A word out of use: “whilom”\n"
)


@pytest.mark.parametrize(
    ("given", "said", "code"),
    [
        ({}, WHILOM + GAP + ALOT, 1),
        ({"paths": "my articles\n-two.md\n"}, GAP + ALOT + WHILOM, 1),
        ({"paths": "-two.md"}, WHILOM, 0),
        ({"paths": "-two.md", "options": "--fail-on=flag"}, WHILOM, 1),
        ({"options": "--ignore=spacing\n\n--ignore=translation\n--fail-on=safe\n"}, ALOT, 0),
        ({"options": "--no-$(touch hurt); `touch hurt`"}, "", 2),
        ({"paths": "nowhere"}, "", 2),
    ],
    ids=[
        "everything",
        "paths with spaces and dashes",
        "flags do not fail",
        "unless told so",
        "several options",
        "what looks like a script is none",
        "a path that leads nowhere",
    ],
)
def test_the_action_annotates_and_fails(job: Job, given: dict[str, str], said: str, code: int) -> None:
    done = job(**given)
    assert (done.stdout, done.returncode) == (said, code), done.stderr
    assert not Path("hurt").exists()


def test_the_example_workflow_gives_the_action_what_it_takes(job: Job) -> None:
    checkout, ours = WORKFLOW["jobs"]["cleanup"]["steps"]
    assert (checkout["uses"].partition("@")[0], ours["uses"]) == ("actions/checkout", "OWNER/REPOSITORY@VERSION")
    Path("articles").mkdir()
    Path("articles/three.txt").write_text("A  gap.\n")
    Path("README.md").write_text("Words.\n")
    done = job(**ours["with"])
    assert (done.stdout, done.returncode) == (GAP.replace("my articles/one", "articles/three"), 1)
