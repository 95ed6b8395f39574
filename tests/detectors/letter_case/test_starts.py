"""Sentences and the pronoun I in lowercase: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

START, PRONOUN = "sentences/lowercase-sentence-start", "sentences/lowercase-pronoun"
ENGINE = Engine(loading.load(prove=False).pick([START, PRONOUN]).rules)

#: Sentences that begin with a capital, as those of most texts do.
RIGHT = "The mill burned down. The owners rebuilt it. Nobody was hurt. The village helped. It took a year. "
FIRST = "I know the river. I rowed there, and I liked it. I hope to go back, but I have no boat. "

KEEP = {
    "a speaker behind a quotation": "“It is late.” the miller said. The town paid. Nobody was hurt. It rained later.",
    "a speaker behind a shout": "“Who is there?” the miller of the town rejoined. The town paid. Nobody was hurt.",
    "a text in lowercase": "the mill burned down. it was rebuilt. nobody was hurt. we helped. it took a year.",
    "an ellipsis": RIGHT + "They waited... it was late. We left… it rained.",
    "a stop that is wrong, not the letter": RIGHT + "They sold many. they could not keep. He asked what. it was.",
    "an abbreviation": RIGHT + "The road of approx. it seems ten miles, built by the Foo Co. they say, was closed.",
    "an abbreviated unit": RIGHT + "They paid 250 bil. it was said.",
    "a question in a narrator's sentence": RIGHT + "“Is it far?” he asked. “It is!” she cried.",
    "exclamations of an older style": RIGHT
    + "Ah! it is you. Oh! he is here. Alas! they are gone. What! you have come?",
    "an address": RIGHT + "Write to mill@river. it will answer; see www/index. it is there.",
    "a paragraph that goes on": RIGHT
    + "\n\nThe owners, who had no money,\n\nthe mill and the river were all they had left.",
    "labels": RIGHT + "\n\nthe mill\n\nthe river\n\n" + RIGHT,
    "a first line that is a label": "the mill by the river\n\n" + RIGHT,
    "an index and a numeral": FIRST + "The index i was zero. See section i, where i is the number of rows.",
    "another language": FIRST + "“Pau i justícia,” they sang.",
}
SAFE = {
    "the pronoun": (FIRST + "They say i think too much.", FIRST + "They say I think too much."),
}
SUGGESTED = {
    "a noun": (
        "The mill burned down. The owners paid. They left. Nobody died (see the map). the detour led on. It rained.",
        "The mill burned down. The owners paid. They left. Nobody died (see the map). The detour led on. It rained.",
    ),
    "behind a quotation": (
        "“We did nothing.” the owner of the mill rejected it. The town paid. Nobody was hurt. It rained later.",
        "“We did nothing.” The owner of the mill rejected it. The town paid. Nobody was hurt. It rained later.",
    ),
    "a subject without an article": (
        "The mill burned down. police said that it was late. The town paid. Nobody was hurt. It rained later.",
        "The mill burned down. Police said that it was late. The town paid. Nobody was hurt. It rained later.",
    ),
    "a subject and its verb": (RIGHT + "The fair opened. it was full.", RIGHT + "The fair opened. It was full."),
    "a contraction": (RIGHT + "The fair opened. there's a dance.", RIGHT + "The fair opened. There's a dance."),
    "an adverb between": (RIGHT + "The fair opened. it also closed.", RIGHT + "The fair opened. It also closed."),
    "a linking adverb": (RIGHT + "It rained. however, they came.", RIGHT + "It rained. However, they came."),
    "stops and dots": (RIGHT + "It rained.…… it's over.", RIGHT + "It rained.…… It's over."),
    "the first word of a text": ("the fair opened. " + RIGHT, "The fair opened. " + RIGHT),
    "a paragraph": (
        f"{RIGHT}\n\nthe owners paid for all of it within the year.\n\n{RIGHT}",
        f"{RIGHT}\n\nThe owners paid for all of it within the year.\n\n{RIGHT}",
    ),
    "a pronoun that is as often small": (
        FIRST + "So i'm late, i'd say, but i'll go.",
        FIRST + "So I'm late, I'd say, but I'll go.",
    ),
}
FLAGGED = {
    "a text that mostly writes i": (
        "so i'm late and i don't care, as i said",
        (PRONOUN, "i"),
        (PRONOUN, "i"),
        (PRONOUN, "i"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
