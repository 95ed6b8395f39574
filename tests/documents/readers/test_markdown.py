"""Markdown: what a reader reads is prose; code, mark-up and addresses are not touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.readers import document, read, write
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.model import Level

ENGINE = loading.engine()

PROSE = {
    "emphasis signs are no prose": ("A *b* c", ["A ", "b", " c"]),
    "the target of a link is none": ("See [the “x”](http://a.b 't') é!", ["See ", "the “x”", " é!"]),
    "code is none": ("Use `a “b` now\n\n```\nx. y\n```\n", ["Use ", " now"]),
    "front matter is none": ("---\ntitle: a. b\n---\n# Head\n", ["Head"]),
    "raw HTML is none": ("<div>\na. b\n</div>\n\nx <b>y</b>", ["x ", "y"]),
    "entities are none": ("a &amp; b", ["a ", " b"]),
    "cells are": ("| a | b |\n|---|---|\n| “c | d |\n", ["a", "b", "“c", "d"]),
    "bare addresses are none": ("see http://x.org/y now", ["see ", " now"]),
}


@pytest.mark.parametrize(("text", "parts"), PROSE.values(), ids=PROSE)
def test_the_prose(text: str, parts: list[str]) -> None:
    assert [text[span.start : span.end] for span in document(text, "a.md").prose] == parts


def repaired(text: str) -> str:
    return apply(ENGINE.plan(document(text, "a.md"), through=Level.SUGGESTED).edits, text)


def test_the_prose_is_repaired_and_the_code_is_not() -> None:
    text = "They closed many. schools in May, see `many. schools`.\n\n    many. schools\n"
    assert repaired(text) == "They closed many schools in May, see `many. schools`.\n\n    many. schools\n"


def test_marks_in_code_do_not_unbalance_those_of_the_text() -> None:
    text = "The sign `“` opens what he called “ a quotation ” once."
    assert repaired(text) == "The sign `“` opens what he called “a quotation” once."


def test_nothing_is_found_in_code() -> None:
    assert ENGINE.plan(document("```\nHe said. . many. things “\n```\n", "a.md")).findings == ()


@given(
    st.lists(st.sampled_from(["`", "*", "“", "”", "a", " ", ". ", "\n", "\r\n", "#", "[", "](", ")", "é", "\t", "<b>"]))
)
def test_any_source_is_read_and_written_back(parts: list[str]) -> None:
    data = "".join(parts).encode()
    source = read(data, "a.md")
    assert write(source) == data
    assert all(one.end <= other.start for one, other in zip(source.prose, source.prose[1:], strict=False))
