"""Running the server: addresses, and requests that no process answers."""

from __future__ import annotations

import pytest

from cleanup.errors import CleanupError
from cleanup.http_server import serving
from cleanup.http_server.exchange import HttpAnswer, HttpQuestion
from cleanup.processes.service import NoAnswerError


def test_a_free_port_is_found() -> None:
    with serving.listening("localhost", 0) as found:
        assert found.getsockname()[1] > 0


def test_an_address_that_is_none_is_an_error() -> None:
    with pytest.raises(CleanupError, match=r"--host ü\.\.x: no such address"):
        serving.listening("ü..x", 0)


@pytest.mark.parametrize(("host", "expected"), [("a", "a:1"), ("::1", "[::1]:1"), ("127.0.0.1", "127.0.0.1:1")])
def test_how_an_address_is_written(host: str, expected: str) -> None:
    assert serving.authority(host, 1) == expected


class Broken:
    """A service that does not answer, or answers that it failed."""

    def __init__(self, answer: HttpAnswer | None) -> None:
        self.answer = answer

    def ask(self, question: HttpQuestion) -> HttpAnswer:
        assert question.about == "check"
        if self.answer is None:
            raise NoAnswerError("it took too long")
        return self.answer


def test_what_fails_is_told_on_the_terminal_and_to_the_client() -> None:
    told: list[str] = []
    answer = serving.answered(Broken(None), HttpQuestion("check"), told.append)
    assert (answer.status, answer.body) == (500, b"Error: The request could not be answered: it took too long")
    failed = HttpAnswer(500, "text/plain", b"Error: out of order")
    assert serving.answered(Broken(failed), HttpQuestion("check"), told.append) is failed
    assert (
        serving.answered(Broken(HttpAnswer(400, "text/plain", b"Error: x")), HttpQuestion("check"), told.append).status
        == 400
    )
    assert told == ["a request could not be answered: it took too long", "Error: out of order"]
