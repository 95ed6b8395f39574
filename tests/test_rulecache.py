"""The cache of proven rules: kept by content, void on damage, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup import library
from cleanup.folders import cache_folder
from cleanup.rulecache import RuleCache

TABLE = {"kind": "pattern", "examples": [{"before": "a"}]}


def test_what_was_proven_is_there_next_time(tmp_path: Path) -> None:
    with RuleCache(tmp_path) as cache:
        cache.add("d1", TABLE)
    with RuleCache(tmp_path) as cache:
        assert cache.tables == {"d1": TABLE}
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"\x00\xff not msgpack", b"\x93\x01\x02\x03"])
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    with RuleCache(tmp_path) as cache:
        cache.add("d1", TABLE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    with RuleCache(tmp_path) as cache:
        assert cache.tables == {}


def test_the_cache_of_other_code_is_put_away(tmp_path: Path) -> None:
    (tmp_path / "rules-0000.msgpack").write_bytes(b"old")
    with RuleCache(tmp_path) as cache:
        cache.add("d1", TABLE)
    assert "rules-0000.msgpack" not in [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with RuleCache(tmp_path / "file" / "cache") as cache:
        cache.add("d1", TABLE)
    assert cache.tables == {"d1": TABLE}


def test_rules_from_the_cache_are_the_rules_from_the_files() -> None:
    first = library.load()
    assert list(cache_folder().glob("rules-*.msgpack"))
    assert library.load() == first == library.load(prove=False)
