"""The style of the document that a passage is from, as far as the guard follows it."""

from __future__ import annotations

import msgspec

from cleanup import lazy_regex
from cleanup.guard.known import Known
from cleanup.style.document_style import Profile

_LISTED = lazy_regex.pattern(r"\b[\w’-]+, (?:[\w’-]+ )?[\w’-]+(,)? (?:and|or) [\w’-]+")


class House(msgspec.Struct, frozen=True):
    """The style of the document at hand; `serial_comma` says what it writes in lists, None where it does not show.

    `in_speech`: a paragraph beside the passage begins with a quotation mark, so that one may stay open in between.
    """

    profile: Profile
    known: Known
    serial_comma: bool | None = None
    in_speech: bool = False


def serial_comma(text: str) -> bool | None:
    """Return whether a text puts a comma before the last of three items; None where it does not clearly show."""
    counts = {True: 0, False: 0}
    for match in _LISTED.finditer(text):
        counts[bool(match[1])] += 1
    if max(counts.values()) < 2 or min(counts.values()) * 3 > max(counts.values()):
        return None
    return counts[True] > counts[False]
