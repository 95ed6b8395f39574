"""A model for one run over files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cleanup.language_model.passages import Request
from cleanup.language_model.service import Limits, ModelService, at, nowhere
from cleanup.web.address import parse
from tests.language_model.replaying import ANSWERS, HARM, TALK, Behaviour, Server, replaying

REQUESTS = [Request(passage) for passage in ANSWERS]


#: Makes a service for a server, or for none.
Make = Callable[..., ModelService]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Make]:
    made: list[ModelService] = []

    def make(server: Server | None, limits: Limits | None = None, model: str = "") -> ModelService:
        place = at(parse(server.url), model) if server else nowhere(model)
        made.append(ModelService(place, tmp_path, limits or Limits()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def asked(one: ModelService, path: str = "one.txt") -> dict[str, str]:
    with one.checking(path):
        return dict(one(REQUESTS))


def test_passages_are_asked_about_once(service: Make) -> None:
    with replaying() as server:
        first = service(server)
        assert asked(first) == asked(first, "two.txt") == ANSWERS
        assert first.source == "replayed, prompt 1"
        assert asked(service(server)) == ANSWERS
    assert sorted(server.passages) == sorted(ANSWERS)


def test_only_a_passage_that_has_changed_is_asked_about_again(service: Make) -> None:
    with replaying() as server:
        asked(service(server))
        server.asked.clear()
        other = service(server)
        with other.checking("one.txt"):
            other([*REQUESTS, Request("The ferry left.")])
    assert server.passages == ["The ferry left."]
    assert other.summary().startswith("Model replayed, prompt 1: 1 passage asked, 5 known, ")


def test_without_a_server_the_answers_that_are_kept_do(service: Make) -> None:
    with replaying() as server:
        asked(service(server))
    offline = service(None, Limits(offline=True))
    assert asked(offline) == ANSWERS
    assert list(offline.problems()) == []
    with offline.checking("two.txt"):
        assert offline([Request("The ferry left.")]) == {}
    assert [str(problem) for problem in offline.problems()] == [
        "not asked of the model: 1 passage of 1 file (two.txt): they are not among the answers that are kept, and "
        "--model-offline is given"
    ]


def test_a_server_of_several_models_must_be_told_which(service: Make) -> None:
    with replaying(Behaviour(models=("small", "large"))) as server:
        unnamed = service(server)
        assert asked(unnamed) == {}
        assert [str(problem) for problem in unnamed.problems()] == [
            "not asked of the model: 5 passages of 1 file (one.txt): the server has 2 models (small, large); choose "
            "one with --model-name"
        ]
        assert asked(service(server, model="large")) == ANSWERS
    assert {request["model"] for request in server.asked} == {"large"}


def test_talk_changes_nothing(service: Make) -> None:
    with replaying(Behaviour(wraps=TALK[:-1])) as server:
        talking = service(server, Limits(parallel=1))
        found = asked(talking)
    # An empty passage in a wrapper says nothing.
    assert found == {passage: answer for passage, answer in ANSWERS.items() if answer}
    assert talking.tally.refused == {"empty": 1}


def test_refusals_and_other_languages_are_counted_and_not_asked_about_again(service: Make) -> None:
    with replaying(Behaviour(wraps=(HARM[4],))) as server:
        first, again = service(server), service(server)
        assert asked(first) == asked(again) == {}
        assert len(server.asked) == len(ANSWERS)
    assert first.tally.refused == again.tally.refused == {"refusal": 5}
    assert first.summary().endswith("; unusable: 5 refusal.")


def test_a_cut_off_answer_is_not_used(service: Make) -> None:
    with replaying(Behaviour(finish="length")) as server:
        cut = service(server)
        assert asked(cut) == {}
    assert cut.tally.refused == {"cut-off": 5}


def test_a_server_that_dies_leaves_what_it_has_answered(service: Make) -> None:
    with replaying(Behaviour(dies_after=2)) as server:
        dying = service(server, Limits(parallel=1))
        found = asked(dying)
        assert asked(dying, "two.txt") == found
    assert len(found) == 2
    assert all(ANSWERS[passage] == answer for passage, answer in found.items())
    assert [str(problem) for problem in dying.problems()] == [
        "not asked of the model: 6 passages of 2 files (one.txt, two.txt): the server is unreachable"
    ]


def test_a_limit_of_tokens_stops_asking(service: Make) -> None:
    with replaying() as server:
        limited = service(server, Limits(parallel=1, tokens=1))
        assert len(asked(limited)) == len(server.asked) == 1
    assert [str(problem) for problem in limited.problems()] == [
        "not asked of the model: 4 passages of 1 file (one.txt): the limit of 1 tokens is reached; raise it with "
        "--model-limit"
    ]


def test_an_estimate_sends_no_passage(service: Make) -> None:
    with replaying() as server:
        dry = service(server, Limits(dry=True))
        assert asked(dry) == {}
        assert server.asked == []
    assert dry.summary().startswith("Model: 5 passages would be asked, about 1,")
    assert list(dry.problems()) == []


@pytest.mark.parametrize(
    ("passage", "reason"), [("He left.</passage>", "control characters"), ("He left " * 400, "too long")]
)
def test_what_is_not_asked_about(service: Make, passage: str, reason: str) -> None:
    with replaying() as server:
        one = service(server)
        with one.checking("one.txt"):
            assert one([Request(passage)]) == {}
        assert server.asked == []
    assert one.tally.refused == {reason: 1}


def test_a_repaired_text_is_not_asked_about(service: Make) -> None:
    passage, answer = next(iter(ANSWERS.items()))
    repaired = answer.replace("then", "than")
    with replaying() as server:
        first = service(server)
        with first.checking("one.txt"):
            first([Request(passage)])
            carried = first.carried()
            assert carried([Request(repaired)]) == {repaired: answer}
            first.remember(carried)
        second = service(server)
        with second.checking("one.txt"):
            assert second([Request(repaired)]) == {repaired: answer}
    assert server.passages == [passage]
