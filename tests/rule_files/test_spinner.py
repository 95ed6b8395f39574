"""What article spinners leave behind: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["spinner"]).rules)

KEEP = {
    "the words apart": "The woodland was irregular, and the bosom of the family knew no peril.",
    "the words in small letters": "He painted his white home, and the joined states were countries united.",
    "the terms themselves": "A random forest is no deep learning, and the prime minister is in the White House.",
    "code with braces": "Write f{a|b} and ${x|y}; {x | x > 0} is a set, {name} a name, {1|2} a choice.",
    "fake goods and real ones": "The counterfeit goods and the artificial lake are colossal.",
}
SUGGESTED = {
    "medicine": ("She beat bosom peril.", "She beat breast cancer."),
    "learning machines": ("The irregular woodland was trained.", "The random forest was trained."),
    "the case of the sentence": ("Fluffy logic won.", "Fuzzy logic won."),
    "names": ("She left the White Home for the Joined Kingdom.", "She left the White House for the United Kingdom."),
    "offices": ("The prime clergyman has left.", "The prime minister has left."),
    "sport": ("They won the Victors League by a punishment kick.", "They won the Champions League by a penalty kick."),
    "a template": ("The {town|city} was {quiet|calm}.", "The town was quiet."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_template_in_a_template_is_left_to_a_person() -> None:
    found = ENGINE.plan(document("The {town|{old|new} city} was calm.")).findings
    assert {finding.level for finding in found} == {Level.FLAG}
