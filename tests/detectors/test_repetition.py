"""Doubled words and phrases: figures of speech and grammar come before what is damage."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.tables import Case, cases, check

NAMES = ["repeated-function-word", "repeated-common-word", "repeated-content-word", "repeated-phrase"]
ENGINE = Engine(loading.load(prove=False).pick([f"grammar/{name}" for name in NAMES]).rules)

KEEP = {
    "a pronoun behind its conjunction": "I know that that mill had had its day.",
    "a particle behind its verb": "The fair went on on Friday, and they moved in in June.",
    "a clause that ends in a verb": "What it is is a mill.",
    "clauses that end in a verb, as subjects": (
        "Whatever was was good. Where they are are hills. How old he is is no secret. All that has has a price."
    ),
    "such a clause behind another": "She knows that who we were were the wrong questions, and what it was was a mill.",
    "numbers of numbers": "It is billions of billions of miles away, behind clouds of clouds of\ndust.",
    "layers": "They took off layers of layers of paint.",
    "emphasis": "It was a very very long way, many many miles.",
    "a refrain": "It went on and on and on, day by day by day.",
    "a proverb": "A mill is a mill is a mill.",
    "names": "They saw The The and Duran Duran in La La Land.",
    "a comma between": "No, no, the, the mill, said the baker.",
    "a compound": "The high-high tide of the to-to boats came.",
    "the end of a line of verse": "The tide, the night\nNight over all the boats",
    "a list of letters": "a\na\na\na\nb\na\na\nthe\n",
    "a list of letters with the line ends of Windows": "a\r\na\r\na\r\nb\r\n",
    "a word that has a line to itself": "Which article?\nthe\nthe mill",
    "a third time in the next line": "He sang of the\nthe\nthe mill, the the\nthe end.",
    "a doubled object at the end": "She gave her her due.",
}
SAFE = {
    "an article": ("They lived in the the valley.", "They lived in the valley."),
    "a preposition": ("The roof of of the mill fell.", "The roof of the mill fell."),
    "across a line end": ("They came from the\nthe harbour.", "They came from the\nharbour."),
    "across a line end of Windows": ("They came from the\r\nthe harbour.", "They came from the\r\nharbour."),
    "the beginning of a sentence": ("The the mill fell.", "The mill fell."),
    "a phrase with “of”": ("They sold one of one of the boats.", "They sold one of the boats."),
    "a phrase with an article": ("They heard it during a during a walk.", "They heard it during a walk."),
}
SUGGESTED = {
    "a verb of a relative clause": ("The man who is is tired left.", "The man who is tired left."),
    "a verb in a clause that has its own": (
        "The mill that was was closed. The boats were were sold.",
        "The mill that was closed. The boats were sold.",
    ),
    "an auxiliary": ("The mill was was closed.", "The mill was closed."),
    "a conjunction": ("It fell when when the water came.", "It fell when the water came."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_doubled_noun_is_flagged_once() -> None:
    (finding,) = ENGINE.plan(document("They went into quarantine quarantine for ten days.")).findings
    assert (finding.level, finding.message) == (Level.FLAG, "“quarantine” is repeated")
