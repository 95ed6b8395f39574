"""What the guard lets through of an answer, in which class, and why it refuses the rest."""

from __future__ import annotations

from collections import Counter

import pytest

from cleanup.guard.judge import Judgement, judge
from tests.guard.judging import house, versions


def judged(marked: str, document: str = "") -> Judgement:
    passage, answer = versions(marked)
    return judge(passage, answer, house(document + passage))


PASSED = {
    "two changes": (
        "The {Bridge|bridge} fell, and the road {were|was} closed for most of the day.",
        ["case", "auxiliary"],
    ),
    "one sentence of two": ("The dam held. He works as {|a }nurse on the island.", ["article"]),
    "a change between two sentences": (
        "The dam {hold|held}.{  | }Boats {sail|sailed} on the river.",
        ["inflection", "space", "inflection"],
    ),
    "the same": ("The dam held.", []),
}
REFUSED = {
    "a number": ("The bill came to {2,500|2,600} crowns.", "numbers"),
    "a negation": ("The plant will {not |}reopen in spring.", "negation"),
    "certainty": ("The dam {is|could be} safe.", "modality"),
    "a direction": ("The team {won|lost} the final.", "direction"),
    "a name": ("Mr {Novak|Johnson} opened the fair.", "names"),
    "an address": ("Write to {a@example.org|us} now.", "addresses"),
    "a serial comma": ("He met men, women{|,} and children.", "serial-comma"),
    "a spelling": ("The {neighbours|neighbors} left.", "spelling-variety"),
    "an invented sentence": ("The dam held.{| This was confirmed on Friday.}", "names"),
    "everything in capitals": ("{The dam held.|THE DAM HELD.}", "capitals"),
}


@pytest.mark.parametrize(("marked", "names"), PASSED.values(), ids=PASSED)
def test_local_changes_pass(marked: str, names: list[str]) -> None:
    found = judged(marked)
    assert [(proposal.name, proposal.doubtful) for proposal in found.proposals] == [(name, False) for name in names]
    assert found.refused == Counter()


@pytest.mark.parametrize(("marked", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_change_is_refused_for_a_reason(marked: str, reason: str) -> None:
    found = judged(marked)
    assert [proposal for proposal in found.proposals if not proposal.touches] == []
    assert set(found.refused) == {reason}


QUESTIONS = {
    "a negation": ("The plant will {not |}reopen in spring.", "negation"),
    "certainty": ("The dam {is|could be} safe.", "modality"),
    "a direction": ("The team {won|lost} the final.", "direction"),
    "a name": ("The mayor met {Novak|Nowak} and Novak again.", "names"),
}


@pytest.mark.parametrize(("marked", "fact"), QUESTIONS.values(), ids=QUESTIONS)
def test_where_a_fact_would_change_a_person_should_look(marked: str, fact: str) -> None:
    (proposal,) = judged(marked).proposals
    assert (proposal.name, proposal.touches, proposal.doubtful) == ("fact", fact, True)


@pytest.mark.parametrize("marked", ["The bill came to {2,500|2,600} crowns.", "Mr {Novak|Johnson} opened the fair."])
def test_a_number_or_another_name_is_not_even_a_question(marked: str) -> None:
    assert judged(marked).proposals == ()


def test_an_answer_of_another_length_is_doubtful() -> None:
    found = judged("The dam held. {He watched the river for the whole night.|}")
    assert [(proposal.name, proposal.doubtful) for proposal in found.proposals] == [("boilerplate", True)]


def test_what_is_refused_for_a_fact_casts_doubt_on_the_rest() -> None:
    found = judged("The {Bridge|bridge} fell on {3|4} May.")
    assert [(proposal.name, proposal.doubtful) for proposal in found.proposals] == [("case", True)]
    assert found.refused == Counter(numbers=1)


def test_what_is_refused_for_the_style_does_not() -> None:
    found = judged("The {Bridge|bridge} fell, and men, women{|,} and children ran.")
    assert [(proposal.name, proposal.doubtful) for proposal in found.proposals] == [("case", False)]


def test_a_sentence_that_is_written_anew_is_one_doubtful_proposal() -> None:
    marked = "The {locked|closed} road was {soon|quickly} a {big|large} danger to {tired|weary} drivers."
    found = judged(marked + " The dam held.")
    (proposal,) = found.proposals
    assert (proposal.name, proposal.doubtful) == ("word-choice", True)
    assert proposal.change.corrected == versions(marked)[1] + " The dam held."


def test_an_empty_answer_proposes_to_remove_the_passage() -> None:
    (proposal,) = judge("Sign up here.", " \n", house("Sign up here.")).proposals
    assert (proposal.name, proposal.doubtful) == ("boilerplate", True)
    assert proposal.change.before == "Sign up here."
    assert proposal.change.after == ""


def test_a_rule_says_what_its_class_protects() -> None:
    passage, answer = versions("The forty {old |}men left.{ Call 555 to subscribe now.|}")
    found = judge(passage, answer, house(passage), {"boilerplate": ()})
    assert "boilerplate" in {proposal.name for proposal in found.proposals}
    found = judge(passage, answer, house(passage), {"boilerplate": ("numbers",), "extra-word": ()})
    assert "extra-word" in {proposal.name for proposal in found.proposals}
