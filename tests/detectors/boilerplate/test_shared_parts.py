"""The named parts of patterns: what they match, and that a rule may name its own."""

from __future__ import annotations

import pytest
import re2

from cleanup.detectors.boilerplate.shared_parts import PARTS, defined

MATCHES = {
    "date": [
        "Monday, March 3rd, 2020",
        "3. März 2020",
        "3 de marzo de 2020",
        "2020-03-03",
        "03.03.2020",
        "Sept. 3 2020",
    ],
    "name": ["Ana Ruiz", "Jan van der Meer", "J. K. Holm"],
    "names": ["Ana Ruiz in Porto, Tom Keller and Jo Marsh", "Ana"],
    "agency": ["AFP", "the Associated Press", "our correspondent"],
    "pictures": ["Getty Images", "Shutterstock"],
    "net": ["WhatsApp", "Google News"],
    "domain": ["harbour.example.com", "новости.рф", "\N{OBJECT REPLACEMENT CHARACTER}" * 12],
    "month": ["May", "Sept.", "janvier"],
}
REFUSED = {
    "date": ["March 2020", "3 March", "2020"],
    "name": ["Ana", "ana ruiz", "The"],
    "domain": ["harbour", "Nr.3", "end.Next"],
    "agency": ["agency"],
}


@pytest.mark.parametrize(("part", "text"), [(part, text) for part, texts in MATCHES.items() for text in texts])
def test_what_a_part_matches(part: str, text: str) -> None:
    assert re2.fullmatch(f"(?i){defined(f'<{part}>', {})}", text)


@pytest.mark.parametrize(("part", "text"), [(part, text) for part, texts in REFUSED.items() for text in texts])
def test_what_a_part_refuses(part: str, text: str) -> None:
    assert not re2.fullmatch(f"(?i){defined(f'<{part}>', {})}", text)


def test_the_parts_of_a_rule_come_first_and_may_use_the_others() -> None:
    assert defined("<agency> <x>", {"agency": "own", "x": "<month>"}) == f"(?:own) (?:(?:{PARTS['month']}))"


def test_a_group_is_no_part() -> None:
    assert defined("(?P<cut>x)<unknown>", {}) == "(?P<cut>x)<unknown>"
