"""What the HTML report says about files and rules: in tables below the text, and in what its decisions hold."""

from __future__ import annotations

import hashlib

from cleanup.reports import html
from tests.report_pages import BY_HAND, RULES, STRAY, TITLES, data, flagged, made, page, parsed, plan


def test_levels_in_the_table_are_those_of_the_findings() -> None:
    text = "One two. three\nMr Four, five. Mr Six"
    doubtful = flagged(15, 17, TITLES.id)
    source = page(
        plan(text, [made(text, "two. three", "two three")], [doubtful, made(text, "Mr", "Mr.", TITLES, at=20)])
    )
    rows = [row for row in parsed(source).all("tr") if "id" in row.attributes]
    assert {row.all("code")[0].text(): row.all("td", "word")[0].text() for row in rows} == {
        TITLES.id: "suggested, flag",
        STRAY.id: "safe",
    }


def test_the_tables_stand_after_the_text() -> None:
    source = page(BY_HAND["a word moved"])
    assert source.index('class="prose"') < source.index('id="files"') < source.index('id="rules"')


def test_copies_are_named_beside_the_files() -> None:
    text = "One two. three\n"
    plans = [plan(text, [made(text, "two. ", "two ")])]
    source = html.render(plans, RULES, version="1", written=True, copies={"a.txt": "out/a.txt"})
    (file,) = data(source)["files"]
    assert file["more"] == {"fixed": hashlib.sha256(b"One two three\n").hexdigest(), "copy": "out/a.txt"}
    assert "already made in its copy" in source
    assert source.count("What is undecided stays as the copies have it now.") == 2
