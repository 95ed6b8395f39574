"""Patterns of RE2 for whole lines of a text, and for parts of lines; none of them minds case.

What they cannot be found without is worked out when a rule is proven, so that a first short text needs no automaton.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import re2

from cleanup.matching.filters import Needs, Paragraph
from cleanup.matching.policy import Policy
from cleanup.regex.forms import is_plain, narrowed, widened

_ANY_CASE = re2.Options()
_ANY_CASE.log_errors = False
_ANY_CASE.max_mem = 256 << 20
_ANY_CASE.case_sensitive = False


class AnyCase:
    """A pattern that does not mind case, compiled when first needed, for plain texts in its smaller form.

    Raises `re2.error`, a ValueError, when first used, where RE2 refuses it.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def full(self) -> Any:
        """The compiled pattern for any text."""
        return re2.compile(self.source, _ANY_CASE)

    @cached_property
    def _plain(self) -> Any:
        return re2.compile(narrowed(self.source), _ANY_CASE)

    def on(self, text: str) -> Any:
        """The compiled pattern for a text."""
        return self._plain if is_plain(text.encode("utf-8", "surrogatepass")) else self.full


class LinePatterns:
    """Patterns of whole lines and those of parts of them; a trigger by itself.

    `needs` are what plain texts must hold, for each rule (see `lines_needed`); what may stand before a pattern is
    `skipped`, and no line is longer than `longest` that a pattern can match.
    """

    def __init__(
        self, wholes: Sequence[str], cuts: Sequence[AnyCase], needs: Sequence[Needs], *, skipped: str, longest: int
    ) -> None:
        self._wholes = [AnyCase(one) for one in wholes]
        self._longest = longest
        self._cuts = cuts
        self._needs = needs
        self._skipped = skipped

    def gate(self, policy: Policy) -> LineGate:
        """What tells whether lines may hold any of the patterns."""
        hints = _LineHints(self._needs, self._skipped, self._longest, policy.unasked)
        return LineGate([one.source for one in self._wholes], [one.source for one in self._cuts], hints)

    @cached_property
    def _scan(self) -> Any:
        """One automaton over wider forms of all patterns: which of them a line may match."""
        scan = re2.Set.FullMatchSet(_ANY_CASE)
        for whole in self._wholes:
            scan.Add(widened(whole.source))
        scan.Compile()
        return scan

    def matching(self, line: str) -> list[int]:
        """Which patterns, by number, match all of a line."""
        if len(line) > self._longest or not self._wholes:
            return []
        return [i for i in self._scan.Match(line) or () if self._wholes[i].on(line).fullmatch(line)]


def lines_needed(wholes: Sequence[str], cuts: Sequence[str], skipped: str) -> Needs:
    """What one of the cuts needs; then, for each pattern of a whole line, how it begins and what it needs."""
    from cleanup.regex.required_words import needed, openings  # only when a rule is proven

    inside = {word for cut in cuts for word in needed(cut)}
    return (tuple(sorted(inside)), *(words for one in wholes for words in (openings(one, skipped), needed(one))))


class _LineHints:
    """Whether the first texts may hold any of the patterns at all, told by words: before automata pay.

    An automaton of all templates takes 15 ms to make.
    """

    def __init__(self, needs: Sequence[Needs], skipped: str, longest: int, worth: int) -> None:
        self.left = worth if all(needs) else 0
        self._needs = needs
        self._skipped = skipped
        self._longest = longest

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

    def deny(self, data: bytes) -> bool:
        """Whether a plain text holds none of the patterns for certain."""
        self.left -= 1
        return b"\r" not in data and not self._may_hold(data.decode("utf-8", "surrogatepass").lower())

    def _may_hold(self, text: str) -> bool:
        if any(map(text.__contains__, self._cuts)):
            return True
        lines = (line.strip().replace("'", "’") for line in text.split("\n"))
        return any(self._may_be_whole(line.lstrip(self._skipped)) for line in lines if 0 < len(line) <= self._longest)

    def _may_be_whole(self, line: str) -> bool:
        stands = line.__contains__
        opened = self._opened.get(line[:1], ())
        return any(line.startswith(opening) and any(map(stands, inside)) for opening, inside in opened) or any(
            any(map(stands, inside)) for inside in self._unopened
        )


class LineGate:
    """Patterns of whole lines (`wholes`) and of parts of them (`cuts`), all in any case, in one automaton."""

    def __init__(self, wholes: Sequence[str], cuts: Sequence[str], hints: _LineHints) -> None:
        self._hints = hints
        self._sources = [rf"(?m)^\s*(?:{widened(one)})\s*$" for one in wholes] + [f"(?m){widened(one)}" for one in cuts]

    @cached_property
    def _scan(self) -> Any:
        scan = re2.Set.SearchSet(_ANY_CASE)
        for source in self._sources:
            scan.Add(source)
        scan.Compile()
        return scan

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether there is none for certain. RE2 takes only a line feed for the end of a line."""
        if not self._sources:
            return True
        if plain and self._hints.left and "_scan" not in self.__dict__ and self._hints.deny(data):
            return True
        if b"\r" in data or self._scan.Match(data):
            return False
        return b"'" not in data or not self._scan.Match(data.replace(b"'", "’".encode()))

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """Not empty where there may be one."""
        return () if self.closed(paragraph.data, paragraph.plain) else (0,)
