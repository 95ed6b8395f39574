"""Names of bodies and treaties half in capitals: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

NAMES = ["sentences/half-capital-name", "sentences/half-capital-institution"]
ENGINE = Engine(loading.load(prove=False).pick(NAMES).rules)

KEEP = {
    "names in small letters": "The supreme court and the security council met; the world cup was a cup of tea.",
    "a name that another paper writes so": "The European court of human rights and the UN security council met.",
    "a capital that only begins a sentence": "Security council members left. White house paint is cheap.",
    "a name behind what picks one": "The Council of the former Soviet towns met the Minister of the young state.",
    "common words before a name": "The Institute of old Danish Poetry and the Office of a young Roman were closed.",
    "a name with its capitals": "The Ministry of Foreign Affairs signed the Nuclear Non-Proliferation Treaty.",
    "capitals throughout": "THE SECURITY COUNCIL MET.",
}
SUGGESTED = {
    "an adjective behind of": (
        "She left the Ministry of foreign Affairs and the Committee on cultural Relations.",
        "She left the Ministry of Foreign Affairs and the Committee on Cultural Relations.",
    ),
    "a compound": (
        "They signed the nuclear non-Proliferation Treaty in spring.",
        "They signed the Nuclear Non-Proliferation Treaty in spring.",
    ),
    "a body of the list": (
        "He works for the World health Organization and the International criminal Court.",
        "He works for the World Health Organization and the International Criminal Court.",
    ),
    "a blank that does not break": (
        "Members of the Security\u00a0council left the World\u00a0health Organization.",
        "Members of the Security\u00a0Council left the World\u00a0Health Organization.",
    ),
    "a name that has its capitals elsewhere": (
        "The Security Council met. Members of the security council left.",
        "The Security Council met. Members of the Security Council left.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
