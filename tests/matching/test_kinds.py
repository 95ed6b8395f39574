"""What the machinery leaves out and remembers changes no finding: the same is found as by who looks at all of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import lazy_regex
from cleanup.detectors import KINDS
from cleanup.engine import loading
from cleanup.engine.passes import Stage, by_pass, prepared
from cleanup.matching import FullText, Passage, Trigger, where, words
from cleanup.matching.filters import Askable, Paragraph
from cleanup.matching.kinds import DocumentDetector, LocalDetector
from cleanup.matching.policy import Policy
from cleanup.matching.triggers import Watch, Where
from cleanup.matching.view import View
from cleanup.model import Edit, Finding, Level, Rule, Span
from tests.commandline import ROOT

RULES = loading.load(prove=False).pick().rules
STAGES = [stage for stages in by_pass(RULES) for stage in stages]
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


def _damaged(text: str, at: int, length: int, new: str) -> str:
    return text[:at] + new + text[at + length :]


@given(st.sampled_from(TEXTS), st.lists(st.lists(DAMAGED, min_size=1, max_size=6), min_size=1, max_size=3))
def test_a_text_that_changes_again_and_again_is_read_as_if_it_were_new(
    text: str, rounds: list[list[tuple[int, int, str]]]
) -> None:
    view = View(text, "en")
    for edits in rounds:
        _found(view)
        for edit in edits:
            text = _damaged(text, *edit)
        view = view.on(text)
    assert _found(view) == _found(View(text, "en"))


def _found(view: View) -> list[Finding]:
    return [finding for stage in STAGES for finding in stage.findings(view)]


CAPITAL, NUMBER = lazy_regex.pattern(r"[A-Z]\w+"), lazy_regex.pattern(r"\d+")


def _seen(triggers: Sequence[Trigger]) -> Callable[[View], FullText]:
    """Whole texts as a kind with some triggers sees them, from the first paragraph on by their automaton."""
    watch = Watch(triggers, Policy(unasked=0), sliced=True)
    return lambda view: FullText(view, watch, {})


def test_matches_are_placed_in_the_text() -> None:
    text = "one Two\n\n3 Four, Five"
    whole = _seen([CAPITAL, NUMBER])(View(text))
    assert [(match.group(), match.start()) for match in whole.finditer(CAPITAL)] == [
        ("Two", 4),
        ("Four", 11),
        ("Five", 17),
    ]


def test_what_a_paragraph_shows_is_found_out_once() -> None:
    asked = []

    def observe(passage: Passage) -> str:
        asked.append(passage.text)
        return passage.text

    seen, view = _seen([CAPITAL, NUMBER]), View("One\n\n2\n\nnothing\n\nOne")
    assert [found for _, found in seen(view).observed(observe)] == ["One", "2", "One"]
    changed = view.on("One\n\n2\n\nnothing\n\nTwo")
    assert [found for _, found in seen(changed).observed(observe)] == ["One", "2", "Two"]
    assert asked == ["One", "2", "Two"]


def test_a_trigger_that_is_not_there_is_not_looked_for() -> None:
    class Unsearchable:
        """Stands for a pattern whose search would be a mistake."""

    absent = cast("re.Pattern[str]", Unsearchable())
    watch = Watch([words(NUMBER, of=absent), CAPITAL], Policy(), sliced=False)
    passage = Passage(Paragraph("One"), watch, [1])
    assert [match.group() for match in passage.finditer(CAPITAL)] == ["One"]
    assert list(passage.finditer(absent)) == []


def test_what_a_function_sees_is_a_trigger_and_asked_of_each_paragraph_once() -> None:
    asked = []

    def observe(passage: Passage) -> list[int]:
        asked.append(passage.text)
        return [len(passage.text)] if len(passage.text) > 1 else []

    seen, view = _seen([where(observe)]), View("one\n\n2\n\nthree")
    assert [(span.start, found) for span, found in seen(view).observed(observe)] == [(0, [3]), (8, [5])]
    changed = view.on("one\n\n2\n\nfour")
    assert [(span.start, found) for span, found in seen(changed).observed(observe)] == [(0, [3]), (8, [4])]
    assert asked == ["one", "2", "three", "four"]


class _Unfiltered(View):
    """A text of which every paragraph is looked at for every trigger."""

    def __init__(self, text: str, watches: Sequence[Watch]) -> None:
        super().__init__(text, "en")
        self._all = {id(watch.gate): watch.all for watch in watches}

    def open(self, gate: Askable) -> Iterator[tuple[Span, Paragraph, Sequence[Any]]]:
        for span in self.paragraphs:
            paragraph = Paragraph(self.text[span.start : span.end])
            if isinstance(gate, Where):
                yield span, paragraph, [gate.observe(Passage(paragraph))]
            else:
                yield span, paragraph, self._all.get(id(gate), (0,))


def _unfiltered(detector: LocalDetector | DocumentDetector, text: str) -> Iterator[Finding]:
    if isinstance(detector, DocumentDetector):
        yield from detector.look(_Unfiltered(text, detector.watches))
    else:
        for span, paragraph, hits in _Unfiltered(text, [detector.watch]).open(detector.watch.gate):
            yield from (finding.shift(span.start) for finding in detector.look(paragraph, hits))


#: One in three, for rules that they are not examples of.
EXAMPLES = [text for rule in RULES for one in rule.examples for text in (one.before, one.keep) if text][::3]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_changes_no_finding(kind: str) -> None:
    own = [rule for rule in RULES if rule.kind == kind]
    pages = ["\n\n".join(EXAMPLES[start : start + 100]) for start in range(0, len(EXAMPLES), 100)]
    for example in (example for rule in own for example in rule.examples):
        whole = example.before or example.keep or ""
        pages += [whole, re.sub(r"(?<=[.,;:!?]) ", "\n\n", whole)]  # a paragraph may hold just one of the triggers
    ready = prepared(own, policy=Policy(unasked=0))
    for stage in (stage for stages in ready.stages for stage in stages):
        detector = stage.local or stage.whole
        assert detector is not None
        for text in pages:
            assert list(stage.findings(View(text, "en", scan=ready.scan))) == list(_unfiltered(detector, text))


def test_the_kind_that_contributors_copy_works() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## A kind of rule")[2]
    code = textwrap.dedent(page.partition("```python\n")[2].partition("  ```\n")[0])
    module: dict[str, Any] = {"__name__": "year_ranges"}
    exec(compile(code, "year_ranges.py", "exec", dont_inherit=True), module)
    params = module["Params"]("reversed")
    rule = Rule("numbers/reversed-years", "year_ranges", "years in the wrong order", "", Level.SAFE, "words", params)
    detector = module["KIND"].build([rule], Policy())
    text = "It stood from 1990 to 1999.\n\nHe served there from 1968 to 1951."
    (found,) = Stage((rule.id,), detector, None).findings(View(text))
    assert (found.span, found.fixes[0].edits) == (Span(45, 62), (Edit(Span(45, 62), "from 1951 to 1968"),))
