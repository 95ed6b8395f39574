"""What the rules find in the annotated news articles beside the checkout, by the measure that comes with them.

The articles are not part of the project; `docs/precision.md` says which of them the rules learned from. The measure
(`tools/score.py`) explains its terms: found, exact, false, harmful, trapped. Only totals are kept, no places.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from benchmarks.evaluation import LEVELS
from cleanup.documents.readers import read
from cleanup.engine import loading
from cleanup.reports.jsonreport import entries

PARTS = ("found", "exact")
TIERS = ("safe", "likely", "judgement", "safe+likely")


def missing(shared: Path) -> str:
    """Why the articles cannot be measured; empty if they can."""
    needed = (shared / "gold" / "articles", shared / "gold" / "articles.jsonl", shared / "tools" / "score.py")
    absent = [str(path) for path in needed if not path.exists()]
    return f"{absent[0]} does not exist" if absent else ""


def measure_articles(shared: Path) -> dict[str, Any]:
    """The tables of the scorer (`tiers`, `findings`, `classes`, `words`), and `rules`: findings and right ones of each.

    Without the articles or the scorer, `skipped` says why. A finding is right if it meets an annotated defect, and its
    first fix, if any, is neither wrong nor harmful.
    """
    if reason := missing(shared):
        return {"skipped": reason}
    folder, scorer = shared / "gold" / "articles", shared / "tools" / "score.py"
    found = {path: _findings(path) for path in sorted(folder.glob("*.txt"))}
    report = {"files": [{"path": str(path), "findings": findings} for path, findings in found.items()]}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(report, file)
        file.flush()
        command = [sys.executable, "-P", str(scorer), file.name, "--json"]
        printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    table: dict[str, Any] = json.loads(printed)
    return {**table, "rules": _by_rule(found, _module(scorer), shared / "gold")}


def _findings(path: Path) -> list[dict[str, Any]]:
    engine = loading.engine()
    plan = engine.plan(read(path.read_bytes(), str(path)))
    return [msgspec.to_builtins(entry) for entry in entries(plan, engine.rules)]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _by_rule(found: dict[Path, list[dict[str, Any]]], scorer: ModuleType, gold: Path) -> dict[str, dict[str, int]]:
    """Findings and right ones of each rule."""
    rows, traps = by_document(gold / "articles.jsonl"), by_document(gold / "article-traps.jsonl")
    rules: dict[str, dict[str, int]] = defaultdict(lambda: {"findings": 0, "right": 0})
    for path, findings in found.items():
        text, mine, set_aside = path.read_bytes().decode(), rows[path.stem], traps[path.stem]
        for finding in findings:
            meets = any(scorer.hits(row, [finding]) for row in mine)
            rules[finding["rule"]]["findings"] += 1
            rules[finding["rule"]]["right"] += meets and not scorer.verdict(text, finding, mine, set_aside)
    return dict(sorted(rules.items()))


def by_document(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a JSON-lines file of the annotated articles, by article."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["doc"]].append(row)
    return rows


def figures(measured: dict[str, Any]) -> dict[str, float]:
    """The totals that floors are set on; none without the articles. Shares are of rows, over all levels."""
    if "skipped" in measured:
        return {}
    words, findings = measured["words"], Counter(measured["findings"])
    shares = {
        f"articles: {tier} rows {part}": measured["tiers"][tier][f"{part} flag"]
        for tier in ("safe", "safe+likely")
        for part in PARTS
    }
    rates = {
        f"most articles: false {level} per 10,000 words": round(1e4 * findings[f"false {level}"] / words, 2)
        for level in LEVELS
    }
    return {
        **shares,
        **rates,
        "most articles: harmful safe edits": findings["harmful safe"],
        "most articles: fixes in a trap": findings["trapped safe"] + findings["trapped suggested"],
    }


def lines(measured: dict[str, Any]) -> list[str]:
    """The tables of the articles, line by line."""
    if "skipped" in measured:
        return [f"\nannotated articles: skipped, {measured['skipped']}"]
    findings, words = Counter(measured["findings"]), measured["words"]
    table = [
        f"\nannotated articles ({words:,} words): shares of rows, levels added up",
        f"  {'':14}{'rows':>6}" + "".join(f"{f'{part} {level}':>17}" for part, level in product(PARTS, LEVELS)),
    ]
    for tier in TIERS:
        shares = measured["tiers"][tier]
        cells = "".join(f"{shares[f'{part} {level}']:17.2f}" for part, level in product(PARTS, LEVELS))
        table.append(f"  {tier:14}{shares['rows']:6}{cells}")
    kinds = ("findings", "false", "harmful", "wrong", "trapped")
    table.append(f"  {'':14}" + "".join(f"{kind:>10}" for kind in kinds) + "   false per 10,000 words")
    for level in LEVELS:
        counts = "".join(f"{findings[f'{kind} {level}']:10}" for kind in kinds)
        table.append(f"  {level:14}{counts}{1e4 * findings[f'false {level}'] / words:25.2f}")
    return table
