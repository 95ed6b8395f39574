"""The wordings of sites: what is removed between two paragraphs, and sentences and headings that only resemble it."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["boilerplate"]).rules)

BODY = "The ferry sank in calm water on Friday, and nobody on the island knows why it did."
MORE = "The captain said that he had heard nothing before the water came into the engine room."

#: Each stands between two paragraphs of a text.
OWN = (
    "Contributors",
    "Join the army or stay at home",
    "Editor: a new post",
    "Sign up for service",
    "News from the island",
    "Support our troops",
    "The latest news",
    "Weather",
    "Video",
    "About the Harbour",
    "SOURCE OF THE RIVER",
    "This article was published more than ten years ago and is still the only one on the matter.",
    "If you use the water from this well, you agree to pay a tenth of the harvest, said the sign.",
    "Thank you for reading this letter. We hope that you will send a boat before the winter comes.",
    "The report is available under a Creative Commons licence, and the council has read it twice.",
    "The views expressed by local writers are a fair picture of the town, and they are worth a visit.",
    "Most people also read the notice as a threat, and they were right to do so.",
    "He ran the mile in 3:41, and the next man came in at 3:52.",
)
SITE = (
    "Register now for FREE unlimited access to our site",
    "This post is for paid subscribers",
    "Acquire Licensing Rights, opens new tab",
    "Skip next section",
    "Updated: Yesterday at 5:43 PM CDT",
    "Published 3 March 2020, 10:15 | Updated 4 March 2020 | 3 min read",
    "Commenting for this story is now closed.",
    "Share full article",
    "Related Reading: Island votes for a new ferry",
    "rt/wd (dpa, AFP)",
    "(Japanese original by Ann Ruiz, Harbour Bureau)",
    "A ferry on the beach. (Harbour Photo/Ann Ruiz)",
    "A ferry on the beach [File: Ann Ruiz/Reuters]",
    "Featured image from Unsplash, chart from Harbour View",
    "Join our newsletter",
    "Video Ad Feedback",
    "NEWS PROVIDED BY",
    "Do you have a story for our news desk?",
)
KEEP = {line: f"{BODY}\n\n{line}\n\n{MORE}" for line in OWN}
SUGGESTED = {line: (f"{BODY}\n\n{line}\n\n{MORE}", f"{BODY}\n\n{MORE}") for line in SITE}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
