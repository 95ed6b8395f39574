"""Deciding how a form is usually written, from the lists that have it and from prose."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from benchmarks.lexicon import sources
from cleanup.lexicon import Case

#: SCOWL’s lists up to this rank hold what an educated reader knows.
COMMON = 60
#: The rank of a name in WordNet, which has a capital for each sense of a common word that is one (`Order`, `Energy`).
IN_WORDNET = 70
#: The rank of what other sources without ranks have.
RARE = 80
#: A name that at least this percentage of people bear, and a place with at least this many people, is well known.
KNOWN_SHARE = 0.02
KNOWN_POPULATION = 300_000
#: A form is counted in prose from this many occurrences on.
ENOUGH = 5
#: A common word is in small letters at least this often, if it is no name as well.
NEARLY_ALWAYS = 0.99

_CASES = ((str.islower, Case.LOWER), (str.isupper, Case.UPPER), (str.istitle, Case.CAPITAL))


def written(form: str) -> Case:
    """Return the case in which a form is written; a single capital letter counts as `Case.UPPER`."""
    letters = form.replace("'", "").replace("’", "")
    return next((case for is_, case in _CASES if is_(letters)), Case.MIXED)


class Evidence(msgspec.Struct):
    """The lowest rank at which each case of a form is listed, and the spelling with capitals inside."""

    ranks: dict[Case, int] = {}

    def add(self, form: str, rank: int) -> None:
        """Note that a list of a rank has the form."""
        case = written(form)
        self.ranks[case] = min(rank, self.ranks.get(case, rank))

    def decided(self, counted: tuple[int, int, int]) -> Case:
        """Return the usual case, with the counts in prose for what lists cannot decide."""
        others = {case: rank for case, rank in self.ranks.items() if case is not Case.LOWER}
        if not others:
            return Case.LOWER
        name = min(others, key=lambda case: (others[case], case))
        if Case.LOWER not in self.ranks:
            return name
        return _between(self.ranks[Case.LOWER], name, others[name], counted)


def _between(word: int, name: Case, rank: int, counted: tuple[int, int, int]) -> Case:
    """Decide between a word and a name of certain ranks."""
    lower, total = counted[0], sum(counted)
    if total and lower >= NEARLY_ALWAYS * total:
        return Case.LOWER
    if word > COMMON >= rank:
        return name
    if rank > COMMON >= word and lower * 2 >= total:
        return Case.LOWER
    return Case.EITHER


def evidence() -> dict[str, Evidence]:
    """Return what all sources say about the case of each form, by the form in lowercase."""
    found: dict[str, Evidence] = defaultdict(lambda: Evidence({}))
    for listed in sources.scowl():
        found[listed.form.lower()].add(listed.form, listed.rank)
    for lemma, _ in sources.wordnet_lemmas():
        if any(letter.isalpha() for letter in lemma):
            found[lemma.lower()].add(lemma, RARE if lemma.islower() else IN_WORDNET)
    for name, share in sources.census_names():
        found[name.lower()].add(name, COMMON if share >= KNOWN_SHARE else RARE)
    for name, population in sources.places():
        words = re.findall(r"[^\W\d_]+", name)
        known = population >= KNOWN_POPULATION and len(words) == 1
        for word in words:
            if word.istitle():
                found[word.lower()].add(word, COMMON if known else RARE)
    for word in sources.counts():
        if word not in found:
            found[word].add(word, RARE)
    return dict(found)


def count_cases(texts: Iterable[str], found: Mapping[str, Evidence]) -> dict[str, tuple[int, int, int]]:
    """Count the cases of ambiguous forms behind a word in small letters or a comma, where no sentence begins."""
    counted: dict[str, Counter[Case]] = defaultdict(Counter)
    for text in texts:
        for form in re.findall(r"(?<=[a-z,] )[A-Za-z]+\b", text):
            if len(getattr(found.get(form.lower()), "ranks", ())) > 1:
                counted[form.lower()][written(form)] += 1
    rows = {
        form: (cases[Case.LOWER], cases[Case.CAPITAL], cases[Case.UPPER]) for form, cases in sorted(counted.items())
    }
    return {form: row for form, row in rows.items() if sum(row) >= ENOUGH}


def write_case_counts(folder: Path) -> None:
    """Count in all texts below a folder, and write `case_counts.tsv`."""
    texts = (path.read_text("utf-8") for path in sorted(folder.rglob("*.txt")))
    rows = count_cases(texts, evidence()).items()
    lines = [f"{form}\t{lower}\t{capital}\t{upper}\n" for form, (lower, capital, upper) in rows]
    (sources.HERE / "case_counts.tsv").write_text("".join(lines), "utf-8")
