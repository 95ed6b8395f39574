"""Two spaces for one: slips go; the habit of a typist, columns, verse and filled lines stay."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["spacing/repeated-space"]).rules)
_SINGLE = "It was old and empty. Nobody cared for it. The roof had gone. The baker wept."

KEEP = {
    "a typist's habit": "The old mill was sold.  Nobody came to see it.  The price was low. It rained.",
    "a typist who writes Mr.": "The mill was sold to Mr. Holm.  Dr. Vik and Mrs. Lund saw it.  Mr. Moe did not.",
    "columns": "Anna Holm  12 Harbour Street  baker  1871  the second house on the left",
    "wide columns": "Anna Holm and her four sisters     lived in the second house     from 1871",
    "a table of Markdown": "| the name of the boat  | the year in which it  | was built by whom |",
    "filled lines": "The boats  went out at night\nand came  back with the tide\nand the  wind of the morning.",
    "verse with a pause": "The boat went down  the men were lost\nThe bell was rung  the fire was out",
    "code": "    if boat is None:  # the second one, which nobody has seen for years",
    "an item of a list": "-  the first boat of the year, which Anna Holm had built with her sisters",
}
SAFE = {
    "around a dash": (
        "The baker of the town  –  a tall man – was asleep.",
        "The baker of the town – a tall man – was asleep.",
    ),
    "within a sentence": (
        "The owner of the yard  saw the second boat sink.",
        "The owner of the yard saw the second boat sink.",
    ),
    "before a capital letter": (
        "The owner of the yard told  Anna Holm of the boat.",
        "The owner of the yard told Anna Holm of the boat.",
    ),
    "beside marks": (
        "The owner (a baker)  saw \u201cAnna\u201d  and the  \u201cHolm\u201d sink on that night in the bay.",
        "The owner (a baker) saw \u201cAnna\u201d and the \u201cHolm\u201d sink on that night in the bay.",
    ),
    "a no-break space beside a space": (
        "The owner of the yard\u00a0 saw the second boat \u00a0sink.",
        "The owner of the yard saw the second boat sink.",
    ),
    "a slip between sentences": (
        f"The mill was sold by the town.  {_SINGLE}",
        f"The mill was sold by the town. {_SINGLE}",
    ),
}
SUGGESTED = {
    "breaks that became spaces, among other sentences": (
        f"The mill was sold by the town.  {_SINGLE}  Then the war came.  It took five years. Nothing was left.",
        f"The mill was sold by the town. {_SINGLE} Then the war came. It took five years. Nothing was left.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
