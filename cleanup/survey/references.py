"""How often edited prose of a language has findings: what the figures of a document are compared with.

`data/clean_rates.json` contains, for each language, the number of documents and words of clean text that were measured
and, for each group of rules (and `all` of them), the findings per 1,000 words of every document that has any. The
documents are pieces of about 600 words. `python -m benchmarks.survey --write` writes the file.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).parent / "data" / "clean_rates.json"

#: The name under which the findings of all groups together are kept.
ALL = "all"


class Reference(msgspec.Struct, frozen=True):
    """The clean documents of a language; `rates` are sorted, by group, and leave out documents without findings."""

    documents: int
    words: int
    rates: dict[str, tuple[float, ...]]


@cache
def references() -> dict[str, Reference]:
    """Return the references by language, a code of ISO 639-1."""
    return msgspec.json.decode(_FILE.read_bytes(), type=dict[str, Reference])


def percentile(language: str | None, group: str, rate: float) -> float | None:
    """Return the percentage of clean documents of the language that have fewer findings of the group per 1,000 words.

    0 for a document without any. None for a language without a reference.
    """
    reference = references().get(language or "")
    if reference is None:
        return None
    if not rate:
        return 0.0
    known = reference.rates.get(group, ())
    lower = reference.documents - len(known) + bisect_left(known, rate)
    return round(100 * lower / reference.documents, 1)
