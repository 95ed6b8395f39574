"""What a finding may do once its rule, its document and earlier rounds have had their say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cleanup.documents.readers import document
from cleanup.edits.finding_ids import NONE
from cleanup.engine.repaired import Repaired, untouched
from cleanup.engine.subject import Refusals, RuleSet, Subject, Task, subject_of
from cleanup.engine.vetting import concerns, is_to_stay, vetted
from cleanup.matching.view import View
from cleanup.model import MASK, Document, Edit, Finding, Fix, Level, Rule, Span
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN

SPACES = Rule("spacing/a", "pattern", "", "", Level.SUGGESTED, "", None, allow=("space",))
ENGLISH = replace(SPACES, id="spacing/b", languages=("en",))
PLAIN = replace(SPACES, id="spacing/d", formats=("text", "docx"))
GUARD = replace(SPACES, id="encoding/c", guards=True)
RULES = RuleSet(
    {one.id: one for one in (SPACES, ENGLISH, PLAIN)}, {GUARD.id: GUARD}, frozenset({GUARD.id}), Accepted(["x y"])
)


def seen(source: Document) -> tuple[Subject, Repaired]:
    subject = subject_of(Task(source, OWN, None, Level.SAFE, NONE), RULES)
    return subject, untouched(View(subject.shown))


def finding(start: int, end: int, new: str, rule: str = SPACES.id) -> Finding:
    return Finding(rule, Span(start, end), "", Level.SAFE, (Fix((Edit(Span(start, end), new),), ""),))


def vet(source: Document, found: Finding, refusals: Refusals = Refusals()) -> Finding:  # noqa: B008
    subject, now = seen(source)
    return vetted(now.placed(found), subject, refusals, now.text).finding


def test_a_finding_is_no_more_certain_than_its_rule() -> None:
    found = finding(1, 3, " ")
    assert vet(document("a  b"), found) == replace(found, level=Level.SUGGESTED)


def test_a_fix_outside_the_alphabet_goes_and_only_a_flag_is_left() -> None:
    assert vet(document("a  b"), finding(0, 1, "c")) == replace(finding(0, 1, "c"), level=Level.FLAG, fixes=())


def test_a_line_end_that_is_put_in_is_the_document_s() -> None:
    assert vet(document("a  b\r\n\r\nc"), finding(1, 3, "\n")).edits == (Edit(Span(1, 3), "\r\n"),)


@pytest.mark.parametrize(
    "refusals",
    [
        Refusals(demoted=frozenset({SPACES.id})),
        Refusals(contested=frozenset({(SPACES.id, Span(1, 3))})),
    ],
    ids=["of a rule that did not come to rest", "at a place where another took it back"],
)
def test_what_came_to_no_good_only_flags_with_its_fixes(refusals: Refusals) -> None:
    assert vet(document("a  b"), finding(1, 3, " "), refusals) == replace(finding(1, 3, " "), level=Level.FLAG)


def test_an_edit_that_is_refused_is_not_made() -> None:
    found = finding(1, 3, " ")
    refused = Refusals(refused=frozenset(found.edits))
    assert vet(document("a  b"), found, refused) == replace(found, level=Level.FLAG, fixes=())


def test_beside_a_tracked_change_a_repair_is_only_shown() -> None:
    source = replace(document("a  b"), tracked=(Span(3, 3),))
    assert vet(source, finding(1, 3, " ")).level is Level.FLAG
    assert vet(source, finding(0, 1, "a ")).level is Level.SUGGESTED


def test_what_is_no_prose_or_in_another_language_is_no_finding() -> None:
    subject, now = seen(document("See `a  b` and the house that was there for all of us.", "a.md"))
    assert concerns(finding(0, 3, "x", ENGLISH.id), subject, now)
    code = now.text.index(MASK)
    assert not concerns(finding(code, code + 1, ""), subject, now)
    german, there = seen(document("Der Hund und die Katze sind nicht auf dem Dach, sie sind im Haus."))
    assert concerns(finding(0, 3, ""), german, there)
    assert not concerns(finding(0, 3, "", ENGLISH.id), german, there)


@pytest.mark.parametrize(("path", "wanted"), [("a.txt", True), ("a.md", False)])
def test_what_is_in_another_format_is_no_finding(path: str, *, wanted: bool) -> None:
    subject, now = seen(document("The house  that was there for all of us.", path))
    assert concerns(finding(9, 11, " ", PLAIN.id), subject, now) is wanted


def test_what_a_guard_finds_and_what_is_accepted_is_to_stay() -> None:
    subject, now = seen(document("x y  z"))
    asked = [finding(0, 3, ""), finding(3, 5, " "), finding(3, 5, " ", GUARD.id)]
    assert [is_to_stay(now.placed(one), subject, now) for one in asked] == [True, False, True]
