"""Which files a run is about, and how they are read and replaced without ever harming one.

Nothing here prints or decides: a problem is a `DocumentError`, and the command line says it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

import msgspec

from cleanup import readers
from cleanup.errors import CleanupError, DocumentError
from cleanup.globs import Globs
from cleanup.model import Document

#: Makes Markdown, which is read as it should be, of what Pandoc knows.
_PANDOC = "first `pandoc {path} --to markdown --output {stem}.md`, then run it on {stem}.md"
_OFFICE = "first `soffice --convert-to docx {path}`, then run it on the .docx"
_DATA = "it holds data, not prose; to treat it as plain text all the same, give it on standard input"

#: Formats that have no reader and whose mark-up looks like damage to the rules, by suffix; and what to do instead.
MARKUP = {
    ".adoc": ("AsciiDoc", "first `asciidoctor {path}`, then run it on {stem}.html"),
    ".csv": ("CSV", _DATA),
    ".doc": ("old Word", _OFFICE),
    ".epub": ("EPUB", _PANDOC),
    ".fb2": ("FictionBook", _PANDOC),
    ".ipynb": ("Jupyter", "first `jupyter nbconvert --to markdown {path}`, then run it on {stem}.md"),
    ".json": ("JSON", _DATA),
    ".odt": ("OpenDocument", _OFFICE),
    ".org": ("Org", _PANDOC),
    ".pdf": ("PDF", "first `pdftotext -layout {path} {stem}.txt`, then run it on {stem}.txt"),
    ".pot": ("gettext", "it is a template without translations; run it on the .po files made of it"),
    ".rst": ("reStructuredText", _PANDOC),
    ".rtf": ("RTF", _OFFICE),
    ".svg": ("SVG", _DATA),
    ".tex": ("LaTeX", _PANDOC),
    ".toml": ("TOML", _DATA),
    ".tsv": ("TSV", _DATA),
    ".xml": ("XML", _DATA),
    ".yaml": ("YAML", _DATA),
    ".yml": ("YAML", _DATA),
}

#: The ends of names of files that hold many texts.
_MANY_TEXTS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")


class Source(msgspec.Struct, frozen=True):
    """One text to work on. `name` is where its copy goes below an output folder."""

    path: str
    name: PurePath
    stdin: bool = False

    @property
    def real(self) -> str:
        """The file itself, behind any symbolic links."""
        return os.path.realpath(self.path)


class Scope(Protocol):
    """What the configurations say about paths, which are absolute and free of links."""

    @property
    def force(self) -> bool:
        """Whether files and folders that are named can be excluded too."""

    def excluded(self, path: Path, *, folder: bool) -> bool:
        """Whether it is to be left out."""

    def form(self, path: Path) -> str:
        """The format that is set for a file; empty where its suffix decides. Raises CleanupError."""


class Everything:
    """The scope without any configuration."""

    force = False

    def excluded(self, _path: Path, *, folder: bool) -> bool:  # noqa: ARG002
        """Nothing is left out."""
        return False

    def form(self, _path: Path) -> str:
        """The suffix decides."""
        return ""


class Found(msgspec.Struct):
    """The sources behind the paths of a command line, the paths that lead nowhere, and those that are excluded."""

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
) -> Found:
    """The files of some paths, in the order given and sorted inside a folder. Raises CleanupError.

    `-` is standard input. Folders yield the text formats only, without hidden, git-ignored and excluded files, links
    to folders and the folder `skip`; one that is named although it is excluded is searched as if it were not.
    Paths with an equal `same` count once: by default the file behind them.
    """
    found = Found()
    walk = _Walk(scope or Everything(), skip.resolve() if skip else None, found)
    seen: set[str] = set()
    for path in paths:
        try:
            sources = list(_expand(path, stdin_name, walk))
        except OSError as error:
            found.errors.append(_system_error(error, path))
            continue
        for source in sources:
            key = "-" if source.stdin else same(source.path)
            if key not in seen:
                seen.add(key)
                found.sources.append(source)
    return found


def _expand(path: str, stdin_name: str, walk: _Walk) -> Iterator[Source]:
    if path == "-":
        if not walk.drops(path, Path(os.path.realpath(stdin_name))):
            yield Source(stdin_name, PurePath(PurePath(stdin_name).name), stdin=True)
    elif not path or not Path(path).exists():
        walk.found.errors.append(DocumentError("no such file or folder", path=path))
    elif not walk.drops(path, Path(os.path.realpath(path))):
        root = Path(path)
        if not root.is_dir():
            yield Source(path, PurePath(root.name))
            return
        for file in walk.named(root).below(root, _Ignores.above(root)):
            yield Source(str(file), file.relative_to(root))


class _Walk(msgspec.Struct, frozen=True):
    """A search of folders; what cannot be listed, and what is named and excluded, is noted in `found`."""

    scope: Scope
    skip: Path | None
    found: Found
    exclude: bool = True

    def drops(self, path: str, place: Path) -> bool:
        """Whether a path that is named, at `place`, is excluded all the same."""
        if not self.scope.force or not self.scope.excluded(place, folder=place.is_dir()):
            return False
        self.found.excluded.append(path)
        return True

    def named(self, root: Path) -> _Walk:
        """The search of a folder that was named: nothing in it is excluded for where it lies."""
        excluded = self.scope.excluded(Path(os.path.realpath(root)), folder=True)
        return _Walk(self.scope, self.skip, self.found, exclude=not excluded)

    def below(self, folder: Path, ignores: _Ignores) -> Iterator[Path]:
        """The texts in a folder and in those below it, sorted."""
        ignores = ignores.entering(folder)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.found.errors.append(_system_error(error, str(folder)))
            return
        real = Path(os.path.realpath(folder))
        for entry in entries:
            path, place = folder / entry.name, real / entry.name
            inner = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or ignores.match(place, folder=inner):
                continue
            if self.exclude and self.scope.excluded(place, folder=inner):
                continue
            if inner:
                if self.skip is None or path.resolve() != self.skip:
                    yield from self.below(path, ignores)
            elif self._is_text(place) and path.is_file():
                yield path

    def _is_text(self, place: Path) -> bool:
        return place.suffix.lower() in readers.SUFFIXES or bool(self.scope.form(place))


class _Ignores(msgspec.Struct, frozen=True):
    """The `.gitignore` files that speak about a folder, the outermost first."""

    files: tuple[Globs, ...] = ()

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
        own = Globs.in_file(folder / ".gitignore")
        return _Ignores((*self.files, own)) if own else self

    def match(self, place: Path, *, folder: bool) -> bool:
        """Whether git would ignore a path free of links: the innermost file with an opinion decides."""
        verdicts = (globs.verdict(place, folder=folder) for globs in reversed(self.files))
        return next((verdict for verdict in verdicts if verdict is not None), False)


def refuse_markup(path: str) -> None:
    """Raise DocumentError for a format, told by the suffix, whose mark-up would be taken for damage."""
    if path.lower().endswith(_MANY_TEXTS):
        hint = f"cleanup corpus {path} --output DIR"
        raise DocumentError("many texts in one file", path=path, hint=hint)
    suffix = PurePath(path).suffix.lower()
    if suffix in MARKUP:
        import shlex  # only for this

        name, hint = MARKUP[suffix]
        words = {"path": shlex.quote(path), "stem": shlex.quote(path[: -len(suffix)])}
        raise DocumentError(f"{name} cannot be read yet", path=path, hint=hint.format(**words))


def load(path: str) -> bytes:
    """The bytes of a file. Raises DocumentError."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _system_error(error, path) from error


def read(path: str, form: str = "", *, encoding: str | None = None) -> Document:
    """The document in a file, of the format `form` or of its suffix. Raises DocumentError."""
    if not form:
        refuse_markup(path)
    return readers.read(load(path), path, form, encoding=encoding)


def replace(path: str, data: bytes, *, was: bytes) -> None:
    """Give a file, whose bytes still are `was`, new ones in one step; links to it stay links, mode and owner stay.

    Whoever reads the file meanwhile sees the old bytes or the new ones, never a part. Raises DocumentError.
    """
    target = os.path.realpath(path)
    try:
        old = Path(target).stat()
        if not stat.S_ISREG(old.st_mode):
            raise DocumentError("not a regular file", path=path, hint="it was left as it is")
        if not os.access(target, os.W_OK):
            raise DocumentError("the file is read-only", path=path, hint="it was left as it is")
        if Path(target).read_bytes() != was:
            raise DocumentError("the file has changed since it was read", path=path, hint="it was left as it is")
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


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A new file, written bit by bit, that takes its place when the context ends well. Raises DocumentError."""
    make_folder(path.parent)
    try:
        with _beside(os.path.realpath(path), None) as file:
            yield file
    except OSError as error:
        raise _system_error(error, str(path)) from error


def _put(target: str, data: bytes, like: os.stat_result | None) -> None:
    with _beside(target, like) as file:
        file.write(data)


@contextmanager
def _beside(target: str, like: os.stat_result | None) -> Iterator[BinaryIO]:
    """A file beside the target, renamed over it when the context ends well, else gone."""
    # Named before it is made, so that an interruption at any moment knows what to remove.
    temporary = Path(target).parent / f".cleanup-{os.urandom(8).hex()}"
    try:
        with temporary.open("xb") as file:
            temporary.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, like)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _dress(path: Path, like: os.stat_result | None) -> None:
    """Mode and, where we may, owner of another file; else what a new file would get."""
    if like is None:
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        # Before the mode: changing the owner clears the set-user-id bits.
        with suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    path.chmod(stat.S_IMODE(like.st_mode))


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
                f"{other} and {source.path} would both be written to {target}", hint="give each an --output of its own"
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
