"""Real files of all formats, as installed packages bring them: read, repaired, and nothing lost."""

from __future__ import annotations

import os
import site
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.format_fuzz import check
from cleanup.documents.readers import SUFFIXES, read, write
from cleanup.errors import DocumentError

#: Where packages keep their documentation and translations.
PLACES = (*site.getsitepackages(), "/usr/share/doc", "/usr/share", "/usr/lib/node_modules", sys.prefix)
#: How many files the identity is proved on at least, how many of a format at most, and how many are also repaired.
LEAST, MOST, REPAIRED = 300, 200, 15
LARGEST = 300_000


def _found() -> dict[str, list[Path]]:
    """Files by format, from everywhere in turn, in a stable order."""
    by_format: dict[str, dict[Path, None]] = {}
    for place in dict.fromkeys(PLACES):
        for path in _walk(place):
            listed = by_format.setdefault(SUFFIXES[path.suffix.lower()], {})
            if len(listed) < MOST:
                listed[path] = None
    return {name: list(listed) for name, listed in by_format.items() if name != "text"}


def _walk(place: str) -> Iterator[Path]:
    for folder, folders, names in os.walk(place):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size <= LARGEST:
                yield path


@pytest.fixture(scope="module")
def files() -> dict[str, list[Path]]:
    found = _found()
    total = sum(map(len, found.values()))
    if total < LEAST:
        pytest.skip(f"only {total} files of the formats on this machine; {LEAST} are needed")
    return found


def test_reading_and_writing_gives_the_same_bytes(files: dict[str, list[Path]]) -> None:
    read_ = Counter[str]()
    for name, paths in files.items():
        for path in paths:
            data = path.read_bytes()
            try:
                source = read(data, str(path))
            except DocumentError:
                continue
            assert write(source) == data, path
            read_[name] += 1
    assert read_.total() >= LEAST, read_


def test_merciless_repairs_lose_no_byte(files: dict[str, list[Path]]) -> None:
    for paths in files.values():
        for path in islice(paths, 0, None, max(1, len(paths) // REPAIRED)):
            data = path.read_bytes()
            if len(data) < 20_000:
                check(data, str(path))
