"""The script and the style of the HTML report as files: small, and nothing runs that is not the script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cleanup.reports import html
from tests.report_pages import BY_HAND, elements, hostile_page, page, parsed

TEMPLATES = Path(html.__file__).parent / "templates"
#: How the script of the page ends: by itself, or on a server.
ENDS = ("decisions.js", "result.js")
PARTS = {"report.html.j2": ("report.js", *ENDS), "paste.html.j2": ("paste.js",)}
PAGES = {"plain": page(*BY_HAND.values()), "hostile": hostile_page()}


def test_script_and_style_keep_their_budget() -> None:
    assert sum((TEMPLATES / name).stat().st_size for name in ("report.css", "report.js")) <= 40_000


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_the_page_runs_or_is_styled_beside_the_two_files(name: str) -> None:
    tree = list(elements(parsed(PAGES[name])))
    attributes = [(one.tag, key, value or "") for one in tree for key, value in one.attributes.items()]
    assert [a for a in attributes if a[1].startswith("on") or a[1] in ("style", "src", "srcdoc", "action")] == []
    assert [a for a in attributes if "javascript:" in a[2].lower()] == []
    assert [one.tag for one in tree if one.tag in ("script", "style")] == ["style", "script", "script"]


def test_the_ends_of_the_script_are_short() -> None:
    assert max((TEMPLATES / name).stat().st_size for name in ENDS) <= 1000


@pytest.mark.parametrize("name", ["report.js", *ENDS, "paste.js"])
def test_a_script_makes_no_markup_from_text_and_no_code_from_text(name: str) -> None:
    script = (TEMPLATES / name).read_text("utf-8")
    banned = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "import",
    )
    # Only the page of a server has something to ask of it.
    assert [word for word in banned if word in script] == ["fetch("] * (name == "result.js")
    assert "</" not in script


@pytest.mark.parametrize("name", PARTS)
def test_every_name_a_script_asks_for_is_in_its_template(name: str) -> None:
    script = "".join((TEMPLATES / part).read_text("utf-8") for part in PARTS[name])
    template = (TEMPLATES / name).read_text("utf-8")
    asked = set(re.findall(r'\b(?:at|on)\("(\w+)"', script))
    assert {name for name in asked if f'id="{name}"' not in template} == set()
