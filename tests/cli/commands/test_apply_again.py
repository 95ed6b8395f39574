"""`cleanup apply` after `cleanup apply`, and on the copies of `cleanup fix --output`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result

from cleanup.cli.commands.diff import plan_between
from cleanup.config.resolve import Overrides, Resolver
from cleanup.documents import readers
from cleanup.model import Level, Plan
from cleanup.review import decisions
from cleanup.review.proposals import proposals
from tests.cli.commands.test_apply import FIXED, TEXT, decide, ids
from tests.commandline import HOUSE, HOUSE_RULES, invoke
from tests.report_pages import data


@pytest.fixture
def text(desk: Path) -> Path:
    path = desk / "a.txt"
    path.write_bytes(TEXT.encode())
    return path


def reported(*args: str) -> dict[str, Any]:
    """The entries that the page of a command would save, nothing being decided yet, by path."""
    done = invoke(*args, "--report", "page.html")
    assert done.exit_code in (0, 1), done.output
    entries: dict[str, Any] = {}
    source = Path("page.html").read_text("utf-8")
    for file in data(source)["files"]:
        entries[file["path"]] = {"sha256": file["sha256"], **file["more"], "decisions": {}, "changes": []}
    return entries


def shown_by(plan: Plan) -> list[dict[str, Any]]:
    """All that a page shows of a plan."""
    return [msgspec.to_builtins(one) for one in decisions.shown(proposals(plan), plan.document.text)]


def entries_of(*args: str, path: str = "a.txt", suggested: bool = True) -> dict[str, Any]:
    """What the page of a command saves about one file, by path, with everything it showed."""
    document = readers.read(Path(path).read_bytes(), path)
    resolver = Resolver(Overrides(select=tuple(HOUSE_RULES), rules=(Path("../house"),)))
    settings = resolver.settings(path)
    plan = resolver.plan(document, settings, through=Level.SUGGESTED if suggested else Level.SAFE)
    entries = reported(*args)
    entries[path]["changes"] = shown_by(plan)
    return entries


def apply_all(entries: dict[str, Any], given: dict[str, Any], path: str = "a.txt") -> Result:
    """Carry decisions out, on what the rules are called by name."""
    entries[path]["decisions"] = given
    Path("d.json").write_text(json.dumps({"schema": 1, "files": entries}), "utf-8")
    return invoke("apply", *HOUSE, "d.json")


ALREADY = "a.txt: already as decided"


def said(done: Result) -> list[str]:
    """What was said after where it is done."""
    first, *lines = done.stderr.splitlines()
    assert first.startswith("Applying to 1 file in ")
    return lines


def test_decisions_may_be_changed_and_carried_out_again(text: Path) -> None:
    name, entries = ids(), entries_of("check", *HOUSE, "a.txt", suggested=False)
    assert apply_all(entries, {name["gap"]: "accept", name["alot"]: "accept"}).exit_code == 0
    once = TEXT.replace("  ", " ", 1).replace("alot", "a lot")
    assert text.read_bytes() == once.encode()
    assert said(apply_all(entries, {name["gap"]: "accept", name["alot"]: "accept"}))[0] == ALREADY

    done = apply_all(entries, {name["gap"]: "reject", name["gap2"]: "accept", name["whilom"]: {"text": "former"}})
    assert (done.exit_code, len(said(done))) == (0, 1)
    other = "A wide  gap. He saw a lot there.\r\nThe former mayor saw a wide gap too.\n"
    assert text.read_bytes() == other.encode(), "what is undecided stays as the file has it"

    for one in entries["a.txt"]["changes"]:
        if name["whilom"] in one["findings"]:
            one["own"] = [["former"]]
    apply_all(entries, dict.fromkeys(name.values(), "reject"))
    assert text.read_bytes() == TEXT.encode()


def test_decisions_of_two_reviewers_add_up(text: Path) -> None:
    name, entries = ids(), entries_of("check", *HOUSE, "a.txt", suggested=False)
    apply_all(entries, {name["gap"]: "accept"})
    apply_all(entries, {name["alot"]: "accept"})
    assert text.read_bytes() == TEXT.replace("  ", " ", 1).replace("alot", "a lot").encode()


def test_after_output_a_rejected_change_is_taken_back_in_the_copy(text: Path) -> None:
    name, entries = ids(), entries_of("fix", *HOUSE, "--suggested", "--output", "out", "a.txt")
    copy = Path("out/a.txt")
    fixed = FIXED.replace("alot", "a lot")
    assert copy.read_bytes() == fixed.encode()
    done = apply_all(entries, {name["alot"]: "reject"})
    assert (done.exit_code, said(done)) == (0, ["Applied 0 accepted findings, 1 rejected; 1 file changed."])
    assert copy.read_bytes() == FIXED.encode()
    assert text.read_bytes() == TEXT.encode(), "the original stays"
    apply_all(entries, {name["alot"]: "accept", name["gap"]: "reject"})
    assert copy.read_bytes() == TEXT.replace("alot", "a lot").replace("wide  gap too", "wide gap too").encode()
    again = apply_all(entries, {name["alot"]: "accept", name["gap"]: "reject"})
    assert said(again)[0] == "out/a.txt: already as decided"
    assert text.read_bytes() == TEXT.encode()


def test_a_copy_of_a_file_without_changes_takes_what_was_proposed(text: Path) -> None:
    text.write_bytes(b"He saw alot there.")
    name, entries = ids(), entries_of("fix", *HOUSE, "--output", "out", "a.txt", suggested=False)
    apply_all(entries, {name["alot"]: "accept"})
    assert Path("out/a.txt").read_bytes() == b"He saw a lot there."
    assert text.read_bytes() == b"He saw alot there."


@pytest.mark.parametrize(
    "command",
    [("check",), ("check", "--suggested"), ("fix",), ("fix", "--suggested"), ("fix", "--suggested", "--output", "out")],
    ids=" ".join,
)
def test_files_already_done_are_said_to_be(text: Path, command: tuple[str, ...]) -> None:
    name = ids()
    entries = entries_of(command[0], *HOUSE, *command[1:], "a.txt", suggested="--suggested" in command)
    given = {name["gap"]: "accept", name["gap2"]: "reject", name["alot"]: "accept", name["whilom"]: {"text": "old"}}
    apply_all(entries, given)
    written = Path("out/a.txt") if "--output" in command else text
    result = "A wide gap. He saw a lot there.\r\nThe old mayor saw a wide  gap too.\n"
    assert written.read_bytes() == result.encode()
    before = written.stat().st_mtime_ns
    done = apply_all(entries, given)
    assert (done.exit_code, written.stat().st_mtime_ns) == (0, before)
    assert said(done) == [
        f"{'out/' if '--output' in command else ''}a.txt: already as decided",
        "Applied 2 accepted findings and 1 own text, 1 rejected; 0 files changed.",
    ]


def test_all_of_fix_accepted_is_already_done(text: Path) -> None:
    name, entries = ids(), entries_of("fix", *HOUSE, "a.txt", suggested=False)
    done = apply_all(entries, {name["gap"]: "accept", name["gap2"]: "accept"})
    assert (done.exit_code, said(done)[0]) == (0, ALREADY)
    assert text.read_bytes() == FIXED.encode()


def test_decisions_by_hand_with_ids_alone_are_known_to_be_done(text: Path) -> None:
    name = ids()
    given = decide(
        {name["gap2"]: "accept", name["alot"]: "accept", name["gap"]: "reject", name["whilom"]: {"text": "old"}}
    )
    assert invoke("apply", *HOUSE, given).exit_code == 0
    written = text.read_bytes()
    done = invoke("apply", *HOUSE, given)
    assert (done.exit_code, text.read_bytes()) == (0, written)
    assert said(done)[0] == ALREADY
    text.write_bytes(written.replace(b"a lot", b"alot"))
    assert "the file has changed since the review" in invoke("apply", *HOUSE, given).stderr
    text.write_bytes(written.replace(b"old", b"young"))
    assert "the file has changed since the review" in invoke("apply", *HOUSE, given).stderr
    text.write_bytes(written.replace(b"  ", b" "))
    assert "the file has changed since the review" in invoke("apply", *HOUSE, given).stderr


def test_a_difference_that_was_carried_out_is_already_done(text: Path) -> None:
    Path("new.txt").write_bytes(FIXED.encode())
    entries = reported("diff", "a.txt", "new.txt")
    plan = plan_between(readers.read(TEXT.encode(), "a.txt"), FIXED)
    entries["a.txt"]["changes"] = shown_by(plan)
    given = {plan.findings[0].id: "accept", plan.findings[1].id: "reject"}
    assert said(apply_all(entries, given)) == ["Applied 1 accepted finding, 1 rejected; 1 file changed."]
    assert said(apply_all(entries, given))[0] == ALREADY
    apply_all(entries, {plan.findings[0].id: "reject", plan.findings[1].id: "accept"})
    assert text.read_bytes() == TEXT.replace("gap too", "gap too").replace("wide  gap too", "wide gap too").encode()


def test_copies_outside_of_the_current_folder_need_a_root(text: Path) -> None:
    name, entries = ids(), entries_of("fix", *HOUSE, "--output", "../out", "a.txt", suggested=False)
    copy = text.parent.parent / "out/a.txt"
    done = apply_all(entries, {name["gap"]: "reject"})
    assert done.exit_code == 2
    assert copy.read_bytes() == FIXED.encode()
    assert invoke("apply", *HOUSE, "--root", "..", "d.json").exit_code == 0
    assert copy.read_bytes() == TEXT.replace("wide  gap too", "wide gap too").encode()
    assert text.read_bytes() == TEXT.encode()
