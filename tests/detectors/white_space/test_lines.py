"""Blanks at the edges of lines, and empty lines: where a text shows that they are slips, and where they are layout."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

_NAMES = ["trailing-space", "leading-space", "extra-empty-lines", "lost-empty-line"]
ENGINE = Engine(loading.load(prove=False).pick([f"spacing/{name}" for name in _NAMES]).rules)

_ONE = "The council sold the old ferry to a museum in the north, which had waited for it since the war."
_TWO = "Its last captain sailed it there himself in a storm, with two boys and a cook from the harbour."
_THREE = "Nobody else had wanted to go with him, as he told the reporters who met him on the quay at night."
_LONG = f"{_THREE} {_ONE}"
_STORY = f"{_ONE}\n\n{_TWO}\n\n{_THREE}\n\n{_TWO}"

KEEP = {
    "line breaks of Markdown": f"{_ONE}  \n{_TWO}  \n{_THREE}\n",
    "the flowing lines of mail": "The boats went out at night and \ncame back with the \nwind.\n\nAnna\n-- \nHolm\n",
    "a space at the end of a part of a text": "The boats went out at night and came back ",
    "spaces at the end of lines that are no paragraphs": f"{_ONE} \n{_TWO} \n{_THREE}\n",
    "indented paragraphs": f"  {_ONE}\n\n  {_TWO}\n\n{_THREE}\n\n{_ONE}\n",
    "a quotation that is set in": f"{_STORY}\n\n  {_ONE}\n  {_TWO}\n\n{_STORY}\n",
    "a list that is set in": f"{_STORY}\n\n  - {_ONE}\n\n  2. {_TWO}\n\n{_STORY}\n",
    "a line of code": f"{_STORY}\n\n  boat.sail(north, south, storm, captain, boys, cook, harbour)\n\n{_STORY}\n",
    "a space before a heading": f"{_STORY}\n\n \tWEB RESOURCES\n\n{_STORY}\n",
    "sections with headings": f"{_STORY}\n\n\n\nThe second part\n\n{_STORY}\n\n\n* * *\n\n\n{_STORY}\n",
    "verse": "The boats went out at night,\nAnd came.\n\n\nThe bell was rung, the fire bright,\nThe men died.\n",
    "line ends in a text of lines": f"{_LONG}\n{_LONG}\n{_LONG}\n\n{_LONG}\n",
    "a speaker and what was said": f"{_STORY}\n\n{_ONE[:-1]}, and then he said:\n\u201c{_TWO}\u201d\n\n{_STORY}\n",
}
SAFE = {
    "no-break spaces at the end": (f"{_ONE}\u00a0\n\n{_TWO}\u00a0 \u00a0\n", f"{_ONE}\n\n{_TWO}\n"),
    "a no-break space at the end of the text": (f"{_ONE}\u00a0", _ONE),
    "spaces at the end of paragraphs": (f"{_ONE} \n\n{_STORY}  \n", f"{_ONE}\n\n{_STORY}\n"),
    "a space at the end of the only line": (f"{_ONE} \n", f"{_ONE}\n"),
    "a space before a paragraph": (f"{_STORY}\n\n {_ONE}\n\n{_STORY}", f"{_STORY}\n\n{_ONE}\n\n{_STORY}"),
    "a no-break space before the first paragraph": (f"\u00a0{_STORY}\n\n{_STORY}", f"{_STORY}\n\n{_STORY}"),
    "line ends of Windows": (
        f"{_ONE} \n\n{_STORY}\n\n {_ONE}\n".replace("\n", "\r\n"),
        f"{_ONE}\n\n{_STORY}\n\n{_ONE}\n".replace("\n", "\r\n"),
    ),
}
SUGGESTED = {
    "empty lines where something was cut": (f"{_STORY}\n\n\n\n{_STORY}\n", f"{_STORY}\n\n{_STORY}\n"),
    "a paragraph of a no-break space": (f"{_STORY}\n\n\u00a0\n\n{_STORY}\n", f"{_STORY}\n\n{_STORY}\n"),
    "empty lines of Windows": (
        f"{_STORY}\n\n\n\n{_STORY}\n".replace("\n", "\r\n"),
        f"{_STORY}\n\n{_STORY}\n".replace("\n", "\r\n"),
    ),
    "a paragraph without an empty line": (f"{_STORY}\n\n{_LONG}\n{_ONE}\n", f"{_STORY}\n\n{_LONG}\n\n{_ONE}\n"),
    "the same with line ends of Windows": (
        f"{_STORY}\n\n{_LONG}\n{_ONE}\n".replace("\n", "\r\n"),
        f"{_STORY}\n\n{_LONG}\n\n{_ONE}\n".replace("\n", "\r\n"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


@pytest.mark.parametrize("form", ["markdown", "html", "subtitles"])
def test_line_ends_and_blanks_of_other_formats_stay(form: str) -> None:
    text = f"{_ONE}\u00a0\n\n{_STORY}\n\n\n\n{_STORY}\n"
    assert not ENGINE.plan(document(text, form=form), language="en").findings
