"""`cleanup apply`, and `--decisions` of the other commands: exactly what was decided, or one clear line."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from cleanup.review.decisions import sha256
from tests.commandline import HOUSE, execute, invoke

TEXT = "A wide  gap. He saw alot there.\r\nThe whilom mayor saw a wide  gap too.\n"
FIXED = TEXT.replace("  ", " ")


def ids(path: str = "a.txt", *options: str) -> dict[str, str]:
    """What was found, by name: rule, and from the second of its like on a number."""
    report = json.loads(invoke("check", *HOUSE, "--format", "json", *options, path).stdout)
    names: dict[str, str] = {}
    for finding in report["files"][0]["findings"]:
        rule = finding["rule"].partition("/")[2]
        names[rule if rule not in names else f"{rule}2"] = finding["id"]
    return names


@pytest.fixture
def text(desk: Path) -> Path:
    path = desk / "a.txt"
    path.write_bytes(TEXT.encode())
    return path


def decide(given: dict[str, Any], *, reviewed: bytes = TEXT.encode(), path: str = "a.txt", **more: Any) -> str:
    """A file of decisions, as a person would write it by hand."""
    body = {"schema": 1, "files": {path: {"sha256": sha256(reviewed), "decisions": given, **more}}}
    Path("d.json").write_text(json.dumps(body), "utf-8")
    return "d.json"


def told(done: Result) -> str:
    """What is said after the line that tells what is going to be written."""
    first, rest = done.stderr.split("\n", 1)
    assert re.fullmatch(rf"Applying to \d files? in {re.escape(os.path.realpath('.'))}\.", first)
    return rest


def test_what_was_accepted_is_written_and_nothing_else(text: Path) -> None:
    name = ids()
    given = {name["gap2"]: "accept", name["gap"]: "reject", name["alot"]: "accept", name["whilom"]: {"text": "former"}}
    done = invoke("apply", *HOUSE, decide(given))
    assert told(done) == "Applied 2 accepted findings and 1 own text, 1 rejected; 1 file changed.\n"
    assert done.exit_code == 0
    assert text.read_bytes() == (b"A wide  gap. He saw a lot there.\r\nThe former mayor saw a wide gap too.\n")


def test_nothing_decided_changes_nothing(text: Path) -> None:
    before = text.stat().st_mtime_ns
    done = invoke("apply", decide({}))
    assert (done.exit_code, text.read_bytes(), text.stat().st_mtime_ns) == (0, TEXT.encode(), before)
    assert told(done) == "Applied 0 accepted findings, 0 rejected; 0 files changed.\n"


def test_what_was_shown_is_written_whatever_the_rules_say_now(text: Path) -> None:
    edit = {"start": 2, "end": 11, "before": "wide  gap", "after": "wide – gap"}
    changes = [{"findings": ["gone"], "made": True, "edits": [edit]}]
    assert invoke("apply", decide({"gone": "accept"}, changes=changes)).exit_code == 0
    assert text.read_bytes() == TEXT.replace("wide  gap", "wide – gap", 1).encode()


def test_diff_shows_it_first_and_writes_nothing(text: Path) -> None:
    done = invoke("apply", *HOUSE, "--diff", decide({ids()["gap"]: "accept"}))
    assert done.exit_code == 1
    assert done.stdout_bytes == (
        b"--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n"
        b"-A wide  gap. He saw alot there.\r\n+A wide gap. He saw alot there.\r\n"
        b" The whilom mayor saw a wide  gap too.\n"
    )
    assert text.read_bytes() == TEXT.encode()


def test_output_writes_elsewhere(text: Path) -> None:
    assert invoke("apply", *HOUSE, "--output", "out", decide({ids()["gap"]: "accept"})).exit_code == 0
    assert Path("out/a.txt").read_bytes() == TEXT.replace("  ", " ", 1).encode()
    assert text.read_bytes() == TEXT.encode()


def test_decisions_come_from_standard_input_too(text: Path) -> None:
    data = Path(decide({ids()["gap"]: "accept"})).read_bytes()
    assert invoke("apply", *HOUSE, "-", stdin=data).exit_code == 0
    assert text.read_bytes() == TEXT.replace("  ", " ", 1).encode()


# A file that is not as it was


def test_a_changed_file_is_refused_and_the_others_are_done(text: Path) -> None:
    name = ids()["gap"]
    Path("b.txt").write_bytes(TEXT.encode())
    entries = {
        path: {"sha256": sha256(TEXT.encode()), "decisions": {name: "accept"}} for path in ("a.txt", "b.txt", "c")
    }
    Path("d.json").write_text(json.dumps({"schema": 1, "files": entries}), "utf-8")
    text.write_bytes(b"New. " + TEXT.encode())
    done = invoke("apply", *HOUSE, "d.json")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "c: no such file or directory",
        f"Applying to 2 files in {os.path.realpath('.')}.",
        "a.txt: the file has changed since the review; review it again, or use --partial to apply what still "
        "fits; it was left unchanged",
        "Applied 1 accepted finding, 0 rejected; 1 file changed; 2 errors.",
    ]
    assert text.read_bytes() == b"New. " + TEXT.encode()
    assert Path("b.txt").read_bytes() == TEXT.replace("  ", " ", 1).encode()


def test_partial_applies_what_still_fits(text: Path) -> None:
    name = ids()
    given = decide({name["gap"]: "accept", name["alot"]: "accept", name["gap2"]: "reject"})
    text.write_bytes(b"New. " + TEXT.replace("alot", "much").encode())
    done = invoke("apply", *HOUSE, "--partial", given)
    assert done.exit_code == 1
    assert told(done).splitlines() == [
        f"a.txt: no longer fits: accepted {name['alot']}",
        "Applied 1 accepted finding, 1 rejected; 1 file changed; 1 no longer fit.",
    ]
    assert text.read_bytes() == b"New. " + TEXT.replace("alot", "much").replace("  ", " ", 1).encode()


def shown() -> list[dict[str, Any]]:
    """What a report of `fix` keeps beside the decisions: all that was made."""
    name = ids()
    first, second = TEXT.index("  "), TEXT.rindex("  ")
    return [
        {
            "findings": [name[key]],
            "made": True,
            "edits": [{"start": at, "end": at + 2, "before": "  ", "after": " "}],
        }
        for key, at in (("gap", first), ("gap2", second))
    ]


def test_what_fix_has_written_is_taken_back_where_it_was_rejected(text: Path) -> None:
    name, changes = ids(), shown()
    text.write_bytes(FIXED.encode())
    given = decide({name["gap2"]: "reject"}, fixed=sha256(FIXED.encode()), changes=changes)
    assert invoke("apply", given).exit_code == 0
    assert text.read_bytes() == TEXT.replace("  ", " ", 1).encode()


def test_a_repaired_file_that_changed_again_is_refused(text: Path) -> None:
    name, changes = ids(), shown()
    text.write_bytes(FIXED.replace("mayor", "queen").encode())
    given = decide({name["gap2"]: "reject"}, fixed=sha256(FIXED.encode()), changes=changes)
    assert invoke("apply", given).exit_code == 2
    assert text.read_bytes() == FIXED.replace("mayor", "queen").encode()


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("x", "the changes in the decisions are not those of the file"),
        ("\t\t", "do not lead back to the reviewed text"),
    ],
    ids=["another length", "other words"],
)
def test_changes_that_are_not_those_of_the_file_are_refused(text: Path, before: str, message: str) -> None:
    changes = shown()
    changes[0]["edits"][0]["before"] = before
    text.write_bytes(FIXED.encode())
    done = invoke("apply", decide({}, fixed=sha256(FIXED.encode()), changes=changes))
    assert (done.exit_code, text.read_bytes()) == (2, FIXED.encode())
    assert message in done.stderr


# What cannot be carried out


def test_a_place_outside_the_text_is_an_error(text: Path) -> None:
    edit = {"start": 900, "end": 902, "before": "  ", "after": " "}
    done = invoke("apply", decide({"x": "accept"}, changes=[{"findings": ["x"], "edits": [edit]}]))
    assert (done.exit_code, text.read_bytes()) == (2, TEXT.encode())
    assert told(done).startswith("a.txt: '  ' is not at 900 to 902; ")


def test_errors_name_the_file_and_what_is_wrong(text: Path) -> None:
    done = invoke("apply", *HOUSE, decide({"0" * 14: "accept"}))
    assert (done.exit_code, text.read_bytes()) == (2, TEXT.encode())
    assert told(done).startswith(f"a.txt: it has no finding '{'0' * 14}'; ")


def test_a_missing_or_bad_file_of_decisions_is_one_line(desk: Path) -> None:
    assert execute("apply", "none.json").stderr == b"none.json: no such file or directory\n"
    (desk / "d.json").write_text("[]")
    done = execute("apply", "d.json")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert invoke("apply", "--diff", "--output", "x", "d.json").exit_code == 2


# --decisions


def test_what_was_rejected_never_comes_back(text: Path) -> None:
    name = ids()
    given = decide({name["gap"]: "reject", name["alot"]: "reject", name["whilom"]: "accept"})
    done = invoke("fix", *HOUSE, "--suggested", "--decisions", given, "a.txt")
    assert done.exit_code == 0
    once = text.read_bytes()
    assert once == b"A wide  gap. He saw alot there.\r\nThe whilom mayor saw a wide gap too.\n"
    text.write_bytes(b"Something new. " + once)
    again = invoke("fix", *HOUSE, "--suggested", "--decisions", given, "a.txt")
    assert text.read_bytes() == b"Something new. " + once
    assert (
        again.stderr.splitlines()[-1]
        == "Nothing to repair in 1 file; 1 place is flagged (see `cleanup check`); 2 known before."
    )
    check = invoke("check", *HOUSE, "--decisions", given, "a.txt")
    assert [line.split()[1] for line in check.stdout.splitlines()] == ["translation/whilom"]


def test_decisions_on_other_files_do_not_matter(text: Path) -> None:
    given = decide({ids()["gap"]: "reject"}, path="b.txt")
    invoke("fix", *HOUSE, "--decisions", given, "a.txt")
    assert text.read_bytes() == FIXED.encode()


# Where it writes


def outside(desk: Path) -> Path:
    path = desk.parent / "outside.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.mark.parametrize("options", [(), ("--diff",), ("--output", "out"), ("--partial",)])
@pytest.mark.parametrize("name", ["../outside.txt", "{}", "link.txt", "sub/../../outside.txt", "deep/outside.txt"])
def test_nothing_outside_the_current_folder_is_touched(text: Path, name: str, options: tuple[str, ...]) -> None:
    path = outside(text.parent)
    for link, target in (("link.txt", path), ("deep", path.parent)):
        Path(link).symlink_to(target)
    Path("sub").mkdir()
    name = name.format(path)
    changes = [{"findings": ["x"], "edits": [{"start": 6, "end": 8, "before": "  ", "after": " "}]}]
    entry = {"sha256": sha256(TEXT.encode()), "decisions": {"x": "accept"}, "changes": changes}
    Path("d.json").write_text(json.dumps({"schema": 1, "files": {name: entry, "a.txt": entry}}))
    done = invoke("apply", *options, "d.json")
    here = os.path.realpath(".")
    assert done.stderr.splitlines()[0] == (f"{name}: this is outside {here}; name its directory with --root")
    assert (done.exit_code, path.read_bytes()) == (2, TEXT.encode())
    if not options:
        assert text.read_bytes() == TEXT.replace("  ", " ", 1).encode()


def test_another_root_is_named(text: Path) -> None:
    path = outside(text.parent)
    for name in ("outside.txt", str(path)):
        path.write_bytes(TEXT.encode())
        edit = {"start": 6, "end": 8, "before": "  ", "after": " "}
        given = decide({"x": "accept"}, path=name, changes=[{"findings": ["x"], "edits": [edit]}])
        done = invoke("apply", "--root", "..", given)
        assert done.stderr.splitlines() == [
            f"Applying to 1 file in {os.path.realpath('..')}.",
            "Applied 1 accepted finding, 0 rejected; 1 file changed.",
        ]
        assert path.read_bytes() == TEXT.replace("  ", " ", 1).encode()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sub", "this is a directory, not a file"),
        ("none.txt", "no such file or directory"),
        ("x" * 300, "file name too long"),
    ],
)
def test_a_name_of_no_file_is_one_line_and_the_others_are_done(text: Path, name: str, message: str) -> None:
    Path("sub").mkdir()
    changes = [{"findings": ["x"], "edits": [{"start": 6, "end": 8, "before": "  ", "after": " "}]}]
    entry = {"sha256": sha256(TEXT.encode()), "decisions": {"x": "accept"}, "changes": changes}
    Path("d.json").write_text(json.dumps({"schema": 1, "files": {name: entry, "a.txt": entry}}))
    done = invoke("apply", "d.json")
    assert (done.exit_code, message in done.stderr.splitlines()[0]) == (2, True)
    assert text.read_bytes() == TEXT.replace("  ", " ", 1).encode()
    assert invoke("check", *HOUSE, "--decisions", "d.json", "a.txt").exit_code == 1
