"""What is shipped about the built-in rules: current, and only about rules that nobody has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import built_in_rules
from cleanup.detectors import KINDS
from cleanup.engine import examples, loading
from cleanup.errors import RuleError
from cleanup.rules import built_in
from cleanup.rules.registry import builtin_folder
from cleanup.rules.rule_file import digest

RULES = loading.load(prove=False).rules
NAMED = [line.split(b"\t")[:2] for line in built_in.FACTS.read_bytes().splitlines()]


def test_each_rule_is_in_the_file_as_it_stands() -> None:
    wanted = sorted([rule.id.encode(), rule.digest.encode()] for rule in RULES)
    assert wanted == NAMED, "python -m benchmarks.built_in_rules --write"


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if KINDS[kind].needs))
def test_what_is_written_is_what_would_be_found_out(kind: str) -> None:
    """Every third rule: all of them take as long as a proof, which another test makes."""
    some = [rule for rule in RULES if rule.kind == kind][::3]
    assert [built_in_rules.line_of(rule) for rule in some] == [
        built_in.line(rule.id, rule.digest, built_in.needs(rule.digest) or ()) for rule in some
    ]


def test_nothing_is_known_of_another_file() -> None:
    assert built_in.needs(digest(b"kind = 'pattern'")) is None


def test_no_example_of_an_unchanged_rule_is_run(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(examples, "verify", lambda rule, _: asked.append(rule.id))
    loading.load()
    assert (asked, len(list(own_cache.iterdir()))) == ([], 1)


def test_a_changed_copy_of_a_rule_is_proven(own_cache: Path, tmp_path: Path) -> None:  # noqa: ARG001
    source = (builtin_folder() / "spacing" / "repeated-space.toml").read_text("utf-8")
    copy = tmp_path / "mine" / "spacing" / "repeated-space.toml"
    copy.parent.mkdir(parents=True)
    copy.write_text(source, "utf-8")
    assert loading.load([tmp_path / "mine"]).get("spacing/repeated-space").path == str(copy)
    copy.write_text(source.replace("left before", "left, before"), "utf-8")
    with pytest.raises(RuleError, match="does not turn the example into its 'after'"):
        loading.load([tmp_path / "mine"])
