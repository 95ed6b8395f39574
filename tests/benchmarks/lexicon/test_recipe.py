"""The lexicon that is part of the project is the one that the recipe makes."""

from __future__ import annotations

from benchmarks.lexicon import recipe
from cleanup.lexicon import lexicon


def test_the_file_was_made_by_this_recipe() -> None:
    # Run `python -m benchmarks.lexicon --write` after a change of the recipe.
    assert recipe.is_current()


def test_the_file_is_small_enough_for_a_wheel() -> None:
    assert recipe.PATH.stat().st_size <= 15_000_000


def test_it_is_the_file_that_is_opened() -> None:
    found = lexicon("en")
    assert found is not None
    assert found.recipe == recipe.digest()
