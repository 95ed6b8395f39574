"""The recipe that a configuration comes to, for the command line and for programs alike."""

from __future__ import annotations

from pathlib import Path

from cleanup.config.resolve import Overrides, Resolver
from cleanup.corpora.cleaning import MAX_CHARACTERS, Recipe
from cleanup.processes.time_limit import MAX_SECONDS


def configured(
    overrides: Overrides | None = None,
    folder: Path | str = ".",
    *,
    max_characters: int = MAX_CHARACTERS,
    max_seconds: float = MAX_SECONDS,
) -> Recipe:
    """What `cleanup corpus` would do in a folder: the configuration there, and what `overrides` change in it.

    Longer documents (in code points), and those that take longer (in seconds), are left as they are; 0 is no limit.
    Raises CleanupError for a configuration or a rule that cannot be used.
    """
    resolver = Resolver(overrides or Overrides())
    settings = resolver.settings(str(Path(folder) / "corpus"))
    engine = resolver.engine(settings)
    return Recipe(
        tuple(engine.rules.values()),
        settings.choice.accept,
        settings.config.style,
        settings.config.language,
        settings.through,
        max_characters,
        max_seconds,
        tuple(engine.guards.values()),
    )
