"""`cleanup diff OLD NEW`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.cli.commands.diff import plan_between
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from tests.commandline import execute, invoke
from tests.report_pages import data


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("The colour is red.", "The color is red.", "old.txt:1:9  colour → color"),
        ("A very old town.", "A old town.", "old.txt:1:3  very old → old"),
        ("One.\nTwo here.\n", "One.\nTwo is here.\n", "old.txt:2:5  here. → is here."),
    ],
    ids=["a word changed", "a word removed", "a word added"],
)
def test_a_change_reads_in_whole_words(desk: Path, old: str, new: str, line: str) -> None:
    (desk / "old.txt").write_text(old)
    (desk / "new.txt").write_text(new)
    result = invoke("diff", "old.txt", "new.txt")
    assert (result.stdout, result.stderr, result.exit_code) == (f"{line}\n", "1 difference.\n", 1)


def test_equal_texts(desk: Path) -> None:
    (desk / "old.txt").write_text("Same.")
    (desk / "new.txt").write_bytes(b"\xef\xbb\xbfSame.")
    result = invoke("diff", "old.txt", "old.txt")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "The texts are the same.\n", 0)
    marked = invoke("diff", "old.txt", "new.txt")
    assert marked.stderr == "The texts are the same; the files differ in encoding or byte-order mark.\n"
    assert marked.exit_code == 0


def test_a_missing_file(desk: Path) -> None:
    (desk / "old.txt").write_text("Same.")
    result = invoke("diff", "old.txt", "new.txt")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "new.txt: no such file or directory\n", 2)


def test_standard_input(desk: Path) -> None:
    (desk / "old.txt").write_text("one two")
    result = execute("diff", "old.txt", "-", stdin=b"one three")
    assert (result.stdout.decode(), result.returncode) == ("old.txt:1:6  two → three\n", 1)
    assert invoke("diff", "-", "-").exit_code == 2


def test_json(desk: Path) -> None:
    (desk / "old.txt").write_text("one two")
    (desk / "new.txt").write_text("one three")
    file = json.loads(invoke("diff", "--format", "json", "old.txt", "new.txt").stdout)["files"][0]
    finding = {key: file["findings"][0][key] for key in ("rule", "level", "message", "before")}
    assert finding == {
        "rule": "difference",
        "level": "suggested",
        "message": "'two' became 'three'",
        "before": "wo",
    }
    assert file["changes"] == [
        {"start": 5, "end": 7, "before": "wo", "after": "hree", "level": "suggested", "findings": ["difference-1"]}
    ]


def test_report(desk: Path) -> None:
    (desk / "old.txt").write_text("one two")
    (desk / "new.txt").write_text("one three")
    result = invoke("diff", "--report", "changes.html", "old.txt", "new.txt")
    assert result.exit_code == 1
    assert "one <a id=t1 href=#r1 class=suggested><del>two</del><ins>three</ins></a>" in (
        desk / "changes.html"
    ).read_text("utf-8")


def test_a_difference_can_be_taken_back(desk: Path) -> None:
    (desk / "old.txt").write_text("one two, three four")
    (desk / "new.txt").write_text("1 two, three 4")
    invoke("diff", "--report", "changes.html", "old.txt", "new.txt")
    found = data((desk / "changes.html").read_text("utf-8"))["files"][0]
    first, second = (card[0] for card in found["cards"])
    decided = {"sha256": found["sha256"], "decisions": {first: "accept", second: "reject"}, "changes": [
        {"findings": [first], "made": True, "edits": [{"start": 0, "end": 3, "before": "one", "after": "1"}]},
        {"findings": [second], "made": True, "edits": [{"start": 15, "end": 19, "before": "four", "after": "4"}]},
    ]}  # fmt: skip
    (desk / "d.json").write_text(json.dumps({"schema": 1, "files": {found["path"]: decided}}))
    assert invoke("apply", "d.json").exit_code == 0
    assert (desk / "old.txt").read_text() == "1 two, three four"


def test_a_report_never_replaces_a_text(desk: Path) -> None:
    (desk / "old.txt").write_text("one two")
    (desk / "new.txt").write_text("one three")
    assert invoke("diff", "--report", "new.txt", "old.txt", "new.txt").exit_code == 2
    assert (desk / "new.txt").read_text() == "one three"


@given(st.text("ab \n’", max_size=30), st.text("ab \n’", max_size=30))
def test_the_changes_lead_from_old_to_new(old: str, new: str) -> None:
    plan = plan_between(document(old), new)
    assert apply(plan.edits, old) == new
    assert plan.chosen == {finding.id for finding in plan.findings}
    assert len(plan.findings) == len(plan.changes)
