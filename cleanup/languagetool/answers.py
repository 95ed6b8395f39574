"""A cache of answers on the disk: an unchanged text is never sent again.

One SQLite file in the cache directory, safe to delete. A file that cannot be used costs time, but never ends a run.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from cleanup.cache import cache_file
from cleanup.files.user_folders import cache_folder
from cleanup.languagetool.matches import Query, RuleMatch

#: The maximum number of answers to keep; with more, the older half is deleted.
MAX_ANSWERS = 500_000
#: Look-ups in one statement; the oldest builds of SQLite allow 999.
_BATCH = 500
_DAY = 86_400

_decoder = msgspec.msgpack.Decoder(tuple[RuleMatch, ...])


class Answers:
    """The answers of one server. `identity` identifies it: another version answers differently."""

    def __init__(self, identity: str, folder: Path | None = None) -> None:
        self._identity = identity
        self._path = (folder or cache_folder()) / "languagetool" / "answers.sqlite"
        self._database = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2 if cache_file.usable(self._path) else 0):
            database: sqlite3.Connection | None = None
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._path, timeout=5, isolation_level=None)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = OFF")
                database.execute(
                    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, matches BLOB, day INTEGER) WITHOUT ROWID"
                )
                return database
            except (OSError, sqlite3.OperationalError):
                if database:
                    database.close()
                return None
            except sqlite3.DatabaseError:  # not a database, or damaged
                if database:
                    database.close()
                with suppress(OSError):
                    self._path.unlink()
        return None

    def get(self, texts: Iterable[str], query: Query) -> dict[str, tuple[RuleMatch, ...]]:
        """Return the known answers."""
        keys = {self._key(text, query): text for text in texts}
        found: dict[str, tuple[RuleMatch, ...]] = {}
        listed = list(keys)
        for at in range(0, len(listed), _BATCH):
            some = listed[at : at + _BATCH]
            marks = ",".join("?" * len(some))
            for key, matches in self._run(f"SELECT key, matches FROM answers WHERE key IN ({marks})", some):
                with suppress(msgspec.DecodeError):
                    found[keys[key]] = _decoder.decode(matches)
        return found

    def put(self, answers: Mapping[str, tuple[RuleMatch, ...]], query: Query) -> None:
        """Store answers."""
        today = int(time.time()) // _DAY
        rows = [(self._key(text, query), msgspec.msgpack.encode(found), today) for text, found in answers.items()]
        if self._database:
            with suppress(sqlite3.Error), self._database:
                self._database.execute("BEGIN")
                self._database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
                self._database.execute("COMMIT")

    def close(self) -> None:
        """Close the file, and limit its size."""
        if self._database is None:
            return
        for row in self._run("SELECT count(*) FROM answers", ()):
            if row[0] > MAX_ANSWERS:
                oldest = f"SELECT key FROM answers ORDER BY day LIMIT {row[0] // 2}"
                self._run(f"DELETE FROM answers WHERE key IN ({oldest})", ())
        self._database.close()
        self._database = None

    def _key(self, text: str, query: Query) -> bytes:
        material = "\0".join((self._identity, query.variant, *query.rules, "", text))
        return hashlib.sha256(material.encode("utf-8", "surrogatepass")).digest()[:16]

    def _run(self, statement: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        if self._database:
            with suppress(sqlite3.Error):
                return self._database.execute(statement, tuple(values)).fetchall()
        return []
