"""Forms that the words around them do not allow: only what the lexicon knows to be nothing else is reported."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine(
    "grammar",
    "plural-after-determiner singular-after-article inflected-after-modal"
    " base-after-have infinitive-for-gerund than-without-comparative",
)

KEEP = {
    "a noun without another plural": "Many people came, and several aircraft of these series were lost.",
    "an adjective for a noun": "Those present in the hall and these few in the yard were asked.",
    "a verb behind a pronoun": "These work in the mill, and many travel by boat.",
    "a compound": "They saw these problem children and several government ministers.",
    "many a": "Many a question was asked.",
    "a plural that is a singular": "It was a means of transport, a series of talks and a crossroads.",
    "a hundred of them": "It lay a hundred yards from the door, and every five minutes of it counted.",
    "a noun and its verb": "As a man sows, so he reaps; every king escapes in the end.",
    "a name that ends in a letter": "A contract with Serie A clubs was signed.",
    "nouns that look like auxiliaries": "The can contains oil, and his will provides for all.",
    "what somebody does": "All they have done is announce it in the hall.",
    "a preposition “to”": "He succeeded to the throne and looks forward to lunch, which is worth to him what it costs.",
    "than behind another word": "It is other than that, no different than before and nothing else than it was.",
}
SUGGESTED = {
    "these and many": (
        "These problem in the town and many difficult question of law remain.",
        "These problems in the town and many difficult questions of law remain.",
    ),
    "one of the best": ("It was one of the best building in town.", "It was one of the best buildings in town."),
    "a and every": ("A difficult situations of every problems.", "A difficult situation of every problem."),
    "a modal verb": ("The miller will provides bread.", "The miller will provide bread."),
    "do not": ("It does not includes cake, and they did not asked.", "It does not include cake, and they did not ask."),
    "to": ("They want to provides bread.", "They want to provide bread."),
    "have": ("They have already announce it.", "They have already announced it."),
    "be": ("It was include in the price.", "It was included in the price."),
    "a word that takes a gerund": (
        "He is capable of it, but avoids to announce it and succeeded to write a book.",
        "He is capable of it, but avoids announcing it and succeeded in writing a book.",
    ),
    "than": (
        "It is important than that, and much bright than it.",
        "It is more important than that, and much brighter than it.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
