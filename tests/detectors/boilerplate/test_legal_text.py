"""Notices of copyright that belong to a text are none of the boilerplate of a page."""

from __future__ import annotations

import pytest

from cleanup.detectors.boilerplate.legal_text import is_legal, own_notices
from cleanup.detectors.boilerplate.page_lines import PageLines
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["boilerplate"]).rules)

BODY = "The ferry sank in calm water on Friday, and nobody on the island knows why it did."
MORE = "The captain said that he had heard nothing before the water came into the engine room."
GRANT = (
    "Redistribution and use in source and binary forms, with or without modification, are permitted provided that the\n"
    "above copyright notice stays, and that no warranty and no liability is taken from it."
)
PERMIT = (
    "Permission to copy, to change and to pass on this manual is granted as long as this notice is kept in all of it."
)
TERMS = """Terms of Use

Last updated: 3 March 2021

By using this site, you agree to these terms. If you do not consent, do not use it.

You may not copy, license or sell the content, and you must comply with the provisions of this agreement.

Cookie Policy

We use cookies to improve our service. They are covered by this agreement and its terms.

The owner disclaims all warranties and is not liable for damage. The courts of Bremen have jurisdiction.

© 2021 Harbour Ltd. All rights reserved.
"""
NUTZUNG = """Nutzungsbedingungen

Die Haftung für Inhalte ist ausgeschlossen, eine Gewährleistung besteht nicht.

Es gilt das Urheberrecht; eine Lizenz wird nicht erteilt.

Alle Rechte vorbehalten.
"""

KEEP = {
    "a licence": f"Copyright (c) 2020, Anna Holm\nAll rights reserved.\n\n{GRANT}\n",
    "a licence with a title and a list of owners": (
        "The Harbour Licence\n\nCopyright 2019 Harbour Ltd.\nCopyright (C) 2020 Jens Holm\n\nAll Rights Reserved.\n\n"
        f"{GRANT}\n"
    ),
    "a notice that is nothing but rights": "harbour-map\nCopyright 2018 Harbour Ltd. All Rights Reserved.\n",
    "a notice with what it holds": (
        "Harbour Map\nCopyright 2001-2019 The Harbour Foundation\n\n"
        "This product includes charts made by the Harbour Foundation (https://harbour.example/).\n"
    ),
    "the end of a manual": f"{BODY}\n\n{MORE}\n\nCopyright (C) 1998-2022 Harbour Foundation, Inc.\n\n{PERMIT}\n",
    "a copyright line at the top of an article": f"Last ferry\n\n© 2020 Anna Holm. All rights reserved.\n\n{BODY}\n",
    "the colophon of a book in its front": (
        f"The Last Ferry\n\nCopyright © 1998 by Anna Holm\nAll rights reserved.\n\nChapter 1\n\n{BODY}\n\n{MORE}\n"
    ),
    "the colophon of a book at its end": (
        f"{BODY}\n\n{MORE}\n\nCopyright © 1998 Anna Holm\nAll rights reserved.\nFirst published in 1998\n"
        "Printed in Bremen\n"
    ),
    "a German colophon": f"{BODY}\n\n{MORE}\n\n© 1998 Harbour Verlag\nAlle Rechte vorbehalten\n2. Auflage\n",
    "the end of a whole book": f"{(BODY + chr(10) * 2) * 800}© 1998 Anna Holm\n",
    "terms of use": TERMS,
    "German terms of use": NUTZUNG,
}
SAFE = {
    "a footer in one line": (
        f"{BODY}\n\n{MORE}\n\n© 2020 The Harbour Times. All rights reserved.\n",
        f"{BODY}\n\n{MORE}\n",
    ),
    "a footer in several lines": (
        f"{BODY}\n\n{MORE}\n\nCopyright 2020 The Harbour Times\nAll rights reserved.\nPrivacy Policy\nTerms of Use\n",
        f"{BODY}\n\n{MORE}\n",
    ),
    "a footer behind a comment form": (
        f"{BODY}\n\n{MORE}\n\nLeave a Comment\n\n(c) 2020 Harbour Media\n",
        f"{BODY}\n\n{MORE}\n",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_terms_are_a_legal_text_and_news_about_a_licence_are_not() -> None:
    news = "The harbour lost its licence on Friday. The owner is liable, a court said, and a new agreement is due. "
    assert is_legal(TERMS)
    assert is_legal(NUTZUNG)
    assert not is_legal(news + (BODY + " ") * 5)


def test_lines_may_be_counted_from_the_end() -> None:
    assert PageLines("(c) 2020 Harbour")[-1] == PageLines("(c) 2020 Harbour")[0]
    rows = PageLines("a\n\nb\nc\n")
    assert [rows[k - len(rows)] for k in range(len(rows))] == list(rows)
    assert [row.adjoins for row in rows] == [False, False, True]
    assert list(own_notices(PageLines("(c) 2020 Harbour"), [0])) == [0]


def test_only_lines_that_state_rights_are_notices() -> None:
    rows = PageLines(f"Anna Holm\n{BODY}\n(c) 2020 Harbour\nShare this\nHarbour is a licensed trade mark")
    assert list(own_notices(rows, range(len(rows)))) == [2]
