"""Findings move along with the text: what an edit does not touch still covers the very words it was found in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import TextDocumentItem

from cleanup.language_server.checking import CheckResult
from cleanup.language_server.open_text import MovingFindings, OpenText
from cleanup.model import Edit, Finding, Fix, Level, Span

TEXT = "0123456789" * 5


def finding(start: int, end: int, fixed: int | None = None) -> Finding:
    place = Span(start, end)
    fixes = () if fixed is None else (Fix((Edit(Span(fixed, fixed + 1), "x"),), "write x"),)
    return Finding("a/b", place, "", Level.SAFE, fixes)


SPANS = st.tuples(st.integers(0, 49), st.integers(0, 5)).map(lambda pair: (pair[0], min(50, sum(pair))))
EDITS = st.lists(st.tuples(SPANS, st.text("xyz", max_size=4)), max_size=5)


@given(st.lists(SPANS, max_size=10), EDITS)
def test_findings_stay_at_their_words(spans: list[tuple[int, int]], edits: list[tuple[tuple[int, int], str]]) -> None:
    moving = MovingFindings(finding(start, end) for start, end in spans)
    text, count = TEXT, len(spans)
    for (start, end), new in edits:
        place = Span(min(start, len(text)), min(end, len(text)))
        fewer = moving.edit(Edit(place, new))
        text = text[: place.start] + new + text[place.end :]
        left = len(moving.findings())
        assert fewer is (left < count)
        count = left
    words = [TEXT[start:end] for start, end in spans]
    kept = [text[one.span.start : one.span.end] for one in moving.findings()]
    remaining = iter(words)
    assert all(word in remaining for word in kept)  # the same words, in the same order


def after(found: Finding, edit: Edit) -> list[Span]:
    moving = MovingFindings([found])
    moving.edit(edit)
    return [one.span for one in moving.findings()]


def test_only_an_edit_inside_a_finding_or_its_repair_drops_it() -> None:
    one = finding(10, 14)
    assert after(one, Edit(Span(10, 10), "ab")) == [Span(12, 16)]
    assert after(one, Edit(Span(14, 14), "ab")) == [Span(10, 14)]
    assert after(one, Edit(Span(5, 10), "")) == [Span(5, 9)]
    assert after(one, Edit(Span(14, 20), "ab")) == [Span(10, 14)]
    assert after(one, Edit(Span(12, 12), "a")) == []
    assert after(one, Edit(Span(9, 11), "ab")) == []
    assert after(finding(10, 14, fixed=20), Edit(Span(16, 17), "")) == []
    assert after(finding(10, 10), Edit(Span(10, 10), "a")) == []


def test_a_repair_moves_with_its_finding() -> None:
    moving = MovingFindings([finding(10, 14, fixed=20)])
    moving.edit(Edit(Span(0, 5), ""))
    assert moving.findings() == [finding(5, 9, fixed=15)]


def test_a_result_of_an_older_state_is_not_taken() -> None:
    text = OpenText(TextDocumentItem("file:///a.txt", "plaintext", 1, "One."), "utf-16")
    old = CheckResult(text.uri, text.revision)
    text.outdate()
    assert not text.receive(old)
    assert not text.is_current
    assert text.receive(CheckResult(text.uri, text.revision))
    assert text.is_current


def test_a_text_that_is_opened_again_is_another_state() -> None:
    item = TextDocumentItem("file:///a.txt", "plaintext", 1, "One.")
    assert OpenText(item, "utf-16").revision != OpenText(item, "utf-16").revision
