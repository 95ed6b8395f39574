"""Decisions about files with mark-up: what is written shows exactly what was decided, or nothing is written."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.format_fuzz import merciless, packed
from benchmarks.made_documents import DOCUMENTS, po, word_document, xliff
from cleanup.cli.review.texts import ReviewedText
from cleanup.documents.readers import again, read, write
from cleanup.documents.source_map import Projection, markup, shown_after
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import find
from cleanup.model import Level
from cleanup.review import decisions
from cleanup.review.decisions import Own, Question, Shown, ShownEdit, sha256
from cleanup.review.proposals import proposals
from tests.commandline import invoke
from tests.format_samples import engine

RUN = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'


def decide(path: str, before: bytes, changes: list[dict[str, Any]], given: dict[str, Any], fixed: bytes = b"") -> str:
    """A file of decisions as a report saves it."""
    entry = {"sha256": sha256(before), "fixed": sha256(fixed) if fixed else "", "decisions": given, "changes": changes}
    Path("d.json").write_text(json.dumps({"schema": 1, "files": {path: entry}}), "utf-8")
    return "d.json"


def change(text: str, before: str, after: str, name: str = "a") -> dict[str, Any]:
    """A change of the only place where something stands."""
    at = text.index(before)
    edit = {"start": at, "end": at + len(before), "before": before, "after": after}
    return {"findings": [name], "made": True, "edits": [edit]}


#: The file, what it holds, what is to be replaced by what, and where the error is said to be.
HARMFUL: dict[str, tuple[str, bytes, str, str, str]] = {
    "a new tag in HTML": ("a.html", b"<p>It was fine.</p>\n", "fine", "<i>fine", "a.html:1: "),
    "a line of Markdown that becomes a list": ("a.md", b"# Fish\n\nSole and eel\n", "Sole", "- Sole", "a.md:3: "),
    "a mark that ends a string of a catalogue": ("a.po", po("It was fine."), "fine", '"fine"', "a.po:6: "),
    "a bare sign in XLIFF": ("a.xlf", xliff("It was fine."), "It was", "R & D", "a.xlf:2: "),
    "a time line in subtitles": (
        "a.srt",
        b"1\n00:00:01,000 --> 00:00:02,000\nIt was fine.\n",
        "It was",
        "00:00:01,500 --> 00:00:01,700",
        "a.srt:3: ",
    ),
    "a line end in a word document": ("a.docx", word_document(RUN % "It was fine."), "was", "was\n\n", "a.docx:1: "),
}


@pytest.mark.parametrize("case", HARMFUL.values(), ids=HARMFUL)
def test_what_the_mark_up_would_not_survive_is_one_line(desk: Path, case: tuple[str, bytes, str, str, str]) -> None:
    path, data, before, after, line = case
    (desk / path).write_bytes(data)
    text = read(data, path).text
    at = text.rindex(before)
    edit = {"start": at, "end": at + len(before), "before": before, "after": before}
    given = decide(path, data, [{"findings": ["a"], "edits": [edit]}], {"a": {"text": after}})
    for options in ((), ("--diff",)):
        done = invoke("apply", *options, given)
        *_, first, last = done.stderr.splitlines()
        assert first.startswith(f"{line}the mark-up would not survive ")
        assert first.endswith("; decide differently, or change the file by hand; it was left unchanged")
        assert last.endswith("0 files changed; 1 error.")
        assert done.exit_code == 2
        assert (desk / path).read_bytes() == data


def test_a_review_writes_no_such_text_either(desk: Path) -> None:
    path, data, before, after, line = HARMFUL["a new tag in HTML"]
    (desk / path).write_bytes(data)
    source, document = find([path]).sources[0], read(data, path)
    at = document.text.index(before)
    shown = Shown(["a"], [ShownEdit(at, at + len(before), before, before)])
    text = ReviewedText(source, document, (shown,), (None,))
    with pytest.raises(CleanupError) as error:
        text.write({0: Own(after)})
    assert str(error.value).startswith(f"{line}the mark-up would not survive ")
    assert (desk / path).read_bytes() == data
    assert text.write({0: Own("good")})
    assert (desk / path).read_bytes() == data.replace(b"fine", b"good")


def test_decisions_may_span_mark_up_that_stays(desk: Path) -> None:
    page = "<p>They swept away <b>many.</b> countries &amp; towns.</p>\n"
    (desk / "a.html").write_bytes(page.encode())
    changes = [change(page, "many.</b> countries &amp; towns", "many</b> countries &amp; cities")]
    assert invoke("apply", decide("a.html", page.encode(), changes, {"a": "accept"})).exit_code == 0
    assert (desk / "a.html").read_text() == "<p>They swept away <b>many</b> countries &amp; cities.</p>\n"


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "txt"])
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_decisions_are_written_exactly_or_refused(name: str, data: st.DataObject) -> None:
    try:
        source = read(data.draw(DOCUMENTS[name]), f"a.{name}")
    except DocumentError:
        assume(False)
        return
    plan = merciless().plan(source, through=Level.SUGGESTED)
    found = proposals(plan)
    every = [Question.of_shown(one, source.text) for one in decisions.shown(found, source.text)]
    made = {one.ids[0] for one in every if one.made}
    accepted = data.draw(st.sets(st.sampled_from(sorted(made)))) if made else set()
    try:
        edits = decisions.intact(source, decisions.outcome(every, dict.fromkeys(accepted, "accept")))
    except CleanupError:
        assert accepted != made, "all of a plan can always be written"
        return
    after = again(source, edits)
    assert after is not None
    assert Projection.of(after).shown == shown_after(source, edits)
    assert markup(after, edits) == markup(source)
    if accepted == made and name != "docx":
        assert write(source, edits) == write(source, plan.edits)


# A word document that `fix` has repaired in place


def _word_file(*paragraphs: str) -> bytes:
    body = "</w:p><w:p>".join(paragraphs)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _members(word_document(body)).items():
            archive.writestr(name, content)
        archive.writestr("word/header1.xml", _members(word_document(RUN % "A head."))["word/document.xml"])
        archive.writestr("word/media/image1.png", bytes(range(256)))
    return made.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


#: A space too much in front of a bold run, at the end of one, and in a paragraph of its own.
RUNS = (
    f"{RUN % 'The harbour was closed '}<w:r><w:rPr><w:b/></w:rPr><w:t>, and</w:t></w:r>{RUN % ' the boats lay low.'}",
    RUN % "The ferry was late , and so was she.",
)


def test_a_repaired_word_document_is_taken_back(desk: Path) -> None:
    before, path = _word_file(*RUNS), desk / "a.docx"
    path.write_bytes(before)
    source = read(before, "a.docx")
    shown = decisions.shown(proposals(engine().plan(source)), source.text)
    changes = [msgspec.to_builtins(one) for one in shown]
    first, second = (one.findings[0] for one in shown)
    assert invoke("fix", "a.docx").exit_code == 0
    fixed = path.read_bytes()
    assert read(fixed, "a.docx").text == source.text.replace(" ,", ",")

    done = invoke("apply", decide("a.docx", before, changes, {first: "accept", second: "reject"}, fixed))
    assert done.stderr.splitlines()[1:] == ["Applied 1 accepted finding, 1 rejected; 1 file changed."]
    old, new = _members(before), _members(path.read_bytes())
    assert list(new) == list(old)
    assert new["word/document.xml"] == old["word/document.xml"].replace(b"closed <", b"closed<")
    assert _outside(path.read_bytes()) == _outside(before)

    path.write_bytes(fixed)
    assert invoke("apply", decide("a.docx", before, changes, {first: "reject", second: "reject"}, fixed)).exit_code == 0
    assert _members(path.read_bytes()) == old


@pytest.mark.parametrize("in_place", [True, False], ids=["in place", "only checked"])
def test_a_word_document_is_taken_back_more_than_once(desk: Path, in_place: bool) -> None:
    before, path = _word_file(*RUNS), desk / "a.docx"
    path.write_bytes(before)
    source = read(before, "a.docx")
    plan = engine().plan(source)
    shown = decisions.shown(proposals(plan), source.text)
    first, second = (one.findings[0] for one in shown)
    if in_place:
        assert invoke("fix", "a.docx").exit_code == 0
    fixed = write(source, plan.edits) if in_place else b""

    def carry_out(given: dict[str, Any]) -> str:
        entry = decisions.Reviewed(
            sha256(before), given, shown, sha256(fixed) if fixed else "", text=decisions.text_digest(source)
        )
        Path("d.json").write_bytes(decisions.write({"a.docx": entry}, "1"))
        done = invoke("apply", "d.json")
        assert done.exit_code == 0, done.stderr
        return done.stderr

    carry_out({first: "accept", second: "reject"})
    assert read(path.read_bytes(), "a.docx").text == source.text.replace("closed ,", "closed,")
    carry_out({first: "reject", second: "accept"})
    assert read(path.read_bytes(), "a.docx").text == source.text.replace("late ,", "late,")
    data = path.read_bytes()
    assert "\na.docx: already as decided\n" in carry_out({first: "reject", second: "accept"})
    assert path.read_bytes() == data
    carry_out({first: "reject", second: "reject"})
    assert _members(path.read_bytes()) == _members(before)
    path.write_bytes(_word_file(*RUNS, RUN % "New."))
    with pytest.raises(AssertionError, match="the file has changed since the review"):
        carry_out({first: "reject", second: "accept"})


def test_a_word_document_that_changed_after_its_repair_is_refused(desk: Path) -> None:
    before, later = _word_file(*RUNS), _word_file(*RUNS, RUN % "New.")
    (desk / "a.docx").write_bytes(later)
    done = invoke("apply", decide("a.docx", before, [], {}, before[:-1]))
    assert done.exit_code == 2
    assert "the file has changed since the review" in done.stderr
    assert (desk / "a.docx").read_bytes() == later


def _outside(data: bytes) -> dict[str, bytes]:
    """The packed bytes, with their headers, of all members but the body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one.filename: packed(data, one) for one in archive.infolist() if one.filename != "word/document.xml"}
