"""The hooks in the hands of the real pre-commit: real repositories, real commits, an environment of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.commandline import HOUSE_RULES, ROOT, write_rules

DOCUMENTATION = ROOT / "docs" / "ci.md"
DAMAGED, REPAIRED = "A  gap.\n", "A gap.\n"
FIX = {"id": "cleanup-fix"}
CHECK = {"id": "cleanup-check"}

#: What the house rules find in `DAMAGED`, and what pre-commit says above it.
STOPPED = """\
cleanup fix..............................................................Failed
- hook id: cleanup-fix
- files were modified by this hook

one.txt:1:2 spacing/gap Spaces in a row
Repaired 1 place in 1 file.

"""


def run(*command: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A program with nothing of the user's own configuration of git."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    home = {"PRE_COMMIT_HOME": os.environ["PRE_COMMIT_HOME"]} if "PRE_COMMIT_HOME" in os.environ else {}
    path = os.pathsep.join((str(Path(sys.executable).parent), clean["PATH"]))
    git = {"GIT_CONFIG_GLOBAL": str(ROOT / "tests/precommit.gitconfig"), "GIT_CONFIG_SYSTEM": os.devnull}
    env = clean | home | git | {"PATH": path}
    return subprocess.run(
        command, cwd=cwd, input=stdin, env=env, text=True, capture_output=True, check=False, timeout=180
    )


def done(*command: str, cwd: Path, stdin: str = "") -> str:
    """The output of a program that must succeed."""
    result = run(*command, cwd=cwd, stdin=stdin)
    assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
    return result.stdout


def missing(reason: str) -> None:
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository with everything that is not committed yet."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        missing("git or the repository is missing")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # All workers use one clone, and so one environment, which pre-commit itself lets only one of them build.
        shared = shared.parent
    place, made = shared / "tool", tmp_path_factory.mktemp("clone") / "tool"
    if not place.exists():
        done("git", "clone", "-q", str(ROOT), str(made), cwd=shared)
        for name in done("git", "ls-files", "-z", "-com", "--exclude-standard", cwd=ROOT).split("\0")[:-1]:
            target = made / name
            if (ROOT / name).is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, target)
            else:
                target.unlink(missing_ok=True)
        done("git", "add", "-A", cwd=made)
        done("git", "commit", "-q", "--allow-empty", "-m", "what is not committed", cwd=made)
        try:
            made.rename(place)
        except OSError:
            assert place.exists()
    return place


def write_config(folder: Path, tool: Path, *hooks: Mapping[str, object]) -> None:
    """The configuration that the documentation shows, with these hooks instead of its own if there are any."""
    shown = re.findall(r"^```yaml\n(repos:\n.*?)^```$", DOCUMENTATION.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    config = yaml.safe_load(shown[0])
    (repo,) = config["repos"]
    assert (repo["repo"], repo["rev"]) == ("ADDRESS", "HEAD")
    repo |= {"repo": str(tool), "rev": done("git", "rev-parse", "HEAD", cwd=tool).strip()}
    repo["hooks"] = list(hooks) or repo["hooks"]
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")


@pytest.fixture(scope="module")
def home(tool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only environment that this module builds; pre-commit keeps it by the address and the commit of `tool`."""
    folder = tmp_path_factory.mktemp("first")
    done("git", "init", "-q", cwd=folder)
    write_config(folder, tool)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(tool.parent / "home"))
        result = run("pre-commit", "install-hooks", cwd=folder)
    if "Could not find a version" in result.stdout:
        missing("pip cannot reach its package index")
    assert result.returncode == 0, result.stdout
    return tool.parent / "home"


class Desk:
    """A repository whose commits go through the hooks."""

    def __init__(self, folder: Path, tool: Path) -> None:
        self.folder, self.tool = folder, tool
        write_rules(folder / "house", HOUSE_RULES)
        self.configure("")
        self.git("init", "-q")
        self.use(FIX)
        self.git("add", "-A")
        self.git("commit", "-qm", "the desk")
        done("pre-commit", "install", cwd=folder)

    def use(self, *hooks: Mapping[str, object]) -> None:
        """These hooks from now on; those of the documentation if there are none."""
        write_config(self.folder, self.tool, *hooks)
        self.git("add", ".pre-commit-config.yaml")

    def configure(self, keys: str) -> None:
        """Keys of cleanup's configuration besides those that make the house rules the only ones."""
        rules = f"rules = ['house']\nselect = {list(HOUSE_RULES)}\n"
        (self.folder / ".cleanup.toml").write_text(f"{rules}{keys}", "utf-8")

    def git(self, *args: str, stdin: str = "") -> str:
        """What a command of git that must succeed says."""
        return done("git", *args, cwd=self.folder, stdin=stdin)

    def stage(self, **texts: str) -> None:
        """Write and stage `.txt` files."""
        for name, text in texts.items():
            self.write(f"{name}.txt", text)
        self.git("add", "-A")

    def write(self, name: str, text: str) -> None:
        """Write a file, byte for byte."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    def read(self, name: str) -> str:
        """What a file holds."""
        return (self.folder / name).read_bytes().decode()

    def commit(self) -> tuple[int, str]:
        """Try to commit what is staged; the exit code, and what the hooks say."""
        result = run("git", "commit", "-qm", "texts", cwd=self.folder)
        assert result.stdout == ""
        return result.returncode, result.stderr


@pytest.fixture
def desk(tmp_path: Path, tool: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(home))
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder, tool)


def test_a_damaged_file_is_repaired_and_the_commit_stops_and_the_second_try_passes(desk: Desk) -> None:
    desk.stage(one=DAMAGED)
    assert desk.commit() == (1, STOPPED)
    assert desk.read("one.txt") == REPAIRED
    assert desk.git("show", ":one.txt") == DAMAGED
    desk.git("add", "one.txt")
    assert desk.commit()[0] == 0
    assert desk.git("show", "HEAD:one.txt") == REPAIRED


def test_the_hooks_of_the_readme_repair_and_then_stop_at_what_is_left(desk: Desk) -> None:
    desk.use()
    desk.stage(one="A  gap and alot.\n")
    assert desk.commit()[0] == 1
    assert desk.read("one.txt") == "A gap and alot.\n"
    desk.git("add", "-A")
    said = desk.commit()[1]
    assert re.findall(r"^cleanup (\w+)\.+(\w+)$", said, re.MULTILINE) == [("fix", "Passed"), ("check", "Failed")]
    assert said.splitlines()[2:] == [
        "- hook id: cleanup-check",
        "- exit code: 1",
        "",
        "one.txt:1:11 grammar/alot Two words written as one: “alot”",
        "1 finding in 1 file: 1 suggested. `cleanup fix --suggested` repairs 1.",
        "",
    ]


@pytest.mark.parametrize(
    ("limit", "text", "code"),
    [
        ("safe", "alot\n", 0),
        ("safe", DAMAGED, 1),
        ("suggested", "alot\n", 1),
        ("suggested", "whilom\n", 0),
        ("flag", "whilom\n", 1),
        ("never", DAMAGED, 0),
    ],
)
def test_check_fails_on_what_its_configuration_says(desk: Desk, limit: str, text: str, code: int) -> None:
    desk.use(CHECK)
    desk.configure(f"fail-on = '{limit}'\n")
    desk.stage(one=text)
    assert desk.commit()[0] == code
    assert desk.read("one.txt") == text


def test_check_reads_what_a_page_shows(desk: Desk) -> None:
    desk.use(CHECK)
    desk.write("one.html", "<p class='alot'>A&nbsp;lot, or al<b>ot</b>.</p>\n")
    desk.git("add", "-A")
    code, said = desk.commit()
    assert "\none.html:1:32 grammar/alot Two words written as one: “alot”\n" in said
    assert code == 1


def test_a_partly_staged_file_keeps_its_unstaged_part(desk: Desk) -> None:
    lines = [f"Line {number}.\n" for number in range(20)]
    desk.stage(one="".join(lines))
    assert desk.commit()[0] == 0
    desk.stage(one="".join([DAMAGED, *lines[1:]]))
    desk.write("one.txt", "".join([DAMAGED, *lines[1:19], "Unstaged  words.\n"]))
    assert desk.commit()[0] == 1
    assert desk.read("one.txt") == "".join([REPAIRED, *lines[1:19], "Unstaged  words.\n"])
    desk.git("add", "-p", "one.txt", stdin="y\nn\n")
    assert desk.commit()[0] == 0
    assert desk.git("show", "HEAD:one.txt") == "".join([REPAIRED, *lines[1:]])
    assert desk.read("one.txt") == "".join([REPAIRED, *lines[1:19], "Unstaged  words.\n"])


def test_a_repair_that_meets_an_unstaged_change_is_taken_back(desk: Desk) -> None:
    desk.stage(one=DAMAGED)
    desk.write("one.txt", "A  gap, and unstaged words.\n")
    code, said = desk.commit()
    assert code == 1
    assert "Stashed changes conflicted with hook auto-fixes... Rolling back fixes..." in said
    assert desk.read("one.txt") == "A  gap, and unstaged words.\n"
    assert desk.git("show", ":one.txt") == DAMAGED


NAMES = (
    "a b.txt",
    " first.txt",
    "-n.txt",
    "--select=none.txt",
    "--.md",
    "“ünï” 文.md",
    "q'u\"o$te.md",
    "line\nend.txt",
    "inner dir/-x.txt",
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_any_name_of_a_file_will_do(desk: Desk) -> None:
    for name in NAMES:
        desk.write(name, DAMAGED)
    desk.git("add", "-A")
    assert desk.commit()[0] == 1
    assert {name: desk.read(name) for name in NAMES} == dict.fromkeys(NAMES, REPAIRED)
    desk.git("add", "-A")
    assert desk.commit()[0] == 0


def test_a_deleted_and_a_renamed_file(desk: Desk) -> None:
    desk.stage(gone="Words.\n", old="".join(f"Line {number}.\n" for number in range(20)))
    assert desk.commit()[0] == 0
    desk.git("rm", "-q", "gone.txt")
    desk.git("mv", "old.txt", "new.txt")
    desk.write("new.txt", desk.read("new.txt") + DAMAGED)
    desk.git("add", "-A")
    assert desk.git("diff", "--staged", "--name-status").split() == ["D", "gone.txt", "R095", "old.txt", "new.txt"]
    code, said = desk.commit()
    assert "\nnew.txt:21:2 spacing/gap Spaces in a row\nRepaired 1 place in 1 file.\n" in said
    assert code == 1
    desk.git("add", "-A")
    assert desk.commit()[0] == 0
    assert desk.git("ls-files", "*.txt") == "new.txt\n"


@pytest.mark.parametrize("args", [{}, {"args": ["--no-suggested", "--"]}], ids=["as it is", "with args of the user"])
def test_excludes_of_the_configuration_hold_for_files_that_are_passed(desk: Desk, args: Mapping[str, object]) -> None:
    desk.use({**FIX, **args}, CHECK)
    desk.configure("extend-exclude = ['drafts/', '*.bak.txt']\n")
    for name in ("drafts/one.txt", "two.bak.txt", "LICENSE", "requirements.txt"):
        desk.write(name, DAMAGED)
    desk.git("add", "-A")
    assert desk.commit()[0] == 0
    assert desk.git("show", "HEAD:drafts/one.txt") == DAMAGED


def test_a_file_that_cannot_be_read_stops_the_commit_and_is_left_alone(desk: Desk) -> None:
    (desk.folder / "one.txt").write_bytes(b"A  gap.\xff\n")
    desk.stage(two=DAMAGED)
    code, said = desk.commit()
    assert code == 1
    assert "- exit code: 2\n- files were modified by this hook\n\none.txt:1: not UTF-8: byte 0xFF at offset 7;" in said
    assert (desk.folder / "one.txt").read_bytes() == b"A  gap.\xff\n"
    assert desk.read("two.txt") == REPAIRED


def test_many_files_go_through_several_processes(desk: Desk) -> None:
    names = [f"{number:02}" for number in range(40)]
    desk.stage(**dict.fromkeys(names, DAMAGED))
    assert desk.commit()[0] == 1
    assert [desk.read(f"{name}.txt") for name in names] == [REPAIRED] * 40


def test_other_formats_are_taken_as_the_documentation_says(desk: Desk) -> None:
    (pattern,) = re.findall(r"`files: '(.+?)'`", DOCUMENTATION.read_text("utf-8"))
    desk.use(FIX | {"types_or": ["file"], "files": pattern})
    desk.write("one.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{DAMAGED}")
    desk.write("one.po", 'msgid "a"\nmsgstr "A  gap."\n')
    desk.write("one.csv", DAMAGED)
    desk.git("add", "-A")
    assert desk.commit()[0] == 1
    assert desk.read("one.srt") == f"1\n00:00:01,000 --> 00:00:02,000\n{REPAIRED}"
    assert desk.read("one.po") == 'msgid "a"\nmsgstr "A gap."\n'
    assert desk.read("one.csv") == DAMAGED


# The last one, because `try-repo` builds an environment in a folder of its own.
def test_try_repo_finds_both_hooks(desk: Desk) -> None:
    desk.stage(one=DAMAGED)
    result = run("pre-commit", "try-repo", str(desk.tool), cwd=desk.folder)
    assert re.findall(r"^cleanup (\w+)\.+(\w+)$", result.stdout, re.MULTILINE) == [
        ("check", "Failed"),
        ("fix", "Failed"),
    ]
    assert result.stdout.endswith(STOPPED)
    assert (result.returncode, desk.read("one.txt")) == (1, REPAIRED)
