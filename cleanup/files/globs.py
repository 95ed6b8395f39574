"""Globs as `.gitignore` writes them, about the paths below one folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cleanup import lazy_regex
from cleanup.errors import CleanupError, reason
from cleanup.files import regular_files

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Patterns that need no library, which takes 12 ms to load, such as those that are left out by default: one name,
#: anywhere, of a file or a folder, or with a slash of a folder only.
_NAME = lazy_regex.pattern(r"\w[\w.*-]*/?")


class Globs(msgspec.Struct, frozen=True):
    """Patterns, the last that matches deciding, and the folder (absolute, free of links) that they are about."""

    base: str
    patterns: tuple[str, ...]

    @classmethod
    def in_file(cls, path: Path) -> Globs | None:
        """Those of a `.gitignore`, without the lines that git too cannot read; None where there is no such file.

        As with git a link, or what is no regular file, is none. Raises CleanupError for one that is too large:
        without it files would be taken that are to be left out.
        """
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return None
            lines = regular_files.load(path, regular_files.WRITTEN)[0].decode("utf-8", "replace").splitlines()
        except regular_files.TooLargeError as error:
            raise CleanupError(reason(error), path=str(path), hint="its patterns cannot be read") from error
        except OSError:
            return None
        return cls(os.path.realpath(path.parent), tuple(line for line in lines if not wrong([line])))

    def verdict(self, path: Path, *, folder: bool) -> bool | None:
        """Whether an absolute path matches, None when no pattern has an opinion; what lies in a match matches too."""
        if not self.patterns or not path.is_relative_to(self.base):
            return None
        inside = path.relative_to(self.base).as_posix()
        if all(map(_NAME.fullmatch, self.patterns)):
            *above, last = inside.split("/")
            names = (*(f"{name}/" for name in above), f"{last}/" if folder else last)
            return True if any(_named(name, pattern) for name in names for pattern in self.patterns) else None
        readable = os.fsencode(inside).decode("utf-8", "replace")  # RE2 takes no bytes of other encodings
        return _spec(self.patterns).check_file(readable + ("/" if folder else "")).include


def _named(name: str, pattern: str) -> bool:
    """Whether a name, of a folder with a slash at its end, matches a pattern that is one name."""
    return fnmatchcase(name.rstrip("/"), pattern.rstrip("/")) and (name.endswith("/") or not pattern.endswith("/"))


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    # By RE2, and not by Python, for which a glob of many stars is a search without end.
    return GitIgnoreSpec.from_lines(patterns, backend="re2")


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
