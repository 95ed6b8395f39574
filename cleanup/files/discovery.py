"""Which files a run processes, and how they are read. For how they are written, see `cleanup.files.writing`.

Nothing here prints or decides: a problem is a `DocumentError`, which the command line reports.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

import msgspec

from cleanup.documents import readers
from cleanup.errors import DocumentError, system_error
from cleanup.files import special_files
from cleanup.files.not_prose import holds_no_prose, is_script, refuse_by_name, script
from cleanup.model import Document

if TYPE_CHECKING:
    from cleanup.files.globs import Globs


class Source(msgspec.Struct, frozen=True):
    """One text to process. `name` is the path of its copy below an output directory."""

    path: str
    name: PurePath
    stdin: bool = False

    @property
    def real(self) -> str:
        """The path of the file, with symbolic links resolved."""
        return os.path.realpath(self.path)

    @property
    def origin(self) -> str | int:
        """What determines who may read the text: the file, or the file behind standard input."""
        return 0 if self.stdin else self.path


def origins(found: Discovered) -> list[str | int]:
    """Return what determines who may read output about these texts."""
    return [source.origin for source in found.sources]


class Scope(Protocol):
    """The rules of the configurations for paths, which are absolute and free of links."""

    @property
    def force(self) -> bool:
        """Whether named files and directories can be excluded too."""

    def excluded(self, path: Path, *, folder: bool) -> bool:
        """Return whether a path is excluded."""

    def form(self, path: Path) -> str:
        """Return the configured format of a file, or an empty string if its suffix decides. Raises CleanupError."""

    def read_as(self, name: str) -> str:
        """Return the format requested for a named file, whatever is configured, or an empty string."""


class Everything:
    """The scope without any configuration."""

    force = False

    def excluded(self, _path: Path, *, folder: bool) -> bool:  # noqa: ARG002
        """Exclude nothing."""
        return False

    def form(self, _path: Path) -> str:
        """Let the suffix decide."""
        return ""

    def read_as(self, _name: str) -> str:
        """Request no format."""
        return ""


class Discovered(msgspec.Struct):
    """The sources that the paths of a command line name, the paths that do not exist, and the excluded ones."""

    sources: list[Source] = msgspec.field(default_factory=list)
    errors: list[DocumentError] = msgspec.field(default_factory=list)
    excluded: list[str] = msgspec.field(default_factory=list)


def find(
    paths: Iterable[str],
    *,
    stdin_name: str = "<stdin>",
    skip: Path | None = None,
    same: Callable[[str], str] = os.path.realpath,
    scope: Scope | None = None,
) -> Discovered:
    """Return the files of paths, in the order given and sorted within directories. Raises CleanupError.

    `-` is standard input. Directories yield text formats only, without hidden, git-ignored and excluded files, links to
    directories, and the directory `skip`; an excluded directory that is named is searched as if it were not excluded. A
    link in a directory counts only as another name of a text that is found there, because whatever else it leads to was
    not requested. Paths with an equal `same` count once: by default, the file behind them, under its own name.
    """
    found = Discovered()
    walk = _FolderWalk(scope or Everything(), skip.resolve() if skip else None, found)
    seen: set[str] = set()
    for path in paths:
        try:
            sources = list(_expand(path, stdin_name, walk, same))
        except OSError as error:
            found.errors.append(system_error(error, path))
            continue
        for source in sources:
            key = "-" if source.stdin else same(source.path)
            if key not in seen:
                seen.add(key)
                found.sources.append(source)
    return found


def _expand(path: str, stdin_name: str, walk: _FolderWalk, same: Callable[[str], str]) -> Iterator[Source]:
    if path == "-":
        if not walk.drops(path, Path(os.path.realpath(stdin_name))):
            yield Source(stdin_name, PurePath(PurePath(stdin_name).name), stdin=True)
    elif not path or not Path(path).exists():
        walk.found.errors.append(DocumentError("no such file or directory", path=path))
    elif not walk.drops(path, Path(os.path.realpath(path))):
        root = Path(path)
        if not root.is_dir():
            yield Source(path, PurePath(root.name))
            return
        for file in _with_names(list(walk.named(root).below(root)), same):
            yield Source(str(file), file.relative_to(root))


def seen_from(root: Path, name: str) -> str:
    """Return the path of a name relative to a directory; the name itself if that is the current directory."""
    return str(root / name) if root.parts else name


def below(paths: Iterable[str], root: Path) -> Discovered:
    """The files at some paths; none that lies outside of a folder, links followed. Copies keep their place below it."""
    found, base = Discovered(), Path(os.path.realpath(root))
    for path in paths:
        real = Path(real_path(path))
        try:
            wrong = _no_file(path, real, base)
        except OSError as error:
            found.errors.append(system_error(error, path))
            continue
        if wrong:
            found.errors.append(wrong)
        else:
            found.sources.append(Source(path, _place_below(path, real, base)))
    return found


def _place_below(path: str, real: Path, base: Path) -> PurePath:
    """Return the path of a file relative to a directory: its own, or, if a link leads out and back, the real one."""
    own = Path(os.path.realpath(Path(path).parent), PurePath(path).name)
    return (own if own.is_relative_to(base) else real).relative_to(base)


def _no_file(path: str, real: Path, base: Path) -> DocumentError | None:
    if not real.is_relative_to(base):
        hint = "name its directory with --root"
        return DocumentError(f"this is outside {base}", path=path, hint=hint)
    if not path or not real.exists():
        return DocumentError("no such file or directory", path=path)
    return DocumentError("this is a directory, not a file", path=path) if real.is_dir() else None


def real_path(path: str) -> str:
    """Return a path with symbolic links resolved; the path as it is if no file can have it."""
    try:
        return os.path.realpath(path)
    except ValueError:  # a null character, or a lone surrogate, from a file of decisions
        return os.path.abspath(path)  # noqa: PTH100 - `resolve` fails too


class _FolderText(msgspec.Struct, frozen=True):
    """A text in a directory, or a link to one."""

    path: Path
    link: bool


def _with_names(texts: list[_FolderText], same: Callable[[str], str]) -> Iterator[Path]:
    """Yield the texts of a directory, and the links that are other names of them if `same` tells them apart."""
    if any(one.link for one in texts):
        files = [str(one.path) for one in texts if not one.link]
        real, counted = set(map(os.path.realpath, files)), set(map(same, files))
        texts = [
            one
            for one in texts
            if not one.link or (os.path.realpath(one.path) in real and same(str(one.path)) not in counted)
        ]
    return (one.path for one in texts)


class _FolderWalk(msgspec.Struct, frozen=True):
    """A search of directories; `found` collects what cannot be listed, and what is named but excluded."""

    scope: Scope
    skip: Path | None
    found: Discovered
    exclude: bool = True

    def drops(self, path: str, place: Path) -> bool:
        """Return whether a named path, at `place`, is excluded all the same, or contains no prose.

        Programs that use `--force-exclude` name every file there is.
        """
        if not self.scope.force:
            return False
        folder = place.is_dir()
        read = folder or bool(self.scope.read_as(path) or self.scope.form(place)) or not holds_no_prose(place.name)
        if read and not self.scope.excluded(place, folder=folder):
            return False
        self.found.excluded.append(path)
        return True

    def named(self, root: Path) -> _FolderWalk:
        """Return the search of a directory that was named: nothing in it is excluded because of its location."""
        excluded = self.scope.excluded(Path(os.path.realpath(root)), folder=True)
        return _FolderWalk(self.scope, self.skip, self.found, exclude=not excluded)

    def below(self, root: Path) -> Iterator[_FolderText]:
        """Yield the texts in a directory and its subdirectories, at any depth, sorted."""
        above = _Folder(root, Path(os.path.realpath(root)), _Ignores.above(root))
        waiting: list[Iterator[_FolderText | _Folder]] = [iter([above])]
        while waiting:
            for one in waiting[-1]:
                if isinstance(one, _Folder):
                    waiting.append(self._in(one))
                    break
                yield one
            else:
                waiting.pop()

    def _in(self, folder: _Folder) -> Iterator[_FolderText | _Folder]:
        """Return the texts in a directory and the directories to search, sorted."""
        ignores = folder.ignores.entering(folder.path)
        try:
            with os.scandir(folder.path) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            self.found.errors.append(system_error(error, str(folder.path)))
            return
        for entry in entries:
            path, place = folder.path / entry.name, folder.real / entry.name
            inner = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or ignores.match(place, folder=inner):
                continue
            if self.exclude and self.scope.excluded(place, folder=inner):
                continue
            if inner:
                if place != self.skip:
                    yield _Folder(path, place, ignores)
            elif self._is_text(place) and (entry.is_symlink() or entry.is_file(follow_symlinks=False)):
                yield _FolderText(path, entry.is_symlink())

    def _is_text(self, place: Path) -> bool:
        return place.suffix.lower() in readers.SUFFIXES or bool(self.scope.form(place))


class _Folder(msgspec.Struct, frozen=True):
    """A directory to search, with its `real` path, and what the `.gitignore` files above it say."""

    path: Path
    real: Path
    ignores: _Ignores


class _Ignores(msgspec.Struct, frozen=True):
    """The `.gitignore` files that apply to a directory, the outermost first."""

    files: tuple[Globs, ...] = ()

    @classmethod
    def above(cls, root: Path) -> _Ignores:
        """Return those of the directories above `root` in its repository; none if they ignore `root`, which was
        named.
        """
        absolute = root.resolve()
        chain = [absolute, *absolute.parents]
        top = next((i for i, folder in enumerate(chain) if (folder / ".git").exists()), 0)
        ignores = cls()
        for folder, inner in zip(chain[top:0:-1], chain[top - 1 :: -1], strict=False):
            ignores = ignores.entering(folder)
            if ignores.match(inner, folder=True):
                return cls()
        return ignores

    def entering(self, folder: Path) -> _Ignores:
        """With the `.gitignore` of a folder, if it has one."""
        from cleanup.files.globs import Globs

        own = Globs.in_file(folder / ".gitignore")
        return _Ignores((*self.files, own)) if own else self

    def match(self, place: Path, *, folder: bool) -> bool:
        """Return whether git would ignore a path free of links: the innermost file with a matching pattern decides."""
        verdicts = (globs.verdict(place, folder=folder) for globs in reversed(self.files))
        return next((verdict for verdict in verdicts if verdict is not None), False)


def load(path: str) -> bytes:
    """Return the bytes of a file or a pipe, but not of an endless device. Raises DocumentError."""
    try:
        special_files.refuse_endless(path, os.stat(path).st_mode)  # noqa: PTH116 - it takes a fifth of the time
        return Path(path).read_bytes()
    except OSError as error:
        raise system_error(error, path) from error


def read(path: str, form: str = "", *, encoding: str | None = None) -> Document:
    """Return the document in a file, in the format `form` or that of its suffix. Raises DocumentError."""
    if not form:
        refuse_by_name(path)
    data = load(path)
    if not form and is_script(path, data):
        raise script(path)
    return readers.read(data, path, form, encoding=encoding)
