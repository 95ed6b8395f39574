"""What time each rule takes, when that is asked for; else nothing is measured."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Item = TypeVar("_Item")

_spent: ContextVar[Counter[str] | None] = ContextVar("spent", default=None)


@contextmanager
def charging(rules: Sequence[str], meter: Counter[str]) -> Iterator[None]:
    """Add the nanoseconds until the end to the rules, by id, that are run meanwhile.

    What passes inside a loop over `each` goes to its rule; the rest, which the rules share, in equal parts to all.
    """
    own: Counter[str] = Counter()
    token = _spent.set(own)
    began = time.perf_counter_ns()
    try:
        yield
    finally:
        shared = time.perf_counter_ns() - began - own.total()
        _spent.reset(token)
        meter.update(own)
        meter.update({rule: shared // len(rules) for rule in rules})


def each(items: Iterable[_Item]) -> Iterable[_Item]:
    """The items (rules, what has a `rule`, tuples that begin with one), their time measured if that is asked for."""
    spent = _spent.get()
    return items if spent is None else _timed(items, spent)


def _timed(items: Iterable[_Item], spent: Counter[str]) -> Iterator[_Item]:
    for item in items:
        began = time.perf_counter_ns()
        yield item
        spent[_rule(item)] += time.perf_counter_ns() - began


def _rule(item: Any) -> str:
    first = item[0] if isinstance(item, tuple) else item
    rule: Any = getattr(first, "rule", first)
    return str(rule.id)
