"""Insertions: two commas, or none."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

_NAMES = ["missing-commas-around-phrase", "missing-closing-comma"]
ENGINE = Engine(loading.load().pick([f"punctuation/{name}" for name in _NAMES]).rules)

_SET = "The dam, however, held. "

KEEP = {
    "however much": f"{_SET}He wants it however small it may be.",
    "an example that is an object": f"{_SET}Take for example the mill.",
    "a phrase that a text sets off nowhere": "It was of course late. It must of course be sold. He is of course old.",
    "an opinion": "He was right in his opinion that it was late.",
    "a phrase that opens the sentence": "In Oslo, the director said it would stay closed.",
    "a list": "The mayor, the director of the hall and the cook were late.",
    "a relative clause with a clause in it": "The club, which he said was old, is closed.",
    "a relative clause at the end": "It was Moreau, who had left.",
    "a day": "Monday, the club has won.",
    "a closed insertion": "The club, founded in 1921, has won. Peter Lang, 42, was late.",
}
SUGGESTED = {
    "however": (f"{_SET}The mayor however refused.", f"{_SET}The mayor, however, refused."),
    "an example": (
        f"{_SET}Other towns for example Linz have signed.",
        f"{_SET}Other towns, for example, Linz have signed.",
    ),
    "a condition": (
        f"{_SET}It must if possible be sold.",
        f"{_SET}It must, if possible, be sold.",
    ),
    "a participle": ("The club, founded in 1921 has won.", "The club, founded in 1921, has won."),
    "a relative clause": (
        "The singer, who lives in Oslo has cancelled her tour.",
        "The singer, who lives in Oslo, has cancelled her tour.",
    ),
    "a title": (
        "Maria Novak, the director of the hall said so.",
        "Maria Novak, the director of the hall, said so.",
    ),
    "an age": ("Peter Lang, 42 was arrested.", "Peter Lang, 42, was arrested."),
}
FLAGGED = {
    "a phrase in a text without proof": (
        "The mayor however refused.",
        ("punctuation/missing-commas-around-phrase", " however"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
