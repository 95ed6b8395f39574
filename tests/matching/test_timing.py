"""The time of a run goes to its rules, to the last nanosecond but what does not divide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.matching import timing

TEXT = "It swept away many. countries , and was ” good ”.\n\nMr Holm met Mr. Lund in in Tokyo.\n\nLeave a Comment\n"


def _ticking(monkeypatch: pytest.MonkeyPatch, ticks: Sequence[int]) -> None:
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter_ns=iter(ticks).__next__))


def _item(name: str) -> Any:
    return SimpleNamespace(id=name)


def test_a_loop_goes_to_its_rules_and_the_rest_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    _ticking(monkeypatch, [0, 10, 17, 20, 25, 50])  # begin; a from 10 to 17; b from 20 to 25; end
    meter: Counter[str] = Counter()
    with timing.charging(("a", "b", "c"), meter):
        assert [one.id for one in timing.each([_item("a"), _item("b")])] == ["a", "b"]
    assert meter == {"a": 7 + 12, "b": 5 + 12, "c": 12}


def test_times_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    _ticking(monkeypatch, [0, 3, 10, 15])
    meter: Counter[str] = Counter()
    for _ in range(2):
        with timing.charging(("a",), meter):
            pass
    assert meter == {"a": 8}


def test_what_is_looped_over_may_hold_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    _ticking(monkeypatch, [0, 0, 1, 1, 3, 3])
    meter: Counter[str] = Counter()
    with timing.charging(("a", "b"), meter):
        list(timing.each([(_item("a"), "report"), SimpleNamespace(rule=_item("b"))]))
    assert meter == {"a": 1, "b": 2}


def test_nothing_is_measured_unless_asked() -> None:
    items = [_item("a")]
    assert timing.each(items) is items


def test_a_plan_charges_every_rule_and_is_the_same() -> None:
    loaded = loading.load().pick().rules
    meter: Counter[str] = Counter()
    assert Engine(loaded).plan(document(TEXT), meter=meter) == Engine(loaded).plan(document(TEXT))
    spoken = {rule.id for rule in loaded if not rule.languages or "en" in rule.languages}
    assert set(meter) == spoken
    assert all(spent > 0 for spent in meter.values())
