"""What two rules say of one place: one finding where they say the same, and of other repairs the better one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from cleanup.documents.readers import document
from cleanup.edits.conflicts import alike
from cleanup.edits.edits import apply
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.engine.engine import Engine
from cleanup.languagetool.matches import Matcher, Query, RuleMatch
from cleanup.model import Edit, Finding, Fix, Level, Plan, Rule, Span
from tests.detectors.test_languagetool import rule as slip
from tests.engine.test_engine import rule

TEXT = "It went went well.\n"
TWICE = "went went"
OURS = "pattern = 'went went'\nreplace = 'went'\nlevel = 'suggested'\nallow = ['letters', 'space']"


def theirs(level: str = "suggested") -> Rule:
    return slip("allow = ['letters', 'space']", level)  # type: ignore[no-any-return]


class Finder:
    """Answers with a match wherever a text holds some words."""

    def __init__(self, words: str, offered: str, start: int = 0, end: int | None = None) -> None:
        self.words, self.offered, self.start, self.end = words, (offered,), start, end

    def __call__(self, texts: Iterable[str], query: Query) -> Mapping[str, Sequence[RuleMatch]]:
        assert query.rules == ("SLIP",)
        return {text: list(self._matches(text)) for text in texts}

    def _matches(self, text: str) -> Iterator[RuleMatch]:
        for found in re.finditer(self.words, text):
            start, end = found.start() + self.start, found.end() if self.end is None else found.start() + self.end
            yield RuleMatch("SLIP", start, end, self.offered)


#: As LanguageTool sees it.
AGAIN = Finder(TWICE, "went")


def planned(*rules: Rule, text: str = TEXT, matcher: Matcher = AGAIN, **how: Any) -> Plan:
    return Engine(rules).plan(document(text, how.pop("path", "")), matcher=matcher, **how)


def names(plan: Plan) -> list[tuple[str, Level]]:
    return [(finding.rule, finding.level) for finding in plan.findings]


@pytest.mark.parametrize("order", [0, 99])
def test_what_both_find_is_one_finding_and_ours(order: int) -> None:
    ours = rule("grammar/twice", f"{OURS}\nconfidence = 0.5", order)
    plan = planned(ours, theirs())
    assert names(plan) == [("grammar/twice", Level.SUGGESTED)]
    assert plan.findings == planned(ours).findings
    made = planned(ours, theirs(), through=Level.SUGGESTED)
    assert names(made) == [("grammar/twice", Level.SUGGESTED)]
    assert (made.chosen, made.held) == (frozenset([made.findings[0].id]), {})
    assert apply(made.edits, TEXT) == "It went well.\n"


def test_the_one_that_is_more_certain_stays() -> None:
    ours = rule("grammar/twice", OURS.replace("suggested", "flag"))
    assert names(planned(ours, theirs())) == [("languagetool/slip", Level.SUGGESTED)]
    safe = rule("grammar/twice", OURS)
    assert names(planned(safe, theirs("safe"))) == [("languagetool/slip", Level.SAFE)]


def test_what_is_left_alone_of_ours_is_not_found_by_the_other_either() -> None:
    for level in ("flag", "suggested"):
        ours = rule("grammar/twice", OURS.replace("suggested", level))
        (known,) = planned(ours).findings
        plan = planned(ours, theirs(), known=JudgedFindings(frozenset([known.id])))
        assert (plan.findings, plan.changes, plan.known) == ((), (), frozenset([known.id]))


def test_what_is_left_alone_of_the_other_is_still_told_by_ours() -> None:
    ours = rule("grammar/twice", OURS)
    (known,) = planned(theirs()).findings
    plan = planned(ours, theirs(), known=JudgedFindings(frozenset([known.id])))
    assert (names(plan), plan.changes) == ([("grammar/twice", Level.FLAG)], ())


def test_a_comment_leaves_both_alone() -> None:
    source = "<!-- cleanup: ignore grammar -->\nIt went went well.\n"
    plan = planned(rule("grammar/twice", OURS), theirs(), text=source, path="a.md")
    assert (plan.findings, plan.changes, plan.unused) == ((), (), ())


def test_other_repairs_of_one_place_are_two_findings_of_which_one_is_counted() -> None:
    ours = rule("grammar/twice", OURS)
    plan = planned(ours, theirs(), matcher=Finder(TWICE, "was going"))
    assert names(plan) == [("languagetool/slip", Level.SUGGESTED), ("grammar/twice", Level.SUGGESTED)]
    assert [plan.held[finding.id] for finding in plan.findings] == ["rival", "level"]
    made = planned(ours, theirs(), matcher=Finder(TWICE, "was going"), through=Level.SUGGESTED)
    assert apply(made.edits, TEXT) == "It went well.\n"


@pytest.mark.parametrize(
    ("pattern", "replacement", "span", "together"),
    [
        ("went went", "", (3, 12), True),
        ("went went", "", (3, 7), False),
        ("went went", "replace = 'went'", (8, 12), True),
        ("went went", "replace = 'went'", (3, 7), False),
        ("went went", "replace = 'went'", (13, 17), False),
    ],
)
def test_a_remark_of_the_other_is_ours_on_the_same_words_and_on_those_that_we_rewrite(
    pattern: str, replacement: str, span: tuple[int, int], together: bool
) -> None:
    ours = rule("grammar/twice", f"pattern = '{pattern}'\n{replacement}\nlevel = 'suggested'")
    start, end = (at - TEXT.index(TWICE) for at in span)
    found = names(planned(ours, slip("replace = 'never'"), matcher=Finder(TWICE, "", start, end)))
    assert [name for name, _ in found].count("languagetool/slip") == int(not together)


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        ("of of oak", Edit(Span(0, 3), ""), Edit(Span(2, 5), ""), True),
        ("of of oak", Edit(Span(0, 5), "of"), Edit(Span(3, 6), ""), True),
        ("of an oak", Edit(Span(0, 3), ""), Edit(Span(2, 5), ""), False),
        ("a  b", Edit(Span(1, 2), ""), Edit(Span(2, 3), ""), True),
        ("the end", Edit(Span(3, 3), "re"), Edit(Span(2, 2), "er"), True),
        ("the end", Edit(Span(3, 3), "re"), Edit(Span(3, 3), "er"), False),
    ],
)
def test_repairs_are_compared_by_what_they_come_to(text: str, one: Edit, other: Edit, same: bool) -> None:
    rules = {"a/b": rule("grammar/b", OURS)}
    findings = {
        i: Finding("a/b", edit.span, "", Level.SUGGESTED, (Fix((edit,), ""),)) for i, edit in enumerate((one, other))
    }
    assert alike(findings, rules, text) == ([[0, 1]] if same else [])
    assert (apply([one], text) == apply([other], text)) == same


def test_two_rules_that_take_back_what_the_other_suggests_only_flag_there() -> None:
    there = rule("grammar/there", "level = 'suggested'\npattern = 'colour'\nreplace = 'color'")
    back = rule(
        "spelling/back".replace("spelling", "grammar"), "level = 'suggested'\npattern = 'a color'\nreplace = 'a colour'"
    )
    for text in ("a colour, no colour", "a color, no colour"):
        plan = Engine([there, back]).plan(document(text), through=Level.SUGGESTED)
        assert apply(plan.edits, text) == text.replace("no colour", "no color")
        assert [(f.level, plan.held.get(f.id)) for f in plan.findings] == [
            (Level.FLAG, "unstable"),
            (Level.SUGGESTED, None),
        ]
