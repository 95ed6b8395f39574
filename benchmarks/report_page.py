"""The review page under load: `python -m benchmarks.report_page` measures it in Chromium and prints a table.

10,000 changes in 1 MB of prose: the size of the page, the time until it can be used, the time that a key press takes
until the next frame is drawn. Beside it a page of the same size without changes, loaded in turn with it, because the
noise of a machine is larger than what is measured. The last line is `cleanup diff` of 1 MB against an edited version.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cleanup.cli.commands.diff import RULES, plan_between
from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Rule, Span
from cleanup.reports import html

CHANGES, SIZE, ROUNDS = 10_000, 1_000_000, 5
RULE = Rule("sentences/stray", "pattern", "A stop inside a sentence", "A link was cut.", Level.SAFE, "words", None)
WORDS = [
    "the",
    "of",
    "and",
    "a",
    "to",
    "in",
    "he",
    "was",
    "that",
    "it",
    "his",
    "her",
    "with",
    "as",
    "had",
    "for",
    "she",
]

READY = "() => performance.now()"
#: From a key press to the frame after it.
PRESS = """key => new Promise(done => {
    const started = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})"""


def prose(size: int, seed: int = 1) -> str:
    """Paragraphs of common words, about `size` code points."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentences = (" ".join(draw.choices(WORDS, k=draw.randint(6, 18))).capitalize() for _ in range(6))
        paragraphs.append(". ".join(sentences) + ".\n\n")
        length += len(paragraphs[-1])
    return "".join(paragraphs)


def heavy_plan() -> Plan:
    """1 MB with a change about every hundred code points."""
    text = prose(SIZE)
    findings, changes = [], []
    for i in range(CHANGES):
        start = text.index(" ", i * (len(text) // CHANGES) + 20)
        end = text.find(" ", start + 1)
        span = Span(start + 1, end)
        before = text[span.start : span.end]
        fix = Fix((Edit(span, before + "n"),), "Repair it")
        finding = Finding(RULE.id, span, f"“{before}” is wrong here", RULE.level, (fix,), id=f"{i:014x}")
        findings.append(finding)
        changes.append(Change(span, before, before + "n", RULE.level, (finding.id,)))
    document = Document("a.txt", text)
    return Plan(document, tuple(findings), tuple(changes), frozenset(finding.id for finding in findings))


def load(browser: Browser, path: Path) -> tuple[float, list[float]]:
    """(ms until the page has loaded and run its script, ms of each of some key presses)."""
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    page.goto(path.as_uri(), wait_until="load")
    ready: float = page.evaluate(READY)
    presses = [page.evaluate(PRESS, key) for key in "jjaarjkuaAujR"] if page.query_selector("#bar") else []
    page.close()
    return ready, presses


def main() -> None:
    """Measure and print."""
    plan = heavy_plan()
    heavy = html.render([plan], {RULE.id: RULE}, version="0")
    clean = Document("a.txt", prose(len(heavy)), ())
    empty = html.render([Plan(clean, (), (), frozenset())], {}, version="0")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = {"heavy": heavy, "empty": empty}
        for name, source in pages.items():
            Path(folder, f"{name}.html").write_text(source, "utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        runs = [{name: load(browser, Path(folder, f"{name}.html")) for name in pages} for _ in range(ROUNDS)]
        browser.close()
    ready = {name: statistics.median(run[name][0] for run in runs) for name in pages}
    presses = sorted(ms for run in runs for ms in run["heavy"][1])
    print(f"page of {CHANGES:,} changes in {len(plan.document.text) / 1e6:.1f} MB: {len(heavy.encode()) / 1e6:.2f} MB")
    print(f"ready: {ready['heavy']:.0f} ms, {ready['heavy'] / ready['empty']:.1f} × an empty page of the same size")
    print(f"key press: median {statistics.median(presses):.0f} ms, slowest of {len(presses)}: {presses[-1]:.0f} ms")
    print(f"diff of 1 MB against an edited version: {time_diff():.1f} s")


def time_diff() -> float:
    """Seconds for `cleanup diff --report` of a text and a copy in which every third paragraph was edited."""
    old = prose(SIZE)
    draw = random.Random(2)
    paragraphs = old.split("\n\n")
    for i in range(0, len(paragraphs), 3):
        words = paragraphs[i].split(" ")
        for j in draw.sample(range(len(words)), min(4, len(words))):
            words[j] = words[j] + "s"
        paragraphs[i] = " ".join(words)
    started = time.perf_counter()
    plan = plan_between(Document("old.txt", old), "\n\n".join(paragraphs))
    html.render([plan], RULES, version="0")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
