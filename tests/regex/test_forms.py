"""The cheaper pattern of the scan is found wherever the exact one is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detectors import PARAMS
from cleanup.matching import compile_re2
from cleanup.regex.forms import is_plain, narrowed, widened
from cleanup.rules import registry

RULES = [rule for rule in registry.load(PARAMS).rules if rule.kind == "pattern"]
TEXTS = [e.before if e.before is not None else e.keep or "" for rule in RULES for e in rule.examples]
PATTERNS = [(compile_re2(rule.params.pattern), compile_re2(widened(rule.params.pattern))) for rule in RULES]


@pytest.mark.parametrize(
    ("pattern", "wider"),
    [
        (r"\p{L}+", r"[A-Za-z\x{80}-\x{10FFFF}]+"),
        (r"\pN", r"[0-9\x{80}-\x{10FFFF}]"),
        (r"\P{L}", r"[\x{0}-\x{10FFFF}]"),
        (r"[\p{Lu}\d]", r"[A-Z\x{80}-\x{10FFFF}\d]"),
        (r"[^\p{L},]", r"[^,]"),
        (r"[^\p{L}]", r"[\x{0}-\x{10FFFF}]"),
        (r"a{2,5}b{0,3}c{4}", r"a{2,}b*c+"),
        (r"\{2\}[{2}]", r"\{2\}[{2}]"),
        (r"\x{A0}[[:alpha:]]", r"\x{A0}[[:alpha:]]"),
    ],
)
def test_classes_widen_and_counts_lose_their_bounds(pattern: str, wider: str) -> None:
    assert widened(pattern) == wider


@pytest.mark.parametrize("index", range(len(RULES)), ids=lambda i: RULES[i].id)
def test_no_match_is_lost_on_any_example(index: int) -> None:
    exact, wider = PATTERNS[index]
    assert [text for text in TEXTS if exact.search(text) and not wider.search(text)] == []


@given(st.sampled_from(PATTERNS), st.sampled_from(TEXTS), st.integers(0, 40), st.integers(0, 120))
def test_no_match_is_lost_on_pieces_of_text(patterns: tuple[object, object], text: str, start: int, size: int) -> None:
    exact, wider = patterns
    piece = text[start : start + size]
    assert not exact.search(piece) or wider.search(piece)  # type: ignore[attr-defined]


PLAIN = [compile_re2(narrowed(rule.params.pattern)) for rule in RULES]


@pytest.mark.parametrize(
    ("pattern", "narrow"),
    [
        (r"\p{L}+\P{L}", r"[A-Za-z]+[^A-Za-z]"),
        (r"[^\p{Lu}\p{M}]", r"[^A-Z]"),
        (r"[\p{M}]", r"[\p{M}]"),
        (r"\p{Zs}\pN", r"\p{Zs}[0-9]"),
        (r"a{2}[ -~]", r"a{2}[ -~]"),
    ],
)
def test_classes_narrow_to_ascii(pattern: str, narrow: str) -> None:
    assert narrowed(pattern) == narrow


@pytest.mark.parametrize(
    ("text", "plain"), [("It’s “so” –\u00a0no…", True), ("Zoë", False), ("1₂", False), ("е", False)]
)
def test_a_plain_text_has_no_letters_or_digits_outside_ascii(text: str, plain: bool) -> None:
    assert is_plain(text.encode()) is plain


@given(st.integers(0, len(RULES) - 1), st.sampled_from([t for t in TEXTS if is_plain(t.encode())]), st.integers(0, 60))
def test_the_narrow_pattern_finds_the_same_in_plain_texts(index: int, text: str, start: int) -> None:
    exact, narrow = PATTERNS[index][0], PLAIN[index]
    found, same = exact.search(text[start:]), narrow.search(text[start:])
    assert (found and found.span()) == (same and same.span())
