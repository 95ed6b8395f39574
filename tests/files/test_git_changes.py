"""Changed lines, by real git in real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePath

import pytest

from cleanup.errors import CleanupError
from cleanup.files.discovery import Source
from cleanup.files.git_changes import ChangedLines, since

FIVE = "".join(f"line {number}\n" for number in range(1, 6))


class Repository:
    """A repository in a folder, with nothing of the user's configuration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *args: str) -> str:
        done = subprocess.run(["git", "-C", str(self.folder), *args], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def since(self, revision: str, *names: str) -> dict[str, ChangedLines]:
        sources = [Source(str(self.folder / name), PurePath(name)) for name in names]
        found = since(revision, sources)
        return {os.path.relpath(path, self.folder): lines for path, lines in found.items()}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git") is None:
        pytest.fail("git is missing") if os.environ.get("CI") == "true" else pytest.skip("git is missing")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.org")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.write("a.txt", FIVE)
    made.commit()
    return made


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (FIVE.replace("line 2", "LINE 2"), (range(2, 3),)),
        (FIVE.replace("line 2\n", "2\n2\n2\n").replace("line 5", "5"), (range(2, 5), range(7, 8))),
        ("new\n" + FIVE, (range(1, 2),)),
        (FIVE.rstrip("\n"), (range(5, 6),)),
        (FIVE.replace("line 3\n", "@@ -1 +1 @@\n--- a/x\n+++ b/x\ndiff --git a/x b/x\n"), (range(3, 7),)),
        (FIVE.replace("\n", "\r\n"), (range(1, 6),)),
    ],
)
@pytest.mark.parametrize("staged", [False, True])
def test_lines_are_those_of_the_file_as_it_is_now(
    repository: Repository, text: str, lines: tuple[range, ...], staged: bool
) -> None:
    repository.write("a.txt", text)
    if staged:
        repository.git("add", "a.txt")
    assert repository.since("HEAD", "a.txt") == {"a.txt": lines}


def test_a_line_that_was_only_removed_changes_none(repository: Repository) -> None:
    repository.write("a.txt", FIVE.replace("line 3\n", ""))
    assert repository.since("HEAD", "a.txt") == {}
    repository.write("a.txt", FIVE)
    assert repository.since("HEAD", "a.txt") == {}


def test_an_earlier_commit_shows_more(repository: Repository) -> None:
    repository.write("a.txt", FIVE.replace("line 1", "one"))
    repository.commit()
    repository.git("tag", "v1")
    repository.write("a.txt", FIVE.replace("line 1", "one").replace("line 4", "four"))
    assert repository.since("v1", "a.txt") == {"a.txt": (range(4, 5),)}
    assert repository.since("HEAD~1", "a.txt") == {"a.txt": (range(1, 2), range(4, 5))}
    assert repository.since("main", "a.txt") == repository.since("v1", "a.txt")


def test_new_files_have_changed_whole(repository: Repository) -> None:
    repository.write(".gitignore", "ignored.txt\n")
    for name in ("untracked.txt", "ignored.txt", "staged.txt", "removed.txt"):
        repository.write(name, FIVE)
    repository.git("add", "staged.txt")
    assert repository.since("HEAD", "untracked.txt", "ignored.txt", "staged.txt") == {
        "untracked.txt": None,
        "ignored.txt": None,
        "staged.txt": (range(1, 6),),
    }
    repository.commit()
    repository.git("rm", "-q", "--cached", "removed.txt")
    assert repository.since("HEAD", "removed.txt", "staged.txt") == {"removed.txt": None}


def test_a_renamed_file_has_changed_only_where_it_differs(repository: Repository) -> None:
    repository.write("long.txt", FIVE * 10)
    repository.commit()
    repository.git("mv", "long.txt", "moved.txt")
    assert repository.since("HEAD", "moved.txt") == {}
    repository.write("moved.txt", FIVE * 9 + FIVE.replace("line 5", "LINE 5"))
    assert repository.since("HEAD", "moved.txt", "a.txt") == {"moved.txt": (range(50, 51),)}


ODD = [
    "with space.txt",
    "tab\there.txt",
    'quo"te.txt',
    "back\\slash.txt",
    "new\nline.txt",
    "é ü.txt",
    "[a]*?.txt",
    "-x",
]


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_odd_names_are_understood(repository: Repository) -> None:
    names = [*ODD, os.fsdecode(b"\xff\x01latin\xe9.txt"), "in/ a /b .txt"]
    for name in names:
        repository.write(name, FIVE)
    repository.commit()
    for name in names:
        repository.write(name, FIVE.replace("line 2", "x"))
    assert repository.since("HEAD", *names) == {name: (range(2, 3),) for name in names}


def test_a_binary_file_has_changed_as_a_whole(repository: Repository) -> None:
    repository.write("a.docx", b"PK\0\1")
    repository.commit()
    assert repository.since("HEAD", "a.docx") == {}
    repository.write("a.docx", b"PK\0\2")
    assert repository.since("HEAD", "a.docx") == {"a.docx": None}


def test_a_file_with_a_conflict_has_changed_as_a_whole(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "other")
    repository.write("a.txt", FIVE.replace("line 2", "other"))
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("a.txt", FIVE.replace("line 2", "mine"))
    repository.commit()
    merge = subprocess.run(
        ["git", "-C", str(repository.folder), "merge", "-q", "other"], check=False, capture_output=True
    )
    assert merge.returncode == 1
    assert repository.since("HEAD", "a.txt") == {"a.txt": None}


def test_a_submodule_is_left_out_and_is_a_repository_of_its_own(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.write("b.txt", FIVE)
    inner.commit()
    repository.git("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(inner.folder), "sub")
    repository.commit()
    repository.write("sub/b.txt", FIVE.replace("line 1", "x"))
    repository.write("sub/c.txt", FIVE)
    assert repository.since("HEAD", "a.txt", "sub/b.txt", "sub/c.txt") == {}
    assert repository.since("HEAD", "sub/b.txt") == {"sub/b.txt": (range(1, 2),)}


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    made = Repository(tmp_path / "new")
    made.write("a.txt", FIVE)
    made.write("b.txt", FIVE)
    made.git("add", "a.txt")
    assert made.since("HEAD", "a.txt", "b.txt") == {"a.txt": (range(1, 6),), "b.txt": None}


def test_the_configuration_of_a_user_changes_nothing(repository: Repository, tmp_path: Path) -> None:
    settings = {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.relative": "true",
        "diff.renames": "false",
        "diff.interHunkContext": "9",
        "diff.external": "false",
        "color.ui": "always",
        "core.quotePath": "false",
        "diff.orderFile": str(tmp_path / "order"),
        "core.fsmonitor": str(tmp_path / "monitor"),
    }
    (tmp_path / "order").write_text("z*\n")
    (tmp_path / "monitor").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "monitor").chmod(0o755)
    for key, value in settings.items():
        repository.git("config", key, value)
    repository.write("in/é.txt", FIVE)
    repository.git("-c", "core.fsmonitor=false", "add", "in")
    repository.git("-c", "core.fsmonitor=false", "commit", "-q", "-m", "x")
    (tmp_path / "ran").unlink(missing_ok=True)
    repository.write("in/é.txt", FIVE.replace("line 1", "x").replace("line 4", "x"))
    assert repository.since("HEAD", "in/é.txt") == {"in/é.txt": (range(1, 2), range(4, 5))}
    assert not (tmp_path / "ran").exists()


def failure(sources: list[Path], revision: str = "HEAD") -> str:
    with pytest.raises(CleanupError) as raised:
        since(revision, [Source(str(path), PurePath(path.name)) for path in sources])
    return str(raised.value)


def test_what_cannot_be_compared_is_one_line(repository: Repository, tmp_path: Path) -> None:
    inside, outside = repository.folder / "a.txt", tmp_path / "b.txt"
    outside.write_text(FIVE)
    hint = "; --changed compares with a commit of git"
    assert failure([outside]).startswith(f"{outside}: not a git repository")
    assert failure([outside]).endswith(hint)
    assert failure([inside, outside]) == f"{outside}: this is outside of the repository {repository.folder}"
    expected = "; expected a commit, branch or tag, such as HEAD~1 or main"
    assert failure([inside], "nowhere") == f"unknown revision: 'nowhere'{expected}"
    assert failure([inside], "--output=x") == f"unknown revision: '--output=x'{expected}"
    assert failure([inside], "HEAD:a.txt") == f"unknown revision: 'HEAD:a.txt'{expected}"


def test_without_git_this_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))
    assert failure([repository.folder / "a.txt"]) == "--changed needs git, which was not found"


def test_nothing_is_compared_with_nothing() -> None:
    assert since("HEAD", []) == {}
