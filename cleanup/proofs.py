"""Which rule files have been proven by their examples already, so that a run need not prove them again.

One small file in the user's cache folder; safe to delete. Proofs are kept per version of the code: a change in
any module of the package makes all rules unproven.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType

_PACKAGE = Path(__file__).parent


def cache_folder() -> Path:
    """Where the cache lies: `CLEANUP_CACHE`, else the platform's own folder for caches."""
    if chosen := os.environ.get("CLEANUP_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "cleanup" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/cleanup"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleanup"


def code_fingerprint() -> str:
    """A short digest of the package's modules (path, size, time) and the Python version."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in (".py", ".txt") or p.parent.name == "data"):
        stat = path.stat()
        digest.update(f"{path.relative_to(_PACKAGE)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


class Proofs:
    """A set of content digests on disk. A cache that cannot be read or written costs time, never the run."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or cache_folder()) / f"proofs-{code_fingerprint()}.txt"
        self._known: set[str] = set()
        self._fresh = False

    def __enter__(self) -> Proofs:
        try:
            self._known = set(self._path.read_text("ascii").split())
        except (OSError, ValueError):
            self._known = set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fresh:
            self._save()

    def hold(self, digest: str) -> bool:
        """Whether a rule file of that content has been proven."""
        return digest in self._known

    def add(self, digest: str) -> None:
        """Remember a proof."""
        self._known.add(digest)
        self._fresh = True

    def _save(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=self._path.parent, delete=False) as file:
                file.write("\n".join(sorted(self._known)))
            Path(file.name).replace(self._path)
            for old in self._path.parent.glob("proofs-*.txt"):
                if old != self._path:
                    old.unlink(missing_ok=True)
        except OSError:
            return
