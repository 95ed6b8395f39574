"""The benchmark of peers: its arithmetic and its tables, without any measurement."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import peers
from benchmarks.corpus import DAMAGE, damaged
from benchmarks.peers import Contender, Spent, cell, evenly, in_time, kinds, net, pieces, ratios, table


def test_a_ratio_is_of_two_runs_in_one_round() -> None:
    assert ratios([1.0, 2.0, 4.0], [3.0, 2.0, 8.0]) == (2.0, 1.0, 3.0)


def test_the_start_is_taken_off_and_no_time_is_nothing() -> None:
    assert net([Spent(3.0, 9.0), Spent(1.0, 9.0)], 1.0) == [2.0, 0.001]


def test_a_cell_is_a_rate_and_the_ratio_to_ours() -> None:
    spent = {"cleanup": [Spent(2.0, 2.0)] * 3, "slow": [Spent(5.0, 5.0), Spent(9.0, 9.0), Spent(5.0, 5.0)]}
    start = {"cleanup": 1.0, "slow": 1.0}
    assert cell("cleanup", 4e6, spent, start) == "4.00"
    assert cell("slow", 4e6, spent, start) == "1.00 (4.00; 4.00 to 8.00)"


def test_whoever_would_take_too_long_is_left_out() -> None:
    slow, fast, new = (Contender(name, ()) for name in ("slow", "fast", "new"))
    last = {"slow": peers.PATIENCE / 5, "fast": peers.PATIENCE / 20}
    assert in_time([slow, fast, new], last, 10) == [fast, new]


def test_a_table_has_a_dash_for_what_was_not_measured() -> None:
    assert list(table(("a", "b"), {"one": {"a": "1", "b": "2"}, "two": {"b": "3"}})) == [
        "| | a | b |",
        "|---|---|---|",
        "| one | 1 | 2 |",
        "| two | – | 3 |",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), min_size=1))
def test_pieces_are_the_whole_text(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    found = list(pieces(text, 50))
    assert "\n\n".join(piece.removesuffix("\n") for piece in found) == text
    assert all(len(piece.encode()) >= 49 for piece in found[:-1])


def test_rules_are_taken_from_the_whole_range() -> None:
    assert evenly("abcdef", 3) == ["a", "c", "e"]
    assert evenly("ab", 5) == ["a", "a"]


def test_the_injector_is_seeded_and_heavier_with_higher_odds() -> None:
    text = "He came, and the dog. The cat. " * 200
    light, heavy = (damaged(text, random.Random(1), odds) for odds in (0.02, 0.3))
    assert light == damaged(text, random.Random(1))
    bad = DAMAGE[0][1]
    assert 0 < light.count(bad) < heavy.count(bad)


def test_clean_and_damaged_texts_are_as_long_as_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "clean" / "en-fiction"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text("It was late, and the rain had stopped. “Come in,” he said.\n\n" * 40)
    monkeypatch.setattr(peers, "FILE", 1_000)
    made = dict(kinds(tmp_path, 5_000))
    assert len(made["clean"]) == len(made["damaged"]) == 5
    assert made["clean"] != made["damaged"]


def test_every_variant_and_every_peer_takes_part(tmp_path: Path) -> None:
    names = [one.name for one in peers.contenders(tmp_path)]
    assert names[0] == "cleanup"
    assert {"cleanup, 50 rules", "cleanup, 2000 rules", "ftfy", "codespell", "typos", "proselint"} < set(names)
    added = len(list(tmp_path.rglob("*.toml")))
    assert 1000 < added < 2000


def test_a_peer_that_is_not_installed_is_known_to_be_missing() -> None:
    assert not Contender("none", ("no-such-program-here",), "no_such_module_here").there
    assert Contender("ours", ()).there
