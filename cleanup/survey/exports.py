"""The figures of documents as JSON and CSV, for other programs. Written piece by piece: a run may have many."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cleanup.errors import CleanupError
from cleanup.survey.figures import Figures, Impression
from cleanup.survey.signals import LOOKS

#: The version of the JSON document.
VERSION = 1
#: What a spreadsheet takes for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(one: Figures) -> dict[str, Any]:
    """Return the figures of a document as JSON values."""
    values: dict[str, Any] = msgspec.to_builtins(one)
    return values


def column(one: Figures) -> dict[str, Any]:
    """Return the figures of a document as a value of the column `cleanup_survey`, whose keys are always the same."""
    impressions: dict[str, Impression] = {look.name: getattr(one, look.name) for look in LOOKS}
    return {
        "words": one.words,
        "sentences": one.sentences,
        "language": one.language,
        "confidence": one.confidence,
        "per_1000": one.findings.per_thousand,
        "percentile": one.findings.percentile,
        "touched": one.touched,
        **{name: seen.strength.value for name, seen in impressions.items()},
        "reasons": [
            {"looks": name, "says": reason.says, "line": reason.line, "text": reason.shown}
            for name, seen in impressions.items()
            for reason in seen.reasons
        ],
        "groups": [
            {"group": group, "per_1000": rate.per_thousand, "percentile": rate.percentile}
            for group, rate in one.groups.items()
        ],
    }


def as_json(found: Sequence[Figures], errors: Sequence[CleanupError], version: str) -> Iterator[str]:
    """Yield the lines of one JSON document, in ASCII; a document of the survey is a line."""
    head = json.dumps({"version": VERSION, "tool": {"name": "cleanup", "version": version}})[:-1]
    yield f'{head}, "documents": ['
    for number, one in enumerate(found, 1):
        yield f"{json.dumps(plain(one))}{',' if number < len(found) else ''}"
    failed = [{"path": error.path, "message": error.message} for error in errors]
    yield f'], "errors": {json.dumps(failed)}}}'


def as_csv(found: Iterable[Figures], groups: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a table with a column for each of the groups, and its header."""
    yield _row(header(groups))
    for one in found:
        row = columns(one, groups)
        yield _row([row[name] for name in header(groups)])


def header(groups: Sequence[str]) -> list[str]:
    """Return the names of the columns."""
    looks = [name for look in LOOKS for name in (look.name, f"{look.name}_reasons")]
    rates = [name for group in groups for name in (f"{group}_per_1000", f"{group}_percentile")]
    return [*_FIRST, *looks, *rates]


_FIRST = (
    "path",
    "words",
    "sentences",
    "language",
    "confidence",
    "findings",
    "findings_per_1000",
    "findings_percentile",
    "touched",
)


def columns(one: Figures, groups: Sequence[str]) -> Mapping[str, object]:
    """Return the columns of a document by name."""
    row: dict[str, object] = {
        "path": one.path,
        "words": one.words,
        "sentences": one.sentences,
        "language": one.language,
        "confidence": one.confidence,
        "findings": one.findings.findings,
        "findings_per_1000": one.findings.per_thousand,
        "findings_percentile": one.findings.percentile,
        "touched": one.touched,
    }
    for look in LOOKS:
        impression: Impression = getattr(one, look.name)
        row[look.name] = impression.strength.value
        row[f"{look.name}_reasons"] = " | ".join(
            f"{reason.line}:{reason.column} {reason.says}: {reason.shown}" for reason in impression.reasons
        )
    for group in groups:
        rate = one.groups.get(group)
        row[f"{group}_per_1000"] = rate.per_thousand if rate else 0.0
        row[f"{group}_percentile"] = rate.percentile if rate else 0.0 if one.findings.percentile is not None else None
    return row


def _row(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([_cell(value) for value in values])
    return line.getvalue()


def _cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula, and that is valid UTF-8."""
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", "backslashreplace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text
