"""Which files a run is about, and how they are read and replaced without ever harming one.

Nothing here prints or decides: a problem is a `DocumentError`, and the command line says it.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cleanup import readers
from cleanup.errors import CleanupError, DocumentError
from cleanup.model import Document

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Formats that have no reader and whose mark-up looks like damage to the rules, by suffix.
MARKUP = {
    ".adoc": "AsciiDoc",
    ".csv": "CSV",
    ".epub": "EPUB",
    ".ipynb": "Jupyter",
    ".json": "JSON",
    ".jsonl": "JSON Lines",
    ".odt": "OpenDocument",
    ".parquet": "Parquet",
    ".pdf": "PDF",
    ".pot": "gettext",
    ".rst": "reStructuredText",
    ".rtf": "RTF",
    ".svg": "SVG",
    ".tex": "LaTeX",
    ".toml": "TOML",
    ".tsv": "TSV",
    ".xml": "XML",
    ".yaml": "YAML",
    ".yml": "YAML",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One text to work on. `name` is where its copy goes below an output folder."""

    path: str
    name: PurePath
    stdin: bool = False

    @property
    def real(self) -> str:
        """The file itself, behind any symbolic links."""
        return os.path.realpath(self.path)


@dataclass(slots=True)
class Found:
    """The sources behind the paths of a command line, and the paths that lead nowhere."""

    sources: list[Source] = field(default_factory=list)
    errors: list[DocumentError] = field(default_factory=list)


def find(
    paths: Iterable[str],
    *,
    stdin_name: str = "<stdin>",
    skip: Path | None = None,
    same: Callable[[str], str] = os.path.realpath,
) -> Found:
    """The files of some paths, in the order given and sorted inside a folder.

    `-` is standard input. Folders yield the text formats only, without hidden and git-ignored files, links to
    folders and the folder `skip`. Paths with an equal `same` count once: by default the file behind them.
    """
    found = Found()
    seen: set[str] = set()
    for path in paths:
        try:
            sources = list(_expand(path, stdin_name, skip, found.errors))
        except OSError as error:
            found.errors.append(_system_error(error, path))
            continue
        for source in sources:
            key = "-" if source.stdin else same(source.path)
            if key not in seen:
                seen.add(key)
                found.sources.append(source)
    return found


def _expand(path: str, stdin_name: str, skip: Path | None, errors: list[DocumentError]) -> Iterator[Source]:
    if path == "-":
        yield Source(stdin_name, PurePath(PurePath(stdin_name).name), stdin=True)
    elif path and Path(path).is_dir():
        root = Path(path)
        for file in _walk(root, _Ignores.above(root), skip.resolve() if skip else None, errors):
            yield Source(str(file), file.relative_to(root))
    elif path and Path(path).exists():
        yield Source(path, PurePath(PurePath(path).name))
    else:
        errors.append(DocumentError("no such file or folder", path=path))


def _walk(folder: Path, ignores: _Ignores, skip: Path | None, errors: list[DocumentError]) -> Iterator[Path]:
    ignores = ignores.entering(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        errors.append(_system_error(error, str(folder)))
        return
    for entry in entries:
        path = folder / entry.name
        inner = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or ignores.match(path, folder=inner):
            continue
        if inner:
            if skip is None or path.resolve() != skip:
                yield from _walk(path, ignores, skip, errors)
        elif path.suffix.lower() in readers.SUFFIXES and path.is_file():
            yield path


@dataclass(frozen=True, slots=True)
class _Ignores:
    """The `.gitignore` files that speak about a folder, the outermost first."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, root: Path) -> _Ignores:
        """Those of the folders above `root` in its repository; none when they ignore `root`, which was named."""
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
        try:
            lines = (folder / ".gitignore").read_text("utf-8", "replace").splitlines()
        except OSError:
            return self
        from pathspec import GitIgnoreSpec

        return _Ignores((*self.specs, (os.path.realpath(folder), GitIgnoreSpec.from_lines(lines))))

    def match(self, path: Path, *, folder: bool) -> bool:
        """Whether git would ignore the path: the innermost file with an opinion decides."""
        if not self.specs:
            return False
        place = Path(os.path.realpath(path.parent), path.name)
        for base, spec in reversed(self.specs):
            verdict = spec.check_file(place.relative_to(base).as_posix() + ("/" if folder else "")).include
            if verdict is not None:
                return verdict
        return False


def refuse_markup(path: str) -> None:
    """Raise DocumentError for a format whose mark-up would be taken for damage."""
    suffix = PurePath(path).suffix.lower()
    if suffix in MARKUP:
        raise DocumentError(
            f"{MARKUP[suffix]} cannot be read yet",
            path=path,
            hint="the file was left as it is; to treat it as plain text all the same, give it on standard input",
        )


def load(path: str) -> bytes:
    """The bytes of a file. Raises DocumentError."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _system_error(error, path) from error


def read(path: str) -> Document:
    """The document in a file. Raises DocumentError."""
    return readers.read(load(path), path)


def replace(path: str, data: bytes) -> None:
    """Give a file new bytes in one step; links to it stay links, mode and owner stay. Raises DocumentError.

    Whoever reads the file meanwhile sees the old bytes or the new ones, never a part.
    """
    target = os.path.realpath(path)
    try:
        old = Path(target).stat()
        if not stat.S_ISREG(old.st_mode):
            raise DocumentError("not a regular file", path=path, hint="it was left as it is")
        if not os.access(target, os.W_OK):
            raise DocumentError("the file is read-only", path=path, hint="it was left as it is")
        _put(target, data, old)
    except OSError as error:
        raise _system_error(error, path) from error


def create(path: Path, data: bytes, *, like: str = "") -> None:
    """Write a new file in one step, with the mode of the file `like`; its folders are made. Raises DocumentError."""
    make_folder(path.parent)
    try:
        _put(os.path.realpath(path), data, Path(like).stat() if like else None)
    except OSError as error:
        raise _system_error(error, str(path)) from error


def make_folder(folder: Path) -> None:
    """The folder and those above it, unless they exist. Raises DocumentError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _system_error(error, str(folder)) from error


def _put(target: str, data: bytes, like: os.stat_result | None) -> None:
    """Write beside the target, then rename over it."""
    handle, temporary = tempfile.mkstemp(prefix=".cleanup-", dir=Path(target).parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, like)
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _dress(path: str, like: os.stat_result | None) -> None:
    """Mode and, where we may, owner of another file; else what a new file would get."""
    if like is None:
        mask = os.umask(0)
        os.umask(mask)
        Path(path).chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        # Before the mode: changing the owner clears the set-user-id bits.
        with suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    Path(path).chmod(stat.S_IMODE(like.st_mode))


def destinations(sources: Iterable[Source], folder: Path) -> dict[Source, Path]:
    """Where the copy of each source goes. Raises CleanupError when two would meet, or one would be an original."""
    listed = list(sources)
    originals = {source.real: source for source in listed}
    taken: dict[Path, Source] = {}
    for source in listed:
        target = folder / source.name
        if target in taken:
            other = taken[target].path
            raise CleanupError(
                f"{other} and {source.path} would both be written to {target}", hint="give them one at a time"
            )
        if os.path.realpath(target) in originals:
            raise CleanupError(
                f"the copy of {source.path} would replace the original {originals[os.path.realpath(target)].path}",
                hint="choose another folder for --output",
            )
        taken[target] = source
    return {source: target for target, source in taken.items()}


def _system_error(error: OSError, path: str) -> DocumentError:
    reason = error.strerror or str(error)
    return DocumentError(reason[:1].lower() + reason[1:], path=path)
