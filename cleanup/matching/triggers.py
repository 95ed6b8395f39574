"""What a kind looks for first: in paragraphs without any of it, it finds nothing and is not asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from cleanup.matching.filters import Entry, Gate

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


#: A pattern of Python, one with words.
Trigger = re.Pattern[str] | Words


class Watch:
    """The triggers of some rules, and the gate that tells which of them a paragraph may hold."""

    def __init__(self, triggers: Iterable[Trigger], *, sliced: bool) -> None:
        self._triggers = tuple(triggers)
        self.gate = Gate(lambda: map(_entry, self._triggers), sliced=sliced, many=len(self._triggers))
        self._entries: dict[re.Pattern[str], set[int]] = {}
        for number, trigger in enumerate(self._triggers):
            pattern = trigger.of if isinstance(trigger, Words) else trigger
            self._entries.setdefault(pattern, set()).add(number)

    def may_hold(self, pattern: re.Pattern[str], hits: Sequence[Any]) -> bool:
        """Whether a paragraph that holds these triggers, by number, may hold a pattern."""
        entries = self._entries.get(pattern)
        return entries is None or not entries.isdisjoint(hits)


def _entry(trigger: Trigger) -> Entry:
    return trigger.entry if isinstance(trigger, Words) else Entry(trigger)
