"""Cleaners of three rules that depend on none of the built-in ones."""

from __future__ import annotations

import pytest

from cleanup.corpora.cleaning import Cleaner, Recipe
from cleanup.detectors import PARAMS
from cleanup.rules import registry
from tests.commandline import HOUSE_RULES, write_rules


@pytest.fixture(scope="session")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """The rules of `HOUSE_RULES`, at the level safe."""
    folder = write_rules(tmp_path_factory.mktemp("rules"), HOUSE_RULES)
    return Recipe(tuple(registry.read_folder(folder, PARAMS)))


@pytest.fixture(scope="session")
def cleaner(recipe: Recipe) -> Cleaner:
    """The recipe made ready."""
    return Cleaner(recipe)
