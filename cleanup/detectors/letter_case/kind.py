"""The `letter_case` kind: capitals and small letters that are wrong by the evidence of the whole text.

What a text mostly writes is right: a text in lowercase throughout has a style, one lowercase sentence among many is a
slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from cleanup.detectors.letter_case import (
    common_nouns,
    drop_capitals,
    expansions,
    half_names,
    names,
    starts,
    surnames,
    title_case,
    two_cases,
)
from cleanup.matching import Report, document_kind
from cleanup.model import Rule


class Params(msgspec.Struct, frozen=True):
    """Keys of a letter_case rule: `report` names what it examines; `names`: the names of a listed-name rule."""

    report: Literal[
        "sentence-start",
        "pronoun",
        "surname",
        "common-noun",
        "expansion",
        "half-name",
        "listed-name",
        "name",
        "two-cases",
        "title-case",
        "drop-capital",
    ]
    names: tuple[str, ...] = ()


def _ready(rule: Rule, _: Sequence[Rule]) -> Any:
    return half_names.NameList(rule) if rule.params.report == "listed-name" else rule


KIND = document_kind(
    Params,
    {
        "sentence-start": Report(starts.sentence_starts, starts.SENTENCE_TRIGGERS),
        "pronoun": Report(starts.pronoun, starts.PRONOUN_TRIGGERS),
        "surname": Report(surnames.surnames, surnames.TRIGGERS),
        "common-noun": Report(common_nouns.common_nouns, common_nouns.TRIGGERS),
        "expansion": Report(expansions.expansions, expansions.TRIGGERS),
        "half-name": Report(half_names.half_names, half_names.TRIGGERS),
        "listed-name": Report(half_names.NameList.find, half_names.NameList.triggers),
        "name": Report(names.lowercase_names),
        "two-cases": Report(two_cases.two_cases, two_cases.TRIGGERS),
        "title-case": Report(title_case.title_case, title_case.TRIGGERS),
        "drop-capital": Report(drop_capitals.drop_capitals, drop_capitals.TRIGGERS),
    },
    ready=_ready,
)
