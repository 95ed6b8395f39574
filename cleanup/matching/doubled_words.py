"""Whether words, or phrases of a few of them, may stand twice in texts, told by arithmetic on their bytes.

Each word becomes a byte, and a text that is moved by some words is compared with itself as one large number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup import lazy_regex
from cleanup.matching.filters import Paragraph


class Doublings:
    """What tells of phrases of so many words, each a range, whether a paragraph may hold one twice in a row."""

    def __init__(self, widths: Sequence[range]) -> None:
        self._widths = widths

    def among(self, paragraphs: Sequence[Paragraph]) -> Sequence[Sequence[int]]:
        """Which of the widths, by number, there may be in each of the paragraphs."""
        found: list[Sequence[int]] = [range(len(self._widths)) if one.odd else () for one in paragraphs]
        for plain in (True, False):
            own = [number for number, one in enumerate(paragraphs) if one.plain is plain and not one.odd]
            texts = [paragraphs[number] for number in own]
            lower = _BETWEEN.join([one.data for one in texts]).lower() if plain else _BETWEEN.join(map(_apart, texts))
            for number, hits in _doublings(lower, plain, self._widths).items() if own else ():
                found[own[number]] = hits
        return found


#: What may be a word is kept, whatever else is not ASCII is left out.
_NO_WORD = lazy_regex.pattern(r"[^\x00-\x7f\w]+")


def _apart(paragraph: Paragraph) -> bytes:
    return _NO_WORD.sub(" ", paragraph.text.lower()).encode("utf-8", "surrogatepass")


def _doublings(lower: bytes, plain: bool, widths: Sequence[range]) -> dict[int, Sequence[int]]:
    """Which widths there may be in texts with `_BETWEEN` between them, by number; without texts that have none."""
    signed = lower.translate(_PLAIN if plain else _ALL).replace(_SIGN, b", ").replace(_BETWEEN, b", \xff, ")
    words = signed.split()
    codes = _CODES.of(words)
    here = int.from_bytes(codes.translate(_BEFORE_SIGN), "little")
    there = int.from_bytes(codes.translate(_WITHOUT_SIGN), "little")
    found: dict[int, set[int]] = {}
    for entry, some in enumerate(widths):
        for width in some:
            number = counted = 0
            for at in _twice(words, here ^ there >> 8 * width, width):
                number += codes.count(_END, counted, at)
                counted = at
                found.setdefault(number, set()).add(entry)
    return {number: sorted(entries) for number, entries in found.items()}


def _twice(words: Sequence[bytes], differences: int, width: int) -> Iterator[int]:
    """Where so many words are followed by the same ones; a byte of `differences` is 0 where codes so far apart agree.

    The first word is that of the lowest byte. A sign may stand behind the last of them all, but behind no other.
    """
    last = len(words) - 2 * width
    equal = bytes(width)
    where = differences.to_bytes(len(words), "little")
    at = where.find(equal)
    while 0 <= at <= last:
        middle, end = at + width, at + 2 * width - 1
        if words[at:middle] == [*words[middle:end], words[end].rstrip(_SIGN)]:
            yield at
        at = where.find(equal, at + 1)


class _Codes(dict[bytes, int]):
    """A byte for each word, the same for equal ones: different words that share one are few, and told apart later.

    A word before a sign has the code of the word, and `_SIGNED`.
    """

    def __missing__(self, word: bytes) -> int:
        bare = word.rstrip(_SIGN)
        code = self[word] = self[bare] | _SIGNED if bare != word else len(self) % _CODE_OF_END
        return code

    def of(self, words: Sequence[bytes]) -> bytes:
        """The codes of words, one after the other."""
        if len(self) > MOST_CODES:
            self.clear()
        self[_BETWEEN] = _CODE_OF_END
        return bytes(map(self.__getitem__, words))


#: So many words are kept in mind at most; a text has some ten thousand.
MOST_CODES = 100_000


def _instead(code: int, *, plain: bool) -> int:
    """What stands for a byte: itself in words and between texts, a blank for blanks, and a sign for all else."""
    if code == _BETWEEN[0]:
        return code
    if code < 0x80:
        return code if chr(code).isalnum() or chr(code) in "'-/@_" else 0x20 if chr(code).isspace() else _SIGN[0]
    return code if code in _INNER or not plain else 0x20 if code in _LEADING else _SIGN[0]


#: What stands for any sign, and what stands between texts, as it does nowhere in UTF-8.
_SIGN, _BETWEEN = b",", b"\xff"
#: The bit that tells of a sign; the code of the end of a text, which no word has, and how it is found: before a sign.
_SIGNED, _CODE_OF_END, _END = 0x80, 0x7F, b"\xff"
#: The codes of words, whatever stands behind them; and the same, but where it is a sign, equal to no other.
_WITHOUT_SIGN = bytes(code & ~_SIGNED for code in range(0x100))
_BEFORE_SIGN = bytes(min(code, _SIGNED) for code in range(0x100))
_CODES = _Codes()
#: The last bytes of ’, – and —, which may be part of a word, and the bytes that stand before those of other signs; the
#: blank U+00A0 is made of two such.
_INNER, _LEADING = b"\x99\x93\x94", b"\xc2\xe2\x80\x81\xa0"
_PLAIN, _ALL = (bytes(_instead(code, plain=plain) for code in range(0x100)) for plain in (True, False))
