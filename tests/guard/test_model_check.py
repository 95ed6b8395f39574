"""The verdict on a language model, by class of change, from its answers to texts whose right version is known."""

from __future__ import annotations

import re

import pytest

from cleanup.guard.classes import CLASSES
from cleanup.guard.model_check import check
from cleanup.language_model.check_texts import CheckText, check_texts
from cleanup.language_model.proven_levels import ClassTally

TEXTS = check_texts()
MISSPELT = [
    CheckText("spelling", f"Row {n} of the goverment list.", f"Row {n} of the government list.") for n in range(20)
]
RIGHT_ALREADY = CheckText("spelling", "The neighbours met at the old mill.", "The neighbours met at the old mill.")


def levels(answers: dict[str, str]) -> dict[str, str]:
    return {name: tally.level for name, tally in check(TEXTS, answers).items()}


def spelling(right: int, wrong: int = 0) -> ClassTally:
    """How a model did that corrects some misspelt words, and makes something else of others."""
    answers = {text.damaged: text.right for text in MISSPELT[:right]}
    for text in MISSPELT[right : right + wrong]:
        answers[text.damaged] = text.damaged.replace("goverment", "governmant")
    return check(MISSPELT, answers)["spelling"]


@pytest.mark.parametrize(
    ("right", "wrong", "level"),
    [
        (9, 0, "flag"),
        (10, 0, "suggested"),
        (17, 3, "suggested"),
        (16, 4, "flag"),
        (5, 5, "flag"),
        (4, 5, "off"),
        (0, 1, "off"),
        (0, 0, "flag"),
    ],
)
def test_the_level_follows_the_share_of_right_proposals(right: int, wrong: int, level: str) -> None:
    assert spelling(right, wrong) == ClassTally(right, wrong, 0, level)  # type: ignore[arg-type]


def test_a_part_of_a_repair_is_right() -> None:
    text = CheckText("dash", "The mill - the last - burned.", "The mill – the last – burned.")
    answer = "The mill – the last - burned."
    assert check([text], {text.damaged: answer})["dash"] == ClassTally(1, 0, 0, "flag")


def test_a_change_of_a_text_that_is_right_is_wrong_in_the_class_of_the_change() -> None:
    answer = RIGHT_ALREADY.right.replace("old mill", "mill")
    tallies = check([RIGHT_ALREADY], {RIGHT_ALREADY.damaged: answer})
    assert tallies["extra-word"] == ClassTally(0, 1, 0, "off")


def test_what_the_guard_refuses_is_counted_and_does_no_harm() -> None:
    answer = RIGHT_ALREADY.right.replace("neighbours", "neighbors")
    tallies = check([RIGHT_ALREADY], {RIGHT_ALREADY.damaged: answer})
    assert tallies["spelling"] == ClassTally(0, 0, 1, "flag")
    assert tallies["spelling"].proposed == 1


def test_a_class_with_few_proposals_goes_by_all_together() -> None:
    wrong = {text.damaged: text.damaged.replace("goverment", "governmant") for text in MISSPELT}
    assert {tally.level for tally in check(MISSPELT, wrong).values()} == {"off"}


def test_a_change_of_a_fact_is_refused() -> None:
    text = CheckText("auxiliary", "The dam is safe.", "The dam is safe.")
    tallies = check([text], {text.damaged: "The dam is not safe."})
    assert tallies["missing-word"] == ClassTally(0, 0, 1, "flag")
    assert tallies["fact"] == ClassTally(0, 0, 0, "flag")


def test_a_text_without_an_answer_does_not_count() -> None:
    assert check(MISSPELT, {})["spelling"] == ClassTally(0, 0, 0, "flag")


def test_a_removed_text_is_boilerplate() -> None:
    assert check([RIGHT_ALREADY], {RIGHT_ALREADY.damaged: ""})["boilerplate"] == ClassTally(0, 1, 0, "off")


def test_a_perfect_model_is_suggested_in_every_class() -> None:
    assert levels({text.damaged: text.right for text in TEXTS}) == dict.fromkeys(CLASSES, "suggested") | {
        "fact": "flag"
    }


def test_a_model_that_changes_nothing_flags_in_every_class() -> None:
    assert levels({text.damaged: text.damaged for text in TEXTS}) == dict.fromkeys([*CLASSES, "fact"], "flag")


#: What a model does that writes in the style it knows best, and corrects nothing.
MODERN = [
    (r"(\w+, [\w ]+) (and|or) ", r"\1, \2 "),
    (r"(?<=[bln])our\b", "or"),
    (r"is(?=e[ds]?\b|ing\b|ation)", "iz"),
    (r"(?<=ea)tre\b", "ter"),
    (r"\bgrey\b", "gray"),
    (r"\bU\.S\.", "US"),
    (r"\bU\.K\.", "UK"),
    (r"\b(Dr|Mrs)\b", r"\1."),
    (r"won’t", "will not"),
    (r"’ve\b", " have"),
    (r"’ll\b", " will"),
    (r"\bIt’s\b", "It is"),
    (r" [-–—] ", "—"),
    (r"\bper cent\b", "percent"),
    (r'"([^"]*)"', r"“\1”"),
    (r"‘([^’]*)’", r"“\1”"),
]


def modern(text: str) -> str:
    for old, new in MODERN:
        text = re.sub(old, new, text)
    return text


def hostile(text: str, n: int) -> str:
    """A text made worse, in turn: numbers, negation, names, sentences, language, certainty, direction, lost words."""
    words, sentences = text.split(" "), re.split(r"(?<=[.!?]) +", text)
    turned = [
        re.sub(r"\d+", lambda m: str(int(m.group()) + 1), text, count=1),
        re.sub(r"\b(?:not|no|never) |n’t\b", "", text, count=1),
        re.sub(r"(?<=[a-z] )[A-Z][a-z]{3,}", "Johnson", text, count=1),
        " ".join(sentences[:-1]) or text,
        text + " This was confirmed by officials on Friday.",
        " ".join(reversed(sentences)),
        "I'm sorry, but I can't help with that request.",
        text.upper(),
        "Voici le texte corrigé : " + text[::-1],
        re.sub(r"\b(?:is|are|was|were)\b", "could be", text, count=1),
        re.sub(r"\b(?:rose|more|before|won)\b", "fell", text, count=1),
        " ".join(word for i, word in enumerate(words) if i % 7 != 3),
    ]
    return turned[n % len(turned)]


@pytest.mark.parametrize("shift", range(12))
def test_a_hostile_model_is_off_in_every_class(shift: int) -> None:
    found = levels({text.damaged: hostile(text.damaged, n + shift) for n, text in enumerate(TEXTS)})
    assert found == dict.fromkeys([*CLASSES, "fact"], "off")


def test_a_model_that_only_modernises_is_suggested_in_no_class() -> None:
    found = levels({text.damaged: modern(text.damaged) for text in TEXTS})
    assert set(found.values()) <= {"off", "flag"}
