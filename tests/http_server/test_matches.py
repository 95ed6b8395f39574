"""Matches: spans in UTF-16 units of text and mark-up, and replacements that stand alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanup
from tests.http_server.asking import TEXT, places, repaired, reply, rules

#: Texts with their matches: offset, length, replacements.
MATCHES: dict[str, list[tuple[int, int, list[str]]]] = {
    # A deletion takes in the word before it, as it could not be shown otherwise.
    "He went , and left.": [(3, 5, ["went"])],
    # An emoji is two units.
    "😀😀 He went , and left.": [(8, 5, ["went"])],
    # A match does not reach into the next.
    "They wrote ” a good day ” on the wall.": [(11, 1, ["“"]), (12, 2, ["a"]), (20, 4, ["day"])],
    # Several edits of one finding are one span.
    "The plan ( as it was called) failed.": [(9, 2, ["("])],
}


@pytest.mark.parametrize("text", MATCHES)
def test_where_matches_are(text: str) -> None:
    assert places(reply(text=text)) == MATCHES[text]


def test_a_change_of_several_edits_is_one_span_with_what_is_between() -> None:
    text = "The court said Monday would be late. He called it ' a long and good day ' in the end."
    found = reply(text=text, level="picky")
    for start, length, values in places(found):
        assert length > 0
        assert all(value != text[start : start + length] for value in values)


def annotated(*parts: str | tuple[str, str], **asked: str) -> dict[str, Any]:
    """The reply to text with mark-up, which is given with what it is read as."""
    annotation = [{"text": p} if isinstance(p, str) else {"markup": p[0], "interpretAs": p[1]} for p in parts]
    return reply(data=json.dumps({"annotation": annotation}), **asked)


def test_offsets_count_text_and_mark_up() -> None:
    found = annotated("It 😀 is ", ("<b>", ""), "here", ("</b>", ""), ". He went , and left.")
    (match,) = found["matches"]
    assert (match["offset"], match["length"], match["replacements"]) == (25, 5, [{"value": "went"}])
    assert match["context"] == {"text": "It 😀 is <b>here</b>. He went , and left.", "offset": 25, "length": 5}
    assert match["sentence"] == "He went , and left."
    assert found["sentenceRanges"] == [[0, 21], [22, 41]]


def test_a_replacement_never_changes_mark_up() -> None:
    # The space alone is removed, since the word before it ends in mark-up.
    assert places(annotated("He ", ("<b>", ""), "went", ("</b>", ""), " , and left.")) == [(14, 1, [""])]
    # Mark-up behind what is removed stays where it is.
    assert places(annotated("He went ", ("<br>", ""), ", and left.")) == [(3, 5, ["went"])]
    # Mark-up in the middle of what would be replaced: it is shown, with nothing to put there.
    assert places(annotated("It was in the ", ("<b>", ""), "the house of his father.")) == [(13, 7, [])]
    # The space to remove is itself mark-up.
    assert places(annotated("He went", ("<br>", " "), ", and left.")) == []


def test_what_is_found_in_mark_up_alone_is_not_shown() -> None:
    assert annotated(("<x>", "He went , and left."))["matches"] == []
    assert annotated("One. ", ("<x>", "He went , and left."), " Two.")["matches"] == []


def test_a_change_is_shown_in_parts_if_some_of_it_is_not_wanted() -> None:
    text = "The President said ‘ a good day ’ , and left."
    every = reply(text=text, level="picky")
    for rule in set(rules(every)):
        assert rule not in rules(reply(text=text, level="picky", disabledRules=rule))
        assert set(rules(reply(text=text, enabledOnly="true", enabledRules=rule))) == {rule}


def test_context_is_cut_and_in_one_line() -> None:
    text = "x" * 50 + "\n" + "a" * 10 + "\nHe went , and left.\r\n" + "y" * 50
    (match,) = reply(text=text)["matches"]
    context = match["context"]
    assert context["text"].startswith("...xxxx")
    assert context["text"].endswith("yyyy...")
    assert "\n" not in context["text"]
    assert "\r" not in context["text"]
    start, length = context["offset"], context["length"]
    assert context["text"][start : start + length] == "went ,"[:length] == text[match["offset"] :][:length]


def test_messages_are_sentences() -> None:
    found = reply(text=TEXT + " They wrote ” a good day ” on the wall . An other one.", level="picky")
    messages = [match["message"] for match in found["matches"]]
    assert len(messages) > 5
    assert [said for said in messages if said[-1] not in ".?!…" or said[0].islower()] == []


def test_the_first_replacements_make_what_fix_makes() -> None:
    for text in (TEXT, *MATCHES):
        assert repaired(text, reply(text=text)) == cleanup.fix(text, suggested=True)


PIECES = st.sampled_from(
    [
        *(
            "He went , and left",
            " many. countries of",
            " “ a good day ”",
            " the the ",
            "An other",
            " ( x )",
            "It is ",
            "’s ",
        ),
        *("\n\n", "\r\n", "😀", "\ud800", "\u202e", " <b>", "&amp;", ". ", "…", "é", "—", "  "),
    ]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(PIECES, st.booleans(), st.sampled_from(["", " ", "\n\n", "Dummy0"])), max_size=12))
def test_matches_are_inside_the_text_and_never_empty(parts: list[tuple[str, bool, str]]) -> None:
    annotation = [{"markup": p, "interpretAs": said} if markup else {"text": p} for p, markup, said in parts]
    source = "".join(piece for piece, _, _ in parts)
    size = len(source.encode("utf-16-le", "surrogatepass")) // 2
    found = reply(data=json.dumps({"annotation": annotation}), level="picky")
    for start, length, _ in places(found):
        assert 0 <= start < start + length <= size
    assert all(0 <= start < end <= size for start, end in found["sentenceRanges"])
