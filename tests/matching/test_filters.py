"""The gates in front of detectors: with them and without them, the same is found in every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup import lazy_regex
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.matching.policy import Policy
from cleanup.model import Level
from cleanup.regex.superset import relaxed
from tests.commandline import ROOT

RULES = loading.load(prove=False).pick().rules
EXAMPLES = [e.before if e.before is not None else e.keep or "" for rule in RULES for e in rule.examples]
CLEAN = sorted((ROOT / "tests" / "clean").rglob("*.txt"))
MARKS = [" ", "\n\n", "\n", ". ", " “", "” ", ' "', '" ', ", ", " ‘", "’ ", "\u00a0", " the the ", "–", " - "]
NEVER = Policy(unasked=1 << 60, long=1 << 60, many=1 << 60)
FOREIGN = ["é", " café ", " naïve", " İzmir ", "Iı ", " ½", "\u212a", "ſ"]


KNOWING = loading.load().pick().rules
#: Automata from the first paragraph on, never any, and words instead.
GATED, PLAIN = Engine(RULES, policy=Policy(unasked=0)), Engine(RULES, policy=NEVER)
WORDED = Engine(KNOWING, policy=NEVER)


def _same(text: str, *levels: Level) -> None:
    for through in levels or (Level.SAFE, Level.SUGGESTED):
        gated = GATED.plan(document(text), through=through, language="en")
        plain = PLAIN.plan(document(text), through=through, language="en")
        worded = WORDED.plan(document(text), through=through, language="en")
        assert (gated.findings, gated.changes) == (plain.findings, plain.changes)
        assert (worded.findings, worded.changes) == (plain.findings, plain.changes)


@given(
    st.lists(st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(MARKS + FOREIGN)), max_size=8),
    st.integers(0, 12),
    st.sampled_from([Level.SAFE, Level.SUGGESTED]),
)
@example(["They lived in the", "\n", "The the valley."], 0, Level.SUGGESTED)
def test_the_same_is_found_in_examples_run_together(pieces: list[str], cut: int, through: Level) -> None:
    _same("".join(pieces)[cut:], through)


def test_the_same_is_found_in_the_examples_of_all_rules() -> None:
    for start in range(0, len(EXAMPLES), 100):
        _same("\n\n".join(EXAMPLES[start : start + 100]), Level.SUGGESTED)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_the_same_is_found_in_clean_texts(path: Path) -> None:
    _same(path.read_text("utf-8")[:60_000])


@pytest.mark.parametrize(
    ("pattern", "wider"),
    [
        (r"(?<=[a-z]) (?P<word>[A-Z]+)(?=[ ,])", r"[a-z]\x{20}(?:(?:[A-Z])+)[\x{20}\x{2c}]"),
        (r"(?<!\w)ab(?![\d.])", r"(?:[^0-9A-Za-z_]|(?m:^))ab(?:[^0-9\x{2e}]|(?m:$))"),
        (r"a{2,5}b{0,3}c{9}\b", r"(?:a){2,}(?:b)*(?:c)+\b"),
        (r"(a|b)(?=x)c\1", r"(?:[ab])c(?s:.)*"),
        (r"(?i)no\Z", r"(?i)no(?m:$)"),
    ],
)
def test_a_pattern_becomes_one_that_re2_takes_and_that_is_found_wherever_it_is(pattern: str, wider: str) -> None:
    assert relaxed(lazy_regex.pattern(pattern)) == wider


def test_a_slice_may_end_where_a_pattern_looks_further() -> None:

    assert relaxed(lazy_regex.pattern(r"(?<=[a-z])x(?=\s)"), sliced=True).startswith(r"(?:[a-z]|(?m:^))x(?:")


def test_groups_hold_only_the_words_that_matter() -> None:
    assert relaxed(lazy_regex.pattern("(?P<verb>[a-z]+) it"), {"verb": ["saw", "ran"]}) == r"(?:ran|saw)\x{20}it"
