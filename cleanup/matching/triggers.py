"""What a kind looks for first: in paragraphs without any of it, it finds nothing and is not asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import msgspec

from cleanup.matching.doubled_words import Doublings
from cleanup.matching.filters import Askable, Entry, Gate, Paragraph
from cleanup.matching.line_patterns import LinePatterns
from cleanup.matching.passage import Passage
from cleanup.matching.phrase_book import PhraseBook
from cleanup.matching.policy import Policy
from cleanup.matching.re2_patterns import Re2Gate, Re2Pattern

#: Words, or what lists them once they are needed.
Listed = Collection[str] | Callable[[], Collection[str]]


class Words:
    """A pattern of which only some matches matter: those in which groups are certain words."""

    def __init__(self, pattern: re.Pattern[str], of: re.Pattern[str] | None, listed: dict[str, Listed]) -> None:
        self.pattern = pattern
        self.of = of or pattern
        self._listed = listed

    @property
    def entry(self) -> Entry:
        """The pattern with the words."""
        return Entry(self.pattern, **{name: one() if callable(one) else one for name, one in self._listed.items()})


def words(pattern: re.Pattern[str], *, of: re.Pattern[str] | None = None, **listed: Listed) -> Words:
    """A trigger that is `pattern` where each group named in `listed` is one of these words.

    A function that lists them is called when an automaton is made, if ever. `of` is a pattern that the kind runs, where
    that is not `pattern` itself but cannot matter where `pattern` is not found.
    """
    return Words(pattern, of, listed)


class Doubled(msgspec.Struct, frozen=True):
    """Phrases of so many words that may stand twice in a row."""

    least: int
    most: int


def doubled(least: int, most: int) -> Doubled:
    """A trigger: a phrase of `least` to `most` words that stands twice in a row, in whatever case."""
    return Doubled(least, most)


class Re2Source:
    """A pattern of RE2 that is written when an automaton is made, if ever."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    @property
    def entry(self) -> str:
        return self._write()


class Where:
    """A trigger that is wherever a function says anything of a paragraph; and the gate of that."""

    def __init__(self, observe: Callable[[Passage], object]) -> None:
        self.observe = observe

    def among(self, paragraphs: Sequence[Paragraph]) -> Sequence[Sequence[Any]]:
        """What it says of each of the paragraphs."""
        return [(found,) if (found := self.observe(Passage(one))) else () for one in paragraphs]


def where(observe: Callable[[Passage], object]) -> Where:
    """A trigger: whatever `observe` sees in a paragraph, where that is not empty. There is none beside it."""
    return Where(observe)


#: What a kind may look for first.
Trigger = re.Pattern[str] | Words | Doubled | Re2Pattern | Re2Source | Where | PhraseBook[Any] | LinePatterns


class Watch:
    """The triggers of some rules, all patterns or none, and the gate that tells which of them a paragraph may hold."""

    def __init__(self, triggers: Iterable[Trigger], policy: Policy, *, sliced: bool) -> None:
        self._triggers = tuple(triggers)
        #: Every trigger, by number.
        self.all = range(len(self._triggers))
        self.gate = _gate(self._triggers, policy, sliced)
        self._entries: dict[object, set[int]] = {}
        for number, trigger in enumerate(self._triggers):
            self._entries.setdefault(trigger.of if isinstance(trigger, Words) else trigger, set()).add(number)

    def shows(self, observe: object) -> bool:
        """Whether what a function sees in a paragraph is the trigger itself, which the gate has told then."""
        return isinstance(self.gate, Where) and self.gate.observe == observe

    def may_hold(self, pattern: re.Pattern[str], hits: Sequence[Any]) -> bool:
        """Whether a paragraph that holds these triggers, by number, may hold a pattern."""
        entries = self._entries.get(pattern)
        return entries is None or not entries.isdisjoint(hits)


def _gate(triggers: Sequence[Trigger], policy: Policy, sliced: bool) -> Askable:
    if doubled := [range(one.least, one.most + 1) for one in triggers if isinstance(one, Doubled)]:
        return Doublings(doubled)
    if observing := next((one for one in triggers if isinstance(one, Where)), None):
        return observing
    if book := next((one for one in triggers if isinstance(one, PhraseBook | LinePatterns)), None):
        return book.gate(policy)
    if patterns := [one for one in triggers if isinstance(one, Re2Pattern)]:
        return Re2Gate(patterns, policy)
    return Gate(lambda: map(_entry, triggers), sliced=sliced, many=len(triggers), policy=policy)


def _entry(trigger: Any) -> Entry | str:
    return Entry(trigger) if hasattr(trigger, "finditer") else trigger.entry
