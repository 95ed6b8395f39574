"""`cleanup review` on a real pseudo-terminal of 80 columns and 24 lines."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.commandline import HOUSE, execute, invoke
from tests.reviewing import ALL, DEL, FLAG, PROMPT, WRITE, Start, starting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
start = pytest.fixture(starting, name="start")

TEXT = "A  gap here.\nAnd alot of whilom.\n"
TWICE = "A  gap, then alot.\n"


def test_a_proposal_says_where_why_and_what(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    assert start("one.txt").until(f"{PROMPT} [y,n,a,d,e,s,q,?] ") == (
        "2 proposals in 1 file; press ? for the keys.\n\n"
        "[1/2] one.txt:1\n"
        "safe  spacing/gap\n"
        "Spaces in a row. A tag between them was removed.\n\n"
        "    A [-·-]gap here.\n\n"
        "Accept this change? [y,n,a,d,e,s,q,?] "
    )


def test_accept_and_reject(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("one.txt")
    review.until(PROMPT)
    shown = review.press("y")
    assert "accepted\n\n[2/2] one.txt:2\nsuggested  grammar/alot\n" in shown
    assert "    And [-alot-]{+a lot+} of whilom.\n" in shown
    assert review.press("n", WRITE) == (
        " [y,n,a,d,e,s,u,q,?] rejected\n\nThat was the last change. Write the 2 decisions to the texts?"
    )
    shown, code = review.end("y")
    assert shown == " [y,n,u,?] yes\n1 accepted, 0 own texts, 1 rejected, 0 undecided; 1 file changed.\n"
    assert ((desk / "one.txt").read_text(), code) == ("A gap here.\nAnd alot of whilom.\n", 0)


def test_a_and_d_take_the_rest_of_the_file_and_u_takes_them_back(desk: Path, start: Start) -> None:
    for name in ("1.txt", "2.txt"):
        (desk / name).write_text(TWICE)
    review = start(".")
    review.until(PROMPT)
    assert "accepted, and 1 later one in this file\n\n[3/4] 2.txt:1\n" in review.press("a")
    assert "undone\n\n[1/4] 1.txt:1\n" in review.press("u")
    assert "rejected, and 1 later one in this file\n\n[3/4] 2.txt:1\n" in review.press("d")
    review.press("a", WRITE)
    review.end("y")
    assert [(desk / name).read_text() for name in ("1.txt", "2.txt")] == [TWICE, "A gap, then a lot.\n"]


def test_undo_goes_back_over_files_and_at_the_end(desk: Path, start: Start) -> None:
    for name in ("1.txt", "2.txt"):
        (desk / name).write_text("A  gap.")
    review = start(".")
    review.until(PROMPT)
    assert "there is nothing to undo" in review.press("u")
    review.press("y")
    review.press("y", WRITE)
    assert "back\n\n[2/2] 2.txt:1\n" in review.press("u")
    assert "undone\n\n[1/2] 1.txt:1\n" in review.press("u")
    review.press("n")
    review.press("y", WRITE)
    review.end("y")
    assert [(desk / name).read_text() for name in ("1.txt", "2.txt")] == ["A  gap.", "A gap."]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("\r", "a lot"),
        (f"{DEL * 5}many\r", "many"),
        (" more\r", "a lot more"),
        (f"{DEL * 5}\r", ""),
        (f"{DEL * 5}“ünïté”\r", "“ünïté”"),
    ],
    ids=["Enter takes the proposal", "another text", "the proposal and more", "empty deletes", "any characters"],
)
def test_an_own_text(desk: Path, start: Start, typed: str, becomes: str) -> None:
    (desk / "one.txt").write_text("alot of it")
    review = start("one.txt")
    review.until(PROMPT)
    review.press("e", "> a lot")
    review.press(typed, WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == f"{becomes} of it"


@pytest.mark.parametrize("key", ["\x03", "\x15\x04"], ids=["Ctrl-C", "Ctrl-D on an empty line"])
def test_an_own_text_can_be_given_up(desk: Path, start: Start, key: str) -> None:
    (desk / "one.txt").write_text("alot of it")
    review = start("one.txt")
    review.until(PROMPT)
    review.press("e", "> a lot")
    assert "Canceled; nothing was decided." in review.press(key)
    review.press("y", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "a lot of it"


def test_line_ends_in_a_text_are_edited_as_signs(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_bytes(b"whilom\r\nmayor\r\n")
    review = start("--level", "flag", "one.txt", rules=(*ALL, "--ignore", "translation"))
    assert "    [?whilom⏎mayor?]⏎\n" in review.until(FLAG)
    review.press("e", "> whilom⏎mayor")
    review.press(f"{DEL * 6},⏎former mayor", "mayor")
    review.press("\r", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_bytes() == b"whilom,\r\nformer mayor\r\n"


def test_suggestions_have_numbers(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("His kinsfolk left.")
    review = start("one.txt", rules=ALL)
    shown = review.until("[y,n,a,d,e,1-2,s,q,?]")
    assert "    His [-kinsfolk-]{+family+} left.\n" in shown
    assert re.findall(r"^    ([12]  \S+)", shown, re.MULTILINE) == ["1  {+relatives+}", "2  {+parents+}"]
    assert "there is no suggestion 3" in review.press("3")
    assert "own text\n    His [-kinsfolk-]{+parents+} left.\n" in review.press("2", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "His parents left."


def test_what_nobody_can_repair_is_dismissed_or_gets_a_text(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("whilom one\nwhilom two\nwhilom three\n")
    review = start("--level", "flag", "--decisions", "d.json", "one.txt")
    shown = review.until(f"{FLAG} [n,d,e,s,q,?]")
    assert "    [?whilom?] one\n" in shown
    assert "there is no known repair" in review.press("y", FLAG)
    assert "there is no known repair" in review.press("a", FLAG)
    review.press("e", "> whilom")
    assert "Nothing was changed, so nothing was decided." in review.press("\r", FLAG)
    review.press("e", "> whilom")
    review.press(f"{DEL * 6}former\r", FLAG)
    assert "dismissed" in review.press("n", FLAG)
    review.press("s", WRITE)
    shown, _ = review.end("y")
    assert "\n0 accepted, 1 own text, 1 rejected, 1 undecided; 1 file changed.\n" in shown
    assert (desk / "one.txt").read_text() == "former one\nwhilom two\nwhilom three\n"


def test_a_choice_between_two_changes_of_the_same_words(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("He saw alot of it.")
    review = start("one.txt", rules=ALL)
    shown = review.until(PROMPT)
    assert "Accepting it rejects 1 other proposal for the same words." in shown
    shown = review.press("y", WRITE)
    assert "accepted\nAlso rejected: 1 other proposal for the same words.\n" in shown
    assert review.end("y")[0].endswith("\n1 accepted, 0 own texts, 1 rejected, 0 undecided; 1 file changed.\n")
    assert (desk / "one.txt").read_text() == "He saw a lot of it."


def test_levels(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    for level, number in (("safe", 1), ("suggested", 2), ("flag", 3)):
        assert f"[1/{number}]" in start("--level", level, "one.txt").until(PROMPT)


def test_help_lists_every_key(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("one.txt")
    review.until(PROMPT)
    keys = re.findall(r"^  (\S+(?:, \S+)?)  +\w", review.press("?"), re.MULTILINE)
    assert keys == ["y", "n", "a", "d", "e", "1-9", "s, space", "u", "q", "?", "Ctrl-C"]


def test_unknown_keys_do_nothing_and_enter_may_follow(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TWICE)
    review = start("one.txt")
    review.until(PROMPT)
    for key in ("x", "Y", "\x1b[A", "\x1bOB", "é"):
        assert "press ? for the keys\n" in review.press(key)
    assert "[2/2]" in review.press("n\r")
    assert "accepted" in review.press("y\n", WRITE)


def test_keys_typed_ahead_are_not_lost_but_writing_is_asked_anew(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("alot " * 20)
    review = start("one.txt")
    review.until(PROMPT)
    assert "[20/20]" in review.press("n" * 19 + "yyyyy", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == "alot " * 19 + "a lot "


def test_quit_writes_what_was_decided(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TWICE)
    review = start("one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("q", "Write the 1 decision so far to the texts?")
    assert "back\n\n[2/2]" in review.press("u")
    assert "y       " in review.press("q?", "[y,n,u,?]") + review.press("?", WRITE)
    assert review.end("y")[0].endswith("1 accepted, 0 own texts, 0 rejected, 1 undecided; 1 file changed.\n")
    assert (desk / "one.txt").read_text() == "A gap, then alot.\n"


def test_quit_and_write_nothing(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TWICE)
    review = start("one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("q", WRITE)
    shown, code = review.end("n")
    assert shown.endswith(
        "1 accepted, 0 own texts, 0 rejected, 1 undecided; no file changed.\n"
        "The decisions are saved. Run `cleanup review` on the same texts to continue.\n"
    )
    assert ((desk / "one.txt").read_text(), code) == (TWICE, 0)


def test_quit_without_decisions_asks_nothing(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text(TWICE)
    review = start("one.txt")
    review.until(PROMPT)
    shown, code = review.end("q")
    assert "nothing was decided\n" in shown
    assert ((desk / "one.txt").read_text(), code) == (TWICE, 0)


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_interrupted(desk: Path, start: Start, key: str) -> None:
    (desk / "one.txt").write_text(TWICE)
    review = start("one.txt")
    review.until(PROMPT)
    review.press("y")
    shown, code = review.end(key)
    assert shown.endswith(
        "Interrupted: 1 accepted, 0 own texts, 0 rejected, 1 undecided; no file changed.\n"
        "The decisions are saved. Run `cleanup review` on the same texts to continue.\n"
    )
    assert ((desk / "one.txt").read_text(), code) == (TWICE, 130)


def test_wide_characters_and_narrow_terminals(desk: Path, start: Start) -> None:
    (desk / "wide.txt").write_text("漢字" * 30 + "  " + "漢字" * 30 + " alot " + "word " * 40)
    import wcwidth

    review = start("wide.txt", columns=40)
    shown = review.until(PROMPT) + review.press("y") + review.press("?") + review.press("q", "[y,n,u,?]")
    # The answer to a question may run over, and is the last thing in its line.
    lines = [line for line in shown.split("\n") if PROMPT not in line]
    assert max(map(wcwidth.wcswidth, lines)) <= 40
    assert "[-··" in shown or "[-·-]" in shown


HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m alot \u202egnihton\u2066 \u200b"


def test_hostile_text_and_names_cannot_drive_the_terminal(desk: Path, start: Start) -> None:
    name = "\x1b[2J.txt"
    (desk / name).write_text(f"{HOSTILE} and  gaps\rover\n")
    review = start(name)
    raw = review.raw(PROMPT)
    assert "[1/2] \\x1b[2J.txt:1" in raw
    assert "\\x1b]0;title\\x07\\x1b[2J\\x9b31m [-alot-]{+a lot+} \\u202egnihton\\u2066" in raw.replace("\r\n    ", " ")
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", raw)


def test_colours_unless_they_are_unwanted(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("alot of it")
    shown = start("one.txt", NO_COLOR="").raw(PROMPT)
    assert "\x1b[31m\x1b[9malot\x1b[0m\x1b[32ma lot\x1b[0m" in shown
    assert "[-alot-]{+a lot+}" in start("one.txt", NO_COLOR="", TERM="dumb").raw(PROMPT)


def test_no_terminal(desk: Path) -> None:
    (desk / "one.txt").write_text(TWICE)
    result = execute("review", *HOUSE, "one.txt", stdin=b"y")
    assert (result.stdout, result.returncode) == (b"", 2)
    assert result.stderr == (
        b"`cleanup review` needs a terminal; without one, use `cleanup check --report FILE.html`, "
        b"and apply the saved decisions with `cleanup apply`\n"
    )


@pytest.mark.parametrize("args", [("-",), ("--decisions", "-", "one.txt")])
def test_standard_input_is_taken_by_the_keys(desk: Path, args: tuple[str, ...]) -> None:  # noqa: ARG001
    result = invoke("review", *HOUSE, *args)
    assert result.exit_code == 2
    assert "the keys are read from standard input" in result.stderr


def test_nothing_to_ask(desk: Path, start: Start) -> None:
    (desk / "one.txt").write_text("All is well.")
    assert start("one.txt").end() == ("Nothing to review in 1 file.\n", 0)


def test_a_file_that_changes_meanwhile_is_left_alone(desk: Path, start: Start) -> None:
    for name in ("1.txt", "2.txt"):
        (desk / name).write_text("A  gap.")
    review = start(".")
    review.until(PROMPT)
    review.press("y")
    review.press("y", WRITE)
    (desk / "1.txt").write_text("A  gap, edited.")
    shown, code = review.end("y")
    assert "1.txt: the file has changed since it was read; it was left unchanged\n" in shown
    assert shown.endswith("; 1 file changed; 1 error.\n")
    assert [(desk / name).read_text() for name in ("1.txt", "2.txt")] == ["A  gap, edited.", "A gap."]
    assert code == 2


def test_a_file_that_cannot_be_read_does_not_keep_the_others(desk: Path, start: Start) -> None:
    (desk / "bad.txt").write_bytes(b"A  gap \xff")
    (desk / "one.txt").write_text("A  gap.")
    review = start(".", "missing.txt")
    shown = review.until(PROMPT)
    assert "missing.txt: no such file or directory\n" in shown
    assert "bad.txt:1: not UTF-8" in shown
    review.press("y", WRITE)
    assert review.end("y")[1] == 2
    assert (desk / "one.txt").read_text() == "A gap."


def test_a_terminal_of_another_size_shows_it_anew(desk: Path, start: Start) -> None:
    import wcwidth

    (desk / "wide.txt").write_text("漢字 " * 30 + "  " + "word " * 40)
    review = start("wide.txt", columns=100)
    review.until("s,q,?]")
    for columns in (20, 60, 33):
        review.child.setwinsize(24, columns)
        lines = review.until("s,q,?]").split("\n")
        assert lines[1:3] == ["", "[1/1] wide.txt:1"]
        assert max(map(wcwidth.wcswidth, lines[1:])) <= columns
    assert review.press("y", WRITE)


def test_the_terminal_is_left_as_it_was(desk: Path, start: Start) -> None:
    import termios

    (desk / "one.txt").write_text("A  gap.")
    review = start("one.txt")
    before = termios.tcgetattr(review.child.child_fd)
    review.until(PROMPT)
    assert termios.tcgetattr(review.child.child_fd)[3] & termios.ICANON == 0
    review.child.send("q")
    review.until("nothing was decided")
    os.set_blocking(review.child.child_fd, True)
    review.child.wait()
    assert termios.tcgetattr(review.child.child_fd)[:4] == before[:4]
