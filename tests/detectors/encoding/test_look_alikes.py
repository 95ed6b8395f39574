"""Letters that only look right, and the wide forms of Latin letters and marks."""

from __future__ import annotations

import pytest

from cleanup.detectors.encoding.look_alikes import homoglyphs, wide_forms
from cleanup.model import Level


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The f\u0435rry left.", ["ferry"]),
        ("\u0410 mill, and the \u0421ouncil of the t\u043ewn.", ["Council", "town"]),
        ("The \u0391ncient Greeks.", ["Ancient"]),
        ("Они приехали в \u0063толицу.", ["столицу"]),
        ("Wi-Fi \u0063ети", ["сети"]),
        ("КOЯN, Δx, 5 μm, pH, СССР and ABC.", []),
        ("The name \u0438van is in two alphabets.", []),
        ("Half and half: ab\u0430\u0435.", []),
    ],
)
def test_words_in_two_alphabets(text: str, made: list[str]) -> None:
    assert [one.made[0] for one in homoglyphs(text)] == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A share of 19.4％ is high.", [("%", Level.SAFE)]),
        ("The ＢＯＡＴ has ２０ seats！Come", [("BOAT", Level.SAFE), ("20", Level.SAFE), ("! ", Level.SAFE)]),
        ("News｜Town", [("|", Level.SUGGESTED)]),
        ("税率は８％です。", []),
    ],
)
def test_wide_forms(text: str, made: list[tuple[str, Level]]) -> None:
    assert [(one.made[0], one.level) for one in wide_forms(text)] == made
