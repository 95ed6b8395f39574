"""What a worker answers: to every question something, and never an exception."""

from __future__ import annotations

import pickle
from urllib.parse import urlencode

import pytest

from cleanup.engine.engine import Engine
from cleanup.http_server.answering import Answerer
from cleanup.http_server.exchange import HttpAnswer, HttpQuestion
from tests.http_server.asking import form


@pytest.fixture(scope="module")
def work() -> Answerer:
    return Answerer(10)


def test_it_is_sent_as_its_limit_alone(work: Answerer) -> None:
    assert len(pickle.dumps(work)) < 100
    assert pickle.loads(pickle.dumps(work))._seconds == 10


def test_every_question_is_answered(work: Answerer) -> None:
    assert work(form(text="x", language="en")).status == 200
    assert work(form(text="x")) == HttpAnswer(
        400, "text/plain; charset=utf-8",
        b"Error: Missing 'language' parameter, e.g. 'language=en-US' for American English or 'language=fr' for French",
    )  # fmt: skip
    assert work(HttpQuestion("review", "POST")).status == 422
    assert work(HttpQuestion("result", "POST")).status == 422


def test_a_failure_is_an_answer_too(work: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of order \ud800")

    monkeypatch.setattr(Engine, "plan", broken)
    answer = work(HttpQuestion("check", "POST", b"", urlencode({"text": "x", "language": "en"}).encode()))
    assert (answer.status, answer.body) == (500, b"Error: cleanup failed: RuntimeError: out of order ?")
