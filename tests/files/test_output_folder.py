"""What is written into a folder of results stays in it, and replaces nothing that is not ours."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from cleanup.review.decisions import sha256
from tests.cli.commands.test_apply import decide
from tests.commandline import HOUSE, execute, invoke

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def one(desk: Path) -> Path:
    path = desk / "sub/one.txt"
    path.parent.mkdir()
    path.write_text("A  gap.")
    return path


THERE = "{}: it already exists and is not a copy made by cleanup; remove it, or choose another directory for --output\n"


def test_a_text_that_was_not_read_is_never_replaced(one: Path) -> None:  # noqa: ARG001
    Path("one.txt").write_text("Mine.")
    Path("sub/two.txt").write_text("B  gap.")
    result = invoke("fix", *HOUSE, "--output", ".", "sub")
    assert result.stderr.startswith(THERE.format("one.txt"))
    assert result.exit_code == 2
    assert Path("one.txt").read_text() == "Mine."
    assert Path("two.txt").read_text() == "B gap."


def test_a_copy_of_ours_is_replaced_unless_somebody_has_changed_it(one: Path) -> None:
    assert invoke("fix", *HOUSE, "--output", "out", "sub").exit_code == 0
    one.write_text("Another  gap.")
    assert invoke("fix", *HOUSE, "--output", "out", "sub").exit_code == 0
    assert Path("out/one.txt").read_text() == "Another gap."
    Path("out/one.txt").write_text("Worked on by hand.")
    one.write_text("A third  gap.")
    result = invoke("fix", *HOUSE, "--output", "out", "sub")
    assert (result.exit_code, result.stderr.startswith(THERE.format(Path("out/one.txt")))) == (2, True)
    assert Path("out/one.txt").read_text() == "Worked on by hand."


def test_apply_replaces_the_copy_that_fix_has_made(one: Path) -> None:  # noqa: ARG001
    text = "A  gap, a  gap."
    Path("a.txt").write_text(text)
    invoke("fix", *HOUSE, "--output", "out", "a.txt")
    edit = {"start": 1, "end": 3, "before": "  ", "after": " "}
    given = decide({"x": "accept"}, reviewed=text.encode(), changes=[{"findings": ["x"], "edits": [edit]}])
    assert invoke("apply", "--output", "out", given).exit_code == 0
    assert Path("out/a.txt").read_text() == "A gap, a  gap."


def test_results_of_apply_keep_their_folders(one: Path) -> None:
    other = one.parent.parent / "other/deep/one.txt"
    other.parent.mkdir(parents=True)
    other.write_text("B  gap.")
    edit = {"start": 1, "end": 3, "before": "  ", "after": " "}
    files = {
        str(path): {
            "sha256": sha256(Path(path).read_bytes()),
            "decisions": {"x": "accept"},
            "changes": [{"findings": ["x"], "edits": [edit]}],
        }
        for path in ("sub/../sub/one.txt", other)
    }
    Path("d.json").write_text(json.dumps({"schema": 1, "files": files}))
    assert invoke("apply", "--output", "out", "d.json").exit_code == 0
    assert {str(path): path.read_text() for path in Path("out").rglob("*.txt")} == {
        "out/sub/one.txt": "A gap.",
        "out/other/deep/one.txt": "B gap.",
    }
    assert (one.read_text(), other.read_text()) == ("A  gap.", "B  gap.")


@posix
def test_results_of_apply_stay_below_the_output_whatever_links_say(one: Path) -> None:
    away = one.parent.parent.parent / "away"
    away.mkdir()
    (away / "back").symlink_to(one)
    Path("door").symlink_to(away)
    given = decide({}, reviewed=one.read_bytes(), path="door/back")
    assert invoke("apply", "--output", "out", given).exit_code == 0
    assert [str(path) for path in Path("out").rglob("*.txt")] == ["out/sub/one.txt"]


def test_a_copy_that_a_killed_run_has_left_is_ours_by_its_bytes(one: Path) -> None:  # noqa: ARG001
    invoke("fix", *HOUSE, "--output", "out", "sub")
    Path("out/.cleanup-copies.json").unlink()
    assert invoke("fix", *HOUSE, "--output", "out", "sub").exit_code == 0


def test_a_damaged_list_of_copies_is_one_line(one: Path) -> None:  # noqa: ARG001
    Path("out").mkdir()
    Path("out/.cleanup-copies.json").write_text('{"copies": 1}')
    result = invoke("fix", *HOUSE, "--output", "out", "sub")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"{Path('out/.cleanup-copies.json')}: invalid list of copies: ")


@posix
def test_links_in_the_folder_are_replaced_or_refused(one: Path) -> None:  # noqa: ARG001
    Path("elsewhere").mkdir()
    Path("elsewhere/kept.txt").write_text("Kept.")
    Path("sub/deep").mkdir()
    Path("sub/deep/two.txt").write_text("B  gap.")
    Path("out").mkdir()
    Path("out/one.txt").symlink_to("../elsewhere/kept.txt")
    Path("out/deep").symlink_to("../elsewhere")
    result = invoke("fix", *HOUSE, "--output", "out", "sub")
    where = os.path.realpath("elsewhere")
    assert result.stderr.splitlines()[0] == (
        f"out/deep/two.txt: this would be outside out, in {where}; choose another directory for --output"
    )
    assert result.exit_code == 2
    assert sorted(os.listdir("elsewhere")) == ["kept.txt"]  # noqa: PTH208
    assert Path("elsewhere/kept.txt").read_text() == "Kept."
    assert (Path("out/one.txt").is_symlink(), Path("out/one.txt").read_text()) == (False, "A gap.")


@posix
@pytest.mark.parametrize("kind", ["directory", "pipe"])
def test_what_is_no_file_is_not_replaced(one: Path, kind: str) -> None:  # noqa: ARG001
    Path("out").mkdir()
    place = Path("out/one.txt")
    place.mkdir() if kind == "directory" else os.mkfifo(place)
    result = invoke("fix", *HOUSE, "--output", "out", "sub")
    assert result.stderr.splitlines()[0] == f"out/one.txt: this is a {kind}; choose another directory for --output"
    assert (result.exit_code, place.is_file()) == (2, False)


@posix
def test_the_list_of_copies_is_not_read_or_written_through_a_link(one: Path) -> None:  # noqa: ARG001
    Path("out").mkdir()
    Path("mine.json").write_text('{"copies": 1, "files": {}}')
    Path("out/.cleanup-copies.json").symlink_to("../mine.json")
    result = invoke("fix", *HOUSE, "--output", "out", "sub")
    assert (result.exit_code, "this is a link" in result.stderr) == (2, True)
    assert Path("mine.json").read_text() == '{"copies": 1, "files": {}}'


# Corpora

SHARD = '{"text": "A  gap."}\n'


@pytest.mark.parametrize("pattern", ["data/*/../../../x.jsonl", "data/*/../../../oth*"])
def test_a_pattern_never_leads_out_of_the_folder(desk: Path, pattern: str) -> None:
    for name in ("in/data/a/x.jsonl", "x.jsonl", "other/x.jsonl"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text(SHARD)
    os.chdir("in")
    result = invoke("corpus", *HOUSE[:1], "../../house", *HOUSE[2:], pattern, "--output", "out/deep")
    assert result.exit_code == 2
    assert "this is outside data; use a pattern without `..`" in result.stderr
    assert (desk / "x.jsonl").read_text() == (desk / "other/x.jsonl").read_text() == SHARD
    assert not Path("out").exists()


@pytest.mark.parametrize("absolute", [False, True])
def test_a_pattern_that_comes_back_names_what_it_finds(desk: Path, absolute: bool) -> None:
    (desk / "data/a").mkdir(parents=True)
    (desk / "data/x.jsonl").write_text(SHARD)
    base = f"{desk}/" if absolute else ""
    assert execute("corpus", *HOUSE, f"{base}data/*/../*.jsonl", "--output", "out").returncode == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["manifest.json", "x.jsonl"]
    assert json.loads(Path("out/x.jsonl").read_text())["text"] == "A gap."


@posix
@pytest.mark.parametrize("name", ["manifest.json", ".cleanup-journal.jsonl", ".cleanup-lock"])
def test_the_ledger_follows_no_link(desk: Path, name: str) -> None:
    (desk / "a.jsonl").write_text(SHARD)
    (desk / "out").mkdir()
    (desk / "victim").write_text("{}\nhalf a line")
    for target in ("../victim", "../nowhere"):
        (desk / "out" / name).symlink_to(target)
        result = execute("corpus", *HOUSE, "a.jsonl", "--output", "out")
        assert result.returncode == 2
        assert result.stderr.decode().splitlines()[-1].startswith(f"out/{name}: this is a link")
        assert (desk / "victim").read_text() == "{}\nhalf a line"
        assert not (desk / "nowhere").exists()
        (desk / "out" / name).unlink()
    os.link("victim", f"out/{name}")
    execute("corpus", *HOUSE, "a.jsonl", "--output", "out")
    assert (desk / "victim").read_text() == "{}\nhalf a line"


@posix
def test_linked_results_are_replaced_and_linked_folders_refused(desk: Path) -> None:
    (desk / "data/deep").mkdir(parents=True)
    (desk / "data/a.jsonl").write_text(SHARD)
    assert execute("corpus", *HOUSE, "data", "--output", "out").returncode == 0
    (desk / "out/a.jsonl").rename("moved.jsonl")
    (desk / "out/a.jsonl").symlink_to("../moved.jsonl")
    assert execute("corpus", *HOUSE, "data", "--output", "out").returncode == 0
    assert not (desk / "out/a.jsonl").is_symlink()
    (desk / "data/deep/b.jsonl").write_text(SHARD)
    (desk / "elsewhere").mkdir()
    (desk / "out/deep").symlink_to("../elsewhere")
    result = execute("corpus", *HOUSE, "data", "--output", "out")
    assert result.stderr.decode().splitlines()[-1] == (
        f"out/deep/b.jsonl: this would be outside out, in {os.path.realpath('elsewhere')}; "
        "choose another directory for --output"
    )
    assert (result.returncode, list((desk / "elsewhere").iterdir())) == (2, [])
