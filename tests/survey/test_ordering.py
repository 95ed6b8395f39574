"""The order of documents, and which are shown."""

from __future__ import annotations

import pytest

from cleanup.errors import CleanupError
from cleanup.survey.figures import Figures, Impression, Rate, Strength
from cleanup.survey.ordering import looking, ordered
from tests.survey.made import figures


def impression(strength: str) -> Impression:
    return Impression(Strength(strength))


def damaged(path: str, rate: float, words: int = 400, quotes: float = 0.0, **known: object) -> Figures:
    groups = {"quotes": Rate(1, quotes)} if quotes else {}
    return figures(path, words=words, findings=Rate(1, rate), groups=groups, **known)


SET = [
    damaged("b", 2.0, touched=0.5, translated=impression("some")),
    damaged("a", 2.0, quotes=1.0, translated=impression("unknown")),
    damaged("short", 99.0, words=20, touched=1.0, translated=impression("unknown")),
    damaged("c", 7.0, words=5000, translated=impression("strong")),
    damaged("d", 0.0, quotes=3.0, scraped=impression("some")),
]


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("findings", "c a b d short"),
        ("touched", "b c a d short"),
        ("words", "c a b d short"),
        ("path", "a b c d short"),
        ("translated", "c b d a short"),
        ("scraped", "d c a b short"),
        ("quotes", "d a c b short"),
        ("spacing", "c a b d short"),
    ],
)
def test_the_worst_come_first_and_short_ones_last(key: str, paths: str) -> None:
    assert [one.path for one in ordered(SET, key, ["quotes", "spacing"])] == paths.split()
    assert ordered(SET[::-1], key, ["quotes", "spacing"]) == ordered(SET, key, ["quotes", "spacing"])


def test_an_unknown_order_is_one_line() -> None:
    with pytest.raises(CleanupError) as raised:
        ordered(SET, "quote", ["quotes"])
    assert str(raised.value) == "no such order: 'quote'; did you mean 'quotes'?"


def test_documents_are_chosen_by_how_they_look() -> None:
    assert [one.path for one in looking(SET, ["translated"])] == ["b", "c"]
    assert [one.path for one in looking(SET, ["translated", "scraped"])] == ["b", "c", "d"]
    assert looking(SET, []) == SET
