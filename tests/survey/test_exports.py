"""The figures for other programs."""

from __future__ import annotations

import csv
import json

import msgspec

from cleanup.errors import DocumentError
from cleanup.survey import exports
from cleanup.survey.figures import Figures, Impression, Rate, ShownReason, Strength
from tests.survey.made import figures

REASON = ShownReason("calques", "wording that follows another language", 2, 3, 7, "a ", "b", " c", "translation/x")
ONE = figures(
    "=a,\n.txt",
    findings=Rate(5, 12.5, 99.5),
    touched=0.25,
    groups={"translation": Rate(4, 10.0, 100.0), "quotes": Rate(1, 2.5, 98.0)},
    translated=Impression(Strength.STRONG, (REASON, REASON)),
)
OTHER = figures("\udcffb.txt", language=None, confidence=0.0, findings=Rate(0, 0.0))


def test_json_is_one_document_with_a_line_for_each_text() -> None:
    lines = list(exports.as_json([ONE, OTHER], [DocumentError("not text", path="c.txt")], "1.2"))
    assert len(lines) == 4
    read = json.loads("\n".join(lines))
    assert read["version"] == 1
    assert read["tool"] == {"name": "cleanup", "version": "1.2"}
    assert msgspec.convert(read["documents"], list[Figures]) == [ONE, OTHER]
    assert read["errors"] == [{"path": "c.txt", "message": "not text"}]
    assert "".join(lines).isascii()


def test_json_without_documents_is_json() -> None:
    assert json.loads("\n".join(exports.as_json([], [], "1")))["documents"] == []


def test_csv_has_a_column_for_each_group() -> None:
    rows = list(
        csv.DictReader("\n".join(exports.as_csv([ONE, OTHER], ["quotes", "spacing"])).splitlines(keepends=True))
    )
    assert rows[0] == {
        "path": "'=a,\n.txt",
        "words": "400",
        "sentences": "20",
        "language": "en",
        "confidence": "1.0",
        "findings": "5",
        "findings_per_1000": "12.5",
        "findings_percentile": "99.5",
        "touched": "0.25",
        "translated": "strong",
        "translated_reasons": " | ".join(["3:7 wording that follows another language: a [b] c"] * 2),
        "spun": "none",
        "spun_reasons": "",
        "scraped": "none",
        "scraped_reasons": "",
        "quotes_per_1000": "2.5",
        "quotes_percentile": "98.0",
        "spacing_per_1000": "0.0",
        "spacing_percentile": "0.0",
    }
    assert rows[1]["path"] == "\\udcffb.txt"
    assert (rows[1]["language"], rows[1]["findings_percentile"], rows[1]["spacing_percentile"]) == ("", "", "")


def test_the_column_of_a_corpus_has_the_same_keys_for_every_document() -> None:
    made = exports.column(ONE)
    assert made.keys() == exports.column(OTHER).keys()
    assert made["reasons"] == 2 * [{"looks": "translated", "says": REASON.says, "line": 3, "text": "a [b] c"}]
    assert made["groups"] == [
        {"group": "translation", "per_1000": 10.0, "percentile": 100.0},
        {"group": "quotes", "per_1000": 2.5, "percentile": 98.0},
    ]
    assert (made["translated"], made["spun"], made["per_1000"], made["percentile"]) == ("strong", "none", 12.5, 99.5)
