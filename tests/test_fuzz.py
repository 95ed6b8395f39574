"""Once is enough: a fixed set of made-up documents of every format, repaired twice by the built-in rules.

`python -m benchmarks.format_fuzz` goes on with others.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.format_fuzz import rest
from benchmarks.made_documents import DOCUMENTS
from cleanup.model import Level

LEVELS = [Level.SAFE, Level.SUGGESTED]


@pytest.mark.parametrize("name", DOCUMENTS)
@seed(0)
@settings(
    max_examples=200,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_what_is_repaired_stays_as_it_is(name: str, data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS[name])
    for through in LEVELS:
        rest(document, f"a.{name}", through)


#: Once these were repaired further by a second run.
FOUND = {
    "tags that went for words of another language": ("a.txt", "3 . i><i>"),
    "words of another language that become one word": ("a.srt", "0:01,0-->0:02,0\nis ,o\u200bL.la"),
}


@pytest.mark.parametrize("through", LEVELS)
@pytest.mark.parametrize(("path", "text"), FOUND.values(), ids=FOUND)
def test_what_once_did_not(path: str, text: str, through: Level) -> None:
    assert rest(text.encode(), path, through) > 0
