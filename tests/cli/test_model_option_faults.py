"""Whatever happens to the server of a model, the other findings stay, and one line says what is missing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commandline import environment, invoke
from tests.language_model.replaying import ANSWERS, ARTICLE, Behaviour, replaying

#: Seconds that a busy machine may take.
PATIENCE = 300
SHARED = Path(__file__).parent.parent.parent.parent / "shared"
REPLAY = SHARED / "model" / "replay.py"


@pytest.fixture(autouse=True)
def fresh(cache: Path) -> None:
    """No answers are kept."""
    shutil.rmtree(cache / "language_model", ignore_errors=True)


@pytest.fixture
def article(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text(ARTICLE)
    return path


def plain(path: Path) -> str:
    return invoke("check", path.name).stdout


def test_a_server_that_dies_in_the_middle(article: Path) -> None:
    with replaying(Behaviour(dies_after=2)) as server:
        done = invoke("check", "--model", server.url, "--model-parallel", "1", article.name)
    assert done.stderr.splitlines()[0] == (
        "not asked of the model: 4 passages of 1 file (one.txt): the server is unreachable"
    )
    assert set(plain(article).splitlines()) < set(done.stdout.splitlines())


def test_a_server_that_is_not_there(article: Path) -> None:
    done = invoke("check", "--model", "http://127.0.0.1:1", article.name)
    assert (done.stdout, done.exit_code) == (plain(article), 1)
    assert done.stderr.splitlines()[0] == (
        "not asked of the model: 6 passages of 1 file (one.txt): the server is unreachable"
    )


def test_a_server_that_is_busy_every_second_time(article: Path) -> None:
    with replaying(Behaviour(fail=2)) as server:
        done = invoke("check", "--model", server.url, "--model-parallel", "1", article.name)
    assert not [line for line in done.stderr.splitlines() if line.startswith("not asked")]


def test_a_server_that_takes_too_long(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_MODEL_TIMEOUT", "0.2")
    with replaying(Behaviour(delay=3)) as server:
        done = invoke("check", "--model", server.url, "--model-name", "replayed", article.name)
    assert done.stdout == plain(article)
    assert done.stderr.splitlines()[0] == (
        "not asked of the model: 6 passages of 1 file (one.txt): no answer within 0.2 seconds"
    )


def test_a_server_that_speaks_something_else(article: Path) -> None:
    with replaying(Behaviour(answers=dict.fromkeys(ANSWERS, "\x00" * 10))) as server:
        done = invoke("check", "--model", server.url, article.name)
    assert done.stdout == plain(article)


def test_a_very_long_line(desk: Path) -> None:
    sentence = "In {0} the ship of {1} men left the old harbor and came back with many people. "
    (desk / "one.txt").write_text("".join(sentence.format(n, n % 97) for n in range(2600)))
    (desk / "two.txt").write_text("word " * 40_000)
    assert (desk / "one.txt").stat().st_size > 200_000
    with replaying() as server:
        done = invoke("check", "--model", server.url, ".")
    assert done.exit_code in (0, 1)
    assert done.stdout == invoke("check", ".").stdout
    assert max(map(len, server.passages)) <= 1200


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupted_run_keeps_what_was_answered(desk: Path) -> None:
    passages = [f"The ferry number {n} left the old harbor and came back." for n in range(30)]
    (desk / "one.txt").write_text("\n\n".join(passages))
    with replaying(Behaviour(delay=0.2)) as server:
        command = [sys.executable, "-m", "cleanup", "check", "--model", server.url, "--model-parallel", "2"]
        run = subprocess.Popen([*command, "--model-cache", "answers", "one.txt"], env=environment())
        deadline = time.monotonic() + PATIENCE
        while len(server.asked) < 8 and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        assert run.wait(PATIENCE) == 130
        kept = len(list(Path("answers").rglob("*.json")))
        assert 6 <= kept < 30
        asked = len(server.asked)
        invoke("check", "--model", server.url, "--model-cache", "answers", "one.txt")
        assert len(server.asked) <= asked + 30 - kept


def test_a_corpus_with_a_model(desk: Path) -> None:
    rows = [{"id": str(n), "text": f"{ARTICLE}\nNumber {n} came late.\n"} for n in range(2)]
    (desk / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with replaying() as server:
        options = ("corpus", "in.jsonl", "--level", "suggested", "--no-columns", "--model", server.url)
        dry = invoke(*options, "--dry-run")
        assert server.asked == []
        assert dry.stderr.splitlines()[-1].startswith("Model: ")
        done = invoke(*options, "--output", "out", "--jobs", "2")
        assert len(server.asked) == 6 + 2
        again = invoke(*options[:1], "out/in.jsonl", *options[2:], "--output", "twice")
        assert len(server.asked) == 6 + 2
    assert (done.exit_code, again.exit_code) == (0, 0)
    once, twice = (
        [json.loads(line)["text"] for line in (desk / place / "in.jsonl").read_text().splitlines()]
        for place in ("out", "twice")
    )
    assert once == twice
    assert all("for an hour" in text for text in once)


@contextmanager
def strong(*options: str) -> Iterator[str]:
    """The server with the answers of a strong model to 40 articles."""
    command = [sys.executable, str(REPLAY), str(SHARED / "model" / "answers.jsonl"), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.mark.skipif(not REPLAY.is_file(), reason="no recorded answers beside the checkout")
class TestRecorded:
    """Answers of a strong model."""

    @pytest.fixture(autouse=True)
    def articles(self, desk: Path) -> None:
        for path in sorted((SHARED / "gold" / "articles").glob("*.txt"))[:2]:
            shutil.copy(path, desk / path.name)

    def found(self, url: str, *options: str) -> list[dict[str, object]]:
        done = invoke("check", "--format", "json", "--model", url, *options, ".")
        return [one for file in json.loads(done.stdout)["files"] for one in file["findings"]]

    def test_talk_gives_the_same_findings(self) -> None:
        with strong() as plain_server, strong("--chatty") as chatty:
            wanted = self.found(plain_server, "--model-cache", "plain")
            found = self.found(chatty, "--model-cache", "chatty")
        # A passage that is to be removed is not, where talk stands around nothing.
        furniture = "model/boilerplate"
        assert [one for one in found if one["rule"] != furniture] == [one for one in wanted if one["rule"] != furniture]

    def test_harm_is_never_suggested(self) -> None:
        with strong("--hostile") as server:
            found = self.found(server, "--model-cache", "hostile")
        assert [one for one in found if one.get("model") and one["level"] != "flag"] == []

    def test_to_fix_twice_gives_the_same_bytes(self, desk: Path) -> None:
        with strong() as server:
            texts = []
            for _ in range(2):
                invoke("fix", "--suggested", "--model", server, ".")
                texts.append([path.read_bytes() for path in sorted(desk.glob("*.txt"))])
        assert texts[0] == texts[1]
