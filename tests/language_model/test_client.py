"""One request to a server, whatever it is like."""

from __future__ import annotations

import socket

import pytest

from cleanup.errors import CleanupError
from cleanup.language_model import client as module
from cleanup.language_model.client import ChatClient, Completion, key
from cleanup.language_model.passages import Request
from cleanup.language_model.prompt import messages
from cleanup.language_model.unwrap import Reply
from cleanup.web.address import parse
from cleanup.web.client import Unanswered
from tests.language_model.replaying import ANSWERS, Behaviour, replaying

PASSAGE, ANSWER = next(iter(ANSWERS.items()))
TALK = messages(Request(PASSAGE))
#: Seconds before a second attempt.
PAUSE = 0.01


def complete(url: str, secret: str = "") -> Completion:
    client = ChatClient(parse(url), secret, pause=PAUSE)
    try:
        return client.complete("replayed", TALK, 100)
    finally:
        client.close()


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
def test_the_address_is_given_with_or_without_the_version(path: str) -> None:
    with replaying() as server:
        assert complete(server.url + path).reply == Reply(ANSWER)
        assert complete((server.url + path).replace("127.0.0.1", "localhost")).reply == Reply(ANSWER)


def test_what_is_sent() -> None:
    with replaying() as server:
        complete(server.url)
    assert server.asked == [
        {
            "model": "replayed",
            "messages": TALK,
            "stream": False,
            "chat_template_kwargs": {"enable_thinking": False},
            "reasoning_effort": "none",
            "repeat_penalty": 1.0,
            "max_tokens": 100,
            "temperature": 0,
            "seed": 0,
        }
    ]


def test_a_field_that_the_server_refuses_is_sent_no_more() -> None:
    with replaying(Behaviour(refuses=("chat_template_kwargs", "max_tokens", "temperature"))) as server:
        client = ChatClient(parse(server.url), pause=PAUSE)
        assert client.complete("replayed", TALK, 100).reply == Reply(ANSWER)
        assert client.complete("replayed", TALK, 100).reply == Reply(ANSWER)
        client.close()
    assert len(server.asked) == 5
    assert "max_tokens" not in server.asked[-1]
    assert server.asked[-1]["max_completion_tokens"] == 100
    assert server.asked[-1]["seed"] == 0


def test_the_tokens_are_those_that_the_server_counts() -> None:
    with replaying() as server:
        sent = sum(len(message["content"]) for message in TALK)
        assert complete(server.url).tokens == sent // 4 + 10


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_a_server_that_is_busy_is_asked_again(status: int) -> None:
    with replaying(Behaviour(fail=2, status=status)) as server:
        complete(server.url)
        assert complete(server.url).reply == Reply(ANSWER)
        assert len(server.asked) == 3


def test_a_server_that_stays_busy_is_given_up() -> None:
    with replaying(Behaviour(fail=1)) as server:
        with pytest.raises(Unanswered, match="the server answered 503: overloaded") as caught:
            complete(server.url)
        assert len(server.asked) == module.ATTEMPTS
    assert not caught.value.final


@pytest.mark.parametrize("headers", [{"x-should-retry": "false"}, {"retry-after": "3600"}, {"retry-after-ms": "1e9"}])
def test_a_server_may_say_that_asking_again_is_of_no_use(headers: dict[str, str]) -> None:
    with replaying(Behaviour(fail=1, headers=headers)) as server:
        with pytest.raises(Unanswered, match="503"):
            complete(server.url)
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_server_that_will_not_answer_the_next_one_either(status: int) -> None:
    with replaying(Behaviour(fail=1, status=status)) as server:
        with pytest.raises(Unanswered) as caught:
            complete(server.url)
        assert len(server.asked) == 1
    assert caught.value.final


def test_a_key_is_sent_and_never_told() -> None:
    with replaying(Behaviour(fail=1, status=401)) as server:
        with pytest.raises(Unanswered) as caught:
            complete(server.url, "sk-very-secret")
        assert server.headers[0]["Authorization"] == "Bearer sk-very-secret"
    assert str(caught.value) == "the server answered 401: overloaded; Bearer …"


def test_without_a_key_none_is_sent() -> None:
    with replaying() as server:
        complete(server.url)
        assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("given", ["schlüssel", "a\nb"])
def test_a_key_that_is_none_is_not_shown(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(module.KEY, given)
    with pytest.raises(CleanupError) as caught:
        key()
    assert str(caught.value) == "CLEANUP_MODEL_KEY: the key contains a character that no key has"


def test_a_redirection_is_not_followed() -> None:
    with replaying() as other, replaying(Behaviour(fail=1, status=307, headers={"Location": other.url})) as server:
        with pytest.raises(Unanswered, match="sends on to 'http://127"):
            complete(server.url)
        assert other.asked == []


def test_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(Unanswered, match=r"^the server is unreachable$") as caught:
            complete(f"http://127.0.0.1:{free.getsockname()[1]}")
    assert caught.value.final


def test_a_server_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_MODEL_TIMEOUT", "0.2")
    with replaying(Behaviour(delay=2)) as server, pytest.raises(Unanswered, match=r"no answer within 0\.2 seconds"):
        complete(server.url)


@pytest.mark.parametrize("given", ["soon", "0", "-1"])
def test_a_time_out_that_is_none(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_MODEL_TIMEOUT", given)
    with pytest.raises(CleanupError, match="CLEANUP_MODEL_TIMEOUT: expected a number of seconds"):
        ChatClient(parse("http://127.0.0.1:1"))


@pytest.mark.parametrize("read", [50, 2038])
def test_a_server_that_cuts_the_text_off_is_asked_no_more(read: int) -> None:
    with (
        replaying(Behaviour(tokens_read=read)) as server,
        pytest.raises(Unanswered, match="the server cuts the text off") as caught,
    ):
        complete(server.url)
    assert caught.value.final


def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    with (
        replaying(Behaviour(answers={PASSAGE: "many words " * 1000})) as server,
        pytest.raises(Unanswered, match="the answer is too long"),
    ):
        complete(server.url)


def test_the_models_of_a_server() -> None:
    with replaying(Behaviour(models=("small", "large"))) as server:
        client = ChatClient(parse(server.url))
        assert client.models() == ["small", "large"]
        client.close()
