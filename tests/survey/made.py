"""Plans and figures built by hand for the tests of a survey."""

from __future__ import annotations

import msgspec

from cleanup.documents.readers import document
from cleanup.model import Finding, Level, Plan, Span
from cleanup.survey.figures import Figures, Impression, Rate, Strength

#: Ten English words.
TEN = "The mayor of the town opened a new bridge today. "
#: A text of 210 words in one paragraph.
LONG = TEN * 21


def plan(text: str, *found: tuple[str, str], path: str = "a.txt", form: str = "") -> Plan:
    """A plan with a finding of each (rule, text of its first place)."""
    findings = [
        Finding(rule, Span(text.index(part), text.index(part) + len(part)), "look", Level.FLAG, id=f"{rule} {part}")
        for rule, part in found
    ]
    return Plan(document(text, path, form), tuple(findings), (), frozenset())


NOTHING = Impression(Strength.NONE)


def figures(path: str = "a.txt", **known: object) -> Figures:
    """The figures of a clean document of 400 English words, except for what is given."""
    clean = Figures(path, 400, 20, "en", 1.0, Rate(0, 0.0, 0.0), 0.0, {}, NOTHING, NOTHING, NOTHING)
    return msgspec.structs.replace(clean, **known)
