"""One look for all gates: what it tells, and its listings, which are kept from run to run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cleanup import lazy_regex
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.matching.filters import Entry, Gate, Paragraph, PhraseGate
from cleanup.matching.index import Listing, Scan, listed
from cleanup.matching.index_file import HeldListings, ScanCache
from cleanup.matching.policy import POLICY, Policy
from cleanup.model import Rule

RULES = loading.load(prove=False).pick().rules
WORD = Gate(lambda: [Entry(lazy_regex.pattern(r"\bZurich\b")), Entry(lazy_regex.pattern(r"[^A-Za-z ]{2}"))])
PHRASES = PhraseGate(lambda: ["in the light of", "café crème"])
SAMPLE = ["A line of prose. It goes on.", "another one"] * 20


def _told(gate: Gate | PhraseGate, *texts: str) -> list[int]:
    """The numbers of the paragraphs that a scan lets a gate look at."""
    scan = Scan(lambda: [WORD, PHRASES], lambda: SAMPLE)
    paragraphs = [Paragraph(text) for text in texts]
    return [number for number, _, _ in scan.told(paragraphs).open(gate, paragraphs)]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["nothing", "They met in Zurich.", "5."], [1, 2]),
        (["a zurich", "Zürich is Zurich", "ü.b"], [1, 2]),
        ([], []),
    ],
)
def test_a_gate_is_asked_where_a_literal_of_an_entry_or_a_silent_entry_stands(
    texts: list[str], numbers: list[int]
) -> None:
    assert _told(WORD, *texts) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "In the light of it",
        "in the\nlight of",
        "in  the light of",
        "in the\u00a0light of",
        "in the\u2000light of",
        "CAFÉ CRÈME",
    ],
)
def test_phrases_are_found_whatever_blanks_and_capitals_they_are_written_with(text: str) -> None:
    assert _told(PHRASES, "nothing here", text) == [1]


def test_what_the_sample_is_full_of_is_left_to_patterns() -> None:
    rare, often = (listed([WORD], sample, plain=True) for sample in (["Geneva"] * 9, ["Zurich"] * 9))
    assert (rare.strings, rare.told) == ([b"zurich"], [(0, 0)])
    assert (often.strings, often.told) == ([], [])
    assert sorted(entry for group in often.silent for _, entry, _ in group) == [0, 1]


#: A listing of all rules takes seconds.
SOME = RULES[:150]
#: A listing is made for the texts below, instead of only for a hundred times as many.
EAGER = Policy(many=POLICY.soon)
LINES = [f"{number} They met him in the the the garden , and and went on ." * 120 for number in range(POLICY.soon)]


def _planned(folder: Path, rules: Sequence[Rule] = SOME, policy: Policy = EAGER) -> tuple[object, bool]:
    """What is found in so many blocks that a listing that is kept is used, and whether one was."""
    engine = Engine(rules, policy=policy, keep=lambda chosen: ScanCache(chosen, folder))
    found = engine.plan(document("\n\n".join(LINES)), language="en").findings
    return found, bool(engine.prepared(("en",)).scan._alphabets)


def test_a_listing_is_written_once_and_read_in_the_next_run(tmp_path: Path) -> None:
    first = _planned(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert len(before) == 1
    assert _planned(tmp_path) == first == (first[0], True)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before
    assert isinstance(ScanCache(SOME, tmp_path).get(plain=True), Listing | None)


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"\x93\x01\x02\x03"])
def test_a_damaged_listing_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    first = _planned(tmp_path)
    whole = {file: file.read_bytes() for file in tmp_path.iterdir()}
    for file in whole:
        file.write_bytes(damage)
    assert _planned(tmp_path) == first
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == whole


def test_other_rules_have_another_listing(tmp_path: Path) -> None:
    _planned(tmp_path)
    _planned(tmp_path, RULES[:100])
    assert len(list(tmp_path.iterdir())) == 2


def test_few_texts_have_no_listing_made_but_use_one_that_is_kept(tmp_path: Path) -> None:
    found, _ = _planned(tmp_path / "kept")
    assert _planned(tmp_path / "empty", policy=POLICY) == (found, False)
    assert _planned(tmp_path / "kept", policy=POLICY) == (found, True)
    assert not (tmp_path / "empty").exists()


def test_without_a_place_to_keep_it_a_listing_is_made_all_the_same(tmp_path: Path) -> None:
    missing = tmp_path / "file"
    missing.write_bytes(b"")
    assert _planned(missing / "below") == _planned(tmp_path / "kept")


def test_held_listings_are_made_while_they_are_open_and_only_used_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path))
    some, held = RULES[:60], HeldListings()
    Engine(some, keep=held.of).prepared(("en",)).scan.make()
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 2
    held.open = False
    for file in kept:
        file.unlink()
    paragraphs = (f"{number} They met him in the the garden , and and went on ." for number in range(POLICY.soon * 200))
    text = document("\n\n".join(paragraphs))
    # Rules whose listings are held are looked for with them; for others none is made, and nothing else is found.
    for rules, scanned in ((some, True), (some[:-1], False)):
        engine = Engine(rules, keep=held.of)
        assert engine.plan(text, language="en").findings == Engine(rules).plan(text, language="en").findings
        assert bool(engine.prepared(("en",)).scan._alphabets) is scanned
    assert list(tmp_path.iterdir()) == []
