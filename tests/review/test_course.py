"""The course of a review without a terminal: order, undo, and what excludes what."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits.edits import apply
from cleanup.model import Edit, Finding, Level, Span
from cleanup.review import decisions
from cleanup.review.course import Item, Review
from cleanup.review.decisions import Decision, Own, Question, Shown, ShownEdit
from cleanup.review.proposals import Proposal

TEXT = "one two three four five six"


def item(name: str, *edits: tuple[int, int, str], file: int = 0, made: bool = True, flagged: bool = False) -> Item:
    """A question about `TEXT`; each edit replaces what stands from start to end."""
    places = tuple(Edit(Span(start, end), TEXT[start:end] if flagged else new) for start, end, new in edits)
    finding = Finding("r", places[0].span, "m", Level.FLAG if flagged else Level.SAFE, id=name)
    proposal = Proposal((finding,), () if flagged else places, places, made, finding.level)
    return Item(file, decisions.shown([proposal], TEXT)[0], proposal)


ONE = item("one", (0, 3, "1"))
TWO = item("two", (4, 7, "2"))
BOTH = item("both", (0, 7, "twelve"), made=False)
AGAIN = item("again", (4, 7, "2"), made=False)
FLAG = item("flag", (4, 13, ""), flagged=True, made=False)
SIX = item("six", (24, 27, "6"))
PAIR = item("pair", (0, 3, "«1"), (24, 27, "6»"), made=False)
OTHER = item("other", (0, 3, "1"), file=1)


def review(*items: Item, earlier: dict[int, Decision] | None = None) -> Review:
    return Review(items, earlier or {})


def names(review: Review) -> dict[str, Decision]:
    return {review.items[i].shown.findings[0]: decision for i, decision in review.decisions.items()}


def test_each_is_asked_in_turn_and_numbered() -> None:
    course = review(ONE, TWO, SIX)
    seen = []
    while course.current:
        seen.append((course.number, course.current.shown.findings[0]))
        course.decide("accept")
    assert seen == [(1, "one"), (2, "two"), (3, "six")]
    assert names(course) == {"one": "accept", "two": "accept", "six": "accept"}


def test_what_was_decided_earlier_is_neither_asked_nor_numbered() -> None:
    course = review(ONE, TWO, SIX, earlier={1: "reject"})
    course.decide("accept")
    assert (course.current, course.number, course.asked) == (SIX, 2, 2)


def test_accepting_one_rejects_what_is_of_the_same_words() -> None:
    course = review(ONE, BOTH, TWO)
    assert course.cost() == 1
    step = course.decide("accept")
    assert (step.decided, step.overruled) == ((0,), (1,))
    assert course.current == TWO
    assert names(course) == {"one": "accept", "both": "reject"}


def test_rejecting_one_excludes_nothing() -> None:
    course = review(BOTH, ONE, TWO)
    assert course.decide("reject").overruled == ()
    assert course.current == ONE


def test_two_that_want_the_same_can_both_be_accepted_but_only_one_may_have_another_text() -> None:
    course = review(TWO, AGAIN)
    course.decide("accept")
    assert course.current == AGAIN
    assert course.blocked()
    course.undo()
    assert course.decide(Own("zwei")).overruled == (1,)


def test_a_flag_is_not_dismissed_by_accident_but_its_words_are_taken() -> None:
    course = review(TWO, FLAG)
    assert course.decide("accept").overruled == ()
    assert course.current == FLAG
    assert course.blocked()


def test_an_own_text_for_a_flag_excludes_the_changes_in_its_words() -> None:
    course = review(FLAG, TWO, SIX)
    assert course.decide(Own("2 3")).overruled == (1,)
    assert course.current == SIX


def test_an_earlier_acceptance_excludes_too() -> None:
    course = review(ONE, BOTH, TWO, earlier={0: "accept"})
    assert course.current == TWO
    assert names(course) == {"one": "accept", "both": "reject"}


def test_other_files_are_not_concerned() -> None:
    course = review(BOTH, OTHER)
    assert course.decide("accept").overruled == ()


def test_accept_rest_keeps_to_the_file_and_prefers_what_fix_makes() -> None:
    course = review(SIX, BOTH, ONE, FLAG, OTHER)
    step = course.accept_rest()
    assert names(course) == {"six": "accept", "one": "accept", "both": "reject"}
    assert (step.decided, step.overruled) == ((0, 2), (1,))
    assert course.current == FLAG


def test_accept_rest_begins_with_the_one_that_is_asked() -> None:
    course = review(BOTH, ONE, TWO, SIX)
    course.accept_rest()
    assert names(course) == {"both": "accept", "one": "reject", "two": "reject", "six": "accept"}


def test_reject_rest_leaves_earlier_ones_and_other_files_alone() -> None:
    course = review(ONE, TWO, SIX, OTHER)
    course.skip()
    course.reject_rest()
    assert names(course) == {"two": "reject", "six": "reject"}
    assert course.current == OTHER


def test_undo_goes_back_over_files_and_takes_a_whole_step_back() -> None:
    course = review(ONE, BOTH, SIX, OTHER)
    course.accept_rest()
    course.decide("reject")
    assert course.current is None
    assert course.undo()
    assert course.current == OTHER
    assert course.undo()
    assert (course.current, course.decisions) == (ONE, {})
    assert not course.undo()


def test_what_was_rejected_before_and_is_gone_does_not_count() -> None:
    gone = Item(0, Shown(["gone"], []))
    course = review(gone, ONE, earlier={0: "reject"})
    course.skip()
    assert course.tally() == {"undecided": 1}
    assert course.decided == 0


KEYS = ("y", "n", "own", "skip", "a", "d", "u")


@given(
    st.lists(st.sampled_from([ONE, TWO, BOTH, AGAIN, FLAG, SIX, PAIR]), unique_by=id, max_size=7),
    st.lists(st.sampled_from(KEYS), max_size=30),
)
def test_whatever_the_keys_the_decisions_can_be_carried_out_and_undone(items: Sequence[Item], keys: list[str]) -> None:
    course = Review(items, {})
    for key in keys:
        _press(course, key)
        questions = [Question.of_shown(one.shown, TEXT) for one in items]
        apply(decisions.outcome(questions, names(course)), TEXT)
    while course.undo():
        pass
    assert (course.decisions, course.at) == ({}, 0)


def _press(course: Review, key: str) -> None:
    one = course.current
    if key == "u" or one is None:
        course.undo()
    elif key in ("y", "a") and one.repair:
        course.decide("accept") if key == "y" else course.accept_rest()
    elif key == "own" and not course.blocked():
        texts = [f"<{place.before}>" for place in one.shown.edits]
        course.decide(Own(texts[0] if len(texts) == 1 else texts))
    elif key in ("n", "d"):
        course.decide("reject") if key == "n" else course.reject_rest()
    else:
        course.skip()


def test_an_earlier_question_is_as_it_was_saved() -> None:
    kept = Item(0, Shown(["x"], [ShownEdit(0, 3, "one", "1")], made=True))
    assert kept.question.places == (Edit(Span(0, 3), "1"),)
    assert kept.repair
