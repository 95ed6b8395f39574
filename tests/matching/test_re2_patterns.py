"""Patterns of RE2 in their contexts: what they find and what not, in code points, with and without their gate."""

from __future__ import annotations

from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleanup.matching.filters import Paragraph
from cleanup.matching.policy import Policy
from cleanup.matching.re2_patterns import Re2Gate, Re2Pattern, compile_re2, required, words_needed


def found(text: str, pattern: str, **context: Any) -> list[tuple[int, int]]:
    """Where a pattern matches, without its context."""
    return [(span.start, span.end) for span, _ in Re2Pattern(pattern, **context).finditer(Paragraph(text))]


@pytest.mark.parametrize(
    ("pattern", "context", "text", "spans"),
    [
        ("ab", {}, "ab xab", [(0, 2), (4, 6)]),
        ("ab", {"words": True}, "ab xab ab_ éab ab", [(0, 2), (15, 17)]),
        ("ab", {"left": "x", "right": "y"}, "ab xab xaby", [(8, 10)]),
        ("ab", {"not_left": "x "}, "x ab y ab", [(7, 9)]),
        ("ab", {"not_right": " y"}, "ab y ab", [(5, 7)]),
        ("ab", {"not_left": "x", "words": True}, "x ab ab", [(2, 4), (5, 7)]),
        ("a|ab", {}, "ab", [(0, 1)]),
        ("a|ab", {"longest": True}, "ab", [(0, 2)]),
        ("b*", {}, "éb", [(0, 0), (1, 2), (2, 2)]),
        ("(?i)ß", {}, "éßẞ", [(1, 2), (2, 3)]),
        ("b", {"left": "é"}, "ébéb", [(1, 2), (3, 4)]),
    ],
)
def test_what_is_found(pattern: str, context: dict[str, Any], text: str, spans: list[tuple[int, int]]) -> None:
    assert found(text, pattern, **context) == spans


def test_named_groups_are_texts_and_one_that_takes_no_part_is_empty() -> None:
    (match,) = Re2Pattern("(?P<a>é)(?P<b>x)?").finditer(Paragraph("an é"))
    assert match.groups == {"match": "é", "a": "é", "b": ""}


def test_what_must_not_stand_before_is_looked_for_only_so_far_back() -> None:
    assert found("x" + " " * 95 + "ab", "ab", not_left="x *") == []
    assert found("x" + " " * 96 + "ab", "ab", not_left="x *") == [(97, 99)]


@pytest.mark.parametrize(
    ("pattern", "context", "needs"),
    [
        ("many", {}, (("many",),)),
        ("many", {"left": "so ", "right": " of"}, ((" of",), ("many",), ("so ",), ("so many of",))),
        ("(?i)Many", {}, (("many",),)),
        (r"\pL+", {}, (("",),)),
        ("one|two", {"left": r"\pL"}, (("one", "two"),)),
    ],
)
def test_what_a_pattern_requires(pattern: str, context: dict[str, str], needs: tuple[tuple[str, ...], ...]) -> None:
    assert required(pattern, **context) == needs


def test_words_that_a_pattern_needs_are_in_small_letters() -> None:
    assert words_needed("Many|Few") == ("few", "many")
    assert words_needed(r"\w") == ("",)


def test_a_wrong_pattern_is_refused() -> None:
    with pytest.raises(re2.error):
        compile_re2("(?=a)")


#: Some that are alike, some with contexts, some that many texts hold.
SOURCES: list[tuple[str, dict[str, Any]]] = [
    ("ab", {"words": True}),
    (r"\pLb", {}),
    ("(?i)AB c", {"left": "[. ]"}),
    (r"a\PL{2,3}", {"right": "b", "not_left": "c"}),
    ("É|’", {}),
    (r"\d+", {"not_right": r"\."}),
]
TEXTS = st.text(alphabet="aAbBcC .’éÉ12\u00a0İı", max_size=24)


def _patterns(*, proven: bool) -> list[Re2Pattern]:
    sides = ("left", "right")
    return [
        Re2Pattern(source, **context, needs=required(source, **{k: context[k] for k in sides if k in context}))
        if proven
        else Re2Pattern(source, **context)
        for source, context in SOURCES
    ]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans(), st.sampled_from([0, 2, 24]), st.sampled_from([0, 100]))
def test_the_gate_lets_each_match_through(texts: list[str], proven: bool, unasked: int, framed: int) -> None:
    gate = Re2Gate(_patterns(proven=proven), Policy(unasked=unasked, framed=framed))
    for text in texts:
        paragraph = Paragraph(text)
        if paragraph.odd:
            continue
        closed = gate.closed(paragraph.data, paragraph.plain)
        hits = gate(paragraph)
        holding = [i for i, one in enumerate(_patterns(proven=False)) if any(True for _ in one.finditer(paragraph))]
        assert set(holding) <= set(hits)
        assert not (closed and holding)


@given(TEXTS, st.sampled_from(SOURCES))
def test_a_match_holds_what_its_pattern_requires(text: str, source: tuple[str, dict[str, Any]]) -> None:
    pattern, context = source
    paragraph = Paragraph(text)
    sides = {side: context[side] for side in ("left", "right") if side in context}
    searched = text.lower() if Re2Pattern(pattern, **context).in_any_case else text
    if paragraph.plain and found(text, pattern, **context):
        assert all(any(word in searched for word in words) for words in required(pattern, **sides))
