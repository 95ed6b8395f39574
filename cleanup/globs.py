"""Globs as `.gitignore` writes them, about the paths below one folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Patterns that need no library, which takes 30 ms to load: a folder of this name, anywhere.
_FOLDER_NAME = re.compile(r"[\w-]+/")


@dataclass(frozen=True, slots=True)
class Globs:
    """Patterns, the last that matches deciding, and the folder (absolute, free of links) that they are about."""

    base: str
    patterns: tuple[str, ...]

    @classmethod
    def in_file(cls, path: Path) -> Globs | None:
        """Those of a `.gitignore`, without the lines that git too cannot read; None where there is no such file."""
        try:
            lines = path.read_text("utf-8", "replace").splitlines()
        except OSError:
            return None
        return cls(os.path.realpath(path.parent), tuple(line for line in lines if not wrong([line])))

    def verdict(self, path: Path, *, folder: bool) -> bool | None:
        """Whether an absolute path matches, None when no pattern has an opinion; what lies in a match matches too."""
        if not self.patterns or not path.is_relative_to(self.base):
            return None
        inside = path.relative_to(self.base).as_posix()
        if all(map(_FOLDER_NAME.fullmatch, self.patterns)):
            folders = inside.split("/") if folder else inside.split("/")[:-1]
            return True if any(f"{name}/" in self.patterns for name in folders) else None
        return _spec(self.patterns).check_file(inside + ("/" if folder else "")).include


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def wrong(patterns: Iterable[str]) -> list[str]:
    """The patterns that are none: they hold no name, or end in an escape of nothing."""
    doubtful = (one for one in patterns if not one.strip("!\\/ ") or one.rstrip().endswith("\\"))
    return [one for one in doubtful if one and not _reads(one)]


def _reads(pattern: str) -> bool:
    try:
        _spec((pattern,))
    except ValueError:
        return False
    return True
