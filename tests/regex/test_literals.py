"""What a pattern cannot be found without: wherever the pattern is found, one of its literals stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import lazy_regex
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.matching import compile_re2, filters
from cleanup.matching.index import IndexedFilter
from cleanup.matching.re2_patterns import Re2Gate, Re2Pattern
from cleanup.regex import literals
from cleanup.regex.forms import is_odd, is_plain
from cleanup.regex.literals import Literals

RULES = loading.load(prove=False).pick().rules
TEXTS = [e.before if e.before is not None else e.keep or "" for rule in RULES for e in rule.examples]


def _strings(found: Literals | None) -> list[str] | None:
    return sorted(found.strings) if found else None


@pytest.mark.parametrize(
    ("pattern", "plain", "strings", "folded"),
    [
        (r"colou?r", True, ["color", "colour"], False),
        (r"\b(?:in|on) the", True, ["in the", "on the"], False),
        (r"\p{L}+ (?:whose|which)", True, [" which", " whose"], False),
        (r"(?i)No[ \x{A0}]one", True, ["no one", "no\u00a0one"], True),
        (r"\. (?i:thus)", True, [". thus"], True),
        (r"ab+cde", True, ["bcde"], False),
        (r"[a-z]+[ ]+[.]", True, [" ."], False),
        (r"a{2}b{2,5}c", True, ["bc"], False),
        (r"x\d", True, [f"x{n}" for n in range(10)], False),
        (r"[^a]+", True, None, False),
        (r"(?:\(?:(?i)x\)|y)*", True, None, False),
        (r"\Qa.b\E", True, ["a.b"], False),
        (r"[[:alpha:]]x", True, None, False),
        (r"(?i)\x{E9}t\x{E9}", False, ["\u00c9t\u00c9", "\u00c9t\u00e9", "\u00e9t\u00c9", "\u00e9t\u00e9"], True),
        (r"(?i)\x{3B1}x", False, ["x"], True),
        (r"\p{Lu}x", True, [f"{chr(c)}x" for c in range(65, 91)], False),
        (r"\p{Lu}x", False, ["x"], False),
    ],
)
def test_the_literals_of_a_pattern_of_re2(pattern: str, plain: bool, strings: list[str] | None, folded: bool) -> None:
    found = literals.of_re2(pattern, plain=plain)
    assert _strings(found) == strings
    assert found is None or found.folded is folded


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"(?<=[a-z])\.(?P<next>x)", [".der", ".die"]),
        (r"(?P<next>x) (?!no)", ["der ", "die "]),
        (r"(?=ab)c", ["c"]),
    ],
)
def test_the_literals_of_one_of_pythons_with_words_for_a_group(pattern: str, strings: list[str]) -> None:
    words = {"next": ("der", "die")} if "next" in pattern else {}
    assert _strings(literals.of_python(lazy_regex.pattern(pattern), words, plain=True)) == strings


@pytest.mark.parametrize(
    ("pattern", "beside", "strings"),
    [
        (r"(?<=[^!?]\)) (?P<word>[A-Z])x", False, [f" {chr(c)}x" for c in range(65, 91)]),
        (r"(?<=i)[yj](?=[aeo])", True, ["ij", "iy"]),
        (r"(?<=i)[yj](?=[aeo])", False, ["j", "y"]),
        (r"q(?!u)", True, ["q"]),
        (r"(?<!u)q", True, ["q"]),
        (r"a+(?<=xa)b", True, ["xab"]),
        (r"a+(?=b)c*", True, ["ab"]),
        (r"[.!](?:[A-B]\w+|so)", False, ["!A", "!B", "!so", ".A", ".B", ".so"]),
        (r"(?:\w+x|\w+y)z", False, ["xz", "yz"]),
        (r"(?:x\w+)+", False, ["x"]),
    ],
)
def test_how_parts_begin_and_end_and_what_is_looked_at_counts(pattern: str, beside: bool, strings: list[str]) -> None:
    found = literals.of_python(lazy_regex.pattern(pattern), plain=False, beside=beside)
    assert _strings(found) == strings


def _holds(found: Literals, text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    data = data.lower() if found.folded else data
    return any(one.encode("utf-8", "surrogatepass") in data for one in found.strings)


def _gates() -> list[IndexedFilter]:
    engine = Engine(RULES)
    parts = [part for language in ("en", "mul") for part in engine.prepared((language,)).stages]
    return [one for part in parts for stage in part for one in stage.gates if isinstance(one, IndexedFilter)]


GATES = _gates()
KNOWN = {(number, plain): one.literals(plain=plain) for number, one in enumerate(GATES) for plain in (True, False)}


def _nothing_is_lost(text: str) -> None:
    """No pattern of Python's, as it is, is found where its literals are not."""
    paragraph = filters.Paragraph(text)
    if is_odd(paragraph.data):
        return
    for number, one in enumerate(GATES):
        if isinstance(one, filters.Gate):
            for entry, found in enumerate(KNOWN[number, paragraph.plain]):
                source = one._entries[entry]
                if isinstance(source, filters.Entry) and not source._words and found:
                    pattern, flags = lazy_regex.source(source._pattern)
                    assert not re.search(pattern, text, flags) or _holds(found, text), (pattern, text)


@pytest.mark.parametrize("start", range(0, len(TEXTS), 100))
def test_no_match_of_an_entry_is_lost_on_the_examples(start: int) -> None:
    for text in TEXTS[start : start + 100]:
        _nothing_is_lost(text)


PATTERNS = [one for gate in GATES if isinstance(gate, Re2Gate) for one in gate.patterns]


@given(st.sampled_from(PATTERNS), st.sampled_from(TEXTS), st.integers(0, 40), st.integers(0, 160))
def test_no_match_of_a_rule_is_lost_on_pieces_of_text(pattern: Re2Pattern, text: str, start: int, size: int) -> None:
    piece = text[start : start + size]
    data = piece.encode()
    whole = pattern.whole
    found = literals.of_re2(whole, plain=is_plain(data))
    if found and not is_odd(data):
        assert not compile_re2(whole).search(data) or _holds(found, piece)
