"""What a site prints at the edges of a text, and lines there that belong to it."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

NAMES = ["repeated-headline", "site-line", "site-in-headline", "signature"]
ENGINE = Engine(loading.load().pick([f"boilerplate/{name}" for name in NAMES]).rules)

HEADLINE = "Ferry sinks off the island"
BODY = "The ferry sank in calm water on Friday, and nobody on the island knows why it did."

KEEP = {
    "a title that is the first line of a poem": "Go not down to sea\n\nGo not down to sea\nfor the ferry sank",
    "a short title": f"The ferry\n\nThe ferry\n\n{BODY}",
    "the words again in a paragraph": f"{HEADLINE}\n\n{HEADLINE} in calm water on a Friday, and nobody knows why.",
    "a refrain": f"{BODY}\n\nAnd so it went\n\n{BODY}\n\nAnd so it went",
    "place and date of a letter": f"{HEADLINE}\n\nOslo, 3 March 2021\n\n{BODY}",
    "a date alone": f"{HEADLINE}\n\n3 March 2021\n\n{BODY}",
    "a date below": f"{HEADLINE}\n\n{BODY}\n\n3.3.2021 - harbourwiki",
    "a dash in a headline": f"Ferry sinks - and nobody knows why\n\n{BODY}",
    "a table": f"| Ferry | Year | Harbour News\n\n{BODY}",
    "a remark in brackets": f"{BODY} (Nobody had been asked.)",
    "a name in brackets before the full stop": f"{BODY[:-1]} (Anna Holm).",
    "a name in brackets in the middle": f"{BODY} (Anna Holm) {BODY}",
}
SAFE = {
    "the headline twice": (f"{HEADLINE}\n\n{HEADLINE}\n\n{BODY}", f"{HEADLINE}\n\n{BODY}"),
    "line ends of Windows": (f"{HEADLINE}\r\n\r\n{HEADLINE}\r\n\r\n{BODY}", f"{HEADLINE}\r\n\r\n{BODY}"),
}
SUGGESTED = {
    "in other letters": (f"# {HEADLINE}\n\n{HEADLINE.upper()}\n\n{BODY}", f"# {HEADLINE}\n\n{BODY}"),
    "something between": (f"{HEADLINE}\n\nOur news\n\n{HEADLINE}\n\n{BODY}", f"{HEADLINE}\n\nOur news\n\n{BODY}"),
    "all in one line": (f"{HEADLINE} {HEADLINE} {BODY}", f"{HEADLINE} {BODY}"),
    "date and site": (f"{HEADLINE}\n\n3 March 2021 | harbourwiki\n\n{BODY}", f"{HEADLINE}\n\n{BODY}"),
    "site and date as the first line": (f"Harbour News - 2021-03-03 10:15\n\n{BODY}", BODY),
    "site and date run into the lead": (f"{HEADLINE} – HN – 3.3.2021 {BODY}", f"{HEADLINE}\n\n{BODY}"),
    "papers run into the lead": (
        f"{HEADLINE} | Town Topics | Coast Shimbun News | Coast Shimbun LIVE {BODY}",
        f"{HEADLINE}\n\n{BODY}",
    ),
    "an edition run into the lead": (f"{HEADLINE}: Coast Shimbun electronic version {BODY}", f"{HEADLINE}\n\n{BODY}"),
    "a site behind the headline": (f"{HEADLINE} | Island Weekly\n\n{BODY}", f"{HEADLINE}\n\n{BODY}"),
    "an address behind the headline": (f"{HEADLINE} - harbour.com\n\n{BODY}", f"{HEADLINE}\n\n{BODY}"),
    "a reporter": (f"{BODY} {BODY} (HOLM Anna)", f"{BODY} {BODY}"),
    "who provided it": (f"{BODY} {BODY} (Provided by the Island Weekly)", f"{BODY} {BODY}"),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
