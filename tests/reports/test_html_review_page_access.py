"""The review for everyone and against everything: axe, no script, hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browsing import Visit, chromium, visit
from tests.report_pages import HOSTILE, TITLES, flagged, hostile_page, made, page, plan

TEXT = "One. two came with Mr Three, an odd whilom man.\n\nThen four. five left\u200b for good.\n"
ONLY = plan(
    TEXT,
    [made(TEXT, "One. two", "One two"), made(TEXT, "four. five", "four five"), made(TEXT, "\u200b", "")],
    [made(TEXT, "Mr", "Mr.", TITLES), flagged(TEXT.index("whilom"), TEXT.index(" man"))],
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


# axe

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def decided(seen: Visit) -> None:
    seen.go(0)
    seen.press("a", "r")
    seen.write("own")


def searched(seen: Visit, text: str) -> None:
    seen.page.locator("#filter").click()
    seen.page.locator("[name=text]").fill(text)


def side_by_side(seen: Visit) -> None:
    decided(seen)
    seen.view("Side by side")


def writing(seen: Visit) -> None:
    seen.go(1)
    seen.press("e")


def saved(seen: Visit) -> None:
    decided(seen)
    seen.save()


#: What may stand open when a page is looked at.
STATES: dict[str, Callable[[Visit], object]] = {
    "as it opens": Visit.current,
    "decided": decided,
    "original": lambda seen: seen.view("Original"),
    "fixed": lambda seen: seen.view("Fixed"),
    "side by side": side_by_side,
    "a filter": lambda seen: searched(seen, "two"),
    "a filter that nothing matches": lambda seen: searched(seen, "no such words"),
    "writing": writing,
    "the list of keys": lambda seen: seen.press("?"),
    "saved": saved,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light_or_dark_on_a_wide_screen_or_a_phone(
    browser: Browser, tmp_path: Path, state: str
) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY, plan("Nothing here.", path="b.txt")))
    STATES[state](seen)
    for scheme, width in product(SCHEMES, (1360, 390)):
        seen.page.emulate_media(color_scheme=scheme)
        seen.page.set_viewport_size({"width": width, "height": 900})
        results: Any = Axe().run(seen.page)
        assert results.violations_count == 0, f"{scheme}, {width} px: {results.generate_report()}"


def test_print_is_dark_on_white_in_a_dark_browser_too(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY), color_scheme="dark")
    decided(seen)
    seen.page.emulate_media(media="print", color_scheme="dark")
    style = "all => [...new Set(all.map(one => getComputedStyle(one).backgroundColor))]"
    assert seen.page.locator(".prose :is(del, ins, mark)").evaluate_all(style) == ["rgba(0, 0, 0, 0)"]
    assert seen.page.locator("html").evaluate_all(style) == ["rgb(255, 255, 255)"]


# Without JavaScript


def test_without_javascript_the_page_is_a_readable_diff(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY), java_script_enabled=False)
    for selector in ("#bar", "#panel", "#keys", "button"):
        assert seen.page.locator(selector).first.is_hidden(), selector
    shown = seen.page.locator(".prose")
    assert shown.locator("del").all_inner_texts() == [".", ".", "\u200b"]
    assert shown.locator("mark").all_inner_texts() == ["Mr", "whilom"]
    assert seen.page.locator(".totals").is_visible()
    assert seen.noise == []


def test_without_javascript_each_change_leads_to_its_rule(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY), java_script_enabled=False)
    for link, rule in (("#t1", "sentences/full-stop-before-lowercase"), ("#t2", "house/mr")):
        seen.page.locator(link).click()
        row = seen.page.locator(":target")
        assert row.locator("code").inner_text() == rule
        assert row.is_visible()


# Hostile text


def go_through(seen: Visit) -> None:
    """Do everything with a page, and give it markup where it takes text."""
    seen.page.locator("#filter").click()
    seen.page.locator("[name=text]").fill(HOSTILE)
    seen.page.locator("[name=text]").fill("")
    seen.press("Enter")
    count = int(seen.progress().split()[2])
    for index in range(count):
        seen.go(index)
        seen.press("a" if index % 2 else "r")
        seen.press("Escape")
    seen.go(0)
    seen.press("e")
    field = seen.page.locator(".card.current textarea").first
    field.fill(HOSTILE)
    field.press("Enter")
    for label in ("Original", "Fixed", "Side by side", "Both"):
        seen.view(label)
    for state in ("undecided", "accepted", "own text"):
        seen.page.locator("[name=state]").select_option(label=state)
    seen.page.locator("#filters [type=reset]").click()
    seen.go(0)
    seen.press("?", "Escape", "Shift+A", "Shift+R", "u")
    seen.save()
    seen.page.reload()


LINE = "x" * 50_000 + "\u202e</script>\u2066" + "<y>" * 16_660 + "\u200b" * 20
CORPUS: dict[str, Callable[[], str]] = {
    "markup everywhere": hostile_page,
    "a line of 100,000 characters": lambda: page(
        plan(LINE, [made(LINE, "\u202e</script>\u2066", ""), made(LINE, "\u200b" * 20, "<img src=x onerror=alert(1)>")])
    ),
    "a line of 100,000 characters taken out": lambda: page(plan(LINE, [made(LINE, LINE, "</script><b>")])),
    "bidi controls and hidden characters": lambda: page(
        plan("a\u202eb\u2066c\u200bd\ufeff e\x1bf", [made("a\u202eb", "\u202e", "")], path="\u202etxt.exe</title>")
    ),
    "a comment that never ends": lambda: page(plan("<!--<script>", [made("<!--<script>", "!", "</script><!--")])),
    "a path that is a name of every object": lambda: page(plan("a", [made("a", "a", "b")], path="__proto__")),
}


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_text_is_inert_whatever_is_done(browser: Browser, tmp_path: Path, name: str) -> None:
    seen = visit(browser, tmp_path / "page.html", CORPUS[name]())
    before = seen.without("ins")
    go_through(seen)
    assert seen.without("ins") == before
    assert seen.page.locator(":is(.prose, .panel, table) :is(script, img, b:not(.verdict))").count() == 0
    assert seen.page.evaluate("document.scripts.length") == 2
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 1360
    assert seen.noise == []


def test_a_path_that_is_a_name_of_every_object_is_saved(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", CORPUS["a path that is a name of every object"]())
    seen.go(0)
    seen.press("a")
    assert '"__proto__": {' in seen.save()


def test_own_text_with_markup_is_text(browser: Browser, tmp_path: Path) -> None:
    text = "One. two"
    only = plan(text, [made(text, text, "One two")])
    seen = visit(browser, tmp_path / "page.html", page(only))
    seen.go(0)
    seen.write(HOSTILE)
    assert seen.without("del") == [HOSTILE]
    assert seen.without("ins") == [text]
    assert seen.page.locator(".rows .row-ins").text_content() == HOSTILE
    assert seen.noise == []
