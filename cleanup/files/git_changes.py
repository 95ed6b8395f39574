"""Which lines of files have changed since a commit, according to git.

git is run with nothing of its user's configuration that would change its output. Lines are those of git: they end with
a line feed, whatever else the text contains.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cleanup import lazy_regex
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import Source
from cleanup.processes.programs import program

#: Lines, half-open and counted from 1; None stands for all.
ChangedLines = tuple[range, ...] | None

#: No colours, no programs of the user, renames followed, submodules left out, paths from the top.
_DIFF = (
    *("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules=all"),
    "--no-relative",
)
_PATCH = ("--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/")
_HUNK = lazy_regex.pattern(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPE = lazy_regex.pattern(r"\\(?:([0-7]{3})|(.))")
_LETTERS = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, '"': 34, "\\": 92}
#: The most paths that are named to git, which has a limit for the length of a command; with more, it looks at all.
_MAX_PATHS = 500
#: The mode of a submodule in the index.
_SUBMODULE = "160000"


def since(revision: str, sources: Sequence[Source]) -> dict[str, ChangedLines]:
    """Return the changed lines of each source that has any, by its path.

    Compared are the files as they are now, whether staged or not. A file that git does not track has changed as a
    whole, and so has a binary one that differs at all. What is in a submodule is left out. Raises CleanupError: without
    git, outside of a repository, or for an unknown revision.
    """
    if not sources:
        return {}
    root = _root(sources[0])
    names = {source.path: _name(source, root) for source in sources}
    repository = _Repository(root, revision)
    changed = repository.changed(names.values())
    return {path: changed[name] for path, name in names.items() if name in changed}


def _root(source: Source) -> str:
    """Return the top directory of the repository of a file, with links resolved."""
    folder = os.path.dirname(source.real)  # noqa: PTH120
    try:
        found = _git(folder, "rev-parse", "--show-toplevel")
    except _GitError as error:
        hint = "--changed compares with a commit of git" if "not a git repository" in str(error) else ""
        raise DocumentError(str(error), path=source.path, hint=hint) from None
    return os.path.realpath(found.removesuffix("\n"))


def _name(source: Source, root: str) -> str:
    """Return the path of a file from the top of the repository, as git has it. Raises DocumentError."""
    try:
        return Path(source.real).relative_to(root).as_posix()
    except ValueError:
        raise DocumentError(f"this is outside of the repository {root}", path=source.path) from None


class _Repository:
    """A repository, seen from a commit. Raises CleanupError if it has no such commit."""

    def __init__(self, root: str, revision: str) -> None:
        self._root = root
        self._base = self._commit(revision)

    def _commit(self, revision: str) -> str:
        """Return the id of a commit; before the first one, HEAD is that of an empty tree."""
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        try:
            return _git(self._root, *asked).strip()
        except _GitError:
            pass
        if revision == "HEAD":
            return _git(self._root, "hash-object", "-t", "tree", "--stdin").strip()
        hint = "expected a commit, branch or tag, such as HEAD~1 or main"
        raise CleanupError(f"unknown revision: {revision!r}", hint=hint)

    def changed(self, names: Iterable[str]) -> dict[str, ChangedLines]:
        """Return the changed lines of files by their path from the top; files without any are missing."""
        tracked, submodules = self._tracked()
        inside = tuple(f"{name}/" for name in submodules)
        wanted = [name for name in names if not (inside and name.startswith(inside))]
        differing = self._differing(set(wanted))
        lines = self._lines({name: old for name, (old, whole) in differing.items() if not whole})
        whole = {name for name, (_, whole) in differing.items() if whole}
        found: dict[str, ChangedLines] = {}
        for name in wanted:
            if name not in tracked or name in whole:
                found[name] = None
            elif name in lines:
                found[name] = lines[name]
        return found

    def _tracked(self) -> tuple[set[str], list[str]]:
        """Return the tracked files, and the submodules."""
        listed = [entry.partition("\t") for entry in _entries(_git(self._root, "ls-files", "--stage", "-z"))]
        submodules = [name for mode, _, name in listed if mode.startswith(_SUBMODULE)]
        return {name for _, _, name in listed}, submodules

    def _differing(self, wanted: set[str]) -> dict[str, tuple[str, bool]]:
        """Return the old name of each file that differs, and whether it does so as a whole: if binary or unmerged."""
        entries = iter(_entries(_git(self._root, *_DIFF, "--numstat", "-z", self._base, "--")))
        found: dict[str, tuple[str, bool]] = {}
        for entry in entries:
            added, _, name = entry.split("\t", 2)
            # Both names of a renamed file follow.
            old, new = (name, name) if name else (next(entries), next(entries))
            if new in wanted:
                found[new] = (old, added == "-")
        unmerged = _entries(_git(self._root, "diff", "--name-only", "--diff-filter=U", "--no-relative", "-z"))
        return found | {name: (name, True) for name in unmerged if name in wanted}

    def _lines(self, old_names: Mapping[str, str]) -> dict[str, tuple[range, ...]]:
        """Return the changed lines of files, given with their old names, without which git would see new files."""
        if not old_names:
            return {}
        both = [*old_names, *old_names.values()]
        paths = sorted(set(both)) if len(both) <= _MAX_PATHS else []
        patch = _git(self._root, *_DIFF, *_PATCH, self._base, "--", *paths)
        return {name: tuple(lines) for name, lines in _hunks(patch) if name in old_names}


def _hunks(patch: str) -> Iterator[tuple[str, list[range]]]:
    """Yield each file of a patch without context with its new lines."""
    name = ""
    lines: list[range] = []
    left = 0
    for line in patch.split("\n"):
        if left:  # the content of a hunk may look like anything
            left -= not line.startswith("\\")
            continue
        if line.startswith("diff --git "):
            if lines:
                yield name, lines
            name, lines = "", []
        elif line.startswith("+++ "):
            name = _unquoted(line[4:].removesuffix("\t")).removeprefix("b/")
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] or 1)
            old = line.split(" ", 2)[1].partition(",")[2]
            left = count + int(old or 1)
            if count:
                lines.append(range(first, first + count))
    if lines:
        yield name, lines


def _unquoted(name: str) -> str:
    """Return a name as it is: git quotes one with unusual characters as C does, byte by byte, all in ASCII."""
    if not name.startswith('"'):
        return name
    raw = _ESCAPE.sub(lambda match: chr(int(match[1], 8) if match[1] else _LETTERS[match[2]]), name[1:-1])
    return os.fsdecode(raw.encode("latin-1"))


def _entries(listed: str) -> list[str]:
    return listed.split("\0")[:-1]


class _GitError(CleanupError):
    """git could not do what was asked."""


def _git(folder: str, *args: str) -> str:
    """Return what git prints, with the bytes of file names that are not UTF-8 as surrogates.

    Raises CleanupError, with what git says, in one line.
    """
    found = program("git")
    if found is None:
        raise CleanupError("--changed needs git, which was not found")
    # A monitor that the repository configures is a program, which must not run.
    command = [found, "-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-C", folder, *args]
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    environment.pop("GIT_DIFF_OPTS", None)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise _GitError(said.removeprefix("fatal: ") or f"git {args[0]} failed")
    return os.fsdecode(done.stdout)
