"""A text with its repairs: how it stands, and where all of it comes from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits.edits import apply
from cleanup.engine.repaired import ComposedEdit, Repaired, untouched
from cleanup.matching.view import View
from cleanup.model import Edit, Finding, Fix, Level, Span


def finding(rule: str, start: int, end: int, *replacements: str) -> Finding:
    fixes = tuple(Fix((Edit(Span(start, end), new),), "") for new in replacements)
    return Finding(rule, Span(start, end), "", Level.SAFE, fixes)


def once(text: str, *chosen: Finding) -> Repaired:
    return untouched(View(text)).carry_out(chosen)


def test_nothing_chosen_leaves_the_very_same() -> None:
    before = untouched(View("abc"))
    assert before.carry_out([]) is before


def test_what_touches_a_repair_becomes_one_piece_with_it() -> None:
    first = once("xaacy", finding("a", 1, 3, "b"))
    assert first.text == "xbcy"
    second = first.carry_out([finding("b", 1, 3, "d"), finding("c", 3, 4, "z")])
    assert second.text == "xdz"
    assert second.pieces == [
        ComposedEdit(Edit(Span(1, 4), "d"), frozenset({0, 1})),
        ComposedEdit(Edit(Span(4, 5), "z"), frozenset({2})),
    ]
    assert [(one.rule, one.span) for one in second.carried_out] == [
        ("a", Span(1, 3)),
        ("b", Span(1, 4)),
        ("c", Span(4, 5)),
    ]


def test_a_finding_is_placed_in_the_original() -> None:
    one = once("aa bc", finding("a", 0, 2, "")).placed(finding("b", 1, 2, "B", "bb"))
    assert one.holder == ("b", Span(3, 4))
    assert [fix.edits for fix in one.original.fixes] == [(Edit(Span(3, 4), "B"),), (Edit(Span(3, 4), "bb"),)]


def test_what_keeps_level_and_fixes_is_the_very_same() -> None:
    one = untouched(View("ab")).placed(finding("a", 0, 1, "x"))
    assert one.at(Level.SAFE, one.finding.fixes) is one
    assert one.at(Level.FLAG, ()).finding == Finding("a", Span(0, 1), "", Level.FLAG)


LETTERS = st.text("ab c", max_size=12)


@given(
    LETTERS,
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("xyz", min_size=1, max_size=2)), max_size=5),
)
def test_the_pieces_lead_from_the_original_to_the_text_as_it_stands(
    text: str, repairs: list[tuple[int, int, str]]
) -> None:
    now = untouched(View(text))
    for number, (at, length, new) in enumerate(repairs):
        start = min(at, len(now.text))
        now = now.carry_out([finding(str(number), start, min(start + length, len(now.text)), new)])
    assert apply([piece.edit for piece in now.pieces], text) == now.text
    assert sorted(i for piece in now.pieces for i in piece.sources) == list(range(len(repairs)))
