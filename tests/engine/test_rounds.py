"""Rounds of passes over a text, until it is at rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.readers import document
from cleanup.edits.finding_ids import NONE
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.engine.passes import Stage
from cleanup.engine.repaired import ComposedEdit
from cleanup.engine.rounds import MAX_ROUNDS, Settled, _Rounds, settle
from cleanup.engine.subject import Refusals, RuleSet, Task, subject_of
from cleanup.matching.kinds import DocumentDetector
from cleanup.matching.view import View
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN
from tests.commandline import ROOT


def change(old: str, new: str, level: Level = Level.SAFE) -> tuple[Rule, Stage]:
    """A rule that makes one of another text, and is found once."""
    name = f"spacing/{old}"

    def look(view: View) -> Sequence[Finding]:
        if old not in view.text:
            return []
        span = Span(view.text.index(old), view.text.index(old) + len(old))
        return [Finding(name, span, "", level, (Fix((Edit(span, new),), ""),))]

    rule = Rule(name, "pattern", "", "", level, "", None, allow=("letters",))
    return rule, Stage((name,), None, DocumentDetector((), look))


def settled(
    text: str,
    *passes: tuple[Rule, Stage],
    through: Level = Level.SAFE,
    refusals: Refusals = Refusals(),  # noqa: B008
    meter: Counter[str] | None = None,
) -> Settled:
    rules = {rule.id: rule for rule, _ in passes}
    task = Task(document(text), OWN, "en", through, NONE, meter=meter)
    subject = subject_of(task, RuleSet(rules, {}, frozenset(), Accepted()))
    return settle(subject, refusals, [[stage] for _, stage in passes], View(text))


def rules_of(found: Sequence[Finding]) -> list[tuple[str, Level]]:
    return [(one.rule, one.level) for one in found]


def test_a_pass_that_follows_from_a_later_one_has_its_turn_in_the_next_round() -> None:
    end = settled("a", change("b", "c"), change("a", "b"))
    assert end == Settled(
        "c",
        [ComposedEdit(Edit(Span(0, 1), "c"), frozenset({0, 1}))],
        [
            Finding("spacing/a", Span(0, 1), "", Level.SAFE, (Fix((Edit(Span(0, 1), "b"),), ""),)),
            Finding("spacing/b", Span(0, 1), "", Level.SAFE, (Fix((Edit(Span(0, 1), "c"),), ""),)),
        ],
        [],
        frozenset(),
    )


def test_rules_that_chase_each_other_are_restless() -> None:
    end = settled("a", change("a", "b"), change("b", "a"))
    assert end.restless == {"spacing/a", "spacing/b"}
    assert len(end.carried_out) == 2 * MAX_ROUNDS


def test_those_that_are_demoted_are_pending() -> None:
    refusals = Refusals(demoted=frozenset({"spacing/a"}))
    end = settled("a", change("a", "b"), change("b", "a"), refusals=refusals)
    assert (end.text, rules_of(end.pending), end.restless) == ("a", [("spacing/a", Level.FLAG)], frozenset())


def test_a_suggestion_is_pending_until_it_is_asked_for() -> None:
    rules = change("a", "b"), change("b", "c", Level.SUGGESTED)
    safe = settled("a", *rules)
    assert (safe.text, rules_of(safe.carried_out), rules_of(safe.pending)) == (
        "b",
        [("spacing/a", Level.SAFE)],
        [("spacing/b", Level.SUGGESTED)],
    )
    both = settled("a", *rules, through=Level.SUGGESTED)
    assert (both.text, rules_of(both.carried_out)) == ("c", [("spacing/a", Level.SAFE), ("spacing/b", Level.SUGGESTED)])


def test_what_follows_from_a_suggestion_is_no_more_certain() -> None:
    end = settled("a", change("a", "b", Level.SUGGESTED), change("b", "c"), through=Level.SUGGESTED)
    assert rules_of(end.carried_out) == [("spacing/a", Level.SUGGESTED), ("spacing/b", Level.SUGGESTED)]


def test_what_is_rejected_stays_and_keeps_others_off() -> None:
    refusals = Refusals(rejected=frozenset({("spacing/ab", Span(0, 2))}))
    end = settled("abc", change("ab", "x"), change("bc", "y"), refusals=refusals)
    assert (end.text, [(one.rule, len(one.fixes)) for one in end.pending]) == (
        "abc",
        [("spacing/ab", 1), ("spacing/bc", 0)],
    )


def test_a_pass_whose_text_is_as_it_was_is_not_asked_again() -> None:
    asked = []

    def counted(detector: DocumentDetector) -> DocumentDetector:
        def counting(view: View) -> Iterable[Finding]:
            asked.append(view.text)
            return detector.look(view)

        return DocumentDetector((), counting)

    (first, one), (second, two) = change("a", "b"), change("z", "y")
    stages = [Stage(stage.rules, None, counted(stage.whole)) for stage in (one, two) if stage.whole]
    settled("a", (first, stages[0]), (second, stages[1]))
    assert asked == ["a", "b", "b"]


def test_the_time_of_each_rule_goes_to_the_meter() -> None:
    meter: Counter[str] = Counter()
    settled("a", change("a", "b"), change("c", "d"), meter=meter)
    assert meter.keys() == {"spacing/a", "spacing/c"}


ENGINE = Engine(loading.load(prove=False).pick().rules)
TEXTS = [path.read_text("utf-8")[:9000] for path in sorted((ROOT / "tests" / "clean").rglob("*.txt"))]
DAMAGE = [
    "",
    ". ",
    ".",
    "“",
    "”",
    '"',
    " ‘",
    "«",
    " ,",
    "  ",
    "\n\n",
    "\n",
    "- ",
    " the the ",
    "â€™",
    " Mr. Tokaev ",
    "x",
]
DAMAGED = st.tuples(st.integers(0, 9000), st.integers(0, 3), st.sampled_from(DAMAGE))


@given(st.sampled_from(TEXTS), st.lists(DAMAGED, max_size=20), st.sampled_from([Level.SAFE, Level.SUGGESTED]))
def test_a_pass_that_is_left_out_would_have_found_what_it_found_before(
    text: str, edits: list[tuple[int, int, str]], through: Level
) -> None:
    for edit in edits:
        at, length, new = edit
        text = text[:at] + new + text[at + length :]
    plan = ENGINE.plan(document(text), through=through)
    look = _Rounds._found

    def look_again(rounds: _Rounds, number: int) -> object:
        rounds._last.clear()
        return look(rounds, number)

    with patch.object(_Rounds, "_found", look_again):
        again = ENGINE.plan(document(text), through=through)
    assert (plan.findings, plan.changes, plan.held) == (again.findings, again.changes, again.held)
