"""`cleanup review --decisions`: what is kept, what is asked again, and what `cleanup apply` makes of it."""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commandline import HOUSE, ROOT, invoke
from tests.reviewing import ALL, DEL, FLAG, PROMPT, WRITE, Start, starting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
start = pytest.fixture(starting, name="start")

TEXT = "A  gap, then alot.\nOne  more.\n"


def saved(path: str = "d.json") -> Any:
    """The entry on `one.txt`."""
    return json.loads(Path(path).read_text())["files"]["one.txt"]


def verdicts(path: str = "d.json") -> list[Any]:
    """What was decided on `one.txt`, in order of place; None where nothing was."""
    entry = saved(path)
    return [entry["decisions"].get(one["findings"][0]) for one in entry["changes"]]


def test_the_saved_file_does_the_same_to_the_originals(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    shutil.copy("one.txt", "original")
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("e", "> a lot")
    review.press(f"{DEL * 5}many\r")
    review.press("n", WRITE)
    shown, code = review.end("y")
    assert shown.endswith("1 accepted, 1 own text, 1 rejected, 0 undecided; 1 file changed.\nDecisions: d.json\n")
    assert code == 0
    written = (desk / "one.txt").read_bytes()
    assert written == b"\xef\xbb\xbfA gap, then many.\r\nOne  more.\r\n"
    assert verdicts() == ["accept", {"text": "many"}, "reject"]
    shutil.copy("original", "one.txt")
    result = invoke("apply", *HOUSE, "d.json")
    assert (result.exit_code, (desk / "one.txt").read_bytes()) == (0, written)


def test_random_decisions_on_the_seeds_are_replayed_to_the_byte(desk: Path, start: Start) -> None:  # noqa: ARG001
    shutil.copytree(ROOT / "seeds", "seeds")
    shutil.copytree("seeds", "originals")
    choose = random.Random(5)
    review = start("--level", "flag", "--decisions", "d.json", "seeds", rules=())
    shown = review.until(",?]")
    while WRITE not in shown:
        flag = FLAG in shown
        key = choose.choice("nsne" if flag else "ynsyye")
        if key == "e":
            review.press("e", "> ")
            shown = review.press(" [own]\r", ",?]")
        else:
            shown = review.press(key, ",?]")
        if choose.random() < 0.1 and WRITE not in shown:
            shown = review.press("u", ",?]")
    assert review.end("y")[1] == 0
    written = {path.name: path.read_bytes() for path in Path("seeds").iterdir()}
    assert written != {path.name: path.read_bytes() for path in Path("originals").iterdir()}
    shutil.rmtree("seeds")
    shutil.copytree("originals", "seeds")
    assert invoke("apply", "d.json").exit_code == 0
    assert {path.name: path.read_bytes() for path in Path("seeds").iterdir()} == written


@pytest.mark.parametrize(
    ("keys", "code"), [("\x03", 130), ("\x04", 130), ("qn", 0)], ids=["Ctrl-C", "Ctrl-D", "q and n"]
)
def test_what_was_decided_is_kept_and_not_asked_again(desk: Path, start: Start, keys: str, code: int) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "new/d.json", "one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("n")
    if keys == "qn":
        assert "They are saved in new/d.json in any\ncase. " in review.press("q", "[y,n,u,?]")
    assert review.end(keys[-1])[1] == code
    assert (desk / "one.txt").read_text() == TEXT
    assert verdicts("new/d.json") == ["accept", "reject", None]

    review = start("--decisions", "new/d.json", "one.txt")
    shown = review.until(PROMPT)
    assert "1 proposal in 1 file; 2 already decided; press ? for the keys.\n\n[1/1] one.txt:2\n" in shown
    review.press("y", WRITE)
    assert "2 accepted, 0 own texts, 1 rejected, 0 undecided; 1 file changed.\n" in review.end("y")[0]
    assert (desk / "one.txt").read_text() == "A gap, then alot.\nOne more.\n"
    assert verdicts("new/d.json") == ["accept", "reject", "accept"]


def test_a_lost_connection_keeps_the_decisions(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("y")
    review.child.close(force=False)
    assert ((desk / "one.txt").read_text(), verdicts()) == (TEXT, ["accept", None, None])


def test_all_decided_but_not_written_is_written_next_time(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("a", WRITE)
    review.end("n")
    review = start("--decisions", "d.json", "one.txt")
    assert "Nothing to review in 1 file; 3 already decided." in review.until(WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "A gap, then a lot.\nOne more.\n"


def test_after_writing_only_what_was_rejected_stays_so(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("n")
    review.press("s", WRITE)
    review.end("y")
    before = (desk / "d.json").read_bytes()

    review = start("--decisions", "d.json", "one.txt")
    shown = review.until(PROMPT)
    assert shown.startswith(
        "1 file has changed since d.json was saved: what was rejected stays so, the rest\nis asked anew."
    )
    assert "1 proposal in 1 file; 1 already decided; press ? for the keys.\n\n[1/1] one.txt:2\n" in shown
    review.end("q")
    assert (desk / "d.json").read_bytes() == before

    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("y", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "A gap, then alot.\nOne more.\n"
    shown, code = start("--decisions", "d.json", "one.txt").end()
    assert shown.endswith("\nNothing to review in 1 file; 1 already decided.\n")
    assert code == 0


def test_what_was_rejected_is_not_forgotten_where_it_is_not_asked(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("s")
    review.press("n")
    review.press("s", WRITE)
    review.end("n")
    (desk / "one.txt").write_text("First. " + TEXT)
    review = start("--decisions", "d.json", "--level", "safe", "one.txt")
    assert "[1/2]" in review.until(PROMPT)
    review.press("a", WRITE)
    review.end("y")
    shown, _ = start("--decisions", "d.json", "one.txt").end()
    assert shown.endswith("\nNothing to review in 1 file; 1 already decided.\n")
    assert (desk / "one.txt").read_text() == "First. A gap, then alot.\nOne more.\n"


def test_decisions_under_other_rules_stay(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("He saw alot of it,  and more.")
    review = start("--decisions", "d.json", "--ignore", "grammar/alot", "one.txt", rules=ALL)
    assert "[-alot of-]{+much+}" in review.until(PROMPT)
    review.press("y")
    review.end("\x03")
    review = start("--decisions", "d.json", "--ignore", "grammar/much", "one.txt", rules=ALL)
    shown = review.until(PROMPT)
    assert "[1/1] one.txt:1\nsafe  spacing/gap\n" in shown
    review.press("n", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "He saw much it,  and more."
    assert verdicts() == ["reject", "accept", "reject"]


def test_entries_on_other_files_stay(desk: Path, start: Start) -> None:
    for name in ("one.txt", "two.txt"):
        (desk / name).write_text("A  gap.")
        review = start("--decisions", "d.json", name)
        review.until(PROMPT)
        review.press("y", WRITE)
        review.end("n")
    assert list(json.loads((desk / "d.json").read_text())["files"]) == ["one.txt", "two.txt"]
    assert invoke("apply", *HOUSE, "d.json").exit_code == 0
    assert (desk / "two.txt").read_text() == "A gap."


def test_decisions_on_what_fix_has_made_are_carried_out_first(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("n", PROMPT)
    review.end("\x03")
    invoke("fix", *HOUSE, "one.txt")
    everything = json.loads((desk / "d.json").read_text())
    from cleanup.review.decisions import sha256

    everything["files"]["one.txt"]["fixed"] = sha256((desk / "one.txt").read_bytes())
    for change in everything["files"]["one.txt"]["changes"]:
        change["made"] = "alot" not in change["edits"][0]["before"]
    (desk / "d.json").write_text(json.dumps(everything))
    before = (desk / "d.json").read_bytes()
    shown, code = start("--decisions", "d.json", "one.txt").end()
    assert shown.startswith("one.txt: its decisions have not been applied yet; run `cleanup apply` first\n")
    assert (code, (desk / "d.json").read_bytes()) == (2, before)
    assert invoke("apply", "d.json").exit_code == 0
    assert (desk / "one.txt").read_text() == "A  gap, then alot.\nOne more.\n"


def test_bad_decisions_are_one_line_before_anything_is_asked(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    (desk / "d.json").write_text("{")
    shown, code = start("--decisions", "d.json", "one.txt").end()
    assert (shown.count("\n"), code) == (1, 2)
    assert shown.startswith("d.json:1: not JSON")
    shown, code = start("--decisions", "one.txt", "one.txt").end()
    assert (shown, code) == ("one.txt: the decisions would replace a text; choose another file for --decisions\n", 2)
