"""Which damage is found when it is put into sound articles: `python -m benchmarks.injected_damage [NAME …]`.

The articles are the annotated ones beside the checkout with every annotated repair made, and pieces of edited news and
encyclopedia text. Each operation of `OPERATIONS` is one kind of damage; a case is one article with one such damage.
It is found if a finding that the sound article does not have meets it, and exact if a fix of such a finding restores
the sound article. `--missed` lists the cases that no finding meets.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.articles import by_document
from benchmarks.damage_operations import OPERATIONS, Operation
from benchmarks.evaluate import CORPORA
from benchmarks.evaluation import LEVELS, paragraph_groups
from cleanup import plan
from cleanup.edits.edits import apply
from cleanup.model import Edit, Finding, Span

#: Cases of one operation in one article; more say little that the first do not.
CASES = 4
#: Words of a piece of a longer text.
PIECE = 400


@dataclass(frozen=True, slots=True)
class Case:
    """A sound article and one damage of it: `span` of the sound text, in code points, became `damage`."""

    article: str
    text: str
    span: Span
    damage: str

    @property
    def damaged(self) -> str:
        return self.text[: self.span.start] + self.damage + self.text[self.span.end :]

    @property
    def place(self) -> Span:
        """The damage in the damaged text; with a character on either side, since what is lost has no width."""
        end = self.span.start + len(self.damage)
        return Span(max(0, self.span.start - 1), min(len(self.damaged), end + 1))

    @property
    def context(self) -> str:
        around = self.damaged[max(0, self.place.start - 60) : self.place.end + 40]
        return f"{self.article}: {around!r}"


@dataclass(slots=True)
class Tally:
    """The cases of an operation, and at which level they were found and exactly repaired."""

    cases: int = 0
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    exact: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    missed: list[Case] = field(default_factory=list)


def repaired_articles(gold: Path) -> Iterator[tuple[str, str]]:
    """The annotated articles with every repair made that excludes no earlier one."""
    rows = by_document(gold / "articles.jsonl")
    for path in sorted((gold / "articles").glob("*.txt")):
        mine = [row for row in rows[path.stem] if row.get("after") is not None]
        edits: list[Edit] = []
        for edit in sorted(Edit(Span(row["start"], row["end"]), row["after"]) for row in mine):
            if not edits or edits[-1].span.end <= edit.span.start:
                edits.append(edit)
        yield path.stem, apply(edits, path.read_bytes().decode())


def pieces(path: Path) -> Iterator[tuple[str, str]]:
    """A longer text in pieces of about `PIECE` words, divided at paragraphs; without a shorter rest."""
    for piece in paragraph_groups(path.read_text("utf-8"), PIECE)[0]:
        first = re.split(r"\n\s*\n", piece, maxsplit=1)[0]
        yield f"{path.stem}/{hashlib.sha256(first.encode()).hexdigest()[:4]}", piece


def sound_articles(corpora: Path) -> list[tuple[str, str]]:
    """The names and texts of all articles that damage is put into."""
    articles = list(repaired_articles(corpora.parent / "gold"))
    for path in sorted((corpora / "clean" / "en-news-wiki").glob("*.txt")):
        articles += pieces(path)
    return articles


def cases(operation: Operation, articles: Sequence[tuple[str, str]]) -> Iterator[Case]:
    """Up to `CASES` for each article, chosen by chance, the same in every run."""
    for name, text in articles:
        chance = random.Random(f"{operation.name}/{name}")
        places = [(match.span(), damage) for match in operation.places(text) for damage in operation.damages(match)]
        for (start, end), damage in chance.sample(places, min(CASES, len(places))):
            yield Case(name, text, Span(start, end), damage)


def _described(finding: Finding, shift: int) -> tuple[str, int]:
    return finding.rule, finding.span.start - shift


def judge(case: Case, sound: frozenset[tuple[str, int]]) -> tuple[str, str]:
    """The levels at which a case is found and exactly repaired; empty strings if it is not."""
    found = exact = ""
    grown = len(case.damage) - (case.span.end - case.span.start)
    for finding in plan(case.damaged, suggested=True).findings:
        shift = grown if finding.span.start >= case.place.end else 0
        meets = any(edit.span.conflicts(case.place) for fix in finding.fixes for edit in fix.edits)
        meets = meets or finding.span.conflicts(case.place)
        if not meets or _described(finding, shift) in sound:
            continue
        level = finding.level.value
        found = _better(found, level)
        if any(apply(fix.edits, case.damaged) == case.text for fix in finding.fixes):
            exact = _better(exact, level)
    return found, exact


def _better(level: str, other: str) -> str:
    return min((one for one in (level, other) if one), key=LEVELS.index)


def measure(
    operation: Operation, articles: Sequence[tuple[str, str]], sound: dict[str, frozenset[tuple[str, int]]]
) -> Tally:
    """What becomes of all cases of an operation."""
    tally = Tally()
    for case in cases(operation, articles):
        if case.article not in sound:
            findings = plan(case.text, suggested=True).findings
            sound[case.article] = frozenset(_described(finding, 0) for finding in findings)
        found, exact = judge(case, sound[case.article])
        tally.cases += 1
        for level, counts in ((found, tally.found), (exact, tally.exact)):
            if level:
                counts[level] += 1
        if not found:
            tally.missed.append(case)
    return tally


def row(name: str, tally: Tally) -> str:
    """A line of the table: shares of cases, levels added up."""
    cells = []
    for counts in (tally.found, tally.exact):
        running = 0
        for level in LEVELS:
            running += counts[level]
            cells.append(f"{running / max(1, tally.cases):10.2f}")
    return f"{name:28}{tally.cases:6}" + "".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [operation.name for operation in OPERATIONS]
    parser.add_argument("name", nargs="*", help="operations; without one, all")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--missed", action="store_true", help="list the cases that no finding meets")
    args = parser.parse_args()
    if unknown := set(args.name) - set(names):
        parser.error(f"unknown operation {sorted(unknown)[0]!r}; there are: {', '.join(names)}")
    articles, sound = sound_articles(args.corpora), dict[str, frozenset[tuple[str, int]]]()
    heads = [f"{part} {level}" for part in "fe" for level in ("safe", "+sug", "+flag")]
    print(f"{'':28}{'cases':>6}" + "".join(f"{head:>10}" for head in heads))
    for operation in OPERATIONS:
        if not args.name or operation.name in args.name:
            tally = measure(operation, articles, sound)
            print(row(operation.name, tally), flush=True)
            if args.missed:
                print(*(f"    {case.context}" for case in tally.missed), sep="\n")


if __name__ == "__main__":
    main()
