"""No-break spaces: those of editors of web sites go, those of typographers stay."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["spacing/no-break-space"]).rules)

KEEP = {
    "a number and its unit": "The boat is 12\u00a0metres long and weighs 40\u00a0t.",
    "a number behind its noun": "It is told on page\u00a0212, in chapter\u00a0IV and by Henry\u00a0V.",
    "thousands": "It cost 12\u00a0000\u00a0euros or \u20ac\u00a012.",
    "initials and titles": "The letter by J.\u00a0R.\u00a0Holm reached Dr.\u00a0Lund and Mr\u00a0Vik.",
    "parts of a name": "She came from New\u00a0York to Los\u00a0Angeles.",
    "a short word": "He told us of\u00a0the mill and a\u00a0baker.",
    "the last word of a paragraph": "They had never seen such a\u00a0storm and did not want\u00a0another.",
    "a dash": "The baker\u00a0\u2013 a tall man\u00a0\u2014 was asleep.",
    "the dash of a speech": "\u2014\u00a0Where is he? asked the baker.",
    "French marks": "Il demanda\u00a0: \u00ab\u00a0Qui est l\u00e0\u202f?\u00a0\u00bb Personne\u202f!",
    "German abbreviations": "Das gilt z.\u00a0B. f\u00fcr Schiffe, d.\u00a0h. f\u00fcr alle.",
    "an item of a list": "\u2022\u00a0The first boat of the year",
    "a blank line": "One.\n\u00a0\nTwo.",
}
SAFE = {
    "between words": ("They sold\u00a0their boats in spring.", "They sold their boats in spring."),
    "behind a sentence": ("The mill fell.\u00a0Nobody was hurt.", "The mill fell. Nobody was hurt."),
    "behind a quoted sentence": ("\u201cIt fell.\u201d\u00a0Nobody was hurt.", "\u201cIt fell.\u201d Nobody was hurt."),
    "behind a comma": ("In May,\u00a0Holm came home again.", "In May, Holm came home again."),
    "before a quotation": (
        "They called that\u00a0\u201cthe mill\u201d for years.",
        "They called that \u201cthe mill\u201d for years.",
    ),
    "a number that an article precedes": (
        "He met the\u00a0400 sailors of the town.",
        "He met the 400 sailors of the town.",
    ),
    "an ideographic space": ("They sold\u3000their boats in spring.", "They sold their boats in spring."),
    "after a dash": (
        "The baker \u2013\u00a0a tall man \u2013 was asleep.",
        "The baker \u2013 a tall man \u2013 was asleep.",
    ),
    "weak reasons in a text that has enough without any": (
        "They sold\u00a0their boats, bought\u00a0the mill of\u00a0Anna\u00a0Holm, and left\u00a0their town.",
        "They sold their boats, bought the mill of Anna Holm, and left their town.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
