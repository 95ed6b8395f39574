"""Where a verb may be a subjunctive: “lest it were so”, “they asked that he have it”."""

from __future__ import annotations

from cleanup import lazy_regex
from cleanup.detectors.frames import word_set

#: How far back the word is looked for that asks for a subjunctive, in code points.
_REACH = 60
_MANDATE = lazy_regex.pattern(
    r"(?i)(?:(?<!said )(?<!says )\bthat|\b(?:if|though|whether|lest|than|wish|as|in order)|suggest\w*"
    r"|demand\w*|insist\w*|ever|moment) \Z"
)
_ASKED = lazy_regex.pattern(
    r"(?i)(?:\b(?:lest|wish|in order)|(?:suggest|demand|insist|\b(?:ask|propos|recommend|request|requir|urg)|essential"
    r"|important|necessary|vital)[^.!?]*) \Z"
)
#: Verbs of which hardly anybody writes a subjunctive where nothing is demanded: “if it want to”.
NEVER = word_set("want require look seem sound contain use work help affect show include mean")


def may_be(text: str, at: int, verb: str) -> bool:
    """Return whether the base form of a verb behind the subject at a place may be a subjunctive."""
    return bool((_ASKED if verb in NEVER else _MANDATE).search(text, max(0, at - _REACH), at))
