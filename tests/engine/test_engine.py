"""The engine: passes, rounds, overlaps, guards, levels, original coordinates."""

from __future__ import annotations

from cleanup.detectors import PARAMS
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine.engine import Engine
from cleanup.model import Change, Edit, Level, Rule, Span
from cleanup.rules import registry
from cleanup.rules.rule_file import parse
from tests.commandline import ROOT


def rule(rule_id: str, body: str, order: int = 0) -> Rule:
    source = f"kind = 'pattern'\nsummary = 'A test'\nwhy = 'It is a test.'\n{body}\n[[examples]]\nbefore = 'x'\n"
    parsed = parse(source.encode(), f"{rule_id}.toml", rule_id, PARAMS)
    return Rule(**{name: getattr(parsed, name) for name in Rule.__struct_fields__} | {"order": order})


def test_a_later_pass_sees_the_repaired_text_and_reports_the_original() -> None:
    first = rule("encoding/one", "level = 'safe'\npattern = 'aa'\nreplace = 'b'")
    second = rule("spacing/two", "level = 'safe'\npattern = 'bc'\nreplace = 'd'")
    plan = Engine([first, second]).plan(document("xaacy"))
    assert plan.edits == (Edit(Span(1, 4), "d"),)
    assert [(f.rule, f.span, f.edits) for f in plan.findings] == [
        ("encoding/one", Span(1, 3), (Edit(Span(1, 3), "b"),)),
        ("spacing/two", Span(1, 4), (Edit(Span(1, 4), "d"),)),
    ]
    assert plan.changes == (Change(Span(1, 4), "aac", "d", Level.SAFE, tuple(f.id for f in plan.findings)),)


def test_the_more_trusted_level_wins_an_overlap_whatever_its_length() -> None:
    short = rule("spacing/short", "level = 'safe'\npattern = 'b'\nreplace = 'B'", order=1)
    long = rule("spacing/long", "level = 'suggested'\npattern = 'abc'\nreplace = 'X'", order=0)
    plan = Engine([long, short]).plan(document("abc"), through=Level.SUGGESTED)
    assert apply(plan.edits, "abc") == "aBc"


def test_equal_levels_are_settled_by_confidence_then_by_declared_order() -> None:
    early = rule("spacing/early", "level = 'safe'\npattern = 'ab'\nreplace = 'A'", order=0)
    late = rule("spacing/late", "level = 'safe'\npattern = 'bc'\nreplace = 'B'", order=1)
    bold = rule("spacing/bold", "level = 'safe'\nconfidence = 2.0\npattern = 'bc'\nreplace = 'C'", order=2)
    assert apply(Engine([early, late]).plan(document("abc")).edits, "abc") == "Ac"
    assert apply(Engine([early, late, bold]).plan(document("abc")).edits, "abc") == "aC"


def test_a_suggestion_is_found_on_the_safely_repaired_text_and_held() -> None:
    safe = rule("encoding/safe", "level = 'safe'\npattern = '1'\nreplace = 'one'\nallow = ['letters', 'digits']")
    likely = rule(
        "words/likely".replace("words", "grammar"), "level = 'suggested'\npattern = 'one a'\nreplace = 'an a'"
    )
    engine = Engine([safe, likely])
    plan = engine.plan(document("1 apple"))
    assert apply(plan.edits, "1 apple") == "one apple"
    (held,) = (f for f in plan.findings if f.id in plan.held)
    assert plan.held[held.id] == "level"
    assert held.edits == (Edit(Span(0, 1), "an"),)
    both = engine.plan(document("1 apple"), through=Level.SUGGESTED)
    assert apply(both.edits, "1 apple") == "an apple"
    assert [change.level for change in both.changes] == [Level.SUGGESTED]


def test_an_edit_outside_the_declared_alphabet_is_refused() -> None:
    greedy = rule("spacing/greedy", "level = 'safe'\nallow = ['space']\npattern = ' not '\nreplace = ' '")
    plan = Engine([greedy]).plan(document("do not go"))
    assert [(f.level, f.fixes) for f in plan.findings] == [(Level.FLAG, ())]
    assert plan.changes == ()


def test_numbers_and_negations_survive_a_rule_without_an_alphabet() -> None:
    number = rule("spacing/number", "level = 'safe'\npattern = '3,5'\nreplace = '3.6'")
    negation = rule("spacing/negation", "level = 'safe'\npattern = 'is not'\nreplace = 'is'")
    assert Engine([number, negation]).plan(document("3,5 is not it")).changes == ()


def test_rules_that_chase_each_other_come_to_rest_as_flags() -> None:
    there = rule("spacing/there", "level = 'safe'\npattern = 'a'\nreplace = 'b'")
    back = rule("spacing/back", "level = 'safe'\npattern = 'b'\nreplace = 'a'")
    plan = Engine([there, back]).plan(document("a"))
    assert plan.changes == ()
    assert [(f.rule, f.level, plan.held[f.id]) for f in plan.findings] == [("spacing/there", Level.FLAG, "unstable")]


def test_addresses_are_not_prose() -> None:
    dots = rule("spacing/dots", "level = 'safe'\npattern = 'o'\nreplace = '0'\nallow = ['letters', 'digits']")
    text = "so http://foo.org/o so"
    assert apply(Engine([dots]).plan(document(text)).edits, text) == "s0 http://foo.org/o s0"


def test_a_line_break_that_is_put_in_is_the_document_s_own() -> None:
    split = rule("spacing/split", r"level = 'safe'" + "\npattern = ' - '\nreplace = \"\\n\"")
    assert apply(Engine([split]).plan(document("a - b\r\nc")).edits, "a - b\r\nc") == "a\r\nb\r\nc"


def test_rules_of_another_language_take_no_part() -> None:
    english = rule("spacing/english", "level = 'safe'\nlanguages = ['en']\npattern = 'x'\nreplace = 'y'")
    german = "Der Hund und die Katze sind nicht auf dem Dach, x ist es auch nicht."
    assert Engine([english]).plan(document(german)).findings == ()


def test_an_identical_finding_keeps_its_id_when_the_text_before_it_grows() -> None:
    stop = rule("spacing/stop", "level = 'safe'\npattern = ' ,'\nreplace = ','")
    engine = Engine([stop])
    one = engine.plan(document("The sea is calm , the boat is old.")).findings
    two = engine.plan(document("A new line.\n\nThe sea is calm , the boat is old.")).findings
    assert [f.id for f in one] == [f.id for f in two]


def test_repeated_findings_are_told_apart_by_an_ordinal() -> None:
    stop = rule("spacing/stop", "level = 'flag'\npattern = 'x'")
    ids = [f.id for f in Engine([stop]).plan(document("x")).findings + Engine([stop]).plan(document("x")).findings]
    assert ids[0] == ids[1]
    text = "a b c x d e f\n" * 3
    found = [f.id for f in Engine([stop]).plan(document(text)).findings]
    assert len(set(found)) == 3


def test_built_in_rules_are_found_in_a_checkout() -> None:
    assert registry.builtin_folder() == ROOT / "rules"
