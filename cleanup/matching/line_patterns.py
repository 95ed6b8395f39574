"""Patterns of RE2 for whole lines of a text, and for parts of lines; none of them minds case.

What they cannot be found without is worked out when a rule is proven, so that a first short text needs no automaton.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import msgspec
import re2

from cleanup.matching.filters import Paragraph
from cleanup.matching.line_hints import ANY_CASE, LineHints, RulePatterns
from cleanup.matching.policy import Policy
from cleanup.model import Needs
from cleanup.regex.forms import is_plain, narrowed, widened


class AnyCase:
    """A pattern that does not mind case, compiled when first needed, for plain texts in its smaller form.

    Raises `re2.error`, a ValueError, when first used, where RE2 refuses it.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def full(self) -> Any:
        """The compiled pattern for any text."""
        return re2.compile(self.source, ANY_CASE)

    @cached_property
    def _plain(self) -> Any:
        return re2.compile(narrowed(self.source), ANY_CASE)

    def on(self, text: str) -> Any:
        """The compiled pattern for a text."""
        return self._plain if is_plain(_bytes(text)) else self.full


class Joined(msgspec.Struct, frozen=True):
    """Patterns of whole lines and of parts of lines, made of those of all rules."""

    wholes: Sequence[str]
    cuts: Sequence[str]


class LinePatterns:
    """Patterns of whole lines and those of parts of them, made of those of `rules` when first needed; a trigger.

    What may stand before a pattern is `skipped`, and no line is longer than `longest` that a pattern can match.
    """

    def __init__(
        self, join: Callable[[], Joined], rules: Sequence[RulePatterns], *, skipped: str, longest: int
    ) -> None:
        self._join = join
        self._longest = longest
        self._rules = rules
        self._skipped = skipped

    @cached_property
    def _joined(self) -> Joined:
        return self._join()

    @cached_property
    def _wholes(self) -> list[AnyCase]:
        return [AnyCase(one) for one in self._joined.wholes]

    @cached_property
    def cuts(self) -> list[AnyCase]:
        """The patterns of parts of lines."""
        return [AnyCase(one) for one in self._joined.cuts]

    def gate(self, policy: Policy) -> LineGate:
        """What tells whether lines may hold any of the patterns."""
        hints = LineHints(self._rules, self._skipped, self._longest, policy.unasked)
        return LineGate(self, hints, self._longest)

    @cached_property
    def lines_scan(self) -> Any:
        """One automaton over wider forms of the patterns of whole lines, for texts; None if there are none."""
        lines = (rf"(?m)^\s*(?:{widened(one.source)})\s*$" for one in self._wholes)
        return _automaton(re2.Set.SearchSet(ANY_CASE), lines)

    @cached_property
    def cut_scan(self) -> Any:
        """The same of those of parts of lines, for texts and for lines."""
        return _automaton(re2.Set.SearchSet(ANY_CASE), (f"(?m){widened(cut.source)}" for cut in self.cuts))

    @cached_property
    def _scan(self) -> Any:
        """The same of those of whole lines, for lines: which of them a line may match."""
        return _automaton(re2.Set.FullMatchSet(ANY_CASE), (widened(one.source) for one in self._wholes))

    def matching(self, line: str) -> list[int]:
        """Which patterns, by number, match all of a line."""
        if len(line) > self._longest or not self._wholes:
            return []
        return [i for i in sorted(self._scan.Match(_bytes(line)) or ()) if self._wholes[i].on(line).fullmatch(line)]

    def cutting(self, line: str) -> list[int]:
        """Which cuts, by number, may match a part of a line."""
        return sorted(self.cut_scan.Match(_bytes(line)) or ()) if self.cuts else []


def _bytes(line: str) -> bytes:
    """Return a line as RE2 reads it; half a surrogate pair, which UTF-8 has no bytes for, matches nothing."""
    return line.encode("utf-8", "surrogatepass")


def lines_needed(wholes: Sequence[str], cuts: Sequence[str], skipped: str) -> Needs:
    """What one of the cuts needs; then, for each pattern of a whole line, how it begins and what it needs."""
    from cleanup.regex.required_words import needed, openings  # only when a rule is proven

    inside = {word for cut in cuts for word in needed(cut)}
    return (tuple(sorted(inside)), *(words for one in wholes for words in (openings(one, skipped), needed(one))))


class LineGate:
    """Patterns of lines, all in any case: those of whole lines in one automaton, those of parts in another.

    The first is asked only about lines that are short enough, since most prose is in longer ones, each of which would
    add states to it.
    """

    def __init__(self, patterns: LinePatterns, hints: LineHints, longest: int) -> None:
        self._patterns = patterns
        self._hints = hints
        self._longest = longest
        self._made = False

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether there is none for certain. RE2 takes only a line feed for the end of a line."""
        if plain and self._hints.left and not self._made and self._hints.deny(data):
            return True
        self._made = True  # from here on, an automaton is there and faster than hints
        lines, cuts = self._patterns.lines_scan, self._patterns.cut_scan
        if b"\r" in data:
            return lines is None and cuts is None
        data = data.replace(b"'", "’".encode())
        if cuts and cuts.Match(data):
            return False
        short = self._short_lines(data)
        return not (short and lines and lines.Match(short))

    def _short_lines(self, data: bytes) -> bytes:
        """Return the lines that are no longer than a pattern of a whole line can match."""
        if len(data) <= self._longest:
            return data
        text = data.decode("utf-8", "surrogatepass")
        return _bytes("\n".join(line for line in text.split("\n") if len(line.strip()) <= self._longest))

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """Not empty where there may be one."""
        return () if self.closed(paragraph.data, paragraph.plain) else (0,)


def _automaton(empty: Any, sources: Iterable[str]) -> Any:
    """Return a set of RE2 with all of some patterns in it; None if there are none."""
    added = [empty.Add(source) for source in sources]
    empty.Compile()
    return empty if added else None
