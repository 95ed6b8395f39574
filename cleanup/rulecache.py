"""The rule files that have been read and proven by their examples, so that the next run need do neither.

One small file in the user's cache folder, safe to delete. It is kept for one version of the code: a change in any
module of the package, or another Python, makes it void.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from cleanup.folders import cache_folder

_PACKAGE = Path(__file__).parent


def code_fingerprint() -> str:
    """A short digest of the package's modules (path, size, time) and the Python version."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in (".py", ".txt") or p.parent.name == "data"):
        stat = path.stat()
        digest.update(f"{path.relative_to(_PACKAGE)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


class RuleCache:
    """The tables of proven rule files by the digest of their content.

    Use it as a context: it is read on the way in, and written on the way out when something was added. A cache
    that cannot be read or written, or is damaged, costs time, never the run.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or cache_folder()) / f"rules-{code_fingerprint()}.msgpack"
        self.tables: dict[str, dict[str, Any]] = {}
        self._fresh = False

    def __enter__(self) -> RuleCache:
        try:
            self.tables = msgspec.msgpack.decode(self._path.read_bytes(), type=dict[str, dict[str, Any]])
        except (OSError, msgspec.DecodeError):
            self.tables = {}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fresh:
            self._save()

    def add(self, digest: str, table: dict[str, Any]) -> None:
        """Remember the table of a rule file that has been proven."""
        self.tables[digest] = table
        self._fresh = True

    def _save(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
                file.write(msgspec.msgpack.encode(self.tables))
            Path(file.name).replace(self._path)
            for old in self._path.parent.glob("rules-*.msgpack"):
                if old != self._path:
                    old.unlink(missing_ok=True)
        except (OSError, TypeError):  # TypeError: a TOML date in a user's file has no place in the cache
            return
