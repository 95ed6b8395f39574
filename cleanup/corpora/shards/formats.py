"""Files of documents: finding them, reading them, and writing them with repaired texts."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from cleanup.corpora import extras
from cleanup.corpora.cleaning import NOTHING, Outcome
from cleanup.corpora.shards import jsonl
from cleanup.corpora.shards.compression import STREAMS
from cleanup.corpora.work import CorpusText, Form, Work
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import Discovered, Source

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ShardFormat:
    """A kind of shard: how to rewrite one, how to read its texts, and the package that it needs, if any."""

    rewrite: Callable[[Path, BinaryIO, Work], None]
    texts: Callable[[Path, Form], Iterator[CorpusText]]
    package: str = ""
    what: str = ""


def _jsonl(suffix: str, package: str = "", what: str = "") -> ShardFormat:
    unpack, pack = STREAMS[suffix]

    def rewrite(path: Path, target: BinaryIO, work: Work) -> None:
        size = max(path.stat().st_size, 1)
        with path.open("rb") as file, unpack(file) as lines, pack(target) as out:
            for number, line in enumerate(lines, 1):
                out.write(rewritten_line(line, number, work))
                work.on_progress(file.tell() / size)

    def texts(path: Path, form: Form) -> Iterator[CorpusText]:
        with path.open("rb") as file, unpack(file) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    found = jsonl.parse(_body(line, number)[1].decode(), form.text, form.id)
                except ValueError:
                    continue
                if found.text is not None:
                    yield CorpusText(number, found.id, found.text)

    return ShardFormat(rewrite, texts, package, what)


def _body(line: bytes, number: int) -> tuple[bytes, bytes, bytes]:
    """Return a byte-order mark, the content of the line, and its end."""
    mark = _MARK if number == 1 and line.startswith(_MARK) else b""
    body = line[len(mark) :].rstrip(b"\r\n")
    return mark, body, line[len(mark) + len(body) :]


def rewritten_line(line: bytes, number: int, work: Work) -> bytes:
    """Return the line to write. Raises CleanupError if a key to add already exists."""
    mark, body, end = _body(line, number)
    if not body.strip():
        return line
    try:
        found = jsonl.parse(body.decode(), work.form.text, work.form.id)
    except UnicodeDecodeError as error:
        work.malformed(number, f"not UTF-8: byte {error.start + 1} of the line")
        return line
    except ValueError as error:
        work.malformed(number, str(error))
        return line
    outcome = NOTHING if found.text is None else work.cleaner.clean(found.text, found.language)
    if found.missing:
        outcome = Outcome(error=found.missing)
    work.take(outcome, number, found.id)
    try:
        survey = work.cleaner.recipe.survey
        return mark + jsonl.rewritten(found, outcome, columns=work.form.columns, survey=survey).encode() + end
    except CleanupError as error:
        error.line = number
        raise


def _rewrite_parquet(path: Path, target: BinaryIO, work: Work) -> None:
    from cleanup.corpora.shards import parquet

    parquet.rewrite(path, target, work)


def _parquet_texts(path: Path, form: Form) -> Iterator[CorpusText]:
    from cleanup.corpora.shards import parquet

    return parquet.texts(path, form)


#: The kinds of shards by the ends of their names.
KINDS = {
    ".jsonl": _jsonl(""),
    ".jsonl.gz": _jsonl(".gz"),
    ".jsonl.zst": _jsonl(".zst", "zstandard", "Zstandard"),
    ".parquet": ShardFormat(_rewrite_parquet, _parquet_texts, "pyarrow", "Parquet"),
}


def kind(path: str) -> ShardFormat:
    """Return the kind of a shard. Raises DocumentError for an unknown kind, and CleanupError if a package is
    missing.
    """
    found = _kind(path)
    if found is None:
        raise DocumentError("unsupported file type", path=path, hint=f"expected one of: {', '.join(KINDS)}")
    if found.package:
        extras.need(found.package, found.what)
    return found


def _kind(path: str) -> ShardFormat | None:
    name = PurePath(path).name.lower()
    return next((kind for end, kind in KINDS.items() if name.endswith(end)), None)


def find(paths: Iterable[str], skip: Path | None = None) -> Discovered:
    """Return the shards in files, directories and globs, each once, sorted inside each, without the directory `skip`.

    In directories, hidden files and those that are not shards are left out. The name of a shard is its path relative to
    the directory or to the fixed part of the glob.
    """
    found = Discovered()
    seen: set[str] = set()
    inside = os.path.realpath(skip) if skip else None
    for path in paths:
        named = inside and _is_below(Path(path), inside)
        try:
            sources = list(_expand(path, None if named else inside))
        except DocumentError as error:
            found.errors.append(error)
            continue
        if not sources:
            existing = "no shards in this directory" if Path(path).is_dir() else "no such file or directory"
            hint = f"expected one of: {', '.join(KINDS)}" if Path(path).is_dir() else ""
            found.errors.append(DocumentError(existing, path=path, hint=hint))
        for source in sources:
            if source.real not in seen:
                seen.add(source.real)
                found.sources.append(source)
    return found


def _expand(path: str, skip: str | None) -> Iterator[Source]:
    root = Path(path)
    if root.is_file():
        yield Source(path, PurePath(root.name))
    elif root.is_dir():
        yield from _below(root, root, skip)
    elif glob.has_magic(path):
        base = _fixed(root)
        for match in sorted({Path(found) for found in _matches(str(base), root.parts[len(base.parts) :])}):
            if match.is_dir():
                yield from _below(match, base, skip)
            elif _kind(str(match)) and not _is_below(match, skip):
                yield Source(str(match), _seen_from(base, match))


def _fixed(pattern: Path) -> Path:
    """Return the directory before the first part with a wildcard."""
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:first])


def _matches(folder: str, parts: Sequence[str], *, deep: bool = False) -> Iterator[str]:
    """Yield the paths in a directory that the parts of a glob match.

    From `**` on (`deep`), links to directories are not followed unless they are named: they may lead in circles.
    """
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == "**":
        for at, folders, _ in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from _matches(at, rest, deep=True)
        return
    named = not glob.has_magic(first)
    for name in glob.glob(first, root_dir=folder):  # noqa: PTH207
        path = Path(folder, name)
        if named or not deep or not (path.is_symlink() and path.is_dir()):
            yield from _matches(str(path), rest, deep=deep)


def _below(folder: Path, base: Path, skip: str | None) -> Iterator[Source]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if _is_below(Path(at), skip):
            folders.clear()
            continue
        for name in sorted(names):
            path = Path(at) / name
            if _kind(name) and not name.startswith(".") and path.is_file():
                yield Source(str(path), _seen_from(base, path))


def _seen_from(base: Path, path: Path) -> PurePath:
    """Return the name of a shard: its path relative to a directory. Raises DocumentError if `..` leads out of it."""
    name = PurePath(os.path.relpath(path, base))
    if name.parts[0] == "..":
        raise DocumentError(f"this is outside {base}", path=str(path), hint="use a pattern without `..`")
    return name


def _is_below(path: Path, folder: str | None) -> bool:
    return folder is not None and Path(os.path.realpath(path)).is_relative_to(folder)


def check(sources: Iterable[Source]) -> None:
    """Raise CleanupError for the first shard of an unknown kind, without its package, or with a name that is not
    UTF-8.
    """
    for source in sources:
        kind(source.path)
        try:
            source.path.encode()
        except UnicodeEncodeError as error:
            raise DocumentError("the name is not UTF-8", path=source.path, hint="rename it") from error


def rewrite(source: Source, target: BinaryIO, work: Work) -> None:
    """Write a shard with its texts repaired, in the same format and compression. Raises DocumentError."""
    with _named(source):
        kind(source.path).rewrite(Path(source.path), target, work)


def texts(source: Source, form: Form) -> Iterator[CorpusText]:
    """Yield the documents of a shard that have a text. Raises DocumentError."""
    with _named(source):
        yield from kind(source.path).texts(Path(source.path), form)


@contextmanager
def _named(source: Source) -> Iterator[None]:
    """Convert any failure to a DocumentError: compressors and Arrow have many, and a bad shard must not stop the
    others.
    """
    try:
        yield
    except CleanupError as error:
        raise DocumentError(error.message, path=source.path, line=error.line, hint=error.hint) from error
    except Exception as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
        raise DocumentError(f"{reason[:1].lower()}{reason[1:]}".partition("\n")[0], path=source.path) from error
