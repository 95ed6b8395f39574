"""What is kept from one look at a text to the next: the same is found as by who has never seen any of it."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cleanup import lazy_regex
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.engine.rounds import _Rounds
from cleanup.matching.filters import Paragraph, Search
from cleanup.matching.memo import kept, matches, place
from cleanup.matching.view import View
from cleanup.model import Finding, Level
from tests.commandline import ROOT

ENGINE = Engine(loading.load(prove=False).pick().rules)
STAGES = [stage for stages in ENGINE.prepared(("en",)).stages for stage in stages]
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


@given(st.sampled_from(TEXTS), st.lists(DAMAGED, max_size=20), st.sampled_from([Level.SAFE, Level.SUGGESTED]))
def test_a_pass_that_is_left_out_would_have_found_what_it_found_before(
    text: str, edits: list[tuple[int, int, str]], through: Level
) -> None:
    for edit in edits:
        text = _damaged(text, *edit)
    plan = ENGINE.plan(document(text), through=through)
    look = _Rounds._found

    def look_again(rounds: _Rounds, number: int) -> object:
        rounds._last.clear()
        return look(rounds, number)

    with patch.object(_Rounds, "_found", look_again):
        again = ENGINE.plan(document(text), through=through)
    assert (plan.findings, plan.changes, plan.held) == (again.findings, again.changes, again.held)


SEARCH = Search(capital=lazy_regex.pattern(r"[A-Z]\w+"), number=lazy_regex.pattern(r"\d+"))


def test_matches_are_placed_in_the_text() -> None:
    text = "one Two\n\n3 Four, Five"
    found = list(matches(View(text), SEARCH, "capital"))
    assert [(start, match.group()) for start, match in found] == [(0, "Two"), (9, "Four"), (9, "Five")]
    assert [text[span.start : span.end] for span in (place(*one) for one in found)] == ["Two", "Four", "Five"]


def test_what_a_paragraph_shows_is_found_out_once() -> None:
    asked = []

    def look(text: str, _: object) -> str:
        asked.append(text)
        return text

    view = View("one\n\n2\n\none")
    list(kept(view, SEARCH.gate, look))
    changed = view.on("one\n\n2\n\ntwo")
    assert [found for _, found in kept(changed, SEARCH.gate, look)] == ["one", "2", "two"]
    assert asked == ["one", "2", "two"]


class _Lengths:
    """The length of each paragraph, none of a short one; and all that was asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def among(self, paragraphs: Sequence[Paragraph]) -> list[Sequence[int]]:
        self.asked += [one.text for one in paragraphs]
        return [(len(one.text),) if len(one.text) > 1 else () for one in paragraphs]


def test_a_gate_that_sorts_paragraphs_is_asked_about_each_once() -> None:
    gate = _Lengths()
    view = View("one\n\n2\n\nthree")
    assert [(span.start, hits) for span, _, hits in view.open(gate)] == [(0, (3,)), (8, (5,))]
    changed = view.on("one\n\n2\n\nfour")
    assert [(span.start, hits) for span, _, hits in changed.open(gate)] == [(0, (3,)), (8, (4,))]
    assert gate.asked == ["one", "2", "three", "four"]
