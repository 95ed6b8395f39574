"""From what a model replied to the passage in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.language_model.unwrap import Reply, Unwrapped, unwrap
from tests.language_model.replaying import TALK, Wrap

PASSAGE = "She was waiting there for a hour, and than she has left the old town for good."
ANSWER = "She was waiting there for an hour, and then she left the old town for good."

MORE_TALK: tuple[Wrap, ...] = (
    lambda text: f"Corrected passage: {text}",
    lambda text: f"**Corrected version:**\n\n{text}",
    lambda text: f"Sure, I can help with that.\n\n{text}",
    lambda text: f"“{text}”",
    lambda text: f"The passage is incorrect. The correct sentence is:\n{text}",
    lambda text: f"The correct version of the passage would be:\n\n{text}\n\nThe passage is now correct.",
    lambda text: f"```text\n<passage>\n{text}\n</passage>\n```\n\nNote: I changed two words.",
    lambda text: f"She was sad.</think>{text}",
    lambda text: f"\n\n{text}\n",
)


@pytest.mark.parametrize("wrap", [*TALK, *MORE_TALK])
def test_talk_is_taken_off(wrap: Wrap) -> None:
    assert unwrap(PASSAGE, Reply(wrap(ANSWER))) == Unwrapped(ANSWER)


VOCABULARY = [
    "the",
    "ferry",
    "left",
    "town",
    "early",
    "and",
    "came",
    "back",
    "late",
    "with",
    "many",
    "people",
    "on",
    "it",
]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=8)
#: Wrappers from the inside to the outside, as they come together.
NESTED = st.tuples(
    st.sampled_from([TALK[0], TALK[2], TALK[3], TALK[5], MORE_TALK[3], MORE_TALK[6]]),
    st.sampled_from([TALK[0], TALK[1], TALK[4], MORE_TALK[1], MORE_TALK[2]]),
    st.sampled_from([TALK[0], TALK[6], MORE_TALK[5]]),
)


@given(WORDS, NESTED)
def test_what_is_wrapped_comes_out_again(words: list[str], wraps: tuple[Wrap, ...]) -> None:
    text = " ".join(words).capitalize() + "."
    wrapped = text
    for wrap in wraps:
        wrapped = wrap(wrapped)
    assert unwrap(text, Reply(wrapped)) == Unwrapped(text)


@given(st.text(min_size=1))
def test_the_same_passage_is_the_same_passage(passage: str) -> None:
    if passage.strip():
        assert unwrap(passage, Reply(passage)) == Unwrapped(passage)


@pytest.mark.parametrize(
    "passage",
    [
        '"We left the town and will not come back," she said to him. "It was late."',
        "Here is the corrected version: the ferry left the harbor early on that day.",
        "Note: the ferry left the harbor early on that day, and nobody came.",
        "> The ferry left the harbor early on that day, and nobody came.",
        "```The ferry left the harbor early on that day.```",
    ],
)
def test_what_the_passage_has_itself_stays(passage: str) -> None:
    answer = passage.replace("the", "our", 1)
    assert unwrap(passage, Reply(answer)) == Unwrapped(answer)


def test_spaces_around_the_passage_stay() -> None:
    assert unwrap(f"  {PASSAGE}\n", Reply(f"{ANSWER} ")) == Unwrapped(f"  {ANSWER}\n")


def test_a_passage_on_one_line_stays_there() -> None:
    assert unwrap(PASSAGE, Reply(ANSWER.replace(", ", ",\n"))) == Unwrapped(ANSWER)


def test_an_empty_reply_removes_the_passage() -> None:
    assert unwrap(PASSAGE, Reply("")) == unwrap(PASSAGE, Reply(" \n")) == Unwrapped("")


REFUSED = {
    "refusal": [
        Reply("I'm sorry, but I can't help with that request."),
        Reply("As an AI, I cannot edit this."),
        Reply("", refusal="No."),
        Reply(ANSWER, finish="content_filter"),
    ],
    "cut-off": [Reply(ANSWER[:40], finish="length"), Reply("", finish="length"), Reply(ANSWER, finish="tool_calls")],
    "empty": [
        Reply("```\n```"),
        Reply("<passage></passage>"),
        Reply("Here is the corrected version:\n<passage>\n</passage>\n\nLet me know if you need more!"),
        Reply("The passage is boilerplate, so I reply with nothing:\n\n<passage></passage>"),
        Reply("Sure! <passage> </passage> Note: this was an advertisement."),
        Reply("(empty)"),
        Reply("[Nothing]"),
        Reply("Corrected passage: (empty)"),
        Reply("<think>So be it.</think>"),
        Reply("<think>Well"),
    ],
    "language": [
        Reply("Elle attendait là depuis une heure, puis elle a quitté la vieille ville pour toujours."),
        Reply("Sie wartete dort eine Stunde lang, und dann verließ sie die alte Stadt für immer."),
    ],
    "rewritten": [
        Reply("The town was left behind by somebody whose patience had ended."),
        Reply("Voici le texte corrigé : " + PASSAGE[::-1]),
        Reply("OK"),
    ],
}


@pytest.mark.parametrize(("reason", "reply"), [(why, reply) for why, some in REFUSED.items() for reply in some])
def test_what_is_no_version_of_the_passage_is_refused(reason: str, reply: Reply) -> None:
    assert unwrap(PASSAGE, reply) == Unwrapped(None, reason)


@pytest.mark.parametrize(
    "raw",
    [
        "There is nothing to correct.",
        "No corrections needed.",
        "No changes were made. The passage is already correct.",
        "The passage is grammatically correct.",
        "Sure!\n\nThere are no errors to correct.",
        "**There is nothing to fix.**",
    ],
)
def test_who_finds_nothing_wrong_proposes_nothing(raw: str) -> None:
    assert unwrap(PASSAGE, Reply(raw)) == Unwrapped(PASSAGE)
    alike = "There is nothing to report."
    assert unwrap(alike, Reply(raw)) == Unwrapped(alike)


def test_a_passage_that_says_so_itself_is_compared() -> None:
    passage = "There is nothing to correct."
    assert unwrap(passage, Reply("There is no thing to correct.")) == Unwrapped("There is no thing to correct.")
    assert unwrap(passage, Reply("There are nothing to correct.")) == Unwrapped("There are nothing to correct.")
    assert unwrap("Empty", Reply("Empty.")) == Unwrapped("Empty.")


def test_a_heading_is_compared_by_its_characters() -> None:
    assert unwrap("Kazak elite", Reply("Kazakh elite")) == Unwrapped("Kazakh elite")
    assert unwrap("Kazak elite", Reply("Yes.")) == Unwrapped(None, "rewritten")


@pytest.mark.parametrize(
    ("passage", "raw", "bare"),
    [
        ("“The ferry left early,” he said. “Nobody came.”", '"The ferry left early," he said. "Nobody came."', None),
        ("“The ferry left early.”", '"The ferry left early."', None),
        ("“The ferry left early.”", '"“The ferry left early.”"', "“The ferry left early.”"),
        ("The ferry left early.", '"The ferry left early."', "The ferry left early."),
    ],
)
def test_marks_of_the_passage_in_another_shape_are_no_wrapper(passage: str, raw: str, bare: str | None) -> None:
    assert unwrap(passage, Reply(raw)) == Unwrapped(raw if bare is None else bare)


def test_a_long_reply_of_that_kind_is_looked_at_once() -> None:
    assert unwrap(PASSAGE, Reply("No errors found.  \n " * 2_000 + "but")).passage is None
