"""The figures of documents as lines of text: a table, with the reasons below a document that looks like something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleanup.reports.text import Paint, path_first, plain, visible
from cleanup.survey.figures import Figures, Impression, Strength
from cleanup.survey.signals import LOOKS
from cleanup.text.phrasing import counted

_HEAD = ("words", "per 1,000", "pct", "touched", "language", *(look.name for look in LOOKS), "path")
_ROLES = {Strength.STRONG: "old", Strength.SOME: "suggested", Strength.UNKNOWN: "dim"}


def table(found: Sequence[Figures], paint: Paint = plain, *, reasons: bool) -> Iterator[str]:
    """Yield the header, and the lines of each document; nothing without documents."""
    if not found:
        return
    rows = [_cells(one) for one in found]
    widths = [max(len(row[i]) for row in (_HEAD, *rows)) for i in range(len(_HEAD) - 1)]
    yield paint(_aligned(_HEAD, widths, plain), "dim")
    for one, row in zip(found, rows, strict=True):
        yield _aligned(row, widths, paint)
        if reasons:
            yield from _reasons(one, paint)


def _cells(one: Figures) -> tuple[str, ...]:
    rate = one.findings
    return (
        f"{one.words:,}",
        f"{rate.per_thousand:.1f}",
        "–" if rate.percentile is None else f"{rate.percentile:.0f}",
        f"{one.touched:.0%}",
        f"{one.language} {one.confidence:.0%}" if one.language else "unknown",
        *(getattr(one, look.name).strength.value for look in LOOKS),
        path_first(one.path),
    )


def _aligned(row: Sequence[str], widths: Sequence[int], paint: Paint) -> str:
    """Return the cells in columns: numbers to the right, words to the left, the path last."""
    cells = [
        cell.rjust(width) if number < 4 else _painted(cell, width, paint)
        for number, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "  ".join((*cells, paint(row[-1], "path")))


def _painted(cell: str, width: int, paint: Paint) -> str:
    role = _ROLES.get(Strength(cell)) if cell in list(Strength) else None
    return (paint(cell, role) if role else cell) + " " * (width - len(cell))


def _reasons(one: Figures, paint: Paint) -> Iterator[str]:
    for look in LOOKS:
        impression: Impression = getattr(one, look.name)
        if impression.reasons:
            yield f"    looks {look.said} ({impression.strength}):"
        for reason in impression.reasons:
            place = paint(f"{reason.line}:{reason.column}", "place")
            more = f" ({reason.count} times)" if reason.count > 1 else ""
            found = paint(visible(reason.text) or "∅", "old")
            shown = f"{visible(reason.before)}{found}{visible(reason.after)}"
            yield f"      {place}  {reason.says}{more}: {shown if paint is not plain else visible(reason.shown)}"


def summary(found: Sequence[Figures], shown: int) -> str:
    """Return the last line of a run, over all documents."""
    words = sum(one.words for one in found)
    told = [f"{look.name} {_strong_and_some(found, look.name)}" for look in LOOKS]
    unknown = sum(one.translated.strength is Strength.UNKNOWN for one in found)
    doubt = f"; {unknown:,} too short or in another language to tell" if unknown else ""
    less = f"; {shown:,} shown" if shown < len(found) else ""
    looks = f", looking {', '.join(told)}" if found else ""
    return f"Surveyed {counted(len(found), 'document')}, {counted(words, 'word')}{looks}{doubt}{less}."


def _strong_and_some(found: Sequence[Figures], name: str) -> str:
    said = Counter(getattr(one, name).strength for one in found)
    return f"{said[Strength.STRONG]:,} strong and {said[Strength.SOME]:,} some"
