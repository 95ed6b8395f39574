"""A pattern that is compiled late finds just what it finds when it is compiled at once; what it requires is known."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from cleanup import lazy_regex
from cleanup.engine import loading
from cleanup.lazy_regex import REQUIRED, Lazy, Required, key, required

KNOWN: list[tuple[str, int]] = [
    (msgspec.json.decode(source), int(flags))
    for source, flags, _ in (line.split(b"\t") for line in REQUIRED.read_bytes().splitlines())
]
TEXTS = [
    text
    for rule in loading.load(prove=False).rules
    for example in rule.examples
    for text in (example.before, example.after, example.keep)
    if text
]


@pytest.fixture
def require(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, bytes]:
    """What patterns require, for one test."""
    known: dict[bytes, bytes] = {}
    monkeypatch.setattr(lazy_regex, "_lines", lambda: known)
    return known


def _requires(known: dict[bytes, bytes], source: str, *strings: str, folded: bool = False) -> re.Pattern[str]:
    known[key(source, 0)] = msgspec.json.encode(Required(folded, strings))
    return lazy_regex.pattern(source)


def _is_compiled(pattern: re.Pattern[str]) -> bool:
    return any(isinstance(getattr(value, "__self__", None), re.Pattern) for value in vars(pattern).values())


def test_what_the_patterns_require_is_written_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "benchmarks.required_strings"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "current\n", "")


@settings(max_examples=600, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_text_in_which_a_pattern_is_found_holds_what_it_requires(data: st.DataObject) -> None:
    source, flags = data.draw(st.sampled_from(KNOWN))
    compiled, needs = re.compile(source, flags), required(source, flags)
    text = data.draw(st.from_regex(compiled))
    note(f"{source} in {text!r}")
    assert needs
    assert compiled.search(text) is None or needs.stands_in(text)


@pytest.mark.parametrize(("source", "flags"), KNOWN, ids=lambda value: str(value)[:40])
def test_the_examples_of_the_rules_hold_what_is_found_in_them(source: str, flags: int) -> None:
    compiled, needs = re.compile(source, flags), required(source, flags)
    assert needs
    assert [text for text in TEXTS if not needs.stands_in(text) and compiled.search(text)] == []


@given(st.sampled_from(KNOWN), st.sampled_from(TEXTS), st.integers(0, 80), st.integers(0, 80))
def test_late_or_at_once_the_same_is_found(known: tuple[str, int], text: str, start: int, size: int) -> None:
    late, compiled = lazy_regex.pattern(*known), re.compile(*known)
    for within in ((), (start,), (start, start + size)):
        found, wanted = late.finditer(text, *within), compiled.finditer(text, *within)
        assert [(one.span(), one.groups()) for one in found] == [(one.span(), one.groups()) for one in wanted]


@pytest.mark.parametrize(("source", "flags"), [("a pattern of nobody", 0), (b"gh", 0), ("gh", re.IGNORECASE)])
def test_nothing_is_known_of_other_patterns(source: str | bytes, flags: int) -> None:
    assert required(source, flags) is None


def test_a_pattern_is_compiled_when_a_text_holds_what_it_requires(require: dict[bytes, bytes]) -> None:
    pattern = _requires(require, r"(\w+) and (?P<next>then)", "and")
    assert pattern.search("nothing here") is None
    assert pattern.findall("nothing here") == list(pattern.finditer("nothing here")) == []
    assert pattern.match("salt or then", 5) is pattern.fullmatch("or then") is None
    assert not _is_compiled(pattern)
    found = pattern.search("salt and then")
    assert found is not None
    assert found.span("next") == (9, 13)
    assert pattern.search("salt and then", 0, 8) is None


def test_what_is_looked_at_before_the_part_that_is_searched_counts(require: dict[bytes, bytes]) -> None:
    pattern = _requires(require, r"(?<=ab)c", "abc")
    found = pattern.search("abc", 2, 3)
    assert found is not None
    assert found.span() == (2, 3)
    assert _requires(require, r"(?<=ab)d", "abd").search("abd", 1, 2) is None


@pytest.mark.parametrize("text", ["ſo it ends", "so it ends", "SO it ends"])
def test_in_any_case_what_is_required_may_be_written_otherwise(text: str, require: dict[bytes, bytes]) -> None:
    found = _requires(require, "(?i)so it", "so it", folded=True).search(text)
    assert found is not None
    assert found.span() == (0, 5)


@pytest.mark.parametrize(
    ("text", "folded", "stands"),
    [
        ("ÉT", False, True),
        ("Ét", False, False),
        ("ÉT", True, True),
        ("Ét", True, True),
        ("xÉt", True, True),
        ("éT", True, False),
        ("ı", True, True),
    ],
)
def test_only_capitals_of_ascii_are_made_small(text: str, folded: bool, stands: bool) -> None:
    assert Required(folded, ("Ét" if folded else "ÉT",)).stands_in(text) is stands


def test_after_so_many_texts_a_pattern_is_compiled(require: dict[bytes, bytes]) -> None:
    pattern = _requires(require, "ab+", "ab")
    for _ in range(lazy_regex.MAX_PROBES):
        assert pattern.search("nothing") is None
    assert not _is_compiled(pattern)
    assert pattern.search("nothing") is None
    assert _is_compiled(pattern)


def test_a_long_text_is_not_asked(require: dict[bytes, bytes]) -> None:
    pattern = _requires(require, "ab+", "ab")
    assert pattern.search("x" * (lazy_regex.MAX_PROBED_LENGTH + 1)) is None
    assert _is_compiled(pattern)


def test_the_source_is_known_without_compiling() -> None:
    pattern = lazy_regex.pattern("ab+", re.MULTILINE)
    assert lazy_regex.source(pattern) == ("ab+", re.MULTILINE)
    assert isinstance(pattern, Lazy)
    assert not _is_compiled(pattern)
    compiled = re.compile("ab+", re.MULTILINE)
    assert lazy_regex.source(compiled) == ("ab+", compiled.flags)
    assert (pattern.pattern, pattern.flags) == ("ab+", compiled.flags)


def test_a_wrong_pattern_is_an_error_when_it_is_used() -> None:
    pattern = lazy_regex.pattern("(")
    with pytest.raises(re.error, match="missing \\)"):
        pattern.search("x")
