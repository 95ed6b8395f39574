"""Measure everything, print it, keep it, compare it: `python -m benchmarks.evaluate --help`.

Exit code 1 when a floor of `benchmarks/floors.json` is undercut.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import articles, evaluation, rule_table
from benchmarks.evaluation import LEVELS, ROOT, by_rule, is_mechanical

CORPORA = ROOT.parent / "shared" / "corpora"
OWN_CLEAN = ROOT / "tests" / "clean"
FLOORS = ROOT / "benchmarks" / "floors.json"
FIGURES = ROOT / "cleanup" / "rules" / "measured.json"


def measure(corpora: Path, *, rules: bool = True) -> dict[str, Any]:
    """All measurements; without the corpora and the articles beside them, those that the project carries itself.

    Those of the single `rules` take as long as all others.
    """
    shared = corpora / "clean"
    pairs = corpora / "paired" / "book-typo-fixes.tsv"
    clean = evaluation.measure_clean(shared if shared.is_dir() else OWN_CLEAN)
    judged = articles.measure_articles(corpora.parent)
    return {
        "seeds": evaluation.measure_seeds(),
        "cases": evaluation.measure_cases(),
        "clean": clean,
        "pairs": evaluation.measure_pairs(pairs) if pairs.is_file() else {},
        "articles": judged,
        "rules": {} if not rules or "skipped" in judged else rule_table.measure_rules(corpora, clean, judged),
    }


def figures(result: dict[str, Any]) -> dict[str, float]:
    """The few numbers that floors are set on. Names that begin with `most` may not rise, the others not fall."""
    seeds, cases, pairs = result["seeds"], result["cases"], result["pairs"]
    clean = result["clean"].values()
    words = sum(corpus["words"] for corpus in clean)
    levels = Counter(finding["level"] for corpus in clean for finding in corpus["findings"])
    mechanical = [state for name, state in cases.items() if is_mechanical(name)]
    numbers = {
        "seeds: safe rows exact by fix": _count(seeds, "safe ", " safe ", "exact"),
        "seeds: safe rows exact with --suggested": _count(seeds, "suggested ", " safe ", "exact"),
        "seeds: likely rows exact with --suggested": _count(seeds, "suggested ", " likely ", "exact"),
        "seeds: judgement rows at least flagged": _count(seeds, "safe ", " judgement ", "found", "exact"),
        "most seeds: harmed": sum(state == "harmed" for state in seeds.values()),
        "cases: mechanical rows exact, percent": round(
            100 * sum(state.startswith("exact") for state in mechanical) / len(mechanical), 1
        ),
        "cases: all rows exact": sum(state.startswith("exact") for state in cases.values()),
        "most cases: harmed": sum(state == "harmed" for state in cases.values()),
        "most clean: safe edits per 100,000 words": round(1e5 * levels["safe"] / words, 2),
        "most clean: suggestions per 10,000 words": round(1e4 * levels["suggested"] / words, 2),
        "most clean: flags per 10,000 words": round(1e4 * levels["flag"] / words, 2),
    }
    if pairs:
        wrong = [state for name, state in pairs.items() if name.startswith("wrong")]
        right = [state for name, state in pairs.items() if name.startswith("right")]
        numbers["pairs: wrong sides repaired exactly"] = sum(state.startswith("exact") for state in wrong)
        numbers["most pairs: right sides harmed"] = sum(state == "harmed" for state in right)
        numbers["most pairs: right sides with a finding"] = sum(state != "kept" for state in right)
    return {**numbers, **articles.figures(result["articles"]), **rule_table.figures(result["rules"])}


def _count(states: dict[str, str], start: str, part: str, *wanted: str) -> int:
    return sum(name.startswith(start) and part in name and state in wanted for name, state in states.items())


def undercut(numbers: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The floors that the numbers do not keep, in words. A floor whose corpus is not here is not judged."""
    broken = []
    for name, floor in floors.items():
        number = numbers.get(name)
        if number is not None and (number > floor if name.startswith("most") else number < floor):
            broken.append(f"{name}: {number:g}, the floor is {floor:g}")
    return broken


def report(result: dict[str, Any], *, listing: bool = False, rules: bool = False) -> Iterator[str]:
    """The tables, line by line; `listing` adds the findings in clean text, `rules` the table of rules."""
    for name, number in figures(result).items():
        yield f"{name:48}{number:10g}"
    yield from _seeds(result["seeds"])
    yield from articles.lines(result["articles"])
    yield from _outcomes("short cases by class", result["cases"])
    yield from _outcomes("book corrections by class", result["pairs"])
    yield from rule_table.summary(result["rules"])
    yield "\nclean text: findings per 10,000 words"
    yield f"  {'':28}{'words':>10}" + "".join(f"{level:>12}" for level in LEVELS)
    for name, corpus in result["clean"].items():
        levels = Counter(finding["level"] for finding in corpus["findings"])
        rates = "".join(f"{1e4 * levels[level] / corpus['words']:12.2f}" for level in LEVELS)
        yield f"  {name:28}{corpus['words']:10}{rates}"
    yield "\nclean text: findings by rule"
    for (rule, level), count in sorted(by_rule(result["clean"]).items(), key=lambda item: -item[1]):
        yield f"  {rule:40}{level:12}{count:6}"
    if rules:
        yield from rule_table.lines(result["rules"])
    if listing:
        yield from ("\n" + line for line in _listing(result["clean"]))


def _seeds(states: dict[str, str]) -> Iterator[str]:
    """The annotated rows of the two articles by tier and class: how many are found, and repaired exactly by level."""
    yield "\nthe two articles, by tier and class"
    yield f"  {'':36}{'rows':>6}{'found':>7}{'fix':>6}{'--suggested':>13}"
    kinds = [(tier, kind) for _, _, _, tier, kind in (name.split(maxsplit=4) for name in states) if tier != "change"]
    for tier, kind in sorted(set(kinds), key=lambda pair: (("safe", "likely", "judgement").index(pair[0]), pair[1])):
        safe = [s for name, s in states.items() if name.startswith("safe ") and name.endswith(f" {tier} {kind}")]
        more = [s for name, s in states.items() if name.startswith("suggested ") and name.endswith(f" {tier} {kind}")]
        found = sum(state in ("found", "exact") for state in safe)
        yield f"  {tier + ' ' + kind:36}{len(safe):6}{found:7}{safe.count('exact'):6}{more.count('exact'):13}"


def _outcomes(title: str, states: dict[str, str]) -> Iterator[str]:
    if not states:
        return
    yield f"\n{title}"
    for kind in sorted({_class_of(name) for name in states}):
        mine = Counter(state for name, state in states.items() if _class_of(name) == kind)
        yield f"  {kind:36}" + ", ".join(f"{count} {state}" for state, count in mine.most_common())


def _class_of(name: str) -> str:
    """The class in the name of a case (`safe spacing/id`) or of a book correction (`wrong 12 space`)."""
    return name.rpartition("/")[0] or f"{name.partition(' ')[0]} {name.rsplit(maxsplit=1)[-1]}"


def _listing(clean: dict[str, Any]) -> Iterator[str]:
    for name, corpus in clean.items():
        for f in corpus["findings"]:
            change = f"[-{f['before']}-]{{+{f['after']}+}}" if f["before"] != f["after"] else f"[[{f['before']}]]"
            yield f"{f['level']} {f['rule']} {name}/{f['file']}: {f['left'] + change + f['right']!r}"


def compare(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What a change gained, lost, and newly harms, case by case and finding by finding."""
    for part in ("seeds", "cases", "pairs"):
        for name in sorted(old[part].keys() | new[part].keys()):
            before, after = old[part].get(name, "absent"), new[part].get(name, "absent")
            if before != after:
                yield f"{_verdict(before, after)} {part}: {name}: {before} → {after}"
    listed = [Counter(_listing(result["clean"])) for result in (old, new)]
    yield from (f"no longer found: {line}" for line in (listed[0] - listed[1]).elements())
    yield from (f"newly found: {line}" for line in (listed[1] - listed[0]).elements())


#: Outcomes from worst to best.
_ORDER = ("harmed", "absent", "missed", "flagged", "found", "kept", "exact", "exact safe")


def _verdict(before: str, after: str) -> str:
    if after == "harmed":
        return "harms"
    return "gained" if _ORDER.index(after) > _ORDER.index(before) else "lost"


def measured(result: dict[str, Any]) -> dict[str, Any]:
    """The figures that `cleanup explain` prints: words of clean text read, and findings in it by rule and level."""
    words = sum(corpus["words"] for corpus in result["clean"].values())
    rules: dict[str, dict[str, int]] = {}
    for (rule, level), count in sorted(by_rule(result["clean"]).items()):
        rules.setdefault(rule, {})[level] = count
    return {"clean_words": words, "clean_findings": rules}


def write_figures(fresh: dict[str, Any]) -> None:
    """Write some of the figures that come with the package, and keep the others."""
    known = json.loads(FIGURES.read_text("utf-8"))
    FIGURES.write_text(json.dumps({**known, **fresh}, indent=1) + "\n", "utf-8")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with clean/, dirty/, paired/")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the measurements")
    parser.add_argument("--compare", type=Path, metavar="OLD.json", help="list what changed since")
    parser.add_argument("--list", action="store_true", help="list every finding in clean text, to be read")
    parser.add_argument("--rules", action="store_true", help="print where each rule finds something and is right")
    parser.add_argument("--write-figures", action="store_true", help=f"write {FIGURES.relative_to(ROOT)}")
    options = parser.parse_args()
    result = measure(options.corpora)
    print("\n".join(report(result, listing=options.list, rules=options.rules)))
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.compare:
        print("\n".join(compare(json.loads(options.compare.read_text("utf-8")), result)))
    if options.write_figures:
        write_figures(measured(result))
    broken = undercut(figures(result), json.loads(FLOORS.read_text("utf-8")))
    print("\n".join(f"floor undercut: {line}" for line in broken))
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
