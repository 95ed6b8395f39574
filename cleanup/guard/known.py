"""A document as evidence of how it writes a word."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec


class Known(msgspec.Struct, frozen=True):
    """A document as evidence of how it writes a word."""

    text: str

    def count(self, word: str) -> int:
        """Return how often the document has a word or abbreviation, written like that."""
        return _occurrences(self.text, word)

    def count_inside_sentences(self, word: str) -> int:
        """Return how often it has a word behind another one, so that its capital is its own."""
        return _occurrences_inside(self.text, word)

    def prefers(self, new: str, old: str) -> bool:
        """Return whether the document more often writes a word in the new way than in the old."""
        return self.count(new) > self.count(old)


@lru_cache(maxsize=4096)
def _occurrences(text: str, word: str) -> int:
    start = r"(?<!\w)" if word[:1].isalnum() else ""
    end = r"(?!\w)" if word[-1:].isalnum() else ""
    return sum(1 for _ in re.finditer(start + re.escape(word) + end, text))


@lru_cache(maxsize=4096)
def _occurrences_inside(text: str, word: str) -> int:
    return sum(1 for _ in re.finditer(rf"(?<=[\w,] ){re.escape(word)}(?!\w)", text))
