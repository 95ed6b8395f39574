"""Looking up words in the lexicon of a language."""

from __future__ import annotations

import mmap
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from cleanup.lexicon.layout import HEADER, MAGIC, PAIR_UNIT, PLACE, SECTIONS, TAGS, ZIPF_STEPS, Case

_FOLDER = Path(__file__).parent / "data"
#: Forms of which a lexicon remembers where they are; more than a long document has.
_REMEMBERED = 1 << 15
_LINE_FEED = b"\n"
_CASES = tuple(Case)
_ZIPF = tuple(step / ZIPF_STEPS for step in range(256))
_NONE: frozenset[str] = frozenset()


#: The word classes of function words.
FUNCTION_CLASSES = frozenset({"auxiliary", "conjunction", "determiner", "preposition", "pronoun"})


class Lexicon:
    """A lexicon file, mapped into memory.

    A form is looked up in any case, with a straight or a curly apostrophe; a possessive (`dog's`) is no form of its
    own. All methods answer for unknown forms, too: with False, `Case.UNKNOWN`, 0 or nothing.
    """

    def __init__(self, path: Path) -> None:
        """Open a file that `python -m benchmarks.lexicon` has written. Raises OSError and ValueError."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, self.recipe, self.size = HEADER.unpack_from(self._map)
        if magic != MAGIC:
            raise ValueError(f"{path} is not a lexicon of this version")
        whole = memoryview(self._map)
        section: dict[str, memoryview[int]] = {}
        for number, (name, code) in enumerate(SECTIONS.items()):
            start, length = PLACE.unpack_from(whole, HEADER.size + number * PLACE.size)
            section[name] = whole[start : start + length].cast(code)
            if name == "text":
                self._text: int = start
        self._slots, self._starts = section["slots"], section["starts"]
        self._mask = len(self._slots) - 1
        self._cases, self._frequencies = section["cases"], section["frequencies"]
        self._tag_sets = section["tag_sets"]
        self._form_tags = [_set(tags) for tags in section["tags"]]
        self._word_classes = [frozenset(tag.partition("-")[0] for tag in tags) for tags in self._form_tags]
        self._to_lemmas = section["lemma_starts"], section["lemmas"], section["lemma_tags"]
        self._to_inflected = section["inflected_starts"], section["inflected"], section["inflected_tags"]
        self._pair_starts, self._seconds = section["pair_starts"], section["seconds"]
        self._pair_counts = section["pair_counts"]
        #: The number of a form, or -1.
        self._number = lru_cache(_REMEMBERED)(self._find)

    def _find(self, form: str) -> int:
        lower = form.lower()
        return self._place(lower.replace("’", "'") if "’" in lower else lower)

    def _place(self, form: str) -> int:
        """Return the number of a form as the file writes it, or -1."""
        key = form.encode("utf-8", "surrogatepass") + _LINE_FEED
        slots, starts, mask = self._slots, self._starts, self._mask
        slot = crc32(key) & mask
        while number := slots[slot]:
            start = self._text + starts[number - 1]
            if self._map[start : start + len(key)] == key:
                return number - 1
            slot = (slot + 1) & mask
        return -1

    def _form(self, number: int) -> str:
        return self._map[self._text + self._starts[number] : self._text + self._starts[number + 1] - 1].decode()

    def _links(self, links: tuple[memoryview[int], ...], number: int) -> Iterator[tuple[int, str]]:
        starts, targets, tags = links
        if 0 <= number < len(starts) - 1:
            for place in range(starts[number], starts[number + 1]):
                yield targets[place], TAGS[tags[place]]

    def knows(self, form: str) -> bool:
        """Whether this is a word or a name."""
        return self._number(form) >= 0

    def known(self, forms: Iterable[str]) -> Iterator[str]:
        """Return those of some forms in small letters without an apostrophe that are words or names.

        None of them is remembered, so that thousands of forms that might be words displace none of a text.
        """
        return (form for form in forms if self._place(form) >= 0)

    def usual_case(self, form: str) -> Case:
        """Return how the form is usually written inside a sentence."""
        number = self._number(form)
        return Case.UNKNOWN if number < 0 else _CASES[self._cases[number]]

    def word_classes(self, form: str) -> frozenset[str]:
        """Return the classes that the form can be of, such as `noun` and `verb`.

        The classes are noun, verb, adjective, adverb, preposition, pronoun, determiner, conjunction, auxiliary, number
        and interjection. A name has none, unless it is a word as well.
        """
        number = self._number(form)
        return _NONE if number < 0 else self._word_classes[self._tag_sets[number]]

    def forms(self, form: str) -> frozenset[str]:
        """Return what the form can be, as `TAGS` of the layout say it: `noun-plural`, `verb-past`, `preposition`, …."""
        number = self._number(form)
        return _NONE if number < 0 else self._form_tags[self._tag_sets[number]]

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of the form, the most frequent one first: `see` and `saw` for `saw`."""
        found = dict.fromkeys(target for target, _ in self._links(self._to_lemmas, self._number(form)))
        return tuple(self._form(number) for number in found)

    def inflect(self, lemma: str, tag: str) -> tuple[str, ...]:
        """Return the forms of a lemma for one of `TAGS`, the preferred one first: `ran` for `run` and `verb-past`."""
        number = self._number(lemma)
        return tuple(self._form(target) for target, its in self._links(self._to_inflected, number) if its == tag)

    def frequency(self, form: str) -> float:
        """Return the frequency on the Zipf scale: 7 for the most frequent words, 3 for one in a million, 0.0 for none.

        What was not counted has the frequency that is usual for words of its rank in the word lists.
        """
        number = self._number(form)
        return 0.0 if number < 0 else _ZIPF[self._frequencies[number]]

    def pair_count(self, first: str, second: str) -> int:
        """Return how often a word follows another in a trillion words; 0 for rare pairs, which are not kept."""
        one, other = self._number(first), self._number(second)
        if not 0 <= one < len(self._pair_starts) - 1 or other < 0:
            return 0
        start, end = self._pair_starts[one], self._pair_starts[one + 1]
        place = bisect_left(self._seconds, other, start, end)
        return PAIR_UNIT * self._pair_counts[place] if place < end and self._seconds[place] == other else 0


def _set(tags: int) -> frozenset[str]:
    """Return the tags of a number in which each tag is a bit."""
    return frozenset(tag for place, tag in enumerate(TAGS) if tags >> place & 1)


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language (`en`), opened on first use; None if there is none.

    There is none on big-endian machines, either, as the numbers in the file are little-endian.
    """
    path = _FOLDER / f"{language}.lexicon"
    return Lexicon(path) if sys.byteorder == "little" and path.is_file() else None
