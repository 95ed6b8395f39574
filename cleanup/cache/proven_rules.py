"""The rules that have been read and proven by their examples, so that the next run need not do it again.

One small file in the user's cache directory, safe to delete. It is valid for one version of the code: a change in any
module of the package, another Python or another version of a package that rules depend on invalidates it. It contains
plain values with a checksum, so that a damaged file is recognised; a file of another user is not read. A rule file is
read again when its size, times or path have changed.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from cleanup.cache import cache_file
from cleanup.files.user_folders import cache_folder
from cleanup.model import Example, Level, Needs, Rule

_PACKAGE = Path(__file__).parent.parent
#: The packages that affect whether the examples of a rule hold, as named by `.dist-info` directories.
DEPENDENCIES = ("ahocorasick_rs", "ftfy", "google_re2", "msgspec")
#: How many caches of other installations and earlier code may stay: two that share a directory do not compete.
MAX_CACHES = 8
#: With more rules than this, only those in use are kept: someone is writing rules, and each version of one was proven.
MAX_RULES = 5_000


#: A file that changed less than this before it was read may change again within one tick of its clock.
SETTLED_NS = 2_000_000_000

#: Where a file is stored, its length, and when it and its entry last changed: any other content changes one of them.
_State = tuple[int, int, int, int, int]


class Proven(msgspec.Struct, frozen=True, array_like=True):
    """A rule without what the path of its file says.

    `params` are in msgpack, to be read as the struct of its kind.
    """

    kind: str
    summary: str
    why: str
    level: Level
    pass_: str
    params: msgspec.Raw
    examples: tuple[Example, ...]
    message: str
    status: str
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    allow: tuple[str, ...]
    confidence: float
    url: str
    guards: bool
    needs: Needs


class _Contents(msgspec.Struct, array_like=True):
    """The content of the file: proven rules by id and digest, and the state and digest of rule files by path."""

    proven: dict[str, Proven] = {}
    seen: dict[str, tuple[_State, str]] = {}


def code_fingerprint() -> str:
    """A checksum of the package's modules (path, size, time) and of the versions that it runs with, in hex digits.

    CRC-32: it has to tell versions apart that nobody makes alike on purpose, and `hashlib` takes 3 ms to load.
    """
    checksum = zlib.crc32(f"{sys.version}\n{_dependencies()}\n".encode())
    # Says the version; builds that can be repeated give all files one time.
    checksum = zlib.crc32((_PACKAGE / "__init__.py").read_bytes(), checksum)
    for name, stat in sorted(_files(str(_PACKAGE), "")):
        checksum = zlib.crc32(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode(), checksum)
    return f"{checksum:08x}"


def _files(folder: str, below: str) -> Iterable[tuple[str, os.stat_result]]:
    """Yield the modules of the package and its data, by their paths in it."""
    # Not `scandir`: an interrupted run would leave it open.
    for name in os.listdir(folder):  # noqa: PTH208
        path = f"{folder}{os.sep}{name}"
        if name.endswith((".py", ".txt")):
            yield f"{below}{name}", os.stat(path)  # noqa: PTH116
        elif name not in ("__pycache__", "_rules", "templates") and os.path.isdir(path):  # noqa: PTH112
            yield from _files(path, f"{below}{name}/")


def _dependencies() -> list[str]:
    """Return name and version of those that are installed; `importlib.metadata` takes longer than all else here."""
    found = []
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):  # noqa: PTH112 - pathlib takes twice the time
            names = (name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
            found += [name for name in names if name.partition("-")[0].lower() in DEPENDENCIES]
    return sorted(found)


class RuleCache:
    """Proven rules by id and the digest of their file's content; `kinds` maps a kind to the struct of its keys.

    Use it as a context manager: it is read on entry, and written on exit if something was added. A cache that cannot be
    read or written, or is damaged, costs time, but never ends a run.
    """

    def __init__(self, kinds: Mapping[str, type[msgspec.Struct]], folder: Path | None = None) -> None:
        self._kinds = kinds
        self._decoders: dict[str, msgspec.msgpack.Decoder[Any]] = {}
        self._path = (folder or cache_folder()) / f"rules-{code_fingerprint()}.msgpack"
        self._contents = _Contents()
        self._used: set[str] = set()
        self._fresh = False

    def __enter__(self) -> RuleCache:
        try:
            self._contents = msgspec.msgpack.decode(cache_file.read(self._path), type=_Contents)
        except (OSError, ValueError):  # what msgspec raises is a ValueError
            self._contents = _Contents()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fresh:
            self._save()

    def digest_of(self, path: str) -> str | None:
        """Return the digest of a rule file that has not changed since it was last read."""
        state, digest = self._contents.seen.get(path, (None, None))
        return digest if state is not None and state == _state(os.stat(path)) else None  # noqa: PTH116

    def record(self, path: str, stat: os.stat_result, digest: str) -> None:
        """Record the digest of a file that was in this state before it was read."""
        if max(stat.st_mtime_ns, stat.st_ctime_ns) + SETTLED_NS < time.time_ns():
            self._contents.seen[path] = (_state(stat), digest)
            self._fresh = True

    def get(self, rule_id: str, path: str, digest: str) -> Rule | None:
        """Return the rule in a file with that content, if it has been proven."""
        key = _key(rule_id, digest)
        proven = self._contents.proven.get(key)
        if proven is None:
            return None
        self._used.add(key)
        kind = proven.kind
        if kind not in self._decoders:  # created once, because that is most of the work
            self._decoders[kind] = msgspec.msgpack.Decoder(self._kinds[kind])
        return Rule(
            rule_id,
            kind,
            proven.summary,
            proven.why,
            proven.level,
            proven.pass_,
            self._decoders[kind].decode(proven.params),
            proven.examples,
            proven.message,
            proven.status,
            proven.languages,
            proven.formats,
            proven.allow,
            proven.confidence,
            proven.url,
            proven.guards,
            path,
            digest=digest,
            needs=proven.needs,
        )

    def __contains__(self, rule: Rule) -> bool:
        return _key(rule.id, rule.digest) in self._contents.proven

    def add(self, rule: Rule) -> None:
        """Record a rule that has been proven."""
        values = {name: getattr(rule, name) for name in Proven.__struct_fields__}
        values["params"] = msgspec.Raw(msgspec.msgpack.encode(rule.params))
        key = _key(rule.id, rule.digest)
        self._contents.proven[key] = Proven(**values)
        self._used.add(key)
        self._fresh = True

    def _save(self) -> None:
        contents = self._contents
        if len(contents.proven) > MAX_RULES:
            contents.proven = {key: contents.proven[key] for key in self._used}
        if len(contents.seen) > MAX_RULES:
            contents.seen = {}
        cache_file.write(self._path, msgspec.msgpack.encode(contents), beside="rules-*.msgpack", most=MAX_CACHES)


def _key(rule_id: str, digest: str) -> str:
    return f"{rule_id} {digest}"


def _state(stat: os.stat_result) -> _State:
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
