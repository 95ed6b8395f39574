"""Names behind titles: what needs no commas comes before what lacks them."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["punctuation/missing-commas-around-name"]).rules)

KEEP = {
    "a title without an article": "Minister of Transport Lena Moreau left. He met Chief of Staff Igor Holm.",
    "a title behind another person": "They met Treasurer Ann Holm and Chief of Staff Mark Moreau.",
    "commas": "The head of the harbour office, Lena Moreau, said that it was safe.",
    "an institution": "The president of the United Ferry Company and the head of the Port Moreau Council left.",
    "the name of a company": "The head of the company Red River left the country.",
    "a verb between": "The minister of transport accused Lena Moreau of a lie.",
    "a place": "The mayor of Port Moreau and the governor of New Holm stayed.",
    "common words": "The leader of the harbour office Great Plans for all of us.",
    "a number": "The ambassadors of all six Great Powers came to the harbour.",
    "the name of a relative": "The captain's brother Igor Holm stayed on the ferry.",
}
SUGGESTED = {
    "behind a noun": (
        "The head of the harbour office Lena Moreau said that it was safe.",
        "The head of the harbour office, Lena Moreau, said that it was safe.",
    ),
    "behind an institution, at the end": (
        "They wrote to the Deputy Minister of Transport Lena Moreau.",
        "They wrote to the Deputy Minister of Transport, Lena Moreau.",
    ),
    "behind a country": (
        "The President of Portugal Luis Moreau came by boat.",
        "The President of Portugal, Luis Moreau, came by boat.",
    ),
    "a known given name behind the name of a company": (
        "The head of the company Igor Holm left the country.",
        "The head of the company, Igor Holm, left the country.",
    ),
    "two people": (
        "The leaders of the two towns Lena Moreau and Igor Holm met on the ferry.",
        "The leaders of the two towns, Lena Moreau and Igor Holm, met on the ferry.",
    ),
    "two titles": (
        "He thanked the head of the harbour office Lena Moreau and Deputy Minister of Transport Igor Holm.",
        "He thanked the head of the harbour office, Lena Moreau, and Deputy Minister of Transport, Igor Holm.",
    ),
    "a possessive": (
        "Portugal's special envoy at the talks Lena Moreau said so.",
        "Portugal's special envoy at the talks, Lena Moreau, said so.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
