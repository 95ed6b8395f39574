"""The review of a pasted text or a file, and the result of what was decided on it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from benchmarks.made_documents import word_document
from cleanup.documents import readers
from cleanup.errors import CleanupError
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import HttpAnswer, HttpQuestion
from cleanup.http_server.front_page import FORMATS
from cleanup.http_server.pasted import Desk, result_name
from cleanup.processes import time_limit
from tests.http_server.asking import TEXT, checker
from tests.report_pages import data

#: Fields of the form.
NO_FIELDS: dict[str, Any] = {}
MARK = b"--x\r\nContent-Disposition: form-data; "
WORD = word_document("<w:r><w:t>It has swept away many. countries of the region.</w:t></w:r>")


def desk(seconds: float = 10) -> Desk:
    return Desk(checker(), seconds)


def posted(text: str = "", file: tuple[str, bytes] | None = None, **fields: str) -> HttpAnswer:
    """The answer to the form."""
    body = b"".join(MARK + f'name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in {"text": text, **fields}.items())
    name, content = file or ("", b"")
    body += MARK + f'name="file"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n--x--\r\n"
    return desk().review(HttpQuestion("review", "POST", b"", body, "multipart/form-data; boundary=x"))


def page(answer: HttpAnswer) -> dict[str, Any]:
    """What the script of a review reads."""
    assert answer.status == 200
    return data(answer.body.decode())


def decided(found: dict[str, Any], decisions: dict[str, Any], changes: list[dict[str, Any]]) -> bytes:
    """The result of decisions, by the number of the change; `changes` are those of the page."""
    (file,) = found["files"]
    ids = [card[0].split() for card in file["cards"]]
    chosen = {name: verdict for number, verdict in decisions.items() for name in ids[int(number)]}
    entry = {"sha256": file["sha256"], **file["more"], "decisions": chosen, "changes": changes}
    saved = json.dumps({"schema": 1, "tool": found["tool"], "files": {file["path"]: entry}})
    request = {"source": found["source"], "path": file["path"], "decisions": saved}
    answer = desk().result(HttpQuestion("result", "POST", b"", json.dumps(request).encode()))
    assert (answer.status, answer.media_type) == (200, "application/octet-stream")
    return answer.body


def change(found: dict[str, Any], number: int, start: int, before: str, after: str) -> dict[str, Any]:
    """A change as the page sends it."""
    (ids, kind, *_) = found["files"][0]["cards"][number]
    edit = {"start": start, "end": start + len(before), "before": before, "after": after}
    return {"findings": ids.split(), "made": kind < 3, "edits": [edit]}


def test_a_pasted_text_is_reviewed_and_its_result_has_what_was_made() -> None:
    found = page(posted(TEXT))
    assert found["result"] == "pasted-repaired.txt"
    assert base64.b64decode(found["source"]).decode() == TEXT
    assert [card[1] for card in found["files"][0]["cards"]] == [0, 5, 0]
    changes = [change(found, 0, 7, " ", ""), change(found, 2, 36, ".", "")]
    assert decided(found, {}, changes).decode() == TEXT.replace(" ,", ",").replace("many.", "many")
    assert decided(found, {"0": "reject"}, changes).decode() == TEXT.replace("many.", "many")
    assert decided(found, {"2": {"text": ", so many,"}}, changes).decode() == TEXT.replace(" ,", ",").replace(
        "many.", "many, so many,"
    )


def test_a_text_without_findings_says_so() -> None:
    assert b"<p>Nothing was found.</p>" in posted("All is well here.").body


def test_suggested_changes_are_made_if_asked_for() -> None:
    text = "They met the President and an other man. Many thanks to him. They saw alot of it."
    kinds = [
        [card[1] for card in page(posted(text, **more))["files"][0]["cards"]]
        for more in (NO_FIELDS, {"suggested": "yes"})
    ]
    assert [kind % 3 for kind in kinds[0]] == [kind % 3 for kind in kinds[1]]
    assert sum(kind < 3 for kind in kinds[0]) <= sum(kind < 3 for kind in kinds[1])


@pytest.mark.parametrize(
    ("name", "content", "repaired"),
    [
        ("a.md", b"# One\r\n\r\nHe went , and `a , b`.\r\n", b"# One\r\n\r\nHe went, and `a , b`.\r\n"),
        ("a.html", b"<p>He <b>went</b> , and left.</p>", b"<p>He <b>went</b>, and left.</p>"),
        (
            "a.srt",
            b"1\n00:00:01,000 --> 00:00:02,000\nHe went , and left.\n",
            b"1\n00:00:01,000 --> 00:00:02,000\nHe went, and left.\n",
        ),
        (
            "a.txt",
            "\ufeffHé went , and left.\r\n".encode("utf-16-le"),
            "\ufeffHé went, and left.\r\n".encode("utf-16-le"),
        ),
        ("a.unknown", b"He went , and left.", b"He went, and left."),
    ],
)
def test_a_file_keeps_its_format_and_its_encoding(name: str, content: bytes, repaired: bytes) -> None:
    found = page(posted("ignored", (name, content)))
    at = readers.read(content, name).text.index(" ,")
    assert decided(found, {}, [change(found, 0, at, " ", "")]) == repaired


def test_a_word_file_is_repaired() -> None:
    found = page(posted("", ("Brief.DOCX", WORD)))
    assert found["result"] == "Brief-repaired.DOCX"
    text = readers.read(WORD, "a.docx").text
    made = decided(found, {}, [change(found, len(found["files"][0]["cards"]) - 1, text.index(". c"), ".", "")])
    assert readers.read(made, "a.docx").text == text.replace("many. c", "many c")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "nonsense"])
def test_the_line_ends_of_a_field_are_those_of_its_text(form: str) -> None:
    found = page(posted("He went , and left.\r\n\r\nTwo.\rThree.\n", format=form))
    assert base64.b64decode(found["source"]) == b"He went , and left.\n\nTwo.\rThree.\n"
    assert found["files"][0]["path"] == FORMATS.get(form, FORMATS["text"])[1]


MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "there is no text; paste one, or choose a file"),
    "spaces": ({"text": " \r\n\t"}, "there is no text; paste one, or choose a file"),
    "a null byte": ({"text": "a\0b"}, "pasted.txt:1: not text: contains a null byte; binary files are not checked"),
    "a picture": ({"file": ("a.png", b"\x89PNG\r\n\0")}, "a.png:2: not text: contains a null byte; binary files"),
    "half a file": ({"file": ("a.docx", WORD[:100])}, "a.docx: "),
    "a corpus": ({"file": ("a.jsonl", b"{}")}, "a.jsonl: this file contains many texts; use "),
    "another format": ({"file": ("a.tex", b"\\x")}, "a.tex: LaTeX is not supported; "),
    "another encoding": ({"file": ("a.txt", b"\xff\xff")}, "a.txt:1: not UTF-8: byte 0xFF at offset 0; "),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_above_the_form_which_is_as_it_was(name: str) -> None:
    given, message = MISTAKES[name]
    answer = posted(**{"text": "", "format": "html", **given} if name != "a null byte" else given)
    source = answer.body.decode()
    assert answer.status == 422
    problem = source.partition('<p class="problem" role="alert">')[2].partition("</p>")[0]
    assert problem.replace("&#39;", "'").startswith(message)
    assert ('<option value="html" selected>' in source) is (name != "a null byte")


def test_what_takes_too_long_is_a_mistake_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker(), "renew", lambda: None)

    def slow(*_: object, **__: object) -> None:
        raise time_limit.TimeIsUpError

    monkeypatch.setattr(readers, "read", slow)
    answer = posted("A text.")
    assert answer.status == 422
    assert b"The text took longer than 60 seconds. Please paste a part of it." in answer.body
    assert b"A text.</textarea>" in answer.body
    with pytest.raises(ApiError, match="The result took longer than 60 seconds"):
        desk().result(HttpQuestion("result", "POST", b"", b'{"source": "", "path": "a", "decisions": ""}'))


REFUSED: dict[str, bytes] = {
    "no JSON": b"x",
    "no object": b"[]",
    "no base64": b'{"source": "!", "path": "a.txt", "decisions": "{}"}',
    "no decisions": b'{"source": "YQ==", "path": "a.txt", "decisions": "{}"}',
    "decisions on another text": json.dumps({
        "source": "YQ==", "path": "a.txt",
        "decisions": json.dumps({"schema": 1, "files": {"a.txt": {"sha256": "0", "decisions": {}}}}),
    }).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_request_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ApiError) as error:
        desk().result(HttpQuestion("result", "POST", b"", REFUSED[name]))
    assert error.value.status == 422
    assert "\n" not in error.value.line


def test_a_change_that_is_not_of_the_text_is_refused() -> None:
    found = page(posted(TEXT))
    with pytest.raises((ApiError, CleanupError), match="is not at 0 to 1"):
        decided(found, {}, [change(found, 0, 0, "x", "y")])


def test_a_change_of_mark_up_is_refused() -> None:
    found = page(posted("", ("a.html", b"<p>He went , and left.</p>")))
    with pytest.raises(ApiError, match=r"a\.html:1: the mark-up would not survive"):
        decided(found, {"0": "accept"}, [change(found, 0, 0, "<p>", "")])


@pytest.mark.parametrize(
    ("name", "expected"), [("a.txt", "a-repaired.txt"), ("a", "a-repaired"), ("a.b.docx", "a.b-repaired.docx")]
)
def test_the_name_of_a_result(name: str, expected: str) -> None:
    assert result_name(name) == expected
