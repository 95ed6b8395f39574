"""The layout of a lexicon file, for the one who reads it and for the one who writes it.

A file is a header (`HEADER`: magic, digest of the recipe that made it, number of forms) and the offset and length of
each section of `SECTIONS`, then the sections. All numbers are little-endian. A form is known by its number, its place
in the arrays; forms that begin a pair come first, then those with lemmas, then all others, so that the arrays of links
end early.

| section | content |
|---|---|
| `slots` | hash table with linear probing over CRC-32 of a form: its number plus one, or 0 |
| `starts`, `text` | where each form begins in the text of all forms (UTF-8, each ends with a line feed) |
| `cases`, `frequencies` | for each form its `Case`; its Zipf frequency times `ZIPF_STEPS` |
| `tag_sets`, `tags` | for each form the place of its tags; the tags, a bit for each of `TAGS` |
| `lemma_starts`, `lemmas`, `lemma_tags` | links from a form to its lemmas, each with the place of its tag in `TAGS` |
| `inflected_starts`, `inflected`, `inflected_tags` | the same links from lemmas to forms, the preferred form first |
| `pair_starts`, `seconds`, `pair_counts` | for each form those that follow it, in order of their numbers; how often |
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Literal

#: Changes with the layout.
MAGIC = b"LEXICON1"
HEADER = struct.Struct("<8s32sI4x")
PLACE = struct.Struct("<QQ")
#: The sections in order, and the type code of their items.
SECTIONS: dict[str, Literal["B", "H", "I"]] = {
    "slots": "I",
    "starts": "I",
    "text": "B",
    "cases": "B",
    "frequencies": "B",
    "tag_sets": "H",
    "tags": "I",
    "lemma_starts": "I",
    "lemmas": "I",
    "lemma_tags": "B",
    "inflected_starts": "I",
    "inflected": "I",
    "inflected_tags": "B",
    "pair_starts": "I",
    "seconds": "I",
    "pair_counts": "I",
}
#: What a form can be. The part before a hyphen is its word class.
TAGS = (
    "noun-singular",
    "noun-plural",
    "verb-base",
    "verb-s",
    "verb-past",
    "verb-participle",
    "verb-ing",
    "adjective-base",
    "adjective-comparative",
    "adjective-superlative",
    "adverb-base",
    "adverb-comparative",
    "adverb-superlative",
    "preposition",
    "pronoun",
    "determiner",
    "conjunction",
    "auxiliary",
    "number",
    "interjection",
)
#: Steps of a unit of the Zipf scale (the logarithm of occurrences in a billion words, to the base of 10).
ZIPF_STEPS = 30
#: Pairs are counted in thousands.
PAIR_UNIT = 1000


class Case(IntEnum):
    """How a form is usually written inside a sentence."""

    UNKNOWN = 0
    LOWER = 1
    #: A capital at the beginning: a name, or a word made of one.
    CAPITAL = 2
    #: All letters are capitals.
    UPPER = 3
    #: Capitals inside, such as `PhD`.
    MIXED = 4
    #: A word and a name, or a word and initials: `may`, `china`, `us`.
    EITHER = 5
