"""Patterns of whole lines and of parts of lines: which match, and that neither words nor automaton lose one."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleanup.matching.filters import Paragraph
from cleanup.matching.line_hints import RulePatterns
from cleanup.matching.line_patterns import AnyCase, Joined, LinePatterns, lines_needed
from cleanup.matching.policy import Policy

WHOLES = ["share this", r"advertise?ments?", r"\pL+ comments?", "don’t miss"]
SENTENCES = [r"follow us on \pL+"]
CUTS = ["read also:", r"\(ad\)"]
LONGEST = 30


def patterns(*, proven: bool = True) -> LinePatterns:
    """The patterns of one rule."""
    needs = lines_needed((*WHOLES, *SENTENCES), CUTS, "- ") if proven else ()
    single = RulePatterns(str, tuple(WHOLES), tuple(SENTENCES), tuple(CUTS), needs)
    cuts = [*CUTS, *(f"(?:^|[.] ){one}" for one in SENTENCES)]
    return LinePatterns(lambda: Joined([*WHOLES, *SENTENCES], cuts), [single], skipped="- ", longest=LONGEST)


def test_which_cuts_may_match_a_part_of_a_line() -> None:
    assert patterns().cutting("She left (ad). Follow us on X") == [1, 2]
    assert patterns().cutting("She left. Nobody follows us") == []


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Share this", [0]),
        ("share this now", []),
        ("ADVERTISMENT", [1]),
        ("Ädvertisement", []),
        ("No comments", [2]),
        ("Ñandú COMMENT", [2]),
        ("Don’t miss", [3]),
        ("Follow us on Ñandú", [4]),
        ("", []),
        ("x" * 22 + " comments", []),
        ("x" * 21 + " comments", [2]),
    ],
)
def test_which_patterns_match_all_of_a_line(line: str, numbers: list[int]) -> None:
    assert patterns().matching(line) == numbers


def test_without_patterns_nothing_matches_and_all_is_closed() -> None:
    none = LinePatterns(lambda: Joined([], []), [], skipped="", longest=LONGEST)
    assert none.matching("share this") == []
    assert none.gate(Policy()).closed(b"share this", True)


def test_what_lines_need_is_that_of_the_cuts_then_of_each_whole_line() -> None:
    assert lines_needed(["share this", r"\pL+ comments?"], CUTS, "- ") == (
        ("(ad)", "read also:"),
        ("share this",),
        ("share this",),
        ("",),
        (" comment",),
    )


def test_case_does_not_matter_in_plain_texts_and_in_others() -> None:
    pattern = AnyCase(r"\p{Lu}x")
    assert [bool(pattern.on(text).search(text)) for text in ("ax", "ÉX", "éx", "1x")] == [True, True, True, False]
    with pytest.raises(re2.error):
        AnyCase("(").on("a")


_LINES = st.sampled_from(
    [
        *("Share this", "- share THIS -", "-- Advertisement", "nothing", "No comments", "Don't miss", "Read also: y"),
        *("(AD)", "Follow us on Facebook", "She left. Follow us on X.", "A text. Of sentences. Follow us on Vk"),
    ]
)
TEXTS = st.lists(st.tuples(_LINES, st.sampled_from(["\n", "\r\n", " \n", "\r", " "])), max_size=6).map(
    lambda pairs: "".join(map("".join, pairs))
)


def _holds(text: str) -> bool:
    evened = text.replace("'", "’")
    if any(AnyCase(one).full.search(evened) for one in (*CUTS, *(f"(?:^|[.] ){one}" for one in SENTENCES))):
        return True
    return any(patterns().matching(line.strip()) for line in evened.splitlines())


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans(), st.sampled_from([0, 2, 24]))
def test_the_gate_lets_each_line_through(texts: list[str], proven: bool, unasked: int) -> None:
    gate = patterns(proven=proven).gate(Policy(unasked=unasked))
    for text in texts:
        if _holds(text):
            assert gate(Paragraph(text)) == (0,)
