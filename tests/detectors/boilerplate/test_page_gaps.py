"""Lines of a page that no template knows: what stands beside them decides."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["boilerplate"]).rules)

TITLE = "Ferry sinks in calm water near the island"
BODY = "The ferry sank in calm water on Friday, and nobody on the island knows why it did."
MORE = "The captain said that he had heard nothing before the water came into the engine room."

KEEP = {
    "a headline between a path and a time": f"{TITLE}\n\n{BODY}",
    "a heading of two words below a headline": f"{TITLE}\n\nEarly life\n\n{BODY}",
    "a list at the end": f"{BODY} He had packed:\n\n- bread\n- salt\n- a lamp",
    "lines of verse in capitals": f"{BODY}\n\nO WATER\ncold and grey\nand deep",
    "a verse that is repeated": f"Row\n\nrow the boat to the shore\nrow the boat to the shore\n\n{BODY}",
    "a name under a headline": f"{TITLE}\n\nAnna Holm\n\n{BODY}",
}
SAFE = {
    "a name above a time": (
        f"{TITLE}\n\nAnna Holm\nPublished: 10:15, 3 Feb 2022\nUpdated: 12:20, 3 Feb 2022\n\n{BODY}",
        f"{TITLE}\n\n{BODY}",
    ),
    "open labels and what they introduce": (
        f"{TITLE}\n\nPublished\n\n2 weeks ago\n\non\n\nApril 11, 2023\n\nBy\n\nOur Correspondent\n\n{BODY}",
        f"{TITLE}\n\n{BODY}",
    ),
    "tags under their label": (
        f"{BODY}\n\nOpen in App\n\nTOPICS\nferries\ncalm water\n\nShare this article",
        BODY,
    ),
    "a headline between two widgets": (
        f"{BODY}\n\nUp Next\n\nMayor buys a boat\n\nClick to comment\n\nLeave a Reply",
        BODY,
    ),
    "counts of a page": (f"{TITLE}\n\nShare full article\n\n128\n\n3 min read\n\n{BODY}", f"{TITLE}\n\n{BODY}"),
}
SUGGESTED = {
    "a caption above its credit": (
        f"{BODY}\n\n3\nThe ferry in spring\nCredit: Ann Ruiz\n\n{MORE}",
        f"{BODY}\n\n{MORE}",
    ),
    "a film above the words of its player": (
        f"{BODY}\n\nThe island and its ferry\nTo view this video please enable JavaScript\n\n{MORE}",
        f"{BODY}\n\n{MORE}",
    ),
    "a headline with a line in capitals above it": (
        f"{BODY}\n\nRead more on ferries\nLOST AT SEA\nThe boats that nobody ever found\n\n{MORE}",
        f"{BODY}\n\n{MORE}",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
