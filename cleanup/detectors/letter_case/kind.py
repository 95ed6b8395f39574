"""The `letter_case` kind: capitals and small letters that are wrong by the evidence of the whole text.

What a text mostly writes is right: a text in lowercase throughout has a style, one lowercase sentence among many is a
slip.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cleanup.detectors.letter_case import starts, surnames
from cleanup.matching import Report, document_kind


class Params(msgspec.Struct, frozen=True):
    """Keys of a letter_case rule: `report` names what it examines."""

    report: Literal["sentence-start", "pronoun", "surname"]


KIND = document_kind(
    Params,
    {
        "sentence-start": Report(starts.sentence_starts, starts.SENTENCE_TRIGGERS),
        "pronoun": Report(starts.pronoun, starts.PRONOUN_TRIGGERS),
        "surname": Report(surnames.surnames, surnames.TRIGGERS),
    },
)
