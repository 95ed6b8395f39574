"""What stands in a file of the changes of a review: found from the text alone, whatever was carried out before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleanup.edits.edits import apply
from cleanup.errors import CleanupError
from cleanup.model import Document, Edit, Span
from cleanup.review import decisions, standing
from cleanup.review.decisions import Decision, Own, Question, Reviewed, Shown, ShownEdit, sha256


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.text(max_size=4)), max_size=4))
def test_the_reviewed_text_is_found_from_the_repaired_one(text: str, cuts: list[tuple[int, str]]) -> None:
    points = sorted((min(at, len(text)), new) for at, new in cuts)
    edits = [Edit(Span(a[0], b[0]), a[1]) for a, b in zip(points[::2], points[1::2], strict=False)]
    places = [ShownEdit(e.span.start, e.span.end, text[e.span.start : e.span.end], e.replacement) for e in edits]
    assert standing.original(apply(edits, text), [Shown(["x"], places, made=True)]) == text


def test_another_text_is_not_taken_for_the_repaired_one() -> None:
    with pytest.raises(ValueError, match="'1' is not at 0"):
        standing.original("one two", [Shown(["a"], [ShownEdit(0, 3, "one", "1")], made=True)])


TEXT = "He saw alot of whilom glory.  So it was . Mr Kane left.\r\n"


def change(before: str, after: str, name: str, *, made: bool = False, own: Any = ()) -> Shown:
    at = TEXT.index(before)
    return Shown([name], [ShownEdit(at, at + len(before), before, after)], made, [list(one) for one in own])


#: Two that want the same words, one that wants more of them, one taken out, one put in, one only flagged.
CHANGES = [
    change("alot", "a lot", "lot"),
    change("alot", "a lot", "twin"),
    change("alot of", "much", "much"),
    change("  ", " ", "gap"),
    change(" .", ".", "stop"),
    change("Mr", "Mr.", "mr"),
    change("whilom", "whilom", "flag"),
]
QUESTIONS = [Question.of_shown(one, TEXT) for one in CHANGES]
VERDICTS = st.sampled_from(["accept", "reject", Own("own words"), Own("")])
SOME = st.dictionaries(st.sampled_from([one.findings[0] for one in CHANGES]), VERDICTS)


def carried_out(text: str, given: dict[str, Decision], changes: list[Shown] = CHANGES) -> str | None:
    """What `apply` makes of a text; None when it is not known."""
    reviewed = Reviewed(sha256(TEXT.encode()), given, changes)
    found = standing.found(Document("a.txt", text), reviewed)
    if found is None:
        return None
    assert found.before == TEXT
    return apply(decisions.outcome(QUESTIONS, given, found.standing), TEXT)


@given(SOME, SOME)
def test_decisions_after_decisions_are_all_of_them_the_last_one_counting(
    first: dict[str, Decision], second: dict[str, Decision]
) -> None:
    remembered = [
        Shown(one.findings, one.edits, own=[[verdict.text]])  # type: ignore[list-item]
        if isinstance(verdict := first.get(one.findings[0]), Own)
        else one
        for one in CHANGES
    ]
    try:
        once, whole = carried_out(TEXT, first), carried_out(TEXT, {**first, **second})
        assert once is not None
        # Of two with the same change, or rivals, nobody knows which was accepted: they are decided together.
        assume(not {"lot", "twin", "much"} & second.keys() or {"lot", "twin", "much"} <= second.keys())
        twice = carried_out(once, second, remembered)
    except CleanupError:
        assume(False)
    assert twice == whole
    assert carried_out(once, first, remembered) == once


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("glory", "fame"),
        TEXT.replace("whilom", "former"),
        TEXT.replace("alot", "many"),
        f"{TEXT}More.",
        TEXT.replace("\r\n", "\n"),
        "",
    ],
    ids=["beside a change", "in a flag", "in a change", "behind all", "line ends", "nothing left"],
)
def test_a_text_that_was_changed_otherwise_is_not_known(text: str) -> None:
    assert carried_out(text, {"lot": "accept", "gap": "reject"}) is None


def test_a_change_that_several_want_is_taken_back_where_it_is_rejected() -> None:
    assert carried_out(TEXT.replace("alot", "a lot"), {"twin": "reject"}) == TEXT
    assert carried_out(TEXT.replace("alot", "a lot"), {"lot": "reject"}) == TEXT
    assert carried_out(TEXT.replace("alot", "a lot"), {"gap": "reject"}) == TEXT.replace("alot", "a lot")


def test_many_changes_are_told_apart_in_a_long_text() -> None:
    many = 4000
    text = "A stray. stop. " * many
    places = [ShownEdit(i * 15 + 2, i * 15 + 8, "stray.", "stray") for i in range(many)]
    changes = [Shown([str(i)], [place]) for i, place in enumerate(places)]
    now = "".join("A stray stop. " if i % 3 else "A stray. stop. " for i in range(many))
    found = standing.found(Document("a.txt", now), Reviewed(sha256(text.encode()), {}, changes))
    assert found is not None
    assert found.before == text
    assert [ids for ids, _ in found.standing] == [(str(i),) for i in range(many) if i % 3]


def test_changes_that_contradict_each_other_are_no_way_back() -> None:
    changes = [Shown(["a"], [ShownEdit(0, 3, "one", "1")]), Shown(["b"], [ShownEdit(1, 3, "xy", "2")])]
    assert standing.found(Document("a.txt", "1"), Reviewed("0", {}, changes)) is None
