"""`cleanup check --changed` on a real repository: what is shown, what counts, and how the option is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commandline import HOUSE, execute

DAMAGED = "A  gap.\n\nNo gap.\n\nThe  last.\n"


@pytest.fixture
def repository(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with damage in it, and a text in which one of three paragraphs has changed since."""
    if shutil.which("git") is None:
        pytest.fail("git is missing") if os.environ.get("CI") == "true" else pytest.skip("git is missing")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for key, value in (("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_SYSTEM", os.devnull)):
        monkeypatch.setenv(key, value)
    git("init", "-q", "-b", "main")
    (desk / "a.txt").write_text(DAMAGED)
    (desk / "b.txt").write_text(DAMAGED)
    git("add", "-A")
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")
    (desk / "a.txt").write_text(DAMAGED.replace("No gap.", "Now  a gap."))
    return desk


def git(*args: str) -> None:
    subprocess.run(["git", *args], check=True, capture_output=True)


def check(*args: str) -> tuple[list[str], list[str], int]:
    done = execute("check", *HOUSE, *args)
    return done.stdout.decode().splitlines(), done.stderr.decode().splitlines(), done.returncode


FOUND = (["a.txt:3:4 spacing/gap Spaces in a row"], 1)


@pytest.mark.parametrize(
    "args",
    [
        ("--changed",),
        ("--changed", "."),
        ("--changed", "main"),
        ("--changed=HEAD", "a.txt", "b.txt"),
        ("--changed", "--", "a.txt"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_only_changed_lines_are_shown(args: tuple[str, ...]) -> None:
    out, err, code = check(*args)
    assert (out, code) == FOUND
    assert err == ["1 finding in 1 file: 1 safe. `cleanup fix` repairs 1."]


@pytest.mark.usefixtures("repository")
def test_paths_limit_it() -> None:
    out, err, code = check("--changed", "b.txt")
    assert (out, err, code) == ([], ["Nothing to do: no line has changed since HEAD.", "Nothing found in 0 files."], 0)


def test_a_new_file_counts_as_a_whole(repository: Path) -> None:
    (repository / "new.txt").write_text(DAMAGED)
    out, _, code = check("--changed", "new.txt")
    assert ([line.partition(" ")[0] for line in out], code) == (["new.txt:1:2", "new.txt:5:4"], 1)


@pytest.mark.usefixtures("repository")
def test_other_formats_and_the_report_have_only_these(tmp_path: Path) -> None:
    out, _, _ = check("--changed", "--format", "json", "--report", str(tmp_path / "page.html"))
    (file,) = json.loads("\n".join(out))["files"]
    assert [finding["start"] for finding in file["findings"]] == [12]
    assert len(file["changes"]) == 1
    page = (tmp_path / "page.html").read_text()
    assert page.count('<section class="file"') == 1
    assert '<p class="lede">1 change in 1 file.</p>' in page


def test_the_text_is_checked_as_a_whole(repository: Path) -> None:
    """What the rules of a whole document find on a changed line depends on lines that did not change."""
    known = "Mr. Karpov came. Mr. Petrov left. Mrs. Petrova stayed, and so did Mr. Smith.\n"
    (repository / "c.txt").write_text(known)
    git("add", "c.txt")
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")
    (repository / "c.txt").write_text(f"{known}\nThen Mr Karpov left, too.\n")
    done = execute("check", "--select", "consistency/honorific-full-stop", "--changed", "c.txt", "--format", "jsonl")
    assert [json.loads(line)["line"] for line in done.stdout.splitlines()] == [3]


@pytest.mark.usefixtures("repository")
def test_several_processes_find_the_same() -> None:
    assert check("--changed", "--jobs", "2", "a.txt", "b.txt")[::2] == FOUND


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ("--changed", "nowhere"),
            "unknown revision: 'nowhere'; expected a commit, branch or tag, such as HEAD~1 or main",
        ),
        (("--changed", "-"), "Error: --changed cannot be combined with -"),
        ((), "Error: Missing argument 'PATHS...'."),
        (("--changed", "a.txt", "../out.txt"), "../out.txt: this is outside of the repository"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_is_wrong_is_one_line(args: tuple[str, ...], said: str) -> None:
    Path("../out.txt").write_text(DAMAGED)
    out, err, code = check(*args)
    assert (out, code) == ([], 2)
    assert said in err[-1]


def test_outside_of_a_repository_this_is_said(desk: Path) -> None:
    (desk / "a.txt").write_text(DAMAGED)
    out, err, code = check("--changed", "a.txt")
    assert (out, len(err), code) == ([], 1, 2)
    assert err[0].startswith("a.txt: not a git repository")
