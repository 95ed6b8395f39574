"""Paragraphs without a full stop: what needs none comes before what has lost one."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["punctuation/missing-full-stop"]).rules)

_BEFORE = """\
The old bridge over the river was closed on Monday, after the crews had found long cracks in its arches.

The mayor said that it would stay closed until the spring, and that nobody should try to cross it on foot.

"""
_BEHIND = """

The ferry runs every hour, and a second boat will be hired for the morning, when the pupils go to school.

A new bridge will be built in the north. The council has not yet said what it will cost, or who will pay.
"""
_CLAUSE = "Two towns on the other bank can now be reached only by boat"


def _among(paragraphs: str) -> str:
    return _BEFORE + paragraphs + _BEHIND


KEEP = {
    "a heading": _among("The towns that nobody can reach"),
    "many words without a verb": _among("The long way home for the pupils of two small towns in the north"),
    "a title in capitals": _among("Two Towns on the Other Bank Can Now Be Reached Only by Boat"),
    "a caption with a label": _among("Long way home: The pupils of the two towns were brought to school by boat"),
    "a call to the reader": _among("Read more about the two towns that can now be reached only by boat"),
    "an address": _among("Two towns can be reached by boat, as https://example.org/boat has said"),
    "verse": _among("And those who came to see the bridge that fell\n\nWere taken where the people cannot tell,"),
    "a list": _among("\n\n".join([_CLAUSE, "The school was closed for the rest of the week in May", _CLAUSE])),
    "behind a colon": _BEFORE.replace("foot.", "foot:") + _CLAUSE + _BEHIND,
    "a text that is cut off": _BEFORE + _BEHIND + "\nThe two towns on the other bank can now be reached only by boat",
    "a text that sets no stops": "\n\n".join([_CLAUSE] * 2 + ["The ferry was late again on the second day"] * 4),
    "a cut sentence": _among("Two towns on the other bank can now be reached only by the"),
}
SUGGESTED = {
    "a sentence": (_among(_CLAUSE), _among(_CLAUSE + ".")),
    "two sentences": (
        _BEFORE + _BEHIND + "\nThe ferry is free. Both towns have said that they will pay for all of it",
        _BEFORE + _BEHIND + "\nThe ferry is free. Both towns have said that they will pay for all of it.",
    ),
    "a space at the end": (_among(_CLAUSE + " "), _among(_CLAUSE + ". ")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
