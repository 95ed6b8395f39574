"""Decisions: what follows from them for a text, what cannot follow, and what is told about a bad file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from cleanup.edits.edits import apply
from cleanup.errors import CleanupError
from cleanup.model import Edit, Finding, Fix, Level, Span
from cleanup.review import decisions
from cleanup.review.decisions import Decision, Own, Question, Reviewed, Shown, ShownEdit
from cleanup.review.proposals import proposals, rivals
from tests.report_pages import made, plan

TEXT = "one two. three four"
ONE = Question(("a",), (Edit(Span(0, 3), "1"),), made=True)
STOP = Question(("b", "c"), (Edit(Span(4, 8), "two"),), made=True)
PAIR = Question(("d",), (Edit(Span(0, 3), "“one"), Edit(Span(15, 19), "four”")), made=False)
RIVAL = Question(("e",), (Edit(Span(0, 7), "twelve"),), made=False)


def result(
    given: dict[str, Decision], questions: Sequence[Question] = (ONE, STOP, PAIR, RIVAL), *, standing: bool = False
) -> str:
    return apply(decisions.outcome(questions, given, decisions.made(questions) if standing else ()), TEXT)


@pytest.mark.parametrize(
    ("given", "standing", "expected"),
    [
        ({}, False, TEXT),
        ({"a": "reject", "e": "reject"}, False, TEXT),
        ({"a": "accept"}, False, "1 two. three four"),
        ({"b": "accept", "c": "accept"}, False, "one two three four"),
        ({"c": "accept"}, False, "one two three four"),
        ({"a": Own("One")}, False, "One two. three four"),
        ({"d": "accept"}, False, "“one two. three four”"),
        ({"d": Own(["ONE", ""])}, False, "ONE two. three "),
        ({"e": "accept", "a": "reject"}, False, "twelve. three four"),
        ({}, True, "1 two three four"),
        ({"a": "reject"}, True, "one two three four"),
        ({"e": "accept"}, True, "twelve. three four"),
        ({"d": "accept"}, True, "“one two three four”"),
    ],
    ids=[
        "nothing decided",
        "all rejected",
        "a change",
        "both findings of a change",
        "one finding stands for its change",
        "own text",
        "two places",
        "own texts for two places",
        "a proposal instead of a change",
        "what fix made stays",
        "what fix made is taken back",
        "a proposal goes before what merely stands",
        "one of its places does, the other beside it stays",
    ],
)
def test_outcome(given: dict[str, Decision], standing: bool, expected: str) -> None:
    assert result(given, standing=standing) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"x": "accept"}, "it has no finding 'x'; expected one of: a, b, c, d, e"),
        ({"b": "accept", "c": "reject"}, "b and c are one change, but were decided differently"),
        (
            {"a": "accept", "e": "accept"},
            "two accepted changes replace the same words: '1' and 'twelve'; reject one of them",
        ),
        ({"d": Own("x")}, '1 own texts for d, which has 2 places; one: {"text": "…"}; several: {"text": ["…", "…"]}'),
    ],
    ids=["unknown", "contradiction", "overlap", "too few texts"],
)
def test_what_cannot_be_carried_out_is_said(given: dict[str, Decision], message: str) -> None:
    with pytest.raises(CleanupError) as caught:
        result(given)
    assert str(caught.value) == message


def test_two_that_want_the_same_can_both_be_accepted() -> None:
    twin = Question(("f",), ONE.edits, made=False)
    assert result({"a": "accept", "f": "accept"}, [ONE, twin]) == "1 two. three four"


# The file

FILE: dict[str, Any] = {
    "schema": 1,
    "tool": {"name": "cleanup", "version": "1"},
    "files": {
        "a.txt": {
            "sha256": "0" * 64,
            "decisions": {"a": "accept", "b": "reject", "c": {"text": "x"}, "d": {"text": ["x", "y"]}},
            "changes": [
                {"findings": ["a"], "made": True, "edits": [{"start": 0, "end": 1, "before": "o", "after": "0"}]}
            ],
        }
    },
}


def test_a_file_is_read_and_written_alike() -> None:
    found = decisions.read(json.dumps(FILE).encode(), "d.json")
    assert found.files["a.txt"] == Reviewed(
        "0" * 64,
        {"a": "accept", "b": "reject", "c": Own("x"), "d": Own(["x", "y"])},
        [Shown(["a"], [ShownEdit(0, 1, "o", "0")], True)],
    )
    assert json.loads(decisions.write(found.files, "1")) == FILE


def test_odd_file_names_come_back() -> None:
    data = decisions.write({"b\udcff.txt": Reviewed("0" * 64, {})}, "1")
    assert list(decisions.read(data, "d.json").files) == ["b\udcff.txt"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "d.json:1: not JSON: Expecting value"),
        (b'{"schema": 1,\n}', "d.json:2: not JSON: Expecting property name enclosed in double quotes"),
        (b"\xff", "d.json: not JSON: not UTF-8"),
        (b'{"files": {}}', "d.json: not a file of decisions: Object missing required field `schema`"),
        (b'{"schema": 2, "files": {}}', "d.json: not a file of decisions: Invalid enum value 2 - at `$.schema`"),
        (
            b'{"schema": 1, "files": {"a": {"sha256": "0", "decisions": {"x": "yes"}}}}',
            "d.json: not a file of decisions: Invalid enum value 'yes' - at `$.files[...].decisions[...]`",
        ),
        (
            b'{"schema": 1, "files": {}, "filez": {}}',
            "d.json: not a file of decisions: Object contains unknown field `filez`",
        ),
    ],
    ids=["empty", "broken", "not text", "no schema", "later schema", "unknown decision", "unknown key"],
)
def test_a_bad_file_is_named(data: bytes, message: str) -> None:
    with pytest.raises(CleanupError) as caught:
        decisions.read(data, "d.json")
    assert str(caught.value) == f"{message}; save one on a review page or with `cleanup review --decisions`"


def test_a_place_that_cannot_be_is_an_error() -> None:
    with pytest.raises(CleanupError, match="'x' is not at 3 to 2"):
        Question.of_shown(Shown(["a"], [ShownEdit(3, 2, "x", "y")]), "text")


# On to a changed text


NOW = "Before. one two. three four"


def found(new: str, text: str = NOW) -> Finding:
    finding = made(text, "two. three", new)
    return Finding(finding.rule, finding.span, "", Level.SAFE, finding.fixes, id="now")


@pytest.mark.parametrize(
    ("new", "decision", "fits"),
    [
        ("two three", "accept", True),
        ("two, three", "accept", False),
        ("two, three", "reject", True),
        ("two three", Own("2 3"), True),
    ],
    ids=["the same repair", "another repair", "rejected whatever the repair", "own text"],
)
def test_decisions_fit_a_changed_text_when_the_same_is_found_there(new: str, decision: Decision, fits: bool) -> None:
    shown = Shown(["now"], [ShownEdit(4, 14, "two. three", "two three")], made=True)
    reviewed = Reviewed("0", {"now": decision, "gone": "accept"}, [shown])
    fit = decisions.refit(reviewed, proposals(plan(NOW, [found(new)])), NOW)
    assert fit.decisions == ({"now": decision} if fits else {})
    assert fit.lost == (["gone"] if fits else ["now", "gone"])
    assert decisions.described(["now", "gone"], Reviewed("0", {"now": "accept", "gone": "reject"}, [shown])) == [
        "accepted 'two. three' → 'two three'",
        "rejected gone",
    ]


def test_what_was_rejected_is_known_by_name_in_the_same_bytes_and_by_likeness_in_others() -> None:
    reviewed = Reviewed(decisions.sha256(b"x"), {"a" * 14: "reject", "b" * 14: "accept"})
    same, other = decisions.known(reviewed, b"x"), decisions.known(reviewed, b"y")
    assert (same.exact, same.similar) == (frozenset({"a" * 14}), frozenset())
    assert (other.exact, other.similar) == (frozenset(), frozenset({"a" * 14}))


# Proposals


def test_a_place_holds_the_whole_words_and_the_other_suggestions() -> None:
    text = "He colour it red now"
    span = Span(7, 8)
    fixes = (Fix((Edit(span, ""),), "US"), Fix((Edit(Span(3, 12), "painted it"),), "other"))
    (one,) = proposals(plan(text, [], [Finding("r", span, "", Level.SUGGESTED, fixes, id="x")]))
    assert one.edits == (Edit(Span(7, 8), ""),)
    assert one.places == (Edit(Span(3, 12), "color it"),)


def test_rivals_are_of_the_same_words() -> None:
    text = "one two three four"
    held = [made(text, "one two", "A"), made(text, "two three", "B"), made(text, "four", "C"), made(text, "three", "D")]
    asked = proposals(plan(text, [], held))
    assert [one.places[0].replacement for one in asked] == ["A", "B", "D", "C"]
    assert rivals(asked) == [(1,), (0, 2), (1,), ()]
