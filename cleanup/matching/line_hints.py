"""Whether a first short text may hold any pattern of a line, told by words: before an automaton of all patterns pays.

That automaton takes 50 ms to make. A text that holds what a pattern needs is asked by that pattern alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec
import re2

from cleanup import lazy_regex
from cleanup.model import Needs
from cleanup.regex.forms import widened

ANY_CASE = re2.Options()
ANY_CASE.log_errors = False
ANY_CASE.max_mem = 256 << 20
ANY_CASE.case_sensitive = False

#: Where a sentence of a line may begin.
_SENTENCE_ENDS = lazy_regex.pattern(r"[.!?…][”’\"')\]»]*\s+")


class RulePatterns(msgspec.Struct, frozen=True):
    """The patterns of one rule: of whole lines, of those that may also be a sentence of a line, and of parts of lines.

    `define` inserts their named parts. `needs` are what plain texts must hold for them (see `lines_needed`), in their
    order; empty where nobody knows. `wholes` returns patterns one of which matches all of a line that one of `lines`
    begins; without it, the beginning has to do.
    """

    define: Callable[[str], str] = str
    lines: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    needs: Needs = ()
    wholes: Callable[[], Sequence[str]] | None = None


class _Wholes(msgspec.Struct, frozen=True, dict=True):
    """The patterns of whole lines of one rule, compiled when a line begins as they do."""

    sources: Callable[[], Sequence[str]]

    @cached_property
    def _compiled(self) -> list[Any]:
        return [re2.compile(widened(one), ANY_CASE) for one in self.sources()]

    def match(self, line: str) -> bool:
        """Return whether one may match all of a line."""
        return any(one.fullmatch(line) for one in self._compiled)


class _Hint(msgspec.Struct, frozen=True, dict=True):
    """How lines or sentences begin that one pattern matches, words that they hold, and the pattern."""

    openings: tuple[str, ...]
    inside: tuple[str, ...]
    source: str
    define: Callable[[str], str]
    wholes: _Wholes | None = None

    @cached_property
    def _begins(self) -> Any:
        return re2.compile(widened(self.define(self.source)), ANY_CASE)

    def is_in(self, line: str, lowered: str, bare: str) -> bool:
        """Return whether the line may begin with what the pattern matches."""
        return (
            bare.startswith(self.openings)
            and any(map(lowered.__contains__, self.inside))
            and self._begins.match(line) is not None
            and (self.wholes is None or self.wholes.match(line))
        )


class _Openings:
    """The hints of some patterns, by the first character of what they match."""

    def __init__(self, hints: Iterable[_Hint]) -> None:
        self._by_first: dict[str, list[_Hint]] = {}
        for hint in hints:
            for first in {one[:1] for one in hint.openings}:
                self._by_first.setdefault(first, []).append(hint)

    def may_begin(self, line: str, skipped: str) -> bool:
        """Return whether one of the patterns may match all of a line."""
        lowered = line.lower()
        bare = lowered.lstrip(skipped)
        near = (*self._by_first.get(bare[:1], ()), *self._by_first.get("", ()))
        return any(hint.is_in(line, lowered, bare) for hint in near)


class LineHints:
    """Whether plain texts may hold any of the patterns of rules, as long as few texts have asked.

    `left`: how many may ask yet. What may stand before a pattern is `skipped`, and no line is longer than `longest`
    that a pattern can match.
    """

    def __init__(self, rules: Sequence[RulePatterns], skipped: str, longest: int, worth: int) -> None:
        self.left = worth if all(rule.needs for rule in rules) else 0
        self._rules = rules
        self._skipped = skipped
        self._longest = longest

    @cached_property
    def _lines(self) -> _Openings:
        return _Openings(hint for rule in self._rules for hint in self._hints(rule, sentences=False))

    @cached_property
    def _sentences(self) -> _Openings:
        return _Openings(hint for rule in self._rules for hint in self._hints(rule, sentences=True))

    def _hints(self, rule: RulePatterns, *, sentences: bool) -> Iterator[_Hint]:
        """Return those of its sentences, or of all that may be a line."""
        sources = (*rule.lines, *rule.sentences)
        pairs = zip(sources, rule.needs[1::2], rule.needs[2::2], strict=True)
        before = "".join(f"\\{one}" if one in "\\]^-" else one for one in self._skipped)
        wholes = _Wholes(rule.wholes) if rule.wholes else None
        for number, (source, openings, inside) in enumerate(pairs):
            line = number < len(rule.lines)
            if not (sentences and line):
                yield _Hint(openings, inside, rf"[{before}]*(?:{source})", rule.define, wholes if line else None)

    def deny(self, data: bytes) -> bool:
        """Return whether a plain text holds none of the patterns for certain."""
        self.left -= 1
        return b"\r" not in data and not self._may_hold(data.decode("utf-8", "surrogatepass").replace("'", "’"))

    def _may_hold(self, text: str) -> bool:
        lowered = text.lower()
        return self._may_cut(text, lowered) or any(map(self._may_be_line, text.split("\n")))

    def _may_cut(self, text: str, lowered: str) -> bool:
        stands = lowered.__contains__
        near = (rule for rule in self._rules if rule.cuts and any(map(stands, rule.needs[0])))
        return any(re2.compile(widened(rule.define(cut)), ANY_CASE).search(text) for rule in near for cut in rule.cuts)

    def _may_be_line(self, line: str) -> bool:
        line = line.strip()
        if not line:
            return False
        if len(line) <= self._longest and self._lines.may_begin(line, self._skipped):
            return True
        parts = _SENTENCE_ENDS.split(line)
        return any(self._sentences.may_begin(part, self._skipped) for part in parts if part)
