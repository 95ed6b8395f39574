"""From what the rounds have come to, to the plan."""

from __future__ import annotations

from cleanup.documents.readers import document
from cleanup.edits.finding_ids import NONE, JudgedFindings, identify
from cleanup.engine.assembly import assemble
from cleanup.engine.repaired import ComposedEdit
from cleanup.engine.rounds import Settled
from cleanup.engine.subject import Refusals, RuleSet, Subject, Task, subject_of
from cleanup.model import Change, Edit, Finding, Fix, Level, Plan, Rule, Span
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN

NAMES = ("spacing/a", "spacing/b")
RULES = {name: Rule(name, "pattern", "", "", Level.SAFE, "", None, order=i) for i, name in enumerate(NAMES)}


def finding(name: str, start: int, end: int, new: str, level: Level = Level.SAFE) -> Finding:
    return Finding(f"spacing/{name}", Span(start, end), "", level, (Fix((Edit(Span(start, end), new),), ""),))


def subject(text: str, path: str = "a.txt", known: JudgedFindings = NONE) -> Subject:
    task = Task(document(text, path), OWN, "en", Level.SAFE, known)
    return subject_of(task, RuleSet(RULES, {}, frozenset(), Accepted()))


def done(edit: Edit, *carried_out: Finding, pending: tuple[Finding, ...] = ()) -> Settled:
    piece = ComposedEdit(edit, frozenset(range(len(carried_out))))
    return Settled("", [piece], list(carried_out), list(pending), frozenset())


def planned(one: Subject, settled: Settled) -> tuple[Plan, Refusals]:
    return assemble(one, settled, Refusals())


def test_a_piece_is_a_change_as_certain_as_the_weakest_of_its_findings() -> None:
    pair = finding("b", 0, 2, "x", Level.SUGGESTED), finding("a", 1, 2, "y")
    plan, more = planned(subject("ab"), done(Edit(Span(0, 2), "x"), *pair))
    named = identify(pair, "ab")
    assert plan.findings == tuple(named)
    assert plan.changes == (Change(Span(0, 2), "ab", "x", Level.SUGGESTED, (named[0].id, named[1].id)),)
    assert plan.chosen == frozenset(one.id for one in named)
    assert plan.held == {}
    assert more == Refusals()


def test_what_is_pending_is_held_with_its_reason() -> None:
    late = finding("b", 3, 4, "D", Level.SUGGESTED)
    plan, _ = planned(subject("ab d"), done(Edit(Span(0, 1), "A"), finding("a", 0, 1, "A"), pending=(late,)))
    first, second = plan.findings
    assert (first.rule, second.rule) == NAMES
    assert plan.held == {second.id: "level"}


def test_what_is_known_is_left_out_and_must_not_be_done() -> None:
    made = finding("a", 0, 1, "A")
    (named,) = identify([made], "ab")
    plan, more = planned(
        subject("ab", known=JudgedFindings(exact=frozenset({named.id}))), done(Edit(Span(0, 1), "A"), made)
    )
    assert (plan.findings, plan.known) == ((), frozenset({named.id}))
    assert more == Refusals(rejected=frozenset({("spacing/a", Span(0, 1))}))


def test_a_comment_that_ignores_something_is_used_and_another_is_not() -> None:
    text = "<!-- cleanup: ignore spacing/a -->\nab\n\n<!-- cleanup: ignore spacing/b -->\ncd\n"
    one = subject(text, "a.md")
    at = one.shown.index("ab")
    plan, more = planned(one, done(Edit(Span(at, at + 1), "A"), finding("a", at, at + 1, "A")))
    assert plan.findings == ()
    assert [[text[span.start : span.end] for span in spans] for spans in plan.unused] == [
        ["<!-- cleanup: ignore spacing/b -->"]
    ]
    assert more.rejected == {("spacing/a", Span(at, at + 1))}


def test_a_suggestion_that_was_taken_back_is_contested() -> None:
    pair = finding("a", 0, 1, "x", Level.SUGGESTED), finding("b", 0, 1, "a", Level.SUGGESTED)
    _, more = planned(subject("ab"), done(Edit(Span(0, 1), "a"), *pair))
    assert more == Refusals(contested=frozenset({("spacing/a", Span(0, 1)), ("spacing/b", Span(0, 1))}))


def test_places_are_those_of_the_source() -> None:
    one = subject("*ab* cd", "a.md")
    assert one.shown == "ab cd\n\n"
    plan, _ = planned(one, done(Edit(Span(3, 5), "CD"), finding("a", 3, 5, "CD")))
    assert [(found.span, found.edits) for found in plan.findings] == [(Span(5, 7), (Edit(Span(5, 7), "CD"),))]
    assert plan.changes[0].span == Span(5, 7)
    assert plan.text == "*ab* CD"
