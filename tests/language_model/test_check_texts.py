"""The texts that a language model is checked with: every class, no text twice, none taken from elsewhere."""

from __future__ import annotations

from collections import Counter

import pytest
from ahocorasick_rs import AhoCorasick

from cleanup.guard.classes import CLASSES
from cleanup.guard.judge import judge
from cleanup.guard.model_check import house_of
from cleanup.language_model.check_texts import CheckText, check_texts
from cleanup.text.segments import sentences
from tests.commandline import ROOT

TEXTS = check_texts()
DAMAGED = [text for text in TEXTS if text.damaged != text.right]
ELSEWHERE = [ROOT.parent / "shared" / name for name in ("gold", "corpora")]


def test_every_class_has_enough_damaged_texts() -> None:
    counts = Counter(text.class_ for text in DAMAGED)
    assert counts.keys() == CLASSES.keys()
    assert min(counts.values()) >= 15
    assert sum(counts.values()) >= 300


def test_many_texts_are_right() -> None:
    assert sum(text.damaged == text.right for text in TEXTS) >= 70


def test_no_text_occurs_twice() -> None:
    for side in ("damaged", "right"):
        counts = Counter(getattr(text, side) for text in TEXTS)
        assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: text.damaged[:40])
def test_the_guard_lets_the_repair_through_in_the_class_of_the_text(text: CheckText) -> None:
    judgement = judge(text.damaged, text.right, house_of(text.damaged))
    # What takes a whole sentence away is always doubtful.
    doubtful = text.class_ == "boilerplate"
    assert {(proposal.name, proposal.doubtful) for proposal in judgement.proposals} <= {
        (text.class_, False),
        (text.class_, doubtful),
    }
    assert judgement.proposals
    assert judgement.refused == Counter()


def test_a_text_is_one_to_three_sentences() -> None:
    long = [text.right for text in TEXTS if len(list(sentences(text.right))) > 3 or len(text.right.split()) > 60]
    assert long == []


@pytest.mark.skipif(not all(folder.is_dir() for folder in ELSEWHERE), reason="no shared texts beside the repository")
def test_no_sentence_is_taken_from_a_corpus() -> None:
    """Damaged or right: a model may have seen what is public."""
    ours = {
        version[span.start : span.end].strip()
        for text in TEXTS
        for version in (text.damaged, text.right)
        for span in sentences(version)
    }
    automaton = AhoCorasick(sorted(ours))
    files = [path for folder in ELSEWHERE for path in folder.rglob("*") if path.is_file()]
    found = {path.name: automaton.find_matches_as_strings(path.read_text("utf-8", "replace")) for path in files}
    assert {name: taken for name, taken in found.items() if taken} == {}
