"""Surnames in capitals: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.detectors.letter_case.surnames import titled
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["sentences/surname-in-capitals"]).rules)

KEEP = {
    "an organisation": "The ferry was named by Marie of UNESCO, and the Geneva UNICEF office paid for all of it.",
    "a word that is stressed": "The ferry will be named by Marie THIS week, and the guests will go on board at once.",
    "a number": "The ferry was named by Pope Leo XIII and King Karl XVIII before the guests went on board.",
    "a short form": "The ferry was named by Marie, and Peter FBI badge in hand went on board with the guests.",
    "the place of a report": "The Evening Post LONDON — The ferry was named before the guests went on board.",
    "a list of results": "1. Marie LAGRANGE (FRA) 10.4\n2. Anna KESTEN (NED) 10.6",
}
SUGGESTED = {
    "before the given name": (
        "The envoy shook hands with KIM Jong-un and with MÜLLER Thomas before all of the guests.",
        "The envoy shook hands with Kim Jong-un and with Müller Thomas before all of the guests.",
    ),
    "a given name": (
        "The ferry was named by Marie LAGRANGE before the guests went on board.",
        "The ferry was named by Marie Lagrange before the guests went on board.",
    ),
    "a post": (
        "The ferry was named by Aurelle LAGRANGE, deputy head of the port, before noon.",
        "The ferry was named by Aurelle Lagrange, deputy head of the port, before noon.",
    ),
    "a title": (
        "The ferry was named by King ALDERAN and Dr. Aurelle KESTREL before the guests went on board.",
        "The ferry was named by King Alderan and Dr. Aurelle Kestrel before the guests went on board.",
    ),
    "a name that is no other word": (
        "The ferry was named by Aurelle JOHNSON before the guests went on board.",
        "The ferry was named by Aurelle Johnson before the guests went on board.",
    ),
    "what was said": (
        "Even so the ferry is too small, Aurelle O’BRIEN-KESTEN said before the guests went on board.",
        "Even so the ferry is too small, Aurelle O’Brien-Kesten said before the guests went on board.",
    ),
    "the name in small letters": (
        "The ferry was named by Aurelle LAGRANGE. When it sank, Aurelle Lagrange had left the port.",
        "The ferry was named by Aurelle Lagrange. When it sank, Aurelle Lagrange had left the port.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LAGRANGE", "Lagrange"),
        ("VAN DER MEER", "van der Meer"),
        ("McKAY", "McKay"),
        ("D’ARCY", "D’Arcy"),
        ("ÉLUARD", "Éluard"),
    ],
)
def test_a_name_in_capitals_is_titled_by_parts(name: str, expected: str) -> None:
    assert titled(name) == expected
