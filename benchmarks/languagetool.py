"""What the rules of LanguageTool add: `python -m benchmarks.languagetool --help`. Needs Java and LanguageTool.

`clean` and `dirty` compare two runs over the corpora, without and with them; `seeds` scores the two articles; `speed`
gives ratios: our requests to the bare server's, and a second run to a run without LanguageTool.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluate import CORPORA, FIGURES, write_figures
from benchmarks.evaluation import describe
from benchmarks.scoring import read_rows, score
from cleanup.detectors.languagetool import question
from cleanup.documents.readers import read
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.languagetool import client, launcher, local_copy
from cleanup.languagetool.answers import Answers
from cleanup.languagetool.matches import BETWEEN, pieces
from cleanup.languagetool.service import Service, local
from cleanup.model import Document, Level, Plan
from cleanup.text.segments import paragraphs
from cleanup.web import address

ROOT = Path(__file__).parent.parent
LEVELS = [level.value for level in Level]


def service(engine: Engine) -> Service:
    """LanguageTool on this machine, for the rules of an engine."""
    return Service(local(), question(list(engine.rules.values()), "en"))


def finish(helper: Service) -> None:
    """Close it; a measurement with something missing is none."""
    helper.close()
    if helper.problem:
        raise helper.problem


def added(without: Plan, with_it: Plan, name: str) -> Iterator[dict[str, str]]:
    """The findings that only the second plan has."""
    known = {(finding.rule, finding.span) for finding in without.findings}
    for finding in with_it.findings:
        if (finding.rule, finding.span) not in known:
            yield describe(with_it, finding, name)


def corpus(folders: list[Path]) -> dict[str, Any]:
    """Words read, and what LanguageTool adds in all files below the folders."""
    engine = loading.engine()
    helper = service(engine)
    words = 0
    found: list[dict[str, str]] = []
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".txt", ".md")):
        document = read(path.read_bytes(), str(path))
        words += len(document.text.split())
        found += added(engine.plan(document), engine.plan(document, matcher=helper), f"{path.parent.name}/{path.name}")
    finish(helper)
    return {"words": words, "findings": found}


def table(result: dict[str, Any]) -> Iterator[str]:
    """Counts by level and by rule."""
    counts = Counter((f["rule"], f["level"]) for f in result["findings"])
    totals = Counter(f["level"] for f in result["findings"])
    yield f"{result['words']:,} words; added " + ", ".join(
        f"{totals[level]} {level} ({10_000 * totals[level] / result['words']:.2f} per 10,000)" for level in LEVELS
    )
    for (rule, level), number in sorted(counts.items()):
        yield f"  {level:10}{number:6}  {rule}"


def seeds() -> Iterator[str]:
    """Each change that LanguageTool adds to the two articles, and the score with it."""
    engine = loading.engine()
    helper = service(engine)
    rows, traps = (read_rows(ROOT / "tests" / "gold" / name) for name in ("seeds.jsonl", "traps.jsonl"))
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        document = read(path.read_bytes(), str(path))
        mine = [row for row in rows if row.file == path.name]
        aside = [trap for trap in traps if trap.file == path.name]
        for through in (Level.SAFE, Level.SUGGESTED):
            plans = [engine.plan(document, through=through, matcher=matcher) for matcher in (None, helper)]
            before, after = (score(plan, mine, aside) for plan in plans)
            yield (
                f"{path.name} {through}: exact {len(before.exact)} → {len(after.exact)}, found {len(before.found)} → "
                f"{len(after.found)}, lost {len(set(before.exact) - set(after.exact))}, wrong {len(before.wrong)} → "
                f"{len(after.wrong)}, in traps {len(before.trapped)} → {len(after.trapped)}"
            )
            for one in added(plans[0], plans[1], path.name):
                yield f"  {one['level']:10}{one['rule']:40} {one['left'][-20:]!r} {one['before']!r} → {one['after']!r}"
    finish(helper)


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed(files: list[Path]) -> Iterator[str]:
    """Ratios on some files as one text: requests through us and bare, warmed up; runs with all known, and without."""
    import requests

    engine = loading.engine()
    document = read(b"\n\n".join(path.read_bytes() for path in files))
    texts = list(dict.fromkeys(document.text[span.start : span.end] for span in paragraphs(document.text)))
    asking = question(list(engine.rules.values()), "en")
    lease = launcher.lease(local_copy.find())
    clients = client.Clients(address.parse(lease.url))
    form = {"language": "en-US", "enabledRules": ",".join(asking.rules), "enabledOnly": "true", "level": "picky"}

    def bare(piece: list[str]) -> None:
        text = "".join(text + BETWEEN for text in piece)
        requests.post(f"{lease.url}v2/check", data={**form, "text": text}, timeout=300).raise_for_status()

    def all_bare() -> None:
        with ThreadPoolExecutor(client.AT_ONCE) as pool:
            list(pool.map(bare, pieces(texts, at_once=client.AT_ONCE)))

    pairs = [(timed(all_bare), timed(lambda: list(clients.ask(texts, asking)))) for _ in range(6)]
    # The first pair warms up; the least of the others is what no other work on the machine has disturbed.
    without, ours = (min(pair[i] for pair in pairs[1:]) for i in (0, 1))
    yield f"time of our requests to that of the bare server: {ours / without:.2f}"
    clients.close()
    lease.close()
    with TemporaryDirectory() as folder:
        yield from _second_run(engine, document, Path(folder))


def _second_run(engine: Engine, document: Document, folder: Path) -> Iterator[str]:
    def run() -> None:
        helper = service(engine)
        helper.answers = Answers(local_copy.find().identity, folder)
        with helper.checking(document.path, document.text):
            engine.plan(document, matcher=helper)
        helper.close()

    run()
    pairs = [(timed(lambda: engine.plan(document)), timed(run)) for _ in range(5)]
    without, second = (min(pair[i] for pair in pairs) for i in (0, 1))
    yield f"time of a second run to that of a run without LanguageTool: {second / without:.3f}"


def main() -> None:
    """Measure what was asked for, print it, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languagetool", description=__doc__)
    parser.add_argument("what", choices=["clean", "dirty", "seeds", "speed"])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--json", type=Path, help="write the findings here")
    parser.add_argument("--write-figures", action="store_true", help=f"with clean: into {FIGURES.relative_to(ROOT)}")
    given = parser.parse_args()
    if given.what == "seeds":
        print("\n".join(seeds()))
        return
    if given.what == "speed":
        print("\n".join(speed(sorted((given.corpora / "clean/en-news-wiki").glob("*.txt")))))
        return
    folders = sorted((given.corpora / "clean").glob("en-*")) if given.what == "clean" else [given.corpora / "dirty"]
    result = corpus(folders)
    print("\n".join(table(result)))
    if given.write_figures:
        found: dict[str, dict[str, int]] = {}
        for (rule, level), number in sorted(Counter((f["rule"], f["level"]) for f in result["findings"]).items()):
            found.setdefault(rule, {})[level] = number
        write_figures({"languagetool": {"clean_words": result["words"], "clean_findings": found}})
    if given.json:
        given.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
