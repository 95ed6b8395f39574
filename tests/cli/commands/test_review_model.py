"""`cleanup review --model` on a real pseudo-terminal, with a server that replays recorded corrections."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_model.replaying import Behaviour, Server, replaying
from tests.reviewing import PROMPT, WRITE, Start, starting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
start = pytest.fixture(starting, name="start")

TEXT = "She waited for a hour.\n\nThe road was locked all day.\n"
ANSWERS = {
    "She waited for a hour.": "She waited for an hour.",
    "The road was locked all day.": "The road was closed all day.",
}
ONLY_MODEL = ("--select", "model")


@pytest.fixture
def server() -> Iterator[Server]:
    with replaying(Behaviour(answers=ANSWERS)) as running:
        yield running


@pytest.fixture
def options(server: Server, tmp_path: Path) -> tuple[str, ...]:
    """The model, and a folder of its own for the answers."""
    return ("--model", server.url, "--model-cache", str(tmp_path / "answers"))


def test_what_a_model_proposes_is_asked_and_written(
    desk: Path, start: Start, server: Server, options: tuple[str, ...]
) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start(*options, "one.txt", rules=ONLY_MODEL)
    shown = review.until(PROMPT)
    assert shown.startswith("Model replayed, prompt 1: 2 passages asked, 0 known, ")
    assert "1 proposal in 1 file; press ? for the keys.\n\n[1/1] one.txt:1\nsuggested  model/article\n" in shown
    assert "(replayed, prompt 1)" in shown
    assert "    She waited for [-a-]{+an+} hour.\n" in shown
    review.press("y", WRITE)
    shown, code = review.end("y")
    assert code == 0
    assert "1 accepted, 0 own texts, 0 rejected, 0 undecided; 1 file changed.\n" in shown
    assert (desk / "one.txt").read_text() == TEXT.replace("a hour", "an hour")
    assert sorted(server.passages) == sorted(ANSWERS)


def test_flags_of_a_model_can_be_asked_about(desk: Path, start: Start, options: tuple[str, ...]) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start("--level", "flag", *options, "one.txt", rules=ONLY_MODEL)
    review.until(PROMPT)
    shown = review.press("n", PROMPT)
    assert "[2/2] one.txt:3\nflag  model/word-choice\n" in shown
    assert "    The road was [-locked-]{+closed+} all day.\n" in shown
    review.press("y", WRITE)
    review.end("y")
    assert (desk / "one.txt").read_text() == TEXT.replace("locked", "closed")


def test_the_answers_that_are_kept_are_enough_to_review(
    desk: Path, start: Start, server: Server, options: tuple[str, ...]
) -> None:
    (desk / "one.txt").write_text(TEXT)
    review = start(*options, "one.txt", rules=ONLY_MODEL)
    review.until(PROMPT)
    review.press("n", WRITE)
    review.end("y")
    asked = len(server.asked)
    again = start("--model-offline", *options[2:], "one.txt", rules=ONLY_MODEL)
    assert "[1/1] one.txt:1\nsuggested  model/article\n" in again.until(PROMPT)
    assert len(server.asked) == asked
    assert (desk / "one.txt").read_text() == TEXT


def test_without_its_server_the_other_proposals_are_reviewed(desk: Path, start: Start, tmp_path: Path) -> None:
    (desk / "one.txt").write_text("A  gap.\n")
    review = start("--model", "http://127.0.0.1:1/v1", "--model-cache", str(tmp_path / "answers"), "one.txt")
    shown = review.until(PROMPT)
    assert "[1/1] one.txt:1\nsafe  spacing/gap\n" in shown
    review.press("y", WRITE)
    _, code = review.end("y")
    assert code == 0
    assert (desk / "one.txt").read_text() == "A gap.\n"
