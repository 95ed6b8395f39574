"""The review in the browser: what decides many changes in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cleanup.reports import html
from tests.browsing import Visit, chromium, visit
from tests.report_pages import STRAY, TITLES, made, plan
from tests.reports.test_html_review_page import FIVE, MISTER, ODD, ONE, PLANS, RULES, THREE, WHILOM


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The page of two files, five cards."""
    opened = visit(browser, tmp_path / "page.html", html.render(PLANS, RULES, version="1"))
    yield opened
    assert opened.noise == []
    opened.page.context.close()


def test_accept_all_and_reject_all_of_a_rule(seen: Visit) -> None:
    rule = f"of {STRAY.id}"
    seen.page.get_by_label(f"Reject all {rule}").click()
    assert seen.verdicts() == {ONE: "reject", THREE: "reject", FIVE: "reject"}
    seen.page.locator("#undo").click()
    seen.page.get_by_label(f"Accept all {rule}").click()
    assert seen.verdicts() == {ONE: "accept", THREE: "accept", FIVE: "accept"}
    seen.page.get_by_label(f"Accept all of {ODD.id}").click()
    assert seen.progress() == "3 of 5 decided", "what nobody can repair is not accepted"


def test_accept_all_and_reject_all_of_a_file(seen: Visit) -> None:
    seen.page.get_by_label("Accept all of first.txt").click()
    assert seen.verdicts() == {ONE: "accept", THREE: "accept", MISTER: "accept"}
    seen.page.get_by_label("Reject all of first.txt").click()
    assert seen.verdicts() == {ONE: "accept", THREE: "accept", MISTER: "accept", WHILOM: "reject"}
    seen.page.get_by_label("Reject all of second.txt").click()
    assert seen.verdicts()[FIVE] == "reject"


def test_accept_all_safe_is_one_step(seen: Visit) -> None:
    seen.go(THREE)
    seen.press("r")
    seen.page.locator("#safe").click()
    assert seen.verdicts() == {THREE: "reject", ONE: "accept", FIVE: "accept"}
    seen.press("u")
    assert seen.verdicts() == {THREE: "reject"}


def test_accept_all_shown_goes_by_the_filter_and_is_one_step(seen: Visit) -> None:
    seen.page.locator("#filter").click()
    seen.page.locator("[name=file]").select_option(label="first.txt")
    seen.page.locator("#shown").click()
    assert seen.verdicts() == {ONE: "accept", THREE: "accept", MISTER: "accept"}
    seen.page.locator("#undo").click()
    assert seen.verdicts() == {}
    seen.page.locator("#filters [type=reset]").click()
    seen.page.get_by_text("5 of 5 match").wait_for()
    seen.page.locator("#shown").click()
    assert seen.verdicts() == {ONE: "accept", THREE: "accept", MISTER: "accept", FIVE: "accept"}


def test_accept_all_leaves_a_change_that_stands_before_its_rival(browser: Browser, tmp_path: Path) -> None:
    text = "He saw alot of it."
    only = plan(text, [made(text, "alot", "a lot")], [made(text, "saw alot", "saw much", TITLES)])
    page = visit(browser, tmp_path / "page.html", html.render([only], RULES, version="1"))
    page.page.get_by_label(f"Accept all of {TITLES.id}").click()
    assert page.verdicts() == {}
    page.page.get_by_label("Accept all of a.txt").click()
    assert page.verdicts() == {1: "accept"}
    assert page.without("del") == ["He saw a lot of it."]
    page.go(0)
    page.press("a")
    assert page.verdicts() == {0: "accept", 1: "reject"}
    assert page.without("del") == ["He saw much of it."]
