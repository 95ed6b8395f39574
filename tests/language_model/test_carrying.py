"""What a model that has seen a text says of the repaired text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.language_model.carrying import answers_after, merged

PASSAGE = "She waited for a hour , and than she has left the town."
ANSWER = "She waited for an hour, and then she left the town."


def test_what_nobody_has_carried_out_is_still_proposed() -> None:
    repaired = "She waited for a hour, and than she has left the town."
    assert merged(PASSAGE, ANSWER, repaired) == ANSWER
    repaired = "She waited for a hour , and then she has left the town."
    assert merged(PASSAGE, ANSWER, repaired) == ANSWER


def test_where_a_repair_was_made_it_stays() -> None:
    assert merged(PASSAGE, ANSWER, PASSAGE.replace("than", "afterwards")) == ANSWER.replace("then", "afterwards")


def test_a_passage_that_was_not_part_of_the_text_still_is_not() -> None:
    assert merged("Read more", "", "Read more") == ""
    assert merged("Read  more", "", "Read more") == ""
    assert merged("Read mor", "", "Read more") == "Read more"


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_passage_without_repairs_keeps_its_answer(passage: str, answer: str) -> None:
    assert merged(passage, answer, passage) == answer


@given(WORDS, WORDS)
def test_a_passage_that_has_become_its_answer_is_right(passage: str, answer: str) -> None:
    assert merged(passage, answer, answer) == answer


@given(WORDS, WORDS)
def test_nothing_is_proposed_where_nothing_was(passage: str, repaired: str) -> None:
    assert merged(passage, passage, repaired) == repaired


def test_the_passages_of_a_repaired_text_are_traced_back() -> None:
    before = ["Title", "He go home.", "Share this", "It were late.", "Unasked."]
    answers = {"Title": "Title", "He go home.": "He goes home.", "Share this": "", "It were late.": "It was late."}
    after = ["Title", "He go  home.", "It were late.", "Unasked."]
    assert answers_after(before, answers, ["Title", "He go at home.", "Share this", "It was late.", "Unasked."]) == {
        "Title": "Title",
        "He go at home.": "He goes at home.",
        "Share this": "",
        "It was late.": "It was late.",
    }
    assert answers_after(before, answers, after) == {
        "Title": "Title",
        "He go  home.": "He go  home.",  # it cannot be told which of two it was
        "It were late.": "It was late.",
    }
