"""What kinds look for first: each trigger, and the gate that is made of them, names what a paragraph may hold."""

from __future__ import annotations

from cleanup import lazy_regex
from cleanup.matching.doubled_words import Doublings
from cleanup.matching.filters import Gate, Paragraph
from cleanup.matching.passage import Passage
from cleanup.matching.policy import Policy
from cleanup.matching.re2_patterns import Re2Gate, Re2Pattern
from cleanup.matching.triggers import Re2Source, Watch, doubled, where, words

AND = lazy_regex.pattern(r"(?P<left>\w+) and (?P<right>\w+)")
OR = lazy_regex.pattern(r"\bor\b")
#: Automata at once.
AT_ONCE = Policy(unasked=0)


def _hits(watch: Watch, text: str) -> list[int]:
    gate = watch.gate
    assert isinstance(gate, (Gate, Re2Gate))
    return sorted(gate(Paragraph(text)))


def test_patterns_are_told_by_number() -> None:
    watch = Watch([AND, OR], AT_ONCE, sliced=False)
    assert [_hits(watch, text) for text in ("salt and oil", "this or that", "a or b and c", "oil")] == [
        [0],
        [1],
        [0, 1],
        [],
    ]
    assert list(watch.all) == [0, 1]


def test_with_words_only_these_matter() -> None:
    watch = Watch([words(AND, left=["salt"], right=lambda: ["oil"])], AT_ONCE, sliced=False)
    assert [_hits(watch, text) for text in ("salt and oil", "salt and sand")] == [[0], []]


def test_words_of_one_pattern_stand_for_another_that_is_run() -> None:
    watch = Watch([words(AND, of=OR, left=["salt"]), AND], AT_ONCE, sliced=False)
    assert watch.may_hold(OR, [0])
    assert not watch.may_hold(OR, [1])
    assert watch.may_hold(AND, [1])
    assert not watch.may_hold(AND, [0])


def test_a_pattern_that_is_no_trigger_may_always_be_there() -> None:
    assert Watch([AND], AT_ONCE, sliced=False).may_hold(OR, [])


def test_a_list_of_words_and_a_source_are_written_only_when_an_automaton_is_made() -> None:
    written: list[str] = []

    def listed() -> list[str]:
        written.append("words")
        return ["salt"]

    def source() -> str:
        written.append("source")
        return "oil"

    watch = Watch([words(AND, left=listed), Re2Source(source)], AT_ONCE, sliced=False)
    assert written == []
    assert _hits(watch, "salt and oil") == [0, 1]
    assert {*written} == {"words", "source"}


def test_the_first_paragraphs_are_not_asked_about() -> None:
    watch = Watch([AND], Policy(unasked=2), sliced=False)
    assert [_hits(watch, "oil") for _ in range(3)] == [[0], [0], []]


def test_each_sort_of_trigger_has_its_gate() -> None:
    def observe(passage: Passage) -> list[str]:
        return passage.text.split("x")[1:]

    seeing = Watch([where(observe)], AT_ONCE, sliced=False)
    assert seeing.shows(observe)
    assert not seeing.shows(_hits)
    assert [list(hits) for hits in seeing.gate.among([Paragraph("axb"), Paragraph("ab")])] == [[["b"]], []]  # type: ignore[union-attr]
    assert isinstance(Watch([doubled(1, 2)], AT_ONCE, sliced=False).gate, Doublings)
    assert _hits(Watch([Re2Pattern("a"), Re2Pattern("b")], AT_ONCE, sliced=False), "b") == [1]
