"""Globs in the syntax of `.gitignore`, for the paths below one directory."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache, lru_cache
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
    """Patterns, of which the last match decides, and the directory (absolute, free of links) that they apply to."""

    base: str
    patterns: tuple[str, ...]

    @classmethod
    def in_file(cls, path: Path) -> Globs | None:
        """Return the globs of a `.gitignore`, without lines that git cannot read either; None if there is no such file.

        As with git, a link or anything but a regular file does not count. Raises CleanupError if the file is too large:
        without it, ignored files would be processed.
        """
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return None
            lines = regular_files.load(path, regular_files.WRITTEN)[0].decode("utf-8", "replace").splitlines()
        except regular_files.TooLargeError as error:
            raise CleanupError(reason(error), path=str(path), hint="cannot read its patterns") from error
        except OSError:
            return None
        return cls(os.path.realpath(path.parent), tuple(line for line in lines if not wrong([line])))

    def verdict(self, path: Path, *, folder: bool) -> bool | None:
        """Return whether an absolute path matches, or None if no pattern applies; what lies in a match matches too."""
        if not self.patterns or not path.is_relative_to(self.base):
            return None
        inside = path.relative_to(self.base).as_posix()
        if _are_names(self.patterns):
            *above, last = inside.split("/")
            found = any(_is_named(name, self.patterns, folder=True) for name in above)
            return True if found or _is_named(last, self.patterns, folder=folder) else None
        readable = os.fsencode(inside).decode("utf-8", "replace")  # RE2 takes no bytes of other encodings
        return _spec(self.patterns).check_file(readable + ("/" if folder else "")).include


@cache
def _are_names(patterns: tuple[str, ...]) -> bool:
    """Return whether each pattern is a single name."""
    return all(map(_NAME.fullmatch, patterns))


@lru_cache(maxsize=1 << 12)
def _is_named(name: str, patterns: tuple[str, ...], *, folder: bool) -> bool:
    """Return whether a name matches one of the patterns, which are single names."""
    here = (pattern.rstrip("/") for pattern in patterns if folder or not pattern.endswith("/"))
    return any(fnmatchcase(name, pattern) for pattern in here)


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    # With RE2 and not with Python, which can take forever on a glob of many stars.
    return GitIgnoreSpec.from_lines(patterns, backend="re2")


def wrong(patterns: Iterable[str]) -> list[str]:
    """Return the invalid patterns: those without a name, or with an escape at the end."""
    doubtful = (one for one in patterns if not one.strip("!\\/ ") or one.rstrip().endswith("\\"))
    return [one for one in doubtful if one and not _reads(one)]


def _reads(pattern: str) -> bool:
    try:
        _spec((pattern,))
    except ValueError:
        return False
    return True
