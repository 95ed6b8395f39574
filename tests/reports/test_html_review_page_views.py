"""Views and filters in use: each shows exactly its text, and the way through the changes stays clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from cleanup.edits.edits import apply
from cleanup.model import Plan
from cleanup.reports import html
from tests.browsing import Visit, chromium, visit
from tests.report_pages import BY_HAND, RULES, STRAY, TITLES, flagged, made, page, plan

TEXT = "One. two came.\r\n\r\nMr Three. four went 👩‍👩‍👧 away.\r\n\r\nFive. six\u200b stayed with Mr Seven.\r\n"
ONLY = plan(
    TEXT,
    [
        made(TEXT, "One. two", "One two"),
        made(TEXT, "Three. four", "Three four"),
        made(TEXT, ".\r\n\r\nFive. six\u200b", ", five six"),
    ],
    [made(TEXT, "Mr", "Mr.", TITLES), made(TEXT, "Mr", "Mister", TITLES, at=TEXT.index("with"))],
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The page of one text."""
    opened = visit(browser, tmp_path / "page.html", page(ONLY))
    yield opened
    assert opened.noise == []
    opened.page.context.close()


def views(seen: Visit) -> dict[str, list[str]]:
    """What can be seen of each file in each view, and on either side of the last."""
    found = {}
    for label in ("Original", "Fixed", "Side by side"):
        seen.view(label)
        found[label] = seen.visible()
    del found["Side by side"]
    found["left"], found["right"] = seen.visible("p:not(.twin)"), seen.visible("p.twin")
    seen.view("Both")
    return found


def as_they_should_be(originals: list[str], results: list[str]) -> dict[str, list[str]]:
    return {"Original": originals, "Fixed": results, "left": originals, "right": results}


def test_each_view_shows_exactly_its_text(browser: Browser, tmp_path: Path) -> None:
    all_plans: list[Plan] = list(BY_HAND.values())
    seen = visit(browser, tmp_path / "page.html", page(*all_plans))
    assert views(seen) == as_they_should_be(
        [p.document.text for p in all_plans], [apply(p.edits, p.document.text) for p in all_plans]
    )
    assert seen.noise == []


def test_each_view_shows_what_was_decided(seen: Visit) -> None:
    seen.go(0)
    seen.press("r", "a")
    seen.write("<b>3</b>")
    seen.go(3)
    seen.press("a")
    result = "One. two came.\r\n\r\nMr. <b>3</b> went 👩‍👩‍👧 away, five six stayed with Mr Seven.\r\n"
    assert views(seen) == as_they_should_be([TEXT], [result])
    seen.view("Side by side")
    seen.go(4)
    seen.press("a")
    assert seen.visible("p:not(.twin)") == [TEXT]
    assert seen.visible("p.twin") == [result.replace("Mr Seven", "Mister Seven")]
    seen.press("u")
    assert seen.visible("p.twin") == [result]


def test_both_views_in_one_mark_what_is_taken_out_and_put_in(seen: Visit) -> None:
    shown = seen.page.locator("#t1")
    assert shown.locator("del").evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    assert seen.page.locator("#t4 ins").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    for view in ("Original", "Fixed"):
        seen.view(view)
        visible = seen.page.locator(".prose :is(del, ins, mark):visible")
        decorations = visible.evaluate_all("all => all.map(one => getComputedStyle(one).textDecorationLine)")
        assert set(decorations) == {"none"}


def test_side_by_side_a_change_can_be_chosen_on_either_side(seen: Visit) -> None:
    seen.view("Side by side")
    left, right = seen.page.locator("#t1"), seen.page.locator(".twin [data-c='1']")
    first, second = (one.evaluate("one => one.getBoundingClientRect().x") for one in (left, right))
    assert first < second
    seen.go(2)
    right.click()
    assert seen.current() == 0
    assert seen.page.locator(".prose a.current").count() == 2
    assert len(seen.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")) == len(
        set(seen.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)"))
    )
    seen.view("Both")
    assert seen.page.locator(".twin").count() == 0


def test_hidden_characters_stay_visible_after_a_decision(seen: Visit) -> None:
    for step in ("before", "rejected", "own text"):
        title = seen.page.locator("#t4 .hid").first.get_attribute("title") or ""
        assert title.startswith("U+200B"), step
        seen.go(3)
        if step == "before":
            seen.press("r")
        else:
            seen.write("new")


def test_a_decision_under_a_filter_goes_on_to_the_next_that_matches(browser: Browser, tmp_path: Path) -> None:
    text = "".join(f"Item {i}. is here.\n" for i in range(8))
    only = plan(text, [made(text, f"{i}. is", f"{i} is") for i in range(8)])
    seen = visit(browser, tmp_path / "page.html", page(only))
    seen.page.locator("#filter").click()
    seen.page.locator("[name=state]").select_option(label="undecided")
    seen.go(2)
    seen.press("a")
    assert seen.current() == 3
    seen.press("r", "a")
    assert seen.current() == 5
    assert seen.verdicts() == {2: "accept", 3: "reject", 4: "accept"}
    assert seen.page.locator("#matching").inner_text() == "5 of 8 match"
    seen.press("k")
    assert seen.current() == 1
    seen.press("u")
    assert seen.current() == 4


def test_under_a_filter_nothing_matches_nothing_breaks(seen: Visit) -> None:
    seen.go(1)
    seen.page.locator("#filter").click()
    seen.page.locator("[name=text]").fill("no such words")
    assert seen.page.locator(".none").is_visible()
    assert seen.page.locator("a.dim").count() == 5
    seen.page.locator("#t5").click()
    assert seen.current() == 4
    seen.press("e", "Escape", "r", "j", "k", "u")
    assert seen.verdicts() == {}


def test_cards_stand_below_the_bar_however_high_it_is(seen: Visit) -> None:
    seen.go(2)
    for press in ("#filter", "#save"):
        seen.page.locator(press).click()
        seen.wait("""() => {
            const [bar, steps] = ["#bar", ".steps"].map(name => document.querySelector(name).getBoundingClientRect());
            return bar.height > 60 && steps.top >= bar.bottom;
        }""")


def test_a_file_filter_hides_the_other_files(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY, plan("a", [made("a", "a", "b")], path="b.txt")))
    seen.page.locator("#filter").click()
    seen.page.locator("[name=file]").select_option(label="b.txt")
    assert seen.page.locator(".file:visible h2").all_inner_texts() == ["b.txt"]
    assert seen.current() == 5
    seen.press("j", "k", "a")
    assert seen.verdicts() == {5: "accept"}
    assert seen.noise == []


# Cards


def card_rows(seen: Visit, index: int) -> list[tuple[str | None, str]]:
    rows = seen.page.locator(f".card[data-index='{index}'] .rows p")
    return [(one.get_attribute("class"), one.text_content() or "") for one in rows.all()]


def test_cards_show_a_place_in_its_line_whatever_else_is_marked_there(browser: Browser, tmp_path: Path) -> None:
    text = "Before it all.\nHe swept away many. countries then and there.\nAfter it."
    only = plan(
        text,
        [made(text, "many. countries", "many countries")],
        [flagged(text.index("He"), text.index(" then")), made(text, "away many", "off many", TITLES)],
    )
    seen = visit(browser, tmp_path / "page.html", page(only))
    assert card_rows(seen, 0) == [("row-mark", "He swept away many. countries then and there.")]
    assert card_rows(seen, 1) == [
        ("row-both", "He swept away manyoff many. countries then and there."),
        ("row-del", "He swept away many. countries then and there."),
        ("row-ins", "He swept off many. countries then and there."),
    ]
    assert card_rows(seen, 2) == [
        ("row-both", "He swept away many. countries then and there."),
        ("row-del", "He swept away many. countries then and there."),
        ("row-ins", "He swept away many countries then and there."),
    ]


def test_a_card_says_what_why_and_by_which_rule(seen: Visit) -> None:
    card = seen.page.locator(".card.current")
    assert card.locator("h3").inner_text().split() == ["1", "Changed", "safe"]
    assert card.locator(".say").inner_text() == "'One. two' is wrong"
    assert card.locator(".why").inner_text() == STRAY.why
    assert card.locator(".rule").inner_text() == STRAY.id
    assert seen.page.locator(".card[data-index='1'] h3").inner_text().split() == ["2", "Proposed", "suggested"]


@pytest.mark.parametrize("width", [390, 1360], ids=["on a phone", "on a wide screen"])
def test_buttons_lead_through_the_changes_by_mouse_or_touch(browser: Browser, tmp_path: Path, width: int) -> None:
    seen = visit(browser, tmp_path / "page.html", page(ONLY), width, has_touch=True)
    click = seen.page.locator("#t1").tap if width == 390 else seen.page.locator("#t1").click
    click()
    seen.page.locator("#next").click()
    seen.page.locator("#next").click()
    seen.page.locator("#back").click()
    assert seen.current() == 1
    seen.page.locator(".card.current").get_by_text("Accept", exact=True).click()
    assert seen.verdicts() == {1: "accept"}
    assert seen.current() == (2 if width == 390 else 1), "one card at a time leads on by itself"
    assert seen.noise == []


def test_changes_made_already_are_said_to_be(browser: Browser, tmp_path: Path) -> None:
    source = html.render([ONLY], RULES, version="1", written=True)
    seen = visit(browser, tmp_path / "page.html", source)
    assert seen.page.locator(".lede").inner_text() == "3 changes in 1 file, already made in it."
    seen.press("?")
    assert "What is undecided stays as the files have it now" in seen.page.locator("#keys").inner_text()


def test_the_filter_by_model_shows_what_that_model_proposed(browser: Browser, tmp_path: Path) -> None:
    text = "One. two came.\n\nThree. four went.\n\nFive. six stayed.\n\nSeven. eight left.\n"
    sources = ["", "small, prompt 1", "large, prompt 1", "small, prompt 1"]
    wrong = ["One. two", "Three. four", "Five. six", "Seven. eight"]
    found = [
        replace(made(text, old, old.replace(".", "")), source=source)
        for old, source in zip(wrong, sources, strict=True)
    ]
    seen = visit(browser, tmp_path / "page.html", page(plan(text, found)))
    seen.page.locator("#filter").click()
    choice = seen.page.locator("select[name=model]")
    assert choice.locator("option").all_inner_texts() == ["all", "large, prompt 1", "small, prompt 1"]

    def matching(model: str) -> tuple[str, list[int]]:
        """What the page says, and the changes that are not dimmed."""
        choice.select_option(label=model)
        bright = seen.page.locator(".prose a:not(.dim)").evaluate_all("all => all.map(one => Number(one.id.slice(1)))")
        return seen.page.locator("#matching").inner_text(), bright

    assert matching("small, prompt 1") == ("2 of 4 match", [2, 4])
    assert seen.current() == 1
    assert "(small, prompt 1)" in seen.page.locator(".card.current").inner_text()
    seen.press("j")
    assert seen.current() == 3
    seen.press("r")
    assert matching("large, prompt 1") == ("1 of 4 match", [3])
    assert seen.current() == 2
    assert matching("all") == ("4 of 4 match", [1, 2, 3, 4])
    assert seen.verdicts() == {3: "reject"}
    assert seen.noise == []


def test_without_a_model_there_is_no_filter_by_one(seen: Visit) -> None:
    seen.page.locator("#filter").click()
    assert seen.page.locator("select[name=model]").count() == 0
    seen.page.locator("[name=state]").select_option(label="undecided")
    assert seen.page.locator("#matching").inner_text() == "5 of 5 match"
