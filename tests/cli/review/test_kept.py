"""`cleanup review` that is stopped, by whatever: what was decided is there, and the next review goes on with it."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.reviewing import PROMPT, WRITE, Start, Terminal, starting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and signals of POSIX")
start = pytest.fixture(starting, name="start")

TEXT = "A  gap, then alot.\nOne  more.\n"
GO_ON = "Continue with them? [y,n]"
KEPT = "The decisions are saved. Run `cleanup review` on the same texts to continue.\n"
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL] if sys.platform != "win32" else []


def struck(review: Terminal, number: int) -> tuple[str, int | None]:
    """Send a signal and wait for the end: what was shown, and the exit code."""
    review.child.kill(number)
    return review.end()


@pytest.fixture
def text(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize("number", SIGNALS, ids=str)
def test_what_was_decided_in_a_named_file_survives(text: Path, start: Start, number: int) -> None:
    review = start("--decisions", "d.json", "one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("n")
    entry = json.loads(Path("d.json").read_text())["files"]["one.txt"]
    assert sorted(entry["decisions"].values()) == ["accept", "reject"], "as soon as the next one is asked"
    review.press("u")
    review.press("y")
    struck(review, number)
    review = start("--decisions", "d.json", "one.txt")
    assert "1 proposal in 1 file; 2 already decided" in review.until(PROMPT)
    review.press("n", WRITE)
    review.end("y")
    assert text.read_text() == "A gap, then a lot.\nOne  more.\n"


@pytest.mark.parametrize("number", SIGNALS, ids=str)
def test_without_a_file_the_next_review_offers_to_go_on(text: Path, start: Start, number: int) -> None:
    review = start("one.txt")
    review.until(PROMPT)
    review.press("y")
    review.press("n")
    shown, code = struck(review, number)
    if number == signal.SIGTERM:
        assert "\nInterrupted: 1 accepted, 0 own texts, 1 rejected, 1 undecided; no file changed.\n" in shown
        assert shown.endswith(KEPT)
        assert code == 130
    assert text.read_text() == TEXT

    review = start("one.txt")
    assert review.until(GO_ON).startswith("2 decisions on these texts are saved but not written. ")
    assert "1 proposal in 1 file; 2 already decided; press ? for the keys.\n\n[1/1] one.txt:2\n" in review.press("y")
    review.press("y", WRITE)
    review.end("y")
    assert text.read_text() == "A gap, then alot.\nOne more.\n"
    text.write_text(TEXT)
    assert "[1/3] one.txt:1" in start("one.txt").until(PROMPT), "what was written is not kept any more"


def test_the_offer_can_be_declined(text: Path, start: Start) -> None:
    review = start("one.txt")
    review.until(PROMPT)
    review.press("y")
    assert review.end("\x03")[0].endswith(KEPT)
    review = start("one.txt")
    assert "1 decision on these texts is saved but not written. Continue with it? [y,n]" in review.until("[y,n]")
    assert "\n3 proposals in 1 file; press ? for the keys.\n" in review.press("xn")
    review.end("q")
    assert "[1/3]" in start("one.txt").until(PROMPT)
    assert text.read_text() == TEXT


def test_a_text_that_has_changed_is_begun_anew_and_the_others_go_on(text: Path, start: Start) -> None:
    Path("two.txt").write_text(TEXT)
    review = start(".")
    review.until(PROMPT)
    review.press("a")
    review.press("y")
    review.end("\x03")
    text.write_text(TEXT + "New.\n")
    review = start(".")
    assert "1 decision on these texts is saved" in review.until("Continue with it? [y,n]")
    assert "5 proposals in 2 files; 1 already decided" in review.press("y")


def test_the_end_of_the_process_in_an_own_text_leaves_the_terminal_as_it_was(text: Path, start: Start) -> None:
    import termios

    review = start("one.txt")
    before = termios.tcgetattr(review.child.child_fd)
    review.until(PROMPT)
    review.press("y")
    review.press("e", "> a lot")
    review.child.kill(signal.SIGTERM)
    assert "Interrupted: 1 accepted" in review.until("to continue.")
    os.set_blocking(review.child.child_fd, True)
    assert review.child.wait() == 130
    assert termios.tcgetattr(review.child.child_fd)[:4] == before[:4]
    assert text.read_text() == TEXT


def test_without_a_place_for_them_decisions_are_said_to_be_lost(text: Path, start: Start) -> None:
    (text.parent / "full").write_text("no folder")
    review = start("one.txt", CLEANUP_STATE=str(text.parent / "full"))
    review.until(PROMPT)
    assert "full: file exists" in review.press("y")
    shown, code = review.end("\x03")
    assert shown.endswith("The decisions are lost. Use --decisions FILE.json to keep them.\n")
    assert code == 2


def test_kept_decisions_are_for_their_owner(text: Path, start: Start, tmp_path: Path) -> None:  # noqa: ARG001
    review = start("one.txt", CLEANUP_STATE=str(tmp_path / "state"))
    review.until(PROMPT)
    review.press("y")
    folder = tmp_path / "state/reviews"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(list(folder.iterdir())) == 1
