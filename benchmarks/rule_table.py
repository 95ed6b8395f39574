"""Where each rule finds something, and where it is right: on the seeds, other judged texts, damaged and clean text.

A rule that is right only on the texts from which it was made remembers them; one that is right elsewhere, too, knows
how the damage comes about. The rules of LanguageTool and of language models are not here: they need a server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import cleanup
from benchmarks.evaluation import GOLD, LEVELS, ROOT, by_rule, cases, corrections, measure_clean
from benchmarks.scoring import read_rows, score, sees
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.model import Finding, Plan

#: Kinds of rule that find nothing without a server.
SERVED = ("languagetool", "model")
#: A rule counts as right in damaged text if it finds something there so many times, and so many times as often as in
#: clean text, word for word.
AT_LEAST, EXCESS = 2, 5
#: A text that shares a passage of so many characters with a seed is taken from it.
SHARED_WITH_SEED = 40

Counts = dict[str, dict[str, int]]


def on_seeds() -> Counts:
    """Findings in the two seed articles, and those that meet an annotated defect without a wrong change."""
    rows, traps = read_rows(GOLD / "seeds.jsonl"), read_rows(GOLD / "traps.jsonl")
    findings: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        mine = [row for row in rows if row.file == path.name]
        plan = cleanup.plan(path.read_text("utf-8"), suggested=True)
        judged = score(plan, mine, [trap for trap in traps if trap.file == path.name])
        bad = {name for change in (*judged.wrong, *judged.trapped) for name in change.findings}
        findings.update(finding.rule for finding in plan.findings)
        right.update(f.rule for f in plan.findings if f.id not in bad and any(sees(f, row) for row in mine))
    return {"findings": dict(findings), "right": dict(right)}


def on_texts(texts: Iterable[tuple[str, str]]) -> Counts:
    """Findings in pairs of a damaged text and the one that is wanted, and those whose repairs give exactly that.

    A text taken from a seed is left out.
    """
    seeds = [path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.txt")]
    findings: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, wanted in texts:
        if any(shares_passage(text, seed) for seed in seeds):
            continue
        plan = cleanup.plan(text, suggested=True)
        findings.update(finding.rule for finding in plan.findings)
        if apply(plan.edits, text) == wanted:
            right.update(finding.rule for finding in _made(plan))
    return {"findings": dict(findings), "right": dict(right)}


def shares_passage(text: str, seed: str) -> bool:
    """Whether a passage of `SHARED_WITH_SEED` characters stands in both."""
    starts = range(max(1, len(text) - SHARED_WITH_SEED + 1))
    return any(text[at : at + SHARED_WITH_SEED] in seed for at in starts)


def _made(plan: Plan) -> Iterator[Finding]:
    """The findings whose repairs are made."""
    made = {name for change in plan.changes for name in change.findings}
    yield from (finding for finding in plan.findings if finding.id in made)


def measure_rules(corpora: Path, clean: dict[str, Any], articles: dict[str, Any]) -> dict[str, Any]:
    """Of each rule: its level; findings and right ones on the seeds, short cases, corrections of books and articles.

    `clean` and `articles` are what has been measured on them. Findings in damaged and clean text are only counted.
    `per_million` are the rates in damaged text and in clean text of its language (`en-*`), per million words.
    """
    pairs = corpora / "paired" / "book-typo-fixes.tsv"
    dirty = measure_clean(corpora / "dirty") if (corpora / "dirty").is_dir() else {}
    same = {name: corpus for name, corpus in clean.items() if name.startswith("en-")} or clean
    seeds, short = on_seeds(), on_texts((text, wanted) for _, text, wanted in cases() if wanted is not None)
    books = on_texts((row["before"], row["after"]) for row in (corrections(pairs) if pairs.is_file() else ()))
    in_dirty, in_same, in_clean = rule_counts(dirty), rule_counts(same), by_rule(clean)
    result = {}
    for name, rule in sorted(loading.engine().rules.items()):
        if rule.kind in SERVED:
            continue
        judged = articles.get("rules", {}).get(name, {"findings": 0, "right": 0})
        result[name] = {
            "level": rule.level.value,
            "seeds": _pair(seeds, name),
            "cases": _pair(short, name),
            "books": _pair(books, name),
            "articles": [judged["findings"], judged["right"]],
            "damaged": in_dirty[name],
            "clean": {level: in_clean[name, level] for level in LEVELS},
            "per_million": [_rate(in_dirty[name], dirty), _rate(in_same[name], same)],
        }
    return result


def _pair(counts: Counts, rule: str) -> list[int]:
    return [counts["findings"].get(rule, 0), counts["right"].get(rule, 0)]


def rule_counts(measured: dict[str, Any]) -> Counter[str]:
    """Findings by rule, over all levels."""
    counts: Counter[str] = Counter()
    for (rule, _level), number in by_rule(measured).items():
        counts[rule] += number
    return counts


def _rate(findings: int, measured: dict[str, Any]) -> float:
    words = sum(corpus["words"] for corpus in measured.values())
    return round(1e6 * findings / words, 2) if words else 0.0


def in_excess(row: dict[str, Any]) -> bool:
    """Whether a rule finds much more in damaged text than in clean text."""
    damaged, clean = row["per_million"]
    return row["damaged"] >= AT_LEAST and bool(damaged > EXCESS * clean)


def right_in_real_text(row: dict[str, Any]) -> bool:
    """Whether a rule is right on a text that was published, and is no seed."""
    return bool(row["articles"][1] or row["books"][1]) or in_excess(row)


def right_elsewhere(row: dict[str, Any]) -> bool:
    """Whether a rule is right on a text that is no seed and no example of its own."""
    return bool(row["cases"][1]) or right_in_real_text(row)


def only_remembers(row: dict[str, Any]) -> bool:
    """Whether a rule finds something in the seeds and is right nowhere else."""
    return bool(row["seeds"][0]) and not right_elsewhere(row)


def figures(rules: dict[str, Any]) -> dict[str, float]:
    """The totals that floors are set on; none if the rules have not been measured."""
    if not rules:
        return {}
    return {
        "rules: right on texts other than the seeds": sum(map(right_elsewhere, rules.values())),
        "rules: right on published texts": sum(map(right_in_real_text, rules.values())),
        "most rules: right only on the seeds": sum(map(only_remembers, rules.values())),
    }


#: The columns of judged texts.
JUDGED = ("seeds", "cases", "books", "articles")


def lines(rules: dict[str, Any]) -> Iterator[str]:
    """The table, line by line, and what it comes to."""
    yield "\nrules: findings/right ones; in damaged and clean text findings only"
    levels = "".join(f"{f'clean {level}':>17}" for level in LEVELS)
    yield f"  {'':46}" + "".join(f"{name:>10}" for name in (*JUDGED, "damaged")) + levels
    for name, row in rules.items():
        judged = "".join(f"{'/'.join(map(str, row[column])):>10}" for column in JUDGED)
        clean = "".join(f"{row['clean'][level]:17}" for level in LEVELS)
        yield f"  {name:46}{judged}{row['damaged']:10}{clean}{'  only remembers' if only_remembers(row) else ''}"


def summary(rules: dict[str, Any]) -> Iterator[str]:
    """What the table comes to, in lines."""
    if not rules:
        yield "\nrules: not measured without the annotated articles"
        return
    rows = rules.values()
    parts = [f"{sum(bool(row[column][1]) for row in rows)} in {column}" for column in JUDGED[1:]]
    yield (
        f"\n{sum(map(right_elsewhere, rows))} of {len(rows)} rules are right on texts other than the seeds and their "
        f"own examples: {', '.join(parts)}, {sum(map(in_excess, rows))} in damaged text (at least {AT_LEAST} findings, "
        f"and {EXCESS} times as often as in clean text); {sum(map(right_in_real_text, rows))} on published texts"
    )
    if memories := [name for name, row in rules.items() if only_remembers(row)]:
        yield f"{len(memories)} are right only on the seeds: {', '.join(memories)}"
