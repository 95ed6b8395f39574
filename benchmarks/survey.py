"""How well `cleanup survey` tells texts apart, and what it compares with: `python -m benchmarks.survey --help`.

Clean and machine-translated documents of at least 200 words are divided by their sources into two halves: the bars of
`cleanup/survey/signals.py` were set on the learning half; the figures are those of the half that was held back. The
annotated articles beside the checkout are judged by the classes of their defects. `--write` writes the reference of the
package from all clean documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.evaluate import CORPORA
from benchmarks.evaluation import ROOT, paragraph_groups
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.survey.figures import Figures, Strength
from cleanup.survey.measuring import figures
from cleanup.survey.references import ALL, Reference
from cleanup.survey.signals import LOOKS, MIN_WORDS
from cleanup.text.segments import words

REFERENCES = ROOT / "cleanup" / "survey" / "data" / "clean_rates.json"
#: Words of a piece of a longer clean text.
PIECE = 600
#: Words of clean text that a language needs for a reference.
MIN_REFERENCE_WORDS = 10_000
#: The defects of annotated articles that show a look, and how many of them make it certain; none makes the opposite so.
SHOWING = {
    "translated": (
        5,
        (
            "article",
            "calque",
            "mistranslation",
            "preposition",
            "pronoun-transfer",
            "tense",
            "untranslated",
            "verb-form",
            "word-order",
        ),
    ),
    "scraped": (2, ("boilerplate", "encoding", "markup-residue")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A document, the corpus and the source that it is from, and what it is known to be, by look."""

    corpus: str
    source: str
    text: str
    form: str = "text"
    truth: tuple[tuple[str, bool], ...] = ()

    @property
    def held_back(self) -> bool:
        """Whether its source is in the half that nothing was set on."""
        return bool(hashlib.sha256(self.source.encode()).digest()[0] & 1)


def clean_texts(folder: Path) -> Iterator[Text]:
    """Edited prose; long texts in pieces at paragraphs. None of it is translated by a machine, spun or scraped."""
    truth = tuple((look.name, False) for look in LOOKS)
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md")):
        text, form = path.read_text("utf-8", "replace"), "markdown" if path.suffix == ".md" else "text"
        for piece in _pieces(text) if form == "text" else [text]:
            yield Text(path.parent.name, path.name, piece, form, truth)


def _pieces(text: str) -> list[str]:
    """The text in pieces of `PIECE` words or a little more; a short rest belongs to the last."""
    groups, rest = paragraph_groups(text, PIECE)
    if not rest:
        return groups
    if len(rest.split()) >= MIN_WORDS or not groups:
        return [*groups, rest]
    return [*groups[:-1], f"{groups[-1]}\n\n{rest}"]


def translated_texts(folder: Path) -> Iterator[Text]:
    """Machine translations; short ones of one system are joined with the next ones of the same half."""
    truth = (("translated", True),)
    short: dict[tuple[str, str, bool], list[Text]] = defaultdict(list)
    for path in sorted(folder.rglob("*.txt")):
        source, system = _origin(path)
        one = Text(f"{path.parent.name}", source, path.read_text("utf-8", "replace"), truth=truth)
        if len(words(one.text)) >= MIN_WORDS:
            yield one
        else:
            short[one.corpus, system, one.held_back].append(one)
    for those in short.values():
        yield from _joined(those)


def _joined(those: Iterable[Text]) -> Iterator[Text]:
    waiting: list[Text] = []
    for one in those:
        waiting.append(one)
        text = "\n\n".join(each.text for each in waiting)
        if len(words(text)) >= MIN_WORDS:
            yield Text(one.corpus, waiting[0].source, text, truth=one.truth)
            waiting = []


def _origin(path: Path) -> tuple[str, str]:
    """The source document of a translation and the system that made it, from the name of its file."""
    if found := re.match(r"\d+\.([\w-]+?)\.(.+?)_*(?:de-en)?_*newstest", path.name):
        return found[2], found[1]
    source, _, system = path.stem.rpartition(".")
    return source, system


def articles(shared: Path) -> Iterator[Text]:
    """The annotated articles, with what the classes of their defects show."""
    listed = shared / "gold" / "articles.jsonl"
    if not listed.is_file():
        return
    rows = Counter((row["doc"], row["class"]) for row in map(json.loads, listed.read_text("utf-8").splitlines()))
    for path in sorted((shared / "gold" / "articles").glob("*.txt")):
        truth = []
        for look, (enough, classes) in SHOWING.items():
            number = sum(rows[path.stem, name] for name in classes)
            if number == 0 or number >= enough:
                truth.append((look, number > 0))
        yield Text("articles", path.stem, path.read_text("utf-8"), truth=tuple(truth))


@cache
def _engine() -> Engine:
    return loading.engine()


def measured(one: Text) -> Figures:
    """The figures of a document."""
    return figures(_engine().plan(document(one.text, one.source, one.form)))


Measured = Sequence[tuple[Text, Figures]]


def quality(done: Measured, look: str) -> tuple[int, int, int]:
    """How many documents look so (strong): rightly, wrongly; and how many should. Only those of which it is known."""
    known = [(dict(one.truth)[look], _strong(found, look)) for one, found in done if look in dict(one.truth)]
    return (
        sum(truth and said for truth, said in known),
        sum(said and not truth for truth, said in known),
        sum(truth for truth, _ in known),
    )


def _strong(found: Figures, look: str) -> bool:
    strength: Strength = getattr(found, look).strength
    return strength is Strength.STRONG


def report(done: Measured) -> Iterator[str]:
    """The tables, line by line."""
    judged = [(one, found) for one, found in done if found.words >= MIN_WORDS]
    corpora = [(one, found) for one, found in judged if one.corpus != "articles" and found.language == "en"]
    for title, those in (
        ("learning half", [each for each in corpora if not each[0].held_back]),
        ("held back", [each for each in corpora if each[0].held_back]),
        ("annotated articles, learning half", _of_articles(judged, held_back=False)),
        ("annotated articles, held back", _of_articles(judged, held_back=True)),
    ):
        yield f"\n{title}: “strong” on {len(those)} English documents"
        for look in LOOKS:
            yield f"  {look.name:12}{_told(*quality(those, look.name))}"
    yield f"\nshare of documents that look so, in percent (strong, some){'':4}" + "".join(
        f"{look.name:>16}" for look in LOOKS
    )
    for corpus in sorted({one.corpus for one, _ in judged}):
        mine = [found for one, found in judged if one.corpus == corpus]
        shares = "".join(f"{_share(mine, look.name):>16}" for look in LOOKS)
        yield f"  {corpus:28}{len(mine):6} documents{'':14}{shares}"


def _of_articles(judged: Measured, *, held_back: bool) -> Measured:
    return [(one, found) for one, found in judged if one.corpus == "articles" and one.held_back is held_back]


def _told(right: int, wrong: int, wanted: int) -> str:
    precision = f"precision {right / (right + wrong):.3f}" if right + wrong else "precision –"
    recall = f"recall {right / wanted:.3f}" if wanted else "recall – (no such texts)"
    return f"{precision}, {recall} ({right} right, {wrong} wrong, {wanted} wanted)"


def _share(those: Sequence[Figures], look: str) -> str:
    said = Counter(getattr(found, look).strength for found in those)
    if said[Strength.UNKNOWN] == len(those):
        return "unknown"
    return f"{100 * said[Strength.STRONG] / len(those):.1f}, {100 * said[Strength.SOME] / len(those):.1f}"


def reference(done: Measured) -> dict[str, Reference]:
    """The findings per 1,000 words of all clean documents, by language."""
    languages: dict[str, list[Figures]] = defaultdict(list)
    for one, found in done:
        if ("translated", False) in one.truth and one.corpus != "articles" and found.words >= MIN_WORDS:
            languages[one.corpus.partition("-")[0]].append(found)
    return {
        language: Reference(len(those), sum(one.words for one in those), _rates(those))
        for language, those in sorted(languages.items())
        if sum(one.words for one in those) >= MIN_REFERENCE_WORDS
    }


def _rates(those: Sequence[Figures]) -> dict[str, tuple[float, ...]]:
    rates: dict[str, list[float]] = defaultdict(list)
    for one in those:
        for group, rate in ((ALL, one.findings), *one.groups.items()):
            if rate.findings:
                rates[group].append(rate.per_thousand)
    return {group: tuple(sorted(values)) for group, values in sorted(rates.items())}


def write(found: dict[str, Reference]) -> None:
    """Write the reference of the package, a group on a line."""
    plain: dict[str, Any] = msgspec.to_builtins(found)
    text = json.dumps(plain, indent=1)
    REFERENCES.write_text(re.sub(r"(?<=[\[\d]),?\n +(?=[\d\]])", lambda m: ", " if "," in m[0] else "", text) + "\n")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.survey", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with clean/ and dirty/")
    parser.add_argument("--write", action="store_true", help=f"write {REFERENCES.relative_to(ROOT)}")
    parser.add_argument("--jobs", type=int, default=2, help="number of processes")
    options = parser.parse_args()
    texts = [
        *clean_texts(options.corpora / "clean"),
        *translated_texts(options.corpora / "dirty"),
        *articles(options.corpora.parent),
    ]
    with multiprocessing.Pool(options.jobs) as pool:
        done = list(zip(texts, pool.imap(measured, texts, chunksize=16), strict=True))
    print("\n".join(report(done)))
    if options.write:
        write(reference(done))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
