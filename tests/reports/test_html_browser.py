"""The HTML report in Chromium: the same law on what the browser made of the page, and a quiet page at every width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from cleanup.edits.edits import apply
from cleanup.reports import html
from tests.browsing import chromium, visit
from tests.report_pages import BY_HAND, HOSTILE, RULES, STRAY, hostile_page, made, page, plan


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_law_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    all_plans = list(BY_HAND.values())
    seen = visit(browser, tmp_path / "page.html", page(*all_plans))
    assert seen.without("ins") == [p.document.text for p in all_plans]
    assert seen.without("del") == [apply(p.edits, p.document.text) for p in all_plans]
    assert seen.noise == []


def test_hostile_text_is_inert_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", hostile_page())
    assert seen.without("ins") == [HOSTILE]
    assert seen.page.title() == HOSTILE
    assert seen.noise == []


@pytest.mark.parametrize("view", ["Both", "Side by side"])
@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1360])
def test_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, width: int, view: str) -> None:
    long = plan("w" * 400 + "\u00a0" * 90, [made("w" * 400, "w" * 200, "")], path="folder/" * 20 + "x" * 80)
    source = html.render([*BY_HAND.values(), long], RULES, version="1", title="t" * 90)
    seen = visit(browser, tmp_path / "page.html", source, width)
    seen.page.locator("#filter").click()
    seen.view(view)
    seen.go(seen.page.locator(".prose:last-child a[id]").count())
    seen.press("e")
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert seen.noise == []


#: Sixty paragraphs with a change in each.
LONG_TEXT = "\n\n".join(f"Paragraph {i} has a stray. stop and then it goes on for a good while." for i in range(60))
LONG = plan(
    LONG_TEXT, [made(LONG_TEXT, "stray. stop", "stray stop", at=m.start()) for m in re.finditer("has", LONG_TEXT)]
)
BOX = "one => { const box = one.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] }"


@pytest.mark.parametrize("width", [390, 1360], ids=["on a phone", "on a wide screen"])
def test_current_change_is_in_sight_and_not_under_its_card(browser: Browser, tmp_path: Path, width: int) -> None:
    seen = visit(browser, tmp_path / "page.html", page(LONG), width)
    for index in (1, 0, 30, 59, 12):
        seen.go(index)
        place = seen.page.locator(f"#t{index + 1}").evaluate(BOX)
        card = seen.page.locator(".card.current").evaluate(BOX)
        assert place[1] > 48
        assert place[2] < card[0] if width == 1360 else place[3] < card[1]
        assert 0 < card[1] < 900
    assert seen.noise == []


def test_place_and_card_lead_to_each_other(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(LONG))
    seen.page.locator("#t41").click()
    assert seen.current() == 40
    seen.page.locator(".card[data-index='44'] .say").click()
    assert seen.current() == 44
    assert seen.page.evaluate("document.activeElement.id") == "t45"
    seen.press("Enter")
    assert seen.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Accept change 45"
    seen.page.locator(".card.current .goto").press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "t45"
    assert seen.noise == []


def test_scrolling_makes_a_change_in_sight_the_current_one(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(LONG))
    seen.page.locator("#t31").evaluate("one => one.scrollIntoView({block: 'center'})")
    seen.wait("document.querySelector('.card.current').dataset.index > 20")
    box = seen.page.locator(".prose a.current").evaluate(BOX)
    assert 0 < box[1] < 900


def test_all_of_the_text_is_printed_and_each_change_with_its_reason(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(LONG))
    seen.page.evaluate(COUNT_WHEN_PRINTED)
    assert seen.page.pdf().startswith(b"%PDF")
    assert seen.page.evaluate("window.printed") == 60, "the browser itself has said that it prints"
    assert seen.page.locator(".card").count() == 9, "and afterwards it is as it was"

    seen.page.emulate_media(media="print")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector in ("#bar", ".steps", ".acts", ".row-ins", ".skip", "footer"):
        assert seen.page.locator(selector).first.is_visible() is False, selector
    assert seen.visible() == [LONG_TEXT]
    cards = seen.page.locator(".card")
    assert [cards.count(), *map(str.split, cards.locator(".goto").all_inner_texts()[:2])] == [60, ["1"], ["2"]]
    for one in (cards.first, cards.last):
        assert one.locator(".say").inner_text() == "'stray. stop' is wrong"
        assert one.locator(".why").is_visible()
        assert one.locator(".why").inner_text() == STRAY.why
        assert one.locator(".row-both").is_visible()
    number = "getComputedStyle(document.querySelector('#t60'), '::before').content"
    assert seen.page.evaluate(number) == '"60"', "the text says which card is whose"


COUNT_WHEN_PRINTED = """() => {
    addEventListener("beforeprint", () => (window.printed = document.querySelectorAll(".card").length));
}"""

SEEN_AT_ONCE = """() => {
    const foot = Math.min(innerHeight, ...[...document.querySelectorAll("#panel")]
        .filter(one => getComputedStyle(one).bottom === "0px").map(one => one.getBoundingClientRect().top));
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".prose"));
    return [...range.getClientRects()].filter(box => box.bottom <= foot).length;
}"""


@pytest.mark.parametrize(("width", "height", "lines"), [(1280, 800, 8), (390, 844, 2)], ids=["desktop", "phone"])
def test_the_first_screen_shows_text_and_names_the_first_key(
    browser: Browser, tmp_path: Path, width: int, height: int, lines: int
) -> None:
    others = [plan("Fine.", path=f"folder/{i}.txt") for i in range(30)]
    seen = visit(browser, tmp_path / "page.html", html.render([LONG, *others], RULES, version="1", written=True), width)
    seen.page.set_viewport_size({"width": width, "height": height})
    assert seen.page.evaluate("scrollY") == 0
    assert seen.page.evaluate(SEEN_AT_ONCE) >= lines
    hint = seen.page.locator(".steps small")
    assert hint.inner_text() == "j next, a accept, r reject"
    box = hint.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < height


@pytest.mark.parametrize("media", ["screen", "print"])
def test_blanks_taken_out_or_put_in_are_boxes_and_no_dashes(
    browser: Browser, tmp_path: Path, media: Literal["screen", "print"]
) -> None:
    text = "A “ wide” gap,and on – then — ok"
    only = plan(text, [made(text, "“ wide", "“wide"), made(text, ",and", ", and"), made(text, "–", "—")])
    seen = visit(browser, tmp_path / "page.html", page(only))
    seen.page.emulate_media(media=media)
    style = """all => all.map(one => {
        const { textDecorationLine, borderTopWidth, borderBottomWidth } = getComputedStyle(one);
        return [one.textContent, textDecorationLine, borderTopWidth, borderBottomWidth, one.offsetWidth > 5];
    })"""
    assert seen.page.locator(".prose :is(del, ins)").evaluate_all(style) == [
        [" ", "none", "1px", "1px", True],
        [" ", "none", "0px", "1px", True],
        ["–", "line-through", "0px", "0px", True],
        ["—", "underline", "0px", "0px", True],
    ]
    seen.page.emulate_media(media="screen")
    seen.go(0)
    seen.write("“  wide")
    seen.page.emulate_media(media=media)
    assert seen.page.locator(".prose .sp").evaluate_all(style)[-1] == [" ", "none", "0px", "1px", True]
