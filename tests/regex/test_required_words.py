"""What a pattern needs stands in every plain text that it matches; patterns are compiled for those texts alone."""

from __future__ import annotations

import gc
import re
from functools import cache

import pytest
import re2
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from cleanup import lazy_regex
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
    rules = [rule for rule in loading.load().rules if KINDS[rule.kind].needs]
    loading.load()
    assert [rule.needs for rule in loading.load().rules if KINDS[rule.kind].needs] == [_needs(r) for r in rules]


def _with_needs() -> list[lazy_regex._Lazy]:
    loading.engine().prepared(("en",))
    gc.unfreeze()  # what runs before may have frozen them, as who makes copies of a process does
    found = [one for one in gc.get_objects() if type(one) is lazy_regex._Lazy and one._needs]
    return sorted(found, key=lambda one: one._source)


def _is_proven(one: lazy_regex._Lazy) -> bool:
    """Whether the words that its source needs show that it needs what it says."""
    return all(any(need.lower() in word for need in one._needs) for word in needed(one._source))


@cache
def _unproven() -> list[lazy_regex._Lazy]:
    """Of the others, what they are found in has to show it."""
    return [one for one in _with_needs() if not _is_proven(one)]


def test_what_most_lazy_patterns_need_shows_in_their_sources() -> None:
    assert len(_unproven()) * 2 < len(_with_needs())


@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_lazy_pattern_finds_nothing_without_what_it_says_it_needs(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(_unproven()))
    compiled = re.compile(one._source, one._flags)
    text = data.draw(st.from_regex(compiled))
    note(f"{one._source} in {text!r}")
    assert compiled.search(text) is None or any(need in text for need in one._needs)


def test_a_lazy_pattern_is_compiled_when_a_text_holds_what_it_needs() -> None:
    pattern = lazy_regex.pattern(r"(\w+) and (?P<next>then)", needs=("and", "so"))
    assert pattern.search("nothing here") is None
    assert pattern.findall("nothing here") == list(pattern.finditer("nothing here")) == []
    assert pattern.match("salt and then", 5) is pattern.fullmatch("or then") is None
    assert "groupindex" not in vars(pattern)
    found = pattern.search("salt and then")
    assert found is not None
    assert found.span("next") == (9, 13)
    assert pattern.search("salt and then", 0, 8) is None


@pytest.mark.parametrize("text", ["ſo it ends", "so it ends", "SO it ends"])
def test_in_any_case_what_is_needed_may_be_written_otherwise(text: str) -> None:
    found = lazy_regex.pattern("(?i)so it", needs=("so it",)).search(text)
    assert found is not None
    assert found.span() == (0, 5)


def test_a_pattern_that_asks_for_long_is_compiled() -> None:
    pattern = lazy_regex.pattern("ab+", needs=("ab",))
    for _ in range(lazy_regex.ASKED):
        assert pattern.search("nothing") is None
    assert pattern.search("nothing") is None
    assert isinstance(vars(pattern)["search"].__self__, re.Pattern)
