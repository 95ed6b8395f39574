"""The reply to `/v2/check`: every field that a client of LanguageTool reads, in the order that LanguageTool has.

The fields are those of LanguageTool 6.8 (`RuleMatchesAsJsonSerializer`); offsets and lengths are UTF-16 units of text
and mark-up together.
"""

from __future__ import annotations

import msgspec


class _ReplyPart(msgspec.Struct, frozen=True, rename="camel", gc=False):
    """Names in JSON as LanguageTool writes them."""


class Software(_ReplyPart, frozen=True):
    """Which server has answered."""

    name: str
    version: str
    build_date: str
    api_version: int = 1
    premium: bool = False
    premium_hint: str = ""
    status: str = ""


class Warnings(_ReplyPart, frozen=True, omit_defaults=True):
    """Whether matches may be missing, and why."""

    incomplete_results: bool = msgspec.field(default_factory=lambda: False)
    incomplete_results_reason: str = ""


class DetectedLanguage(_ReplyPart, frozen=True):
    """The language that the text itself seems to be in; `confidence` is from 0 to 1."""

    name: str
    code: str
    confidence: float
    source: str = "cleanup"


class CheckedLanguage(_ReplyPart, frozen=True):
    """The language whose rules were run."""

    name: str
    code: str
    detected_language: DetectedLanguage


class Replacement(_ReplyPart, frozen=True):
    """What to put in place of the match."""

    value: str


class MatchContext(_ReplyPart, frozen=True):
    """The words around a match, and where it stands in them."""

    text: str
    offset: int
    length: int


class MatchType(_ReplyPart, frozen=True):
    """How a client may draw the match."""

    type_name: str


class MatchCategory(_ReplyPart, frozen=True):
    """The category of the rule."""

    id: str
    name: str


class Link(_ReplyPart, frozen=True):
    """A page about the rule."""

    value: str


class MatchRule(_ReplyPart, frozen=True, omit_defaults=True):
    """The rule; `sub_id` is its id as cleanup writes it."""

    id: str
    sub_id: str
    description: str
    issue_type: str
    category: MatchCategory
    urls: tuple[Link, ...] = ()


class Match(_ReplyPart, frozen=True):
    """One finding, or several that one change repairs."""

    message: str
    short_message: str
    replacements: tuple[Replacement, ...]
    offset: int
    length: int
    context: MatchContext
    sentence: str
    type: MatchType
    rule: MatchRule
    ignore_for_incomplete_sentence: bool = False
    context_for_sure_match: int = 0


class LanguageRate(_ReplyPart, frozen=True):
    """How likely a sentence is in a language."""

    language: str
    rate: float


class SentenceRange(
    _ReplyPart, frozen=True, rename={"start": "from", "end": "to", "detected_languages": "detectedLanguages"}
):
    """A sentence, from one offset to another, with its language."""

    start: int
    end: int
    detected_languages: tuple[LanguageRate, ...]


class CheckReply(_ReplyPart, frozen=True):
    """The whole reply."""

    software: Software
    warnings: Warnings
    language: CheckedLanguage
    matches: tuple[Match, ...]
    sentence_ranges: tuple[tuple[int, int], ...]
    extended_sentence_ranges: tuple[SentenceRange, ...]
