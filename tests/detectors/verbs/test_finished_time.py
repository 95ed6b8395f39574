"""A present perfect beside a time that is over."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine("translation", "date-with-perfect perfect-with-date")

KEEP = {
    "a time that is not over": "This year the harbour has sold three boats. Since May the mill has been closed.",
    "a time of another verb": "He has passed the law signed in 2019. The trial has ended that began in May.",
    "a modal verb": "In 2019 he must have left. On Friday they may have sold it.",
    "an obligation": "On Monday the mill has to close.",
    "a possession": "In 2019 the harbour has boats. Last year the mill has wheels.",
    "until today": "In 2019 he has opened a mill and since then sold it.",
    "a subordinate clause": "On Friday everyone who has sold a boat came.",
}
SUGGESTED = {
    "in front": (
        "Last year the firm has sold three boats. Yesterday, she has resigned.",
        "Last year the firm sold three boats. Yesterday, she resigned.",
    ),
    "a passive": (
        "In May 2019 the old mill has been closed. On 3 June they have been found.",
        "In May 2019 the old mill was closed. On 3 June they were found.",
    ),
    "an adverb": (
        "On Friday she has also taken the boat. On Friday the mill has already been sold.",
        "On Friday she also took the boat. On Friday the mill was already sold.",
    ),
    "a second clause": (
        "The mill is old, and two years ago they have closed it.",
        "The mill is old, and two years ago they closed it.",
    ),
}
_RULE = "translation/perfect-with-date"
FLAGGED = {
    "behind": (
        "She has resigned last week. They have written a letter in 2019.",
        (_RULE, "has resigned"),
        (_RULE, "have written"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
