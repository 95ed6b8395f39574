"""The cache of proven rules: kept by content and versions, void on damage, never in the way."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
import pytest

from cleanup.cache import proven_rules
from cleanup.cache.proven_rules import MAX_CACHES, RuleCache, code_fingerprint
from cleanup.detectors import PARAMS
from cleanup.engine import loading
from cleanup.files.user_folders import cache_folder
from cleanup.model import Rule
from cleanup.rules import rule_file

RULE = loading.load(prove=False).get("punctuation/spaced-repeated-full-stop")
PLACE = (RULE.id, RULE.path, RULE.digest)


def cached(folder: Path) -> Rule | None:
    """What the cache in a folder knows of the rule."""
    with RuleCache(PARAMS, folder) as cache:
        return cache.get(*PLACE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a cache that knows one rule."""
    with RuleCache(PARAMS, tmp_path) as cache:
        cache.add(RULE)
    return tmp_path


def only(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_proven_is_there_next_time(folder: Path) -> None:
    assert cached(folder) == msgspec.structs.replace(RULE, order=0)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("place", [("punctuation/other", RULE.path, RULE.digest), (RULE.id, RULE.path, "0" * 64)])
def test_another_name_or_content_has_to_be_proven_anew(folder: Path, place: tuple[str, str, str]) -> None:
    with RuleCache(PARAMS, folder) as cache:
        assert cache.get(*place) is None


def test_a_cache_is_safe_to_delete(folder: Path) -> None:
    only(folder).unlink()
    assert cached(folder) is None


@pytest.mark.parametrize(
    "damage", [b"", b"\x00\xff not msgpack", b"\x80", b"\x93\x01\x02\x03", b"cos\nsystem\n(S'true'\ntR."]
)
def test_a_damaged_cache_is_an_empty_one(folder: Path, damage: bytes) -> None:
    only(folder).write_bytes(damage)
    assert cached(folder) is None


def test_one_wrong_byte_anywhere_makes_it_void(folder: Path) -> None:
    file, data = only(folder), only(folder).read_bytes()
    for at in range(0, len(data), 7):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert cached(folder) is None


def test_a_cache_that_was_cut_short_is_written_anew(folder: Path) -> None:
    data = only(folder).read_bytes()
    only(folder).write_bytes(data[:-1])
    with RuleCache(PARAMS, folder) as cache:
        cache.add(RULE)
    assert only(folder).read_bytes() == data


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_the_cache_of_another_user_is_not_read(folder: Path) -> None:
    os.chown(only(folder), 12345, -1)
    assert cached(folder) is None


def package(folder: Path, version: str) -> Path:
    """A package of one module, whose files all have one size and one time."""
    folder.mkdir(exist_ok=True)
    for name, text in {"__init__.py": version, "module.py": "1"}.items():
        (folder / name).write_text(text)
        os.utime(folder / name, (1, 1))
    return folder


def changed_fingerprint(patch: pytest.MonkeyPatch, what: str, folder: Path) -> str:
    if what == "Python":
        patch.setattr(sys, "version", "4.0")
    elif what == "cleanup":
        patch.setattr(proven_rules, "_PACKAGE", package(folder, "99.9.9"))
    elif what == "code":
        (package(folder, "11.1.1") / "module.py").write_text("new")
    else:
        (folder / "site-packages" / "ftfy-99.0.dist-info").mkdir(parents=True)
        patch.syspath_prepend(str(folder / "site-packages"))
    return code_fingerprint()


@pytest.mark.parametrize("what", ["Python", "cleanup", "code", "a dependency"])
def test_the_cache_belongs_to_one_version_of(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_rules, "_PACKAGE", package(tmp_path / "code", "11.1.1"))
    before = code_fingerprint()
    assert code_fingerprint() == before
    assert changed_fingerprint(monkeypatch, what, tmp_path / "code") != before


def test_the_versions_of_the_dependencies_are_known() -> None:
    assert {name.partition("-")[0].lower() for name in proven_rules._dependencies()} == set(proven_rules.DEPENDENCIES)


def test_installations_that_share_a_folder_leave_each_other_alone_but_old_ones_go(tmp_path: Path) -> None:
    for number in range(MAX_CACHES + 2):
        old = tmp_path / f"rules-{number:04}.msgpack"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    with RuleCache(PARAMS, tmp_path) as cache:
        cache.add(RULE)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:-1] == [f"rules-{number:04}.msgpack" for number in range(3, MAX_CACHES + 2)]
    assert cached(tmp_path)


def test_rules_that_are_no_longer_used_go_when_they_become_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_rules, "MAX_RULES", 1)
    other = loading.load(prove=False).get("spacing/repeated-space")
    with RuleCache(PARAMS, folder) as cache:
        cache.add(other)
    assert cached(folder) is None
    with RuleCache(PARAMS, folder) as cache:
        assert cache.get(other.id, other.path, other.digest)


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with RuleCache(PARAMS, tmp_path / "file" / "cache") as cache:
        cache.add(RULE)
        assert RULE in cache


def test_a_write_that_fails_leaves_the_old_cache_and_no_litter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = only(folder).read_bytes()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.replace", full)
    with RuleCache(PARAMS, folder) as cache:
        cache.add(loading.load(prove=False).get("spacing/repeated-space"))
    assert only(folder).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_what_is_no_file_of_ours_is_neither_read_nor_waited_for(folder: Path, tmp_path: Path, kind: str) -> None:
    path = only(folder)
    path.rename(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    if kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    else:
        {"pipe": os.mkfifo, "folder": os.mkdir}[kind](path)
    with RuleCache(PARAMS, folder) as cache:
        assert RULE not in cache
        cache.add(loading.load(prove=False).get("spacing/repeated-space"))
    assert (tmp_path / "elsewhere").read_bytes() == before
    assert path.is_file() == (kind != "folder")
    assert not path.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_what_a_killed_run_has_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".cleanup-0123456789abcdef").write_bytes(b"half")
    with RuleCache(PARAMS, tmp_path) as cache:
        cache.add(RULE)
    assert only(tmp_path).name.startswith("rules-")


def test_rules_from_the_cache_are_the_rules_from_the_files() -> None:
    first = loading.load()
    assert list(cache_folder().glob("rules-*.msgpack"))
    assert loading.load() == first
    unproven = loading.load(prove=False)
    assert [msgspec.structs.replace(rule, needs=()) for rule in first.rules] == list(unproven.rules)


OWN = """
kind = "pattern"
summary = "A test"
why = "It is a test."
level = "flag"
pattern = "{0}"
[[examples]]
before = "a {0} here"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A rule file of the user."""
    file = tmp_path / "own" / "spacing" / "own.toml"
    file.parent.mkdir(parents=True)
    file.write_text(OWN.format("one"))
    return file


def wanted(own: Path) -> str:
    pattern: str = loading.load([own.parent.parent]).get("spacing/own").params.pattern
    return pattern


def test_a_rule_file_that_has_not_changed_is_not_read_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_rules, "SETTLED_NS", -(10**12))
    assert wanted(own) == "one"
    own.chmod(0o600)  # changes the entry, so it is read once more
    monkeypatch.setattr(rule_file, "digest", lambda _: pytest.fail("it is read"))
    with pytest.raises(pytest.fail.Exception):
        wanted(own)
    monkeypatch.undo()
    monkeypatch.setattr(proven_rules, "SETTLED_NS", -(10**12))
    assert wanted(own) == "one"
    monkeypatch.setattr(rule_file, "digest", lambda _: pytest.fail("it is read"))
    assert wanted(own) == "one"


NO_CHANGE_TIME = pytest.mark.skipif(sys.platform == "win32", reason="no time of the last change of an entry there")


@pytest.mark.parametrize("time", ["of its own", pytest.param("of before", marks=NO_CHANGE_TIME)])
def test_a_rule_file_of_the_same_size_but_other_content_is_read(
    time: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proven_rules, "SETTLED_NS", -(10**12))
    assert wanted(own) == "one"
    before = own.stat()
    own.write_text(OWN.format("two"))
    if time == "of before":
        os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert wanted(own) == "two"


def test_a_rule_file_that_may_change_within_the_tick_of_its_clock_is_read_each_time(own: Path) -> None:
    assert wanted(own) == "one"
    with RuleCache(PARAMS) as cache:
        assert cache.digest_of(str(own)) is None
