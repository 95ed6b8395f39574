"""The recipe of the lexicon of English, and the digest by which a file is known to be made by it."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.lexicon import cases, inflection, packing, sources
from cleanup import lexicon
from cleanup.lexicon.layout import HEADER, Case

PATH = Path(lexicon.__file__).parent / "data" / "en.lexicon"
#: Words of the corpus that SymSpell’s counts are of, in billions.
CORPUS = 1024.9
#: The frequency of what no list ranks.
LEAST = 1.0
#: What decides about the content of the file.
_PARTS = ("__main__.py", "speed.py")


def digest() -> bytes:
    """Return the SHA-256 of all that the file is made by, except the sources, which are released by others."""
    whole = hashlib.sha256()
    for path in (*sorted(sources.HERE.iterdir()), Path(lexicon.__file__).parent / "layout.py"):
        if path.is_file() and path.name not in _PARTS:
            whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.digest()


def is_current() -> bool:
    """Whether the file was made by this recipe."""
    return bool(HEADER.unpack_from(PATH.read_bytes())[1] == digest())


def words() -> packing.Words:
    """Put together what all sources say."""
    found = cases.evidence()
    counted = sources.case_counts()
    links = inflection.links({form for form, evidence in found.items() if Case.LOWER in evidence.ranks})
    usual = {form: evidence.decided(counted.get(form, (0, 0, 0))) for form, evidence in found.items()}
    for link in links:
        usual.setdefault(link.form, Case.LOWER)
        usual.setdefault(link.lemma, Case.LOWER)
    pairs = {pair: count for pair, count in sources.pairs().items() if usual.keys() >= set(pair)}
    return packing.Words(usual, _frequencies(usual, found), links, pairs)


def _frequencies(usual: Mapping[str, Case], found: Mapping[str, cases.Evidence]) -> dict[str, float]:
    counted = {form: math.log10(count / CORPUS) for form, count in sources.counts().items()}
    ranks = {form: min(evidence.ranks.values()) for form, evidence in found.items()}
    of_rank: dict[int, list[float]] = defaultdict(list)
    for form, frequency in counted.items():
        of_rank[ranks[form]].append(frequency)
    typical = {rank: median(its) for rank, its in of_rank.items()}
    listed = {form for form in usual if form in ranks and ranks[form] < cases.RARE}
    return {form: counted.get(form) or (typical.get(ranks[form], LEAST) if form in listed else LEAST) for form in usual}


def write() -> None:
    """Make the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(packing.packed(words(), digest()))
