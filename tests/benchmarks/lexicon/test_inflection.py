"""Regular inflection, for lemmas that no table has."""

from __future__ import annotations

import pytest

from benchmarks.lexicon.inflection import regular_forms


@pytest.mark.parametrize(
    ("lemma", "word_class", "forms"),
    [
        ("table", "noun", "tables"),
        ("church", "noun", "churches"),
        ("lady", "noun", "ladies"),
        ("day", "noun", "days"),
        ("walk", "verb", "walks walked walked walking"),
        ("bake", "verb", "bakes baked baked baking"),
        ("carry", "verb", "carries carried carried carrying"),
        ("plan", "verb", "plans planed planed planing planned planned planning"),
        ("play", "verb", "plays played played playing"),
        ("happy", "adjective", "happier happiest"),
        ("large", "adjective", "larger largest"),
        ("fast", "adverb", "faster fastest"),
    ],
)
def test_regular_forms(lemma: str, word_class: str, forms: str) -> None:
    assert [form for _, form in regular_forms(lemma, word_class)] == forms.split()
