"""Whether a short text may hold boilerplate at all, told by words: for the first texts, before automata pay.

An automaton of all templates takes 15 ms to make. What each of them needs is worked out when a rule is proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cleanup.detectors.boilerplate.page_lines import LONGEST
from cleanup.regex.forms import is_plain

#: What may stand before a template, besides space; in a class of characters.
BULLETS = "»›>•▶►*·|–—-"
_SKIPPED = f" \t\n\f\r{BULLETS}"
#: So many texts are looked at by words; for more of them, and for longer ones, an automaton is faster.
WORTH, LONGEST_TEXT = 24, 10_000


def needs(wholes: Sequence[str], cuts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What one of the cuts needs; then, for each template of a whole line, how it begins and what it needs."""
    from cleanup.regex.required_words import needed, openings  # only when a rule is proven

    inside = {word for cut in cuts for word in needed(cut)}
    return (tuple(sorted(inside)), *(words for one in wholes for words in (openings(one, _SKIPPED), needed(one))))


class Hints:
    """What all rules need; `needs` as the function of that name gives it, each."""

    def __init__(self, needs: Sequence[tuple[tuple[str, ...], ...]]) -> None:
        self._left = WORTH if all(needs) else 0
        self._needs = needs

    @cached_property
    def _cuts(self) -> frozenset[str]:
        return frozenset(word for inside, *_ in self._needs for word in inside)

    @cached_property
    def _wholes(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        pairs = (zip(wholes[::2], wholes[1::2], strict=True) for _, *wholes in self._needs)
        return [pair for one in pairs for pair in one]

    @cached_property
    def _opened(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """How templates begin, and what each then needs, by the first character."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for openings, inside in self._wholes:
            for opening in filter(None, openings):
                found.setdefault(opening[0], []).append((opening, inside))
        return found

    @cached_property
    def _unopened(self) -> list[tuple[str, ...]]:
        """What those templates need of which nobody knows how they begin."""
        return [inside for opening, inside in self._wholes if "" in opening]

    def deny(self, text: str) -> bool:
        """Whether a text holds none of the patterns for certain."""
        if not self._left or len(text) > LONGEST_TEXT:
            return False
        self._left -= 1
        return is_plain(text.encode("utf-8", "surrogatepass")) and "\r" not in text and not self._may_hold(text.lower())

    def _may_hold(self, text: str) -> bool:
        if any(map(text.__contains__, self._cuts)):
            return True
        lines = (line.strip().replace("'", "’") for line in text.split("\n"))
        return any(self._may_be_whole(line.lstrip(_SKIPPED)) for line in lines if 0 < len(line) <= LONGEST)

    def _may_be_whole(self, line: str) -> bool:
        stands = line.__contains__
        opened = self._opened.get(line[:1], ())
        return any(line.startswith(opening) and any(map(stands, inside)) for opening, inside in opened) or any(
            any(map(stands, inside)) for inside in self._unopened
        )
