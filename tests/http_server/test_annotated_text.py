"""Text with mark-up: what is read of it, and offsets as LanguageTool counts them."""

from __future__ import annotations

import json

import pytest

from cleanup.http_server import annotated_text
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.errors import ApiError
from cleanup.model import Hole, Span


def test_mark_up_is_read_as_nothing_or_as_what_is_said() -> None:
    data = {
        "annotation": [{"text": "one"}, {"markup": "<br>", "interpretAs": "\n"}, {"text": "two"}, {"markup": "</p>"}]
    }
    found = annotated_text.parse(json.dumps(data))
    assert found == AnnotatedText("one<br>two</p>", (Hole(Span(3, 7), "\n"), Hole(Span(10, 14), "")))
    assert found.projection().shown == "one\ntwo"


@pytest.mark.parametrize(
    ("value", "read"), [(5, "5"), (1.5, "1.5"), (None, "null"), (True, "true"), ([1], ""), ({}, ""), ("", "")]
)
def test_what_is_no_string_is_read_as_languagetool_reads_it(value: object, read: str) -> None:
    assert annotated_text.parse(json.dumps({"annotation": [{"text": value}]})).source == read
    assert annotated_text.parse(json.dumps({"text": value})).source == read


def test_an_annotation_that_is_no_list_has_no_text() -> None:
    assert annotated_text.parse('{"annotation": "x"}') == AnnotatedText("")


@pytest.mark.parametrize("data", ["", "x", "{", '{"text":"x"', "[" * 5000, '{"text":' + "9" * 5000 + "}"])
def test_what_is_no_json_is_an_error(data: str) -> None:
    with pytest.raises(ApiError, match="Could not parse JSON from 'data' parameter"):
        annotated_text.parse(data)


def test_half_a_pair_in_an_error_can_be_sent() -> None:
    with pytest.raises(ApiError) as error:
        annotated_text.parse('{"annotation": [{"x": "\\ud800"}]}')
    assert error.value.line.encode() == (
        b"""Error: Only 'text' and 'markup' are supported in 'annotation' list: {"x":"?"}"""
    )
