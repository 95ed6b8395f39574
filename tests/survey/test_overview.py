"""The overview in a real browser: it sorts, filters, loads nothing, and no text becomes mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from cleanup.survey import overview
from cleanup.survey.figures import Figures, Impression, Rate, ShownReason, Strength
from tests.browsing import Visit, chromium, visit
from tests.survey.made import figures

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>"
REASON = ShownReason("calques", HOSTILE, 2, 3, 7, HOSTILE, HOSTILE, HOSTILE, "translation/x")


def damaged(path: str, rate: float, translated: str = "none", **known: object) -> Figures:
    groups = {"quotes": Rate(1, rate / 2, 80.0)} if rate else {}
    looks = Impression(Strength(translated), (REASON,) if translated in ("some", "strong") else ())
    return figures(path, findings=Rate(3, rate, 90.0), groups=groups, translated=looks, **known)


SET = [
    damaged("a10.txt", 2.0, "some"),
    damaged("a9.txt", 30.0, "strong", words=12_000),
    damaged(HOSTILE, 0.0, "unknown", language=None, words=7),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Visit:
    source = overview.render(SET, {"a9.txt": "pages/a9.html"}, version="1.2.3")
    return visit(browser, tmp_path / "survey.html", source)


def paths(seen: Visit) -> list[str]:
    return seen.page.locator("tbody tr:not([hidden]) bdi").all_inner_texts()


def test_the_rows_come_in_the_order_given(seen: Visit) -> None:
    assert paths(seen) == ["a10.txt", "a9.txt", HOSTILE]
    assert seen.noise == []


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Document", [HOSTILE, "a9.txt", "a10.txt"], ["a10.txt", "a9.txt", HOSTILE]),
        ("Words", ["a9.txt", "a10.txt", HOSTILE], [HOSTILE, "a10.txt", "a9.txt"]),
        ("Per 1,000", ["a9.txt", "a10.txt", HOSTILE], [HOSTILE, "a10.txt", "a9.txt"]),
        ("Translated", ["a9.txt", "a10.txt", HOSTILE], [HOSTILE, "a10.txt", "a9.txt"]),
        ("quotes", ["a9.txt", "a10.txt", HOSTILE], [HOSTILE, "a10.txt", "a9.txt"]),
    ],
)
def test_a_heading_sorts_and_sorts_back(seen: Visit, heading: str, first: list[str], second: list[str]) -> None:
    button = seen.page.get_by_role("button", name=heading, exact=True)
    button.click()
    assert paths(seen) == first
    button.press("Enter")
    assert paths(seen) == second
    assert seen.page.locator("th[aria-sort=ascending], th[aria-sort=descending]").count() == 1
    assert seen.noise == []


def test_rows_are_filtered_by_path_and_look(seen: Visit) -> None:
    seen.page.get_by_label("Path").fill("A")
    assert paths(seen) == ["a10.txt", "a9.txt", HOSTILE]
    seen.page.get_by_label("Path").fill("a1")
    assert paths(seen) == ["a10.txt"]
    assert seen.page.locator("#matching").inner_text() == "1 of 3 documents"
    seen.page.get_by_role("button", name="Show all").click()
    seen.wait("document.querySelectorAll('tbody tr:not([hidden])').length === 3")
    seen.page.get_by_label("Translated").select_option("strong")
    assert paths(seen) == ["a9.txt"]


def test_a_document_with_a_page_is_a_link(seen: Visit) -> None:
    assert [link.get_attribute("href") for link in seen.page.locator("tbody a").all()] == ["pages/a9.html"]


def test_hostile_text_is_only_text(seen: Visit) -> None:
    seen.page.locator("summary").first.click()
    shown = seen.page.locator("details li").first.inner_text()
    assert shown == f"3:7 {HOSTILE} (2 times): {HOSTILE * 3}"
    assert seen.page.locator("img").count() == 0
    assert seen.noise == []


@pytest.mark.parametrize("width", [360, 1360])
def test_the_page_is_accessible_and_only_the_table_scrolls_sideways(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    long = figures("folder/" * 20 + "x" * 80)
    many = figures("b.txt", groups={f"group-{number}": Rate(1, 1.0, 50.0) for number in range(14)})
    seen = visit(browser, tmp_path / "survey.html", overview.render([*SET, long, many], {}, version="1"), width)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(seen.page)
    assert found.response["violations"] == []


def test_without_a_script_the_table_is_complete(browser: Browser, tmp_path: Path) -> None:
    source = overview.render(SET, {}, version="1")
    seen = visit(browser, tmp_path / "survey.html", source, java_script_enabled=False)
    assert paths(seen) == ["a10.txt", "a9.txt", HOSTILE]
    assert not seen.page.locator("#filters").is_visible()


def test_an_empty_survey_is_a_page(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "survey.html", overview.render([], {}, version="1"))
    assert seen.page.locator(".lede").inner_text() == "0 documents, 0 words."
    assert seen.noise == []
