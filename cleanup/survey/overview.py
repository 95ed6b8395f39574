"""The overview of a survey: one page with a table of documents that sorts in the browser and leads to their pages.

The page is complete without its script, which sorts and filters the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from cleanup.reports import pages
from cleanup.reports.html_prose import escaped
from cleanup.survey.figures import Figures, Impression, Rate, Strength
from cleanup.survey.signals import LOOKS


class Column(NamedTuple):
    """A column of the table: its heading, an explanation, and whether it is of numbers."""

    title: str
    explanation: str
    number: bool = True


class Cell(NamedTuple):
    """A cell: what it shows, the value that it sorts by, a second line, and a class for its colour."""

    shown: str
    value: float
    more: str = ""
    kind: str = ""


class Row(NamedTuple):
    """A document: its path as mark-up, the link to its page (or nothing), its cells, and the looks with reasons."""

    path: Markup
    link: str
    cells: Sequence[Cell]
    looks: Sequence[tuple[str, Impression]]


_FIXED = (
    Column("Words", "words of prose"),
    Column("Language", "and how much of the text is clearly in it", number=False),
    Column("Per 1,000", "findings per 1,000 words, and the percentage of clean documents with fewer"),
    Column("Touched", "share of the sentences with a finding"),
    *(Column(look.name.capitalize(), f"whether it looks {look.said}", number=False) for look in LOOKS),
)
_COLOURS = {Strength.STRONG: "strong", Strength.SOME: "some", Strength.UNKNOWN: "soft"}


def render(shown: Sequence[Figures], links: Mapping[str, str], *, version: str, title: str = "Survey") -> str:
    """Return the page of documents in this order; `links` leads to the pages of some of them, by path."""
    groups = sorted(Counter(group for one in shown for group in one.groups))
    style, script = pages.source("report.css", "overview.css"), pages.source("overview.js")
    return (
        pages.environment()
        .get_template("overview.html.j2")
        .render(
            title=title,
            version=version,
            columns=[*_FIXED, *(Column(group, f"findings of {group} per 1,000 words") for group in groups)],
            rows=(_row(one, links.get(one.path, ""), groups) for one in shown),
            number=len(shown),
            words=sum(one.words for one in shown),
            looks=[(look.name, look.said, _strong(shown, look.name)) for look in LOOKS],
            strengths=list(Strength),
            style=style,
            script=script,
            policy=pages.policy(style, script),
        )
    )


def _strong(shown: Sequence[Figures], name: str) -> int:
    return sum(getattr(one, name).strength is Strength.STRONG for one in shown)


def _row(one: Figures, link: str, groups: Sequence[str]) -> Row:
    looks = [(look.said, getattr(one, look.name)) for look in LOOKS]
    language = f"{one.confidence:.0%}" if one.language else ""
    cells = [
        Cell(f"{one.words:,}", one.words),
        Cell(one.language or "unknown", one.confidence, language, "" if one.language else "soft"),
        _rate(one.findings),
        Cell(f"{one.touched:.0%}", one.touched),
        *(Cell(seen.strength, seen.strength.rank, "", _COLOURS.get(seen.strength, "")) for _, seen in looks),
        *(_rate(one.groups.get(group)) for group in groups),
    ]
    return Row(Markup(escaped(one.path)), link, cells, [(said, seen) for said, seen in looks if seen.reasons])


def _rate(rate: Rate | None) -> Cell:
    if rate is None:
        return Cell("", 0)
    known = rate.percentile is not None and rate.findings
    return Cell(f"{rate.per_thousand:.1f}", rate.per_thousand, f"{rate.percentile:.0f} %" if known else "")
