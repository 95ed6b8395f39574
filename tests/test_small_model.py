"""A real language model that is too small to help: once it has been checked, nothing of its nonsense is suggested."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from cleanup.cli import model_check
from cleanup.config import config_file
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.guard.classes import CLASSES
from cleanup.guard.model_check import check
from cleanup.language_model import llama_server, proven_levels
from cleanup.language_model.answers import KeptReplies, default_folder
from cleanup.language_model.check_texts import CheckText, check_texts
from cleanup.language_model.prompt import VERSION
from cleanup.language_model.recorded import Recorded
from cleanup.language_model.unwrap import Reply, unwrap
from cleanup.model import Level
from tests.commandline import invoke
from tests.llama import small_model

TEXTS = check_texts()
MODEL = Engine(loading.load().pick(["model"]).rules)
#: What SmolLM2-135M-Instruct replied to all of them, except what was cut off.
REPLIES = Path(__file__).parent / "language_model" / "smollm2_replies.jsonl"


class _Recorded(msgspec.Struct):
    passage: str
    text: str


def recorded() -> dict[str, Reply]:
    """The recorded replies by passage."""
    rows = (msgspec.json.decode(line, type=_Recorded) for line in REPLIES.read_bytes().splitlines())
    return {row.passage: Reply(row.text) for row in rows}


def usable(replies: Mapping[str, Reply]) -> dict[str, str]:
    """The corrected passages in replies, by passage."""
    found = {passage: unwrap(passage, reply).passage for passage, reply in replies.items()}
    return {passage: answer for passage, answer in found.items() if answer is not None}


def shown(answers: Mapping[str, str], proven: Mapping[str, Level | None] | None) -> list[Level]:
    """The levels of all that a model with these answers proposes for its passages."""
    found: list[Level] = []
    for passage, answer in answers.items():
        proposer = Recorded({passage: answer}, source="SmolLM2, prompt 1", proven=proven)
        found += [one.level for one in MODEL.plan(document(passage), language="en", proposer=proposer).findings]
    return found


def shortest(name: str) -> CheckText:
    """The text of a class that is the quickest to ask about."""
    return min((text for text in TEXTS if text.class_ == name), key=lambda text: len(text.damaged))


#: Few enough for a minute: one of each class.
FEW = tuple(shortest(name) for name in CLASSES)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> Iterator[None]:
    """A user of whom nothing is known; ends the servers that are left."""
    assert own_cache
    monkeypatch.setenv("CLEANUP_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    config_file.find.cache_clear()
    yield
    for server in llama_server.known():
        server.stop()


def test_nothing_that_it_says_of_all_texts_earns_a_suggestion() -> None:
    said = usable(recorded())
    assert sum(answer != passage for passage, answer in said.items()) > 100
    tallies = check([text for text in TEXTS if text.damaged in said], said)
    assert sum(tally.proposed for tally in tallies.values()) > 100
    assert "suggested" not in {tally.level for tally in tallies.values()}
    proven = {name: None if tally.level == "off" else Level(tally.level) for name, tally in tallies.items()}
    assert set(shown(said, proven)) == {Level.FLAG}


@pytest.mark.usefixtures("own")
def test_it_is_checked_and_suggests_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_check, "check_texts", lambda: FEW)
    done = invoke("model", "check", "--format", "json", "--model", str(small_model()))
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    levels = {one["class"]: one["level"] for one in found["classes"]}
    assert levels.keys() == {*CLASSES, "fact"}
    assert "suggested" not in levels.values()
    kept = KeptReplies(found["model"].removesuffix(f", prompt {VERSION}"), default_folder())
    replies = {text.damaged: reply for text in FEW if (reply := kept.get(text.damaged))}
    assert len(replies) == len(FEW)
    assert set(shown(usable(replies), proven_levels.proven(found["model"]))) <= {Level.FLAG}
