"""Writing a lexicon in the layout of `cleanup.lexicon.layout`."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import msgspec

from benchmarks.lexicon.inflection import Link
from cleanup.lexicon.layout import HEADER, MAGIC, PAIR_UNIT, PLACE, SECTIONS, TAGS, ZIPF_STEPS, Case


class Words(msgspec.Struct):
    """All that a lexicon says."""

    cases: Mapping[str, Case]
    #: On the Zipf scale.
    frequencies: Mapping[str, float]
    links: Sequence[Link]
    pairs: Mapping[tuple[str, str], int]


def packed(words: Words, recipe: bytes) -> bytes:
    """Return the bytes of a file; `recipe` is the SHA-256 of what made it."""
    forms = _ordered(words)
    number = {form: place for place, form in enumerate(forms)}
    sections = {
        **_text(forms),
        "cases": array("B", (words.cases[form] for form in forms)),
        "frequencies": array("B", (min(round(words.frequencies[form] * ZIPF_STEPS), 255) for form in forms)),
        **_tags(words.links, number),
        **_links("lemma", "lemmas", ((number[one.form], number[one.lemma], one.tag) for one in words.links)),
        **_links("inflected", "inflected", ((number[one.lemma], number[one.form], one.tag) for one in words.links)),
        **_pairs(words.pairs, number),
    }
    return _file([sections[name] for name in SECTIONS], recipe, len(forms))


def _ordered(words: Words) -> list[str]:
    """Return the forms that begin pairs, then those with links, then the others, each part in alphabetical order."""
    begin = {first for first, _ in words.pairs}
    linked = {one.form for one in words.links} | {one.lemma for one in words.links}
    return sorted(words.cases, key=lambda form: (form not in begin, form not in linked, form))


def _text(forms: Sequence[str]) -> dict[str, array[int]]:
    slots = array("I", bytes(4 << (len(forms) * 5 // 4).bit_length()))
    starts, text = array("I"), bytearray()
    for number, form in enumerate(forms):
        key = form.encode() + b"\n"
        slot = crc32(key) & (len(slots) - 1)
        while slots[slot]:
            slot = (slot + 1) & (len(slots) - 1)
        slots[slot] = number + 1
        starts.append(len(text))
        text += key
    starts.append(len(text))
    return {"slots": slots, "starts": starts, "text": array("B", text)}


def _tags(links: Iterable[Link], number: Mapping[str, int]) -> dict[str, array[int]]:
    bits = [0] * len(number)
    for one in links:
        bits[number[one.form]] |= 1 << TAGS.index(one.tag)
    tags = sorted(set(bits))
    place = {its: at for at, its in enumerate(tags)}
    return {"tag_sets": array("H", (place[its] for its in bits)), "tags": array("I", tags)}


def _links(name: str, target: str, links: Iterable[tuple[int, int, str]]) -> dict[str, array[int]]:
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, to, tag in links:
        rows[source].append((to, TAGS.index(tag)))
    starts, flat = _flat(rows)
    return {
        f"{name}_starts": starts,
        target: array("I", (to for to, _ in flat)),
        f"{name}_tags": array("B", (tag for _, tag in flat)),
    }


def _pairs(pairs: Mapping[tuple[str, str], int], number: Mapping[str, int]) -> dict[str, array[int]]:
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (first, second), count in pairs.items():
        rows[number[first]].append((number[second], round(count / PAIR_UNIT)))
    starts, flat = _flat({source: sorted(row) for source, row in rows.items()})
    seconds, counts = array("I", (to for to, _ in flat)), array("I", (count for _, count in flat))
    return {"pair_starts": starts, "seconds": seconds, "pair_counts": counts}


def _flat(rows: Mapping[int, list[tuple[int, int]]]) -> tuple[array[int], list[tuple[int, int]]]:
    """Return where the row of each source begins, up to the last source with a row, and all rows one after another."""
    starts: array[int] = array("I")
    flat: list[tuple[int, int]] = []
    for source in range(max(rows, default=-1) + 1):
        starts.append(len(flat))
        flat += rows.get(source, [])
    starts.append(len(flat))
    return starts, flat


def _file(sections: Sequence[array[int]], recipe: bytes, size: int) -> bytes:
    table, body = b"", b""
    start = HEADER.size + PLACE.size * len(SECTIONS)
    for section in sections:
        if sys.byteorder == "big":
            section.byteswap()
        table += PLACE.pack(start + len(body), len(section) * section.itemsize)
        body += section.tobytes()
        body += bytes(-len(body) % 8)
    return HEADER.pack(MAGIC, recipe, size) + table + body
