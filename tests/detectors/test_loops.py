"""What a translator writes again: refrains, emphasis and figures of speech come first."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine("translation", "clause-loop sentence-loop repeated-synonym")

KEEP = {
    "a refrain of one word": "They rang the bells, bells, bells, bells, bells, bells all night.",
    "three times": "Say it again, say it again, say it again, he cried.",
    "a short sentence": "It is so. It is so. They went home.",
    "a sentence with another end": "The mill is old. The mill is older than the town.",
    "an exclamation": "What have I done now! What have I done now! They went home.",
    "growing": "It grew colder and colder, and the path was more and more narrow.",
    "an action that goes on": "They waited and waited, and the wheel turned and turned.",
    "emphasis": "Beautiful, beautiful boats went slowly, slowly by.",
    "the same word for two": "It is bright and clear, clear and cold.",
}
SUGGESTED = {
    "a loop behind another clause": (
        "It is fun, it is new, it is new, it is new, it is new. They left.",
        "It is fun, it is new. They left.",
    ),
    "a loop that was said before": (
        "It is new, it is fun, it is new, it is new, it is new, it is new. They left.",
        "It is new, it is fun. They left.",
    ),
    "a loop at the end": ("It is new, it is new, it is new, it is new", "It is new"),
    "a sentence": (
        "The mill will open again in May. The mill will open again in May! Come early.",
        "The mill will open again in May! Come early.",
    ),
    "a sentence with a negation": (
        "They cannot open the mill now. They cannot open the mill now. Come later.",
        "They cannot open the mill now. Come later.",
    ),
    "an adjective": ("The mill is beautiful and beautiful inside.", "The mill is beautiful inside."),
    "an adverb": ("It was clearly and clearly too late.", "It was clearly too late."),
    "a participle": ("It was increased and increased by the board.", "It was increased by the board."),
    "the last of a list": ("It is useful, necessary, necessary.", "It is useful and necessary."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
