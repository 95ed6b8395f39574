"""Whether what a check depends on besides the text has changed: configurations, rule files, a baseline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from cleanup.config.config_file import NAMES
from cleanup.config.resolve import Settings

_Stamp = tuple[int, int, int] | None


class CheckInputs(msgspec.Struct, frozen=True):
    """Paths of files and directories, which need not exist, and how they were when they were last looked at."""

    stamps: tuple[tuple[str, _Stamp], ...] = ()

    @classmethod
    def of(cls, folder: Path, settings: Settings | None, baseline: Path | None = None) -> CheckInputs:
        """Return what the files of a directory depend on: every place of a configuration, and what their settings
        name.
        """
        paths = [str(above / name) for above in (folder, *folder.parents) for name in NAMES]
        paths += _rule_files(settings.choice.rules if settings else ())
        return cls(tuple((path, _stamp(path)) for path in (*paths, *([str(baseline)] if baseline else ()))))

    @property
    def changed(self) -> bool:
        """Whether any of it is not as it was."""
        return any(_stamp(path) != stamp for path, stamp in self.stamps)

    @property
    def rules_changed(self) -> bool:
        """Whether any of it is not as it was, besides configurations."""
        return any(_stamp(path) != stamp for path, stamp in self.stamps if os.path.basename(path) not in NAMES)  # noqa: PTH119


def _rule_files(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for at, _, names in os.walk(folder):
            yield at
            yield from (os.path.join(at, name) for name in names if name.endswith(".toml"))  # noqa: PTH118


def _stamp(path: str) -> _Stamp:
    try:
        state = os.stat(path)  # noqa: PTH116 - forty of them for each check
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
