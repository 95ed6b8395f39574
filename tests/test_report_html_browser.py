"""The HTML report in Chromium: the same law on what the browser made of the page, and a quiet page at every width."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from cleanup.edits import apply
from cleanup.reports import html
from tests.report_pages import BY_HAND, HOSTILE, RULES, hostile_page, made, page, plan

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

LAW = """without => [...document.querySelectorAll(".prose")].map(prose => {
    const copy = prose.cloneNode(true);
    copy.querySelectorAll(without).forEach(one => one.remove());
    return copy.textContent;
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        reason = "chromium is not installed, so the page was not opened in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """An open page and all that it did that a quiet page does not."""

    page: Page
    noise: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def requested(self, url: str, own: str) -> None:
        if url != own:
            self.noise.append(f"request: {url}")


def visit(browser: Browser, path: Path, source: str, width: int = 1360) -> Visit:
    path.write_text(source, "utf-8", newline="")
    seen = Visit(browser.new_page(viewport={"width": width, "height": 900}))
    seen.page.on("console", lambda message: seen.noise.append(f"console: {message.text}"))
    seen.page.on("pageerror", lambda error: seen.noise.append(f"error: {error}"))
    seen.page.on("dialog", seen.dismiss)
    seen.page.on("request", lambda request: seen.requested(request.url, path.as_uri()))
    seen.page.goto(path.as_uri())
    return seen


def test_law_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    all_plans = list(BY_HAND.values())
    seen = visit(browser, tmp_path / "page.html", page(*all_plans))
    assert seen.page.evaluate(LAW, "ins") == [p.document.text for p in all_plans]
    assert seen.page.evaluate(LAW, "del") == [apply(p.edits, p.document.text) for p in all_plans]
    assert seen.noise == []


def test_hostile_text_is_inert_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", hostile_page())
    assert seen.page.evaluate(LAW, "ins") == [HOSTILE]
    assert seen.page.title() == HOSTILE
    assert seen.noise == []


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1360])
def test_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    long = plan("w" * 400 + "\u00a0" * 90, [made("w" * 400, "w" * 200, "")], path="folder/" * 20 + "x" * 80)
    source = html.render([*BY_HAND.values(), long], RULES, version="1", title="t" * 90)
    seen = visit(browser, tmp_path / "page.html", source, width)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert seen.noise == []


def test_place_and_card_lead_to_each_other_side_by_side(browser: Browser, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {i} has a stray. stop and then it goes on for a good while." for i in range(60))
    chosen = [made(text, "stray. stop", "stray stop", at=m.start()) for m in re.finditer("has", text)]
    seen = visit(browser, tmp_path / "page.html", page(plan(text, chosen)))
    box = "id => { const b = document.getElementById(id).getBoundingClientRect(); return [b.left, b.top] }"
    for link, place, card in (("#t40", "t40", "c40"), ("#c20 h4 a", "t20", "c20")):
        seen.page.locator(link).click()
        seen.page.wait_for_timeout(400)
        (left, top), (right, level) = seen.page.evaluate(box, place), seen.page.evaluate(box, card)
        assert left < right
        assert 0 < top < 900
        assert abs(top - level) < 20
    assert seen.noise == []


def test_cards_come_after_the_text_on_a_phone_and_in_print(browser: Browser, tmp_path: Path) -> None:
    below = """() => document.querySelector(".notes").getBoundingClientRect().top
        >= document.querySelector(".prose").getBoundingClientRect().bottom"""
    phone = visit(browser, tmp_path / "page.html", page(BY_HAND["a word moved"]), 390)
    assert phone.page.evaluate(below) is True
    wide = visit(browser, tmp_path / "page.html", page(BY_HAND["a word moved"]), 1360)
    assert wide.page.evaluate(below) is False
    wide.page.emulate_media(media="print")
    assert wide.page.evaluate(below) is True
