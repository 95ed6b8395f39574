"""The table for a reader of text."""

from __future__ import annotations

from cleanup.survey.figures import Impression, Rate, ShownReason, Strength
from cleanup.survey.listing import summary, table
from tests.survey.made import figures

REASON = ShownReason("calques", "wording that follows another language", 2, 3, 7, "a ", "b\x1b", " c", "translation/x")
DAMAGED = figures(
    "articles/a.txt",
    words=1431,
    findings=Rate(18, 12.58, 99.4),
    touched=0.213,
    translated=Impression(Strength.STRONG, (REASON,)),
)
SHORT = figures(
    "\x1b[31mb.txt",
    words=3,
    language=None,
    confidence=0.0,
    findings=Rate(0, 0.0),
    translated=Impression(Strength.UNKNOWN),
)


def test_the_table_is_aligned_and_harmless() -> None:
    assert list(table([DAMAGED, SHORT], reasons=False)) == [
        "words  per 1,000  pct  touched  language  translated  spun  scraped  path",
        "1,431       12.6   99      21%  en 100%   strong      none  none     articles/a.txt",
        "    3        0.0    –       0%  unknown   unknown     none  none     \\x1b[31mb.txt",
    ]


def test_the_reasons_stand_below_the_document() -> None:
    assert list(table([DAMAGED, SHORT], reasons=True))[2:4] == [
        "    looks machine-translated (strong):",
        "      3:7  wording that follows another language (2 times): a [b\\x1b] c",
    ]


def test_nothing_has_no_header() -> None:
    assert list(table([], reasons=True)) == []


def test_the_summary_counts_all_and_says_how_many_are_shown() -> None:
    assert summary([DAMAGED, SHORT], 1) == (
        "Surveyed 2 documents, 1,434 words, looking translated 1 strong and 0 some, spun 0 strong and 0 some, "
        "scraped 0 strong and 0 some; 1 too short or in another language to tell; 1 shown."
    )
    assert summary([], 0) == "Surveyed 0 documents, 0 words."
