"""What a pattern needs stands in every plain text that it matches; patterns are compiled for those texts alone."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detectors import KINDS
from cleanup.engine import loading
from cleanup.matching import Needs, compile_re2
from cleanup.model import Rule
from cleanup.regex.forms import is_plain
from cleanup.regex.required_words import needed, openings

RULES = loading.load(prove=False).rules
TEXTS = [text for rule in RULES for e in rule.examples for text in (e.before, e.after, e.keep) if text]
LINES = sorted({line for text in TEXTS for line in text.splitlines() if is_plain(line.encode())})


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("story continues", ("story continues",)),
        ("(?i)Ad(?:vert)?", ("ad",)),
        (r"(?:for|against) it\b", ("against it", "for it")),
        (r"\p{Lu}\w+ said", (" said",)),
        (r"[ \x{A0}]+%", (" %", "\u00a0%")),
        (r"(?P<a>many)\. (?P<b>\pL+)", ("many. ",)),
        (r"\w+(?:st|nd)", ("nd", "st")),
        (r"[12]{1,3}\.\d{3}", tuple(f"{a}.{b}" for a in "12" for b in "0123456789")),
        (r"x{2,}yz+.", ("xyz",)),
        (r"\w [ ]+,", (" ,",)),
        (r"a?b*", ("",)),
        (r"x|\p{L}", ("",)),
        (r"[[:alpha:]]x", ("",)),
        (r"colou?r", ("color", "colour")),
        (r"\p{Cyrillic}{2,}|sure", ("sure",)),
        (r"café", ()),
        (r"[éà]+", ()),
        (r"\Qa.b\E\z", ("a.b",)),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: tuple[str, ...]) -> None:
    assert needed(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("advertise?ments?", ("advertisement", "advertisment")),
        (r"(?:-+ ?)?(?:ad|sponsored)(?: ?-+)", ("ad", "sponsored")),
        (r"(?:no|\d+) comments?", (*"0123456789", "no comment")),
        (r"(?:first )?posted \w+", ("first posted ", "posted ")),
        (r"[^.]{2,} / ap", ("",)),
        ("été", ()),
    ],
)
def test_how_a_line_begins(pattern: str, words: tuple[str, ...]) -> None:
    assert openings(pattern, " -") == words


PATTERNS = [
    (rule.id, source)
    for rule in RULES
    for source in (
        [rule.params.pattern]
        if rule.kind == "pattern"
        else [*rule.params.lines, *rule.params.cuts]
        if rule.kind == "boilerplate" and not rule.params.define
        else []
    )
]


@pytest.mark.parametrize(("rule", "source"), PATTERNS, ids=lambda value: value[:60])
def test_it_stands_in_every_example_that_is_matched(rule: str, source: str) -> None:
    pattern, words, heads = compile_re2(f"(?i){source}"), needed(source), openings(source, "")
    for line in LINES:
        found = pattern.search(line)
        if found:
            assert any(word in line.lower() for word in words), (rule, line)
            assert found.group().lower().startswith(heads), (rule, line)


_PIECES = st.sampled_from(
    ["a", "B", " ", "é", ".", r"\.", r"\d", "[ab]", "[^a]", r"\pL", "(?i)", "x{2}", "b?", "c+", "’"]
)
_SOURCES = st.recursive(
    st.lists(_PIECES, max_size=4).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        inner.map(lambda body: f"(?P<g>{body})?".replace("?P<g>", "?:")),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=8,
)


@given(_SOURCES, st.text(alphabet="aAbBxXc .1’-", max_size=12))
def test_it_stands_in_all_that_any_pattern_matches(source: str, text: str) -> None:
    try:
        pattern, exact = compile_re2(f"(?i){source}"), compile_re2(source)
    except re2.error:
        return
    found = pattern.search(text)
    if found:
        assert any(word in text.lower() for word in needed(source))
        assert found.group().lower().startswith(openings(source, ""))
    if "(?i)" not in source and exact.search(text):
        assert any(word in text for word in needed(source, fold=False))


def _needs(rule: Rule) -> Needs:
    needs = KINDS[rule.kind].needs
    return needs(rule) if needs else ()


def test_the_rules_that_need_something_say_so_in_the_cache() -> None:
    loading.load()
    rules = [rule for rule in loading.load().rules if KINDS[rule.kind].needs][::4]
    assert [rule.needs for rule in rules] == [_needs(rule) for rule in rules]
