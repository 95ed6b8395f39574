"""One document: repaired, or left alone with the reason."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace

import pytest

import cleanup
from cleanup.corpora.cleaning import Cleaner, Outcome, Recipe, Repair, unpack
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from cleanup.processes.time_limit import CAN_TIME


def test_a_clean_text_has_no_changes_and_no_findings(cleaner: Cleaner) -> None:
    assert cleaner.clean("All is well.") == Outcome()


def test_a_safe_repair_is_made_and_the_others_are_counted(cleaner: Cleaner) -> None:
    outcome = cleaner.clean("A  gap, and alot.")
    assert outcome == Outcome((Repair(2, 3, " ", "", ("spacing/gap",)),), 2)
    assert outcome.text("A  gap, and alot.") == "A gap, and alot."


def test_suggested_repairs_are_made_on_request(recipe: Recipe) -> None:
    outcome = Cleaner(replace(recipe, through=Level.SUGGESTED)).clean("A  gap, and alot.")
    assert outcome.text("A  gap, and alot.") == "A gap, and a lot."
    assert [change.rules for change in outcome.changes] == [("spacing/gap",), ("grammar/alot",)]


def test_the_result_is_that_of_cleanup_fix() -> None:
    text = "It has swept away many. countries of the region. He said ” a good day ” .\nTwo  words"
    recipe = Recipe(loading.load().pick().rules)
    assert Cleaner(recipe).clean(text).text(text) == cleanup.fix(text)
    suggested = Cleaner(replace(recipe, through=Level.SUGGESTED)).clean(text)
    assert suggested.text(text) == cleanup.fix(text, suggested=True)


def test_an_accepted_phrase_is_left(recipe: Recipe) -> None:
    assert Cleaner(replace(recipe, accept=("whilom",))).clean("the whilom mayor") == Outcome()


def test_a_recipe_survives_the_way_to_a_worker(recipe: Recipe) -> None:
    sent = pickle.loads(pickle.dumps(recipe))
    assert (sent, sent.fingerprint()) == (recipe, recipe.fingerprint())
    assert sent.rules
    assert b"rules" + os.sep.encode() not in pickle.dumps(recipe)


def test_a_worker_makes_a_cleaner_once_for_all_batches(recipe: Recipe) -> None:
    first, again = unpack(recipe.packed()), unpack(recipe.packed())
    assert first is again
    assert first.recipe == recipe


@pytest.mark.parametrize("other", [{"language": "de"}, {"through": Level.SUGGESTED}, {"max_characters": 5}])
def test_another_recipe_has_another_fingerprint(recipe: Recipe, other: dict[str, object]) -> None:
    assert replace(recipe, **other).fingerprint() != recipe.fingerprint()  # type: ignore[arg-type]


def test_a_text_that_is_too_long_is_left_alone(recipe: Recipe) -> None:
    short = Cleaner(replace(recipe, max_characters=4))
    assert short.clean("a  bc") == Outcome(error="longer than 4 characters: 5")
    assert short.clean("a  b").text("a  b") == "a b"


def test_half_of_a_surrogate_pair_is_left_alone(cleaner: Cleaner) -> None:
    assert cleaner.clean("a  \ud800") == Outcome(error="half of a surrogate pair is not text")


def test_a_failure_is_an_outcome_and_the_next_text_is_treated(
    cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RecursionError("too deep")

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "plan", fail)
        assert cleaner.clean("a  b") == Outcome(error="RecursionError: too deep")
    assert cleaner.clean("a  b").text("a  b") == "a b"


@pytest.mark.skipif(not CAN_TIME, reason="this system has no interval timers")
def test_a_text_that_takes_too_long_is_left_alone_and_the_next_is_treated(recipe: Recipe) -> None:
    hasty = Cleaner(replace(recipe, max_seconds=0.25))
    assert hasty.clean("alot  of it. " * 75_000) == Outcome(error="took longer than 0.25 seconds")
    assert hasty.clean("a  b").text("a  b") == "a b"


@pytest.mark.skipif(not CAN_TIME, reason="this system has no interval timers")
def test_the_time_is_up_also_where_the_first_ring_was_not_heard(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf:
        def __del__(self) -> None:
            time.sleep(0.3)

    def plan(*_args: object, **_options: object) -> None:
        Deaf()  # gone at once, and what is raised meanwhile with it
        time.sleep(30)

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "plan", plan)
        hasty = Cleaner(replace(recipe, max_seconds=0.05))
        assert hasty.clean("a  b") == Outcome(error="took longer than 0.05 seconds")
