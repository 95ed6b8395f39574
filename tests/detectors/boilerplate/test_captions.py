"""Captions between paragraphs, and paragraphs that only look like them."""

from __future__ import annotations

import pytest

from cleanup.detectors.boilerplate.captions import REPEATED, _telling
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

NAMES = ["labelled-caption", "picture-caption", "repeated-paragraph"]
ENGINE = Engine(loading.load().pick([f"boilerplate/{name}" for name in NAMES]).rules)

TEXT = (
    "The ferry sank in calm water on Friday, and nobody on the island knows why it did.\n\n"
    "The captain said that he had heard nothing before the water came into the engine room.\n\n"
    "Anna Holm and her brother swam to the lighthouse, where a keeper gave them blankets.\n\n"
)
LAST = "The island council will meet on Monday to talk about a bridge."
LABELLED = "Cold night: Anna Holm and her brother swam to the lighthouse in calm water on Friday"


def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


KEEP = {
    "with a full stop": f"{TEXT}{LABELLED}.\n\n{LAST}",
    "a list of headings": "\n\n".join([LABELLED, "Other", "Calm water: the ferry and the island at last", LAST]),
    "lines of one paragraph": f"{TEXT}{LABELLED}\nand were given blankets there.\n\n{LAST}",
    "an item of a list": f"{TEXT}- {LABELLED}\n\n{LAST}",
    "a figure": f"{TEXT}Figure 3: {LABELLED.removeprefix('Cold night: ')}\n\n{LAST}",
    "news under a label": f"{TEXT}What comes next: lawyers, experts, insurers and their speeches\n\n{LAST}",
    "a speech that goes on": f"{TEXT}She said: “Water came into the engine room on Friday.”\n\n{LAST}",
    "the headline": f"{LABELLED}\n\n{TEXT}{LAST}",
    "who is pictured, in a sentence": f"{TEXT}Anna Holm (left) had never seen the sea so calm before.\n\n{LAST}",
    "a heading": f"{TEXT}The captain and the water\n\n{LAST}",
    "code": f"{TEXT}Write to anna@example.com soon\n\n{LABELLED}\n\n{LAST}",
}
SUGGESTED = {
    "with a label": (f"{TEXT}{LABELLED}\n\n{LAST}", f"{TEXT}{LAST}"),
    "as the last line": (f"{TEXT}{LAST}\n\n{LABELLED}\n", f"{TEXT}{LAST}\n"),
    "line ends of Windows": (
        f"{TEXT}{LABELLED}\n\n{LAST}".replace("\n", "\r\n"),
        f"{TEXT}{LAST}".replace("\n", "\r\n"),
    ),
    "who is pictured": (f"{TEXT}Anna Holm (left) with the wife of the mayor in Oslo\n\n{LAST}", f"{TEXT}{LAST}"),
    "pictured where": (f"{TEXT}Mayor Jens Lie, pictured with his wife, was not on board\n\n{LAST}", f"{TEXT}{LAST}"),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_paragraph_that_repeats_another_is_flagged() -> None:
    from cleanup.documents.readers import document

    line = "The captain had heard nothing before water came into the engine room"
    found = ENGINE.plan(document(f"{TEXT}{line}\n\n{LAST}")).findings
    assert [(one.rule, one.level.value) for one in found] == [("boilerplate/repeated-paragraph", "flag")]


@pytest.mark.parametrize("count", range(1, 60))
def test_without_the_telling_words_no_line_repeats_enough(count: int) -> None:
    words = frozenset(map(str, range(count)))
    others = words - _telling(words)
    assert len(others) < REPEATED * count
