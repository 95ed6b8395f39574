"""What a worker process does with the questions that it is given: the one place that knows all of them."""

from __future__ import annotations

from collections.abc import Callable

from cleanup.errors import CleanupError, of_run
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import TEXT, HttpAnswer, HttpQuestion


class Answerer:
    """Answers questions, one at a time. It is sent to another process as its limit alone, and gets ready there."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._answerers: dict[str, Callable[[HttpQuestion], HttpAnswer]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return Answerer, (self._seconds,)

    def __call__(self, question: HttpQuestion, _tell: object = None) -> HttpAnswer:
        """Return the answer. Never raises: a failure is an answer too."""
        try:
            self._get_ready()
            return self._answerers[question.about](question)
        except ApiError as error:
            return HttpAnswer(error.status, TEXT, error.line.encode())
        except Exception as error:
            return failed(of_run(error))

    def _get_ready(self) -> None:
        if self._answerers:
            return
        from cleanup.http_server.checking import Checker
        from cleanup.http_server.pasted import Desk

        checker = Checker(self._seconds)
        desk = Desk(checker, self._seconds)

        def warm(_question: HttpQuestion) -> HttpAnswer:
            checker.warm()
            return HttpAnswer(204, TEXT, b"")

        self._answerers = {"warm": warm, "check": checker.answer, "review": desk.review, "result": desk.result}


def failed(error: CleanupError) -> HttpAnswer:
    """Return the answer to a question on which the server itself has failed."""
    return HttpAnswer(500, TEXT, f"Error: {error.message}".encode("utf-8", "replace"))
