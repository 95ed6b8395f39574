"""Capitals in mid-sentence and small letters in names: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

NAMES = [
    "capital-after-quotation", "capital-in-attribution", "capital-in-quotation", "capital-after-speaker",
    "capital-mid-sentence", "capital-after-comma", "capital-after-parenthesis", "lowercase-day-or-month",
    "lowercase-ambiguous-month", "lowercase-nationality", "lowercase-place", "lowercase-name", "mixed-case",
]  # fmt: skip
ENGINE = Engine(loading.load(prove=False).pick([f"sentences/{name}" for name in NAMES]).rules)

KEEP = {
    "a name behind a quotation": "“We are ready,” Moreau said. “Yes,” I said.",
    "a title behind a quotation": "“The mill is lost,” The Times wrote.",
    "a sentence behind a question": "“Where is she?” He left the room.",
    "a participle behind a question": "“Who opened it?” Asked about the lock, he smiled.",
    "a quotation that is a sentence": "He said, “We will never leave.”",
    "works": "She starred in “The Mill” and “A River of stones”.",
    "a song": "They sang the song “A boat on the water” twice.",
    "a cry": "They marched to cries of “Shame on the council”.",
    "a question": "She asked the clerk “Would it rain?” and left.",
    "a new sentence of the speaker": "“Tell me,” he said, “That is what we came for.”",
    "a name in the resumed quotation": "“On Monday,” she said, “Moreau will row.”",
    "a town with an article": "They built mills in The Hague.",
    "a title of a book": "How to Build a House of Stone and Not to Fall.",
    "a title behind a comma": "He wrote Bread, And Other Poems.",
    "a sentence behind a note": "It was cut (see the note by the ed.) Istanbul was far.",
    "kitchen and workshop": "They ate french fries with a dutch oven and polish the shoes.",
    "verbs and an adjective": "They may march 3 miles in august company.",
    "addresses": "See news/monday-june, russia.example and #friday.",
    "abbreviations": "The NGOs, the MPs and the PhDs met the WHO.",
    "identifiers": "Call forEach and onChange, says McDonald with an iPhone.",
    "somebody’s own spelling": "i wEnt tO theN aNd bAck hoMe.",
}
SAFE = {
    "a pronoun behind a quotation": ("“It is lost,” He said.", "“It is lost,” he said."),
    "an article behind a quotation": ("“It is lost,” The mayor said.", "“It is lost,” the mayor said."),
    "a verb behind a quotation": ("“It is lost,” Said a boy.", "“It is lost,” said a boy."),
    "a verb behind a question": ("“Is it lost?” Asked the judge.", "“Is it lost?” asked the judge."),
}
SUGGESTED = {
    "a comma outside": ("“It is lost”, He said.", "“It is lost”, he said."),
    "a stop before the speaker": ("“It is lost.” Said the boy.", "“It is lost,” said the boy."),
    "what something is called": (
        "He called the vote “A victory for all” and left.",
        "He called the vote “a victory for all” and left.",
    ),
    "a verb behind “to”": ("She vowed to “Fight for the mill”.", "She vowed to “fight for the mill”."),
    "a straight mark": ('"It is lost," The mayor said.', '"It is lost," the mayor said.'),
    "a charge": ("They accused him of “Selling the mill”.", "They accused him of “selling the mill”."),
    "a verb in the quotation": ("She said it “Would ruin” them.", "She said it “would ruin” them."),
    "between dashes": ("The day – “The worst of my life” – ended.", "The day – “the worst of my life” – ended."),
    "a resumed clause": ("“I feared,” she said, “That he fell.”", "“I feared,” she said, “that he fell.”"),
    "behind a preposition": (
        "They built many mills in The region of the river.",
        "They built many mills in the region of the river.",
    ),
    "behind a comma": ("The river rose by a metre, But it held.", "The river rose by a metre, but it held."),
    "behind a bracket": ("The guild (bakers – ed.) Is bound to pay.", "The guild (bakers – ed.) is bound to pay."),
    "days and months": ("It opened on monday, 3 april.", "It opened on Monday, 3 April."),
    "a month of two meanings": ("It closed in march 2011.", "It closed in March 2011."),
    "a nationality": ("The french president met him.", "The French president met him."),
    "places": ("They left for kyiv and the united states.", "They left for Kyiv and the United States."),
    "mixed letters": ("In tHe flood many LIVes were lost.", "In the flood many lives were lost."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
