"""The recipe for a configuration, for the command line and for programs."""

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
    survey: bool = False,
) -> Recipe:
    """Return what `cleanup corpus` would do in a directory: its configuration, changed by `overrides`.

    Documents that are longer (in code points) or take longer (in seconds) are left as they are; 0 means no limit. With
    `survey`, the figures of each document are added as `cleanup_survey`. Raises CleanupError for a configuration or a
    rule that cannot be used.
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
        survey,
    )
