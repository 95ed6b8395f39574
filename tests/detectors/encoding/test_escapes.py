"""Codes of programs in place of characters, and texts that are about them."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["encoding/escapes"]).rules)

KEEP = {
    "a lone half of a pair": r"The ferry sank \ud83d on Friday.",
    "a control": r"The ferry sank \u0007 on Friday.",
    "a path": r"The folder is C:\users\u2019 on this machine.",
    "about code": r"In Python the code \u2019 is an apostrophe.",
    "a boat": "The submarine u2019 and the boat U2014 sank.",
    "a formula": "Then x=C3 and y=A9 hold.",
    "bytes that are no text": "They sent =C3=C3 to the port.",
    "a fraction of a path": r"Look into the folder .\news for it.",
}
SAFE = {
    "a mark": (r"The ferry\u2019s captain said \u201cno\u201d.", "The ferry’s captain said “no”."),
    "a sign of two units": (r"The ferry sank \ud83d\ude22 on Friday.", "The ferry sank 😢 on Friday."),
    "a space": (r"The ferry\u00a0sank.", "The ferry sank."),
}
SUGGESTED = {
    "without the backslash": ("She didnu2019t say u201cno.", "She didn’t say u201cno."),
    "bytes of a mail": ("The caf=C3=A9 is shut =E2=80=93 for good.", "The café is shut – for good."),
    "a mark of a string": (r"He said \"no\" to the ferry\'s owner.", """He said "no" to the ferry's owner."""),
    "line ends": (r"The ferry sank.\r\n\r\nNobody knows why.", "The ferry sank.\n\nNobody knows why."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
