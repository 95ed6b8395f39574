"""The laws that edits, passes and plans obey, on random input."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import cleanup
from cleanup.edits.diff import edits_between, word_pieces
from cleanup.edits.edits import Composition, apply, clusters, minimal
from cleanup.model import Edit, Span

ALPHABET = "ab .,’“”\n\U0001f600"


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """A sorted list of edits of `text` without conflicts."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edit = Edit(Span(start, end), draw(st.text(ALPHABET, max_size=3)))
        if not edits or not edits[-1].span.conflicts(edit.span):
            edits.append(edit)
    return tuple(edits)


@st.composite
def two_steps(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...], tuple[Edit, ...]]:
    text = draw(st.text(ALPHABET, max_size=30))
    first = draw(edits_of(text))
    return text, first, draw(edits_of(apply(first, text)))


@given(two_steps())
def test_composing_does_what_one_after_the_other_does(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    text, first, second = case
    composed = [cluster.edit for cluster in clusters(first, second, text)]
    assert apply(composed, text) == apply(second, apply(first, text))


@given(two_steps())
def test_edits_carried_to_the_original_hold_what_they_rest_on(
    case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]],
) -> None:
    text, first, second = case
    expected = tuple(cluster.edit for cluster in clusters(first, second, text) if cluster.second)
    assert Composition(first, text).onto(second) == expected


@given(two_steps(), st.data())
def test_places_carried_back_hold_the_same_untouched_text(
    case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]], data: st.DataObject
) -> None:
    text, edits, _ = case
    result = apply(edits, text)
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    back = Composition(edits, text).back(Span(start, end))
    inside = [edit for edit in edits if back.start <= edit.span.start and edit.span.end <= back.end]
    rebuilt = apply([edit.shift(-back.start) for edit in inside], text[back.start : back.end])
    assert result[start:end] in rebuilt


@given(st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=60))
def test_the_difference_of_two_texts_leads_from_one_to_the_other(old: str, new: str) -> None:
    assert apply(edits_between(old, new), old) == new
    pieces = list(word_pieces(old, new))
    assert "".join(a for a, _ in pieces) == old
    assert "".join(b for _, b in pieces) == new


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_a_minimal_replacement_is_the_same_replacement(before: str, after: str) -> None:
    span, new = minimal(before, after)
    assert before[: span.start] + new + before[span.end :] == after


MARKS = st.sampled_from(
    ["“", "”", "‘", "’", '"', "'", ".", ",", "!", "…", " ", " ", " ", "\n", "\n\n", "\r\n", "–", ":", "«", "»"]
)
PHRASES = """
the|many|countries|Mr|Mr.|Putin|said|He|he|elite|Kazakh|in|a|I|was|Tokaev|Tokayev|color|statement|communicated|Were
2,000|&amp;|Ã©|Leave a Comment|Check Also|and then withdrawn
"""
WORDS = st.sampled_from(PHRASES.replace("\n", "|").strip("|").split("|"))
TEXTS = st.lists(st.one_of(MARKS, WORDS, WORDS.map(lambda w: f" {w}")), max_size=40).map("".join)


@given(TEXTS)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = cleanup.fix(text)
    assert cleanup.fix(once) == once


@given(TEXTS)
def test_fixing_with_suggestions_twice_is_fixing_once(text: str) -> None:
    once = cleanup.fix(text, suggested=True)
    assert cleanup.fix(once, suggested=True) == once


@given(TEXTS)
def test_a_plan_without_changes_leaves_the_text(text: str) -> None:
    plan = cleanup.plan(text)
    assert (apply(plan.edits, text) == text) == (not plan.changes)


@given(TEXTS)
def test_every_place_lies_in_the_text_and_every_change_names_its_findings(text: str) -> None:
    plan = cleanup.plan(text, suggested=True)
    ids = {finding.id for finding in plan.findings}
    assert len(ids) == len(plan.findings)
    assert all(finding.span.end <= len(text) for finding in plan.findings)
    assert all(change.before == text[change.span.start : change.span.end] for change in plan.changes)
    assert {source for change in plan.changes for source in change.findings} == plan.chosen
    assert plan.chosen | set(plan.held) == ids
