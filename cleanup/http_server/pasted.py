"""What the page does with a text: show its review, and make the result of the decisions. Nothing of it is kept.

The review is the report of `cleanup fix --report`, and the result is made as `cleanup apply` makes it.
"""

from __future__ import annotations

from pathlib import PurePath

import msgspec

from cleanup import __version__
from cleanup.documents import readers
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.not_prose import refuse_by_name
from cleanup.http_server import forms, front_page
from cleanup.http_server.checking import Checker
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import BYTES, HttpAnswer, HttpQuestion
from cleanup.http_server.front_page import FORMATS, FormState
from cleanup.model import Level
from cleanup.parsing import json_text
from cleanup.processes.time_limit import TimeIsUpError, within
from cleanup.reports import html
from cleanup.reports.html import ServedFile
from cleanup.review import decisions
from cleanup.review.decisions import Question

#: How many times the limit for a request a person waits for a page, which may be of a whole book.
PATIENCE = 6


class PastedFile(msgspec.Struct, frozen=True):
    """A file that was chosen or dropped, or the one that a pasted text makes."""

    name: str
    data: bytes


class ResultRequest(msgspec.Struct, frozen=True):
    """What the review sends for a result: the file in base64, its name, and a file of decisions."""

    source: bytes
    path: str
    decisions: str


class Desk:
    """Makes the pages. `checker` has the rules; a page may take some times `seconds`."""

    def __init__(self, checker: Checker, seconds: float) -> None:
        self._checker = checker
        self._seconds = PATIENCE * seconds

    def review(self, question: HttpQuestion) -> HttpAnswer:
        """Return the review of a text or a file, or the form again with what is wrong. Raises ApiError."""
        parts = forms.parse(question.body, question.content_type)
        state = _state(parts)
        try:
            with within(self._seconds):
                return self._page(_file(parts, state), state)
        except TimeIsUpError:
            self._checker.renew()
            problem = f"The text took longer than {self._seconds:g} seconds. Please paste a part of it."
        except CleanupError as error:
            problem = str(error)
        return front_page.answer(msgspec.structs.replace(state, problem=problem), 422)

    def _page(self, file: PastedFile, state: FormState) -> HttpAnswer:
        refuse_by_name(file.name)
        document = readers.read(file.data, file.name)
        through = Level.SUGGESTED if state.suggested else Level.SAFE
        plan = self._checker.engine.plan(document, through=through)
        page = html.render(
            [plan],
            self._checker.engine.rules,
            version=__version__,
            title="Review",
            served=ServedFile(file.data, result_name(file.name)),
        )
        return front_page.shown(page, html.policy(served=True))

    def result(self, question: HttpQuestion) -> HttpAnswer:
        """Return the bytes of a file with what was decided. Raises ApiError with what does not fit."""
        try:
            with within(self._seconds):
                return HttpAnswer(200, BYTES, result(_result_request(question.body)))
        except TimeIsUpError:
            self._checker.renew()
            raise ApiError(422, f"The result took longer than {self._seconds:g} seconds") from None
        except CleanupError as error:
            raise ApiError(422, str(error)) from error


def result_name(name: str) -> str:
    """Return the name of the result, which is to stand beside the file itself."""
    path = PurePath(name)
    return f"{path.stem}-repaired{path.suffix}"


def result(request: ResultRequest) -> bytes:
    """Return the repaired file: changes are made unless they were rejected, proposals if they were accepted.

    Raises CleanupError.
    """
    document = readers.read(request.source, request.path)
    files = decisions.read(request.decisions.encode("utf-8", "surrogatepass"), "decisions").files
    reviewed = files.get(request.path)
    if reviewed is None or len(files) != 1 or reviewed.sha256 != decisions.sha256(request.source):
        raise CleanupError("the decisions are on another text", hint="check the text again")
    asked = [Question.of_shown(one, document.text) for one in reviewed.changes]
    edits = decisions.outcome(asked, reviewed.decisions, decisions.made(asked))
    return readers.write(document, decisions.intact(document, edits))


def _result_request(body: bytes) -> ResultRequest:
    try:
        return msgspec.convert(json_text.load(body, "request"), ResultRequest)
    except msgspec.ValidationError as error:
        raise CleanupError(f"not a request for a result: {error}") from error


def _state(parts: dict[str, forms.FormPart]) -> FormState:
    text = parts["text"].data.decode("utf-8", "replace") if "text" in parts else ""
    form = parts["format"].data.decode("utf-8", "replace") if "format" in parts else "text"
    # A browser sends every line end of a field as CR and LF.
    return FormState(text.replace("\r\n", "\n"), form if form in FORMATS else "text", "suggested" in parts)


def _file(parts: dict[str, forms.FormPart], state: FormState) -> PastedFile:
    given = parts.get("file")
    if given and given.filename and given.data:
        return PastedFile(given.filename, given.data)
    if not state.text.strip():
        raise DocumentError("there is no text", hint="paste one, or choose a file")
    return PastedFile(FORMATS[state.form][1], state.text.encode())
