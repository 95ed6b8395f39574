from __future__ import annotations

import pytest

from cleanup.detectors.sentences.clauses import announcing, bare, is_finite


@pytest.mark.parametrize(("word", "form"), [("“Home,”", "home"), ("left—The", "the"), ("end.)", "end")])
def test_bare(word: str, form: str) -> None:
    assert bare(word) == form


@pytest.mark.parametrize("word", ["was", "Said", "went", "closed,", "won", "believes"])
def test_finite(word: str) -> None:
    assert is_finite(word)


@pytest.mark.parametrize("word", ["been", "bed", "going", "the", "boat", "plans", "Moreau"])
def test_not_finite(word: str) -> None:
    assert not is_finite(word)


def test_announcing() -> None:
    assert {"the", "of", "because", "will"} <= announcing()
    assert announcing().isdisjoint({"up", "boat", "this"})
