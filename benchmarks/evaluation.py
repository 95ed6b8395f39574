"""What the tool does to everything that is annotated and to everything that must stay: the measurements.

All of them are plain data (dictionaries of strings and numbers), so that two runs can be compared and kept as JSON.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cleanup
from benchmarks.scoring import read_rows, score
from cleanup.documents.readers import read
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.model import Finding, Level, Plan

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
#: Families and tiers of `classes.jsonl` and classes of `cases.jsonl` in which a rule can know the one repair.
MECHANICAL_FAMILIES = ("boundary", "quotes", "spacing", "encoding", "numbers", "boilerplate", "words", "grammar")
MECHANICAL_CASES = ("a_stop_lower", "b_stop_cap", "c_missing_quote", "d_wrong_cap", "f_name", "g_coord_verb")
CONTEXT = 40
#: By trust; counts of the measurements are in this order.
LEVELS = tuple(level.value for level in Level)


def paragraph_groups(text: str, words: int) -> tuple[list[str], str]:
    """Its paragraphs in groups of at least so many words, and the shorter rest."""
    groups, waiting = list[str](), list[str]()
    for paragraph in re.split(r"\n\s*\n", text):
        waiting.append(paragraph)
        if sum(len(one.split()) for one in waiting) >= words:
            groups.append("\n\n".join(waiting))
            waiting = []
    return groups, "\n\n".join(waiting)


def measure_seeds() -> dict[str, str]:
    """Each annotated row of the two articles: what became of it at the safe and at the suggested level."""
    rows, traps = read_rows(GOLD / "seeds.jsonl"), read_rows(GOLD / "traps.jsonl")
    result: dict[str, str] = {}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        mine = [row for row in rows if row.file == path.name]
        set_aside = [trap for trap in traps if trap.file == path.name]
        for suggested in (False, True):
            plan = cleanup.plan(path.read_text("utf-8"), suggested=suggested)
            judged = score(plan, mine, set_aside)
            level = "suggested" if suggested else "safe"
            for row in mine:
                state = "exact" if row in judged.exact else "found" if row in judged.found else "missed"
                result[f"{level} {path.name[:3]} {row.span.start} {row.tier} {row.kind}"] = state
            for change in (*judged.wrong, *judged.trapped):
                result[f"{level} {path.name[:3]} {change.span.start} change {change.before!r}"] = "harmed"
    return result


def measure_cases() -> dict[str, str]:
    """Each short case: repaired exactly (safely or on suggestion), found, missed; or kept, flagged, harmed."""
    return {name: _outcome(text, wanted) for name, text, wanted in cases()}


def cases() -> Iterator[tuple[str, str, str | None]]:
    """The name of each short case, its text, and what it must become (None: it must stay)."""
    for entry in _entries("classes.jsonl"):
        name = f"{entry['tier']} {entry['family']}/{entry['id']}"
        yield name, entry["bad"], entry["good"]
        yield f"trap {entry['family']}/{entry['id']}", entry["trap"], None
    for entry in _entries("cases.jsonl"):
        kind = "trap" if entry["fixed"] is None else "case"
        yield f"{kind} {entry['class']}/{entry['id']}", entry["text"], entry["fixed"]


def _entries(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def _outcome(text: str, wanted: str | None) -> str:
    safe, likely = cleanup.plan(text), cleanup.plan(text, suggested=True)
    if wanted is None:
        return "harmed" if likely.changes else "flagged" if safe.findings else "kept"
    if apply(safe.edits, text) == wanted:
        return "exact safe"
    if apply(likely.edits, text) == wanted:
        return "exact"
    return "found" if safe.findings else "missed"


def is_mechanical(name: str) -> bool:
    """Whether a case, by its name, is of a class in which a rule can know the one repair."""
    tier, _, place = name.partition(" ")
    family = place.partition("/")[0]
    return (tier in ("safe", "likely") and family in MECHANICAL_FAMILIES) or (
        tier == "case" and family in MECHANICAL_CASES
    )


def measure_clean(folder: Path) -> dict[str, Any]:
    """Every finding in prose that must stay as it is, by sub-folder (corpus), with the number of words read."""
    engine = loading.engine()
    result: dict[str, Any] = {}
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()) or [folder]:
        files = sorted(path for path in corpus.rglob("*") if path.suffix in (".txt", ".md"))
        words, found = 0, []
        for path in files:
            plan = engine.plan(read(path.read_bytes(), str(path)))
            words += len(plan.document.text.split())
            found += [describe(plan, finding, path.name) for finding in plan.findings]
        result[corpus.name] = {"words": words, "findings": found}
    return result


def describe(plan: Plan, finding: Finding, name: str) -> dict[str, str]:
    """A finding as a reader judges it: the text around it, and what the first fix would make of it."""
    text, span = plan.document.text, finding.span
    first = min([span.start, *(edit.span.start for edit in finding.edits)])
    last = max([span.end, *(edit.span.end for edit in finding.edits)])
    before = text[first:last]
    after = apply([edit.shift(-first) for edit in finding.edits], before) if finding.fixes else before
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "file": name,
        "left": text[max(0, first - CONTEXT) : first],
        "before": before,
        "after": after,
        "right": text[last : last + CONTEXT],
    }


def measure_pairs(path: Path) -> dict[str, str]:
    """Real corrections of books: what becomes of the wrong side, and whether the right side is left alone."""
    result: dict[str, str] = {}
    for number, row in enumerate(corrections(path), start=2):
        name = f"{number} {row['error_class']}"
        result[f"wrong {name}"] = _outcome(row["before"], row["after"])
        result[f"right {name}"] = _outcome(row["after"], None)
    return result


def corrections(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of corrections: `before`, `after`, `error_class`."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def by_rule(clean: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Findings in clean text by (rule, level)."""
    return Counter((f["rule"], f["level"]) for corpus in clean.values() for f in corpus["findings"])
