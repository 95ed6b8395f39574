"""The clean texts that a document is compared with."""

from __future__ import annotations

import pytest

from cleanup.survey import references
from cleanup.survey.references import ALL, Reference, percentile

#: Ten documents: seven without findings, three with.
TEN = Reference(10, 6000, {ALL: (1.0, 2.0, 2.0), "quotes": (2.0,)})


@pytest.fixture
def ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "references", lambda: {"en": TEN})


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize(
    ("group", "rate", "percent"),
    [
        (ALL, 0.0, 0.0),
        (ALL, 0.5, 70.0),
        (ALL, 1.0, 70.0),
        (ALL, 2.0, 80.0),
        (ALL, 2.1, 100.0),
        ("quotes", 1.0, 90.0),
        ("spacing", 0.1, 100.0),
    ],
)
def test_a_percentile_is_the_share_of_clean_documents_with_fewer(group: str, rate: float, percent: float) -> None:
    assert percentile("en", group, rate) == percent


@pytest.mark.parametrize("language", ["ja", "", None])
def test_a_language_without_a_reference_has_none(language: str | None) -> None:
    assert percentile(language, ALL, 1.0) is None


def test_the_reference_of_the_package_is_whole() -> None:
    known = references.references()
    assert set(known) == {"de", "en", "es", "fr", "ru", "tr"}
    for one in known.values():
        assert one.words >= 10_000
        assert all(list(rates) == sorted(rates) for rates in one.rates.values())
        assert max((len(rates) for rates in one.rates.values()), default=0) == len(one.rates.get(ALL, ()))
        assert all(len(rates) <= one.documents for rates in one.rates.values())
