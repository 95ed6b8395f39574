"""The figures of a document, as they are shown, exported and sorted."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Strength(StrEnum):
    """How much a document looks like something; `UNKNOWN` if nobody can tell."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"
    STRONG = "strong"

    @property
    def rank(self) -> int:
        """0 for unknown up to 3 for strong."""
        return list(Strength).index(self)


class ShownReason(msgspec.Struct, frozen=True):
    """Why a document looks like something: a signal, how often it was seen, and a place to look at.

    `line` and `column` count from 1, columns in code points of the source; `text` is what is there, `before` and
    `after` the words around it. `rule` is empty for a tell in the mark-up.
    """

    signal: str
    says: str
    count: int
    line: int
    column: int
    before: str
    text: str
    after: str
    rule: str = ""

    @property
    def shown(self) -> str:
        """The text with the words around it, marked."""
        return f"{self.before}[{self.text}]{self.after}"


class Impression(msgspec.Struct, frozen=True):
    """How much a document looks like something, and the strongest reasons, the strongest first."""

    strength: Strength
    reasons: tuple[ShownReason, ...] = ()


class Rate(msgspec.Struct, frozen=True):
    """Findings of a group of rules: their number, per 1,000 words, and the percentage of clean documents with fewer.

    The percentile is None for a short document and for a language without a reference.
    """

    findings: int
    per_thousand: float
    percentile: float | None = None


class Figures(msgspec.Struct, frozen=True):
    """What is known about a document. There is no grade: what matters depends on what the texts are for.

    `confidence` is the share of the words (in paragraphs long enough to tell) that are clearly in the `language`;
    `touched` the share of sentences with a finding. `groups` contains only groups with findings, the most frequent
    first.
    """

    path: str
    words: int
    sentences: int
    language: str | None
    confidence: float
    findings: Rate
    touched: float
    groups: dict[str, Rate]
    translated: Impression
    spun: Impression
    scraped: Impression
