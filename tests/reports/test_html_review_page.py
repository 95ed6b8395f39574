"""The review in the browser: every key, every button, filters, views, and what is kept between visits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.reports import html
from cleanup.review.proposals import proposals
from tests.browsing import Visit, chromium, visit
from tests.report_pages import STRAY, TITLES, flagged, made, plan

ODD = Rule("words/odd", "pattern", "An odd word", "Nobody says so.", Level.FLAG, "words", None)
RULES = {rule.id: rule for rule in (STRAY, TITLES, ODD)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _suggesting() -> Finding:
    """A held finding with two more ways to repair it."""
    span = Span(FIRST.index("Mr Four"), FIRST.index("Mr Four") + 2)
    fixes = tuple(Fix((Edit(span, new),), title) for new, title in (("Mr.", "Dot"), ("Mister", "Spell"), ("", "Drop")))
    return Finding(TITLES.id, span, "'Mr' has no stop", TITLES.level, fixes, id="mr")


FIRST = "One. two came here. Three. four went away.\n\nThen Mr Four sat down, and an odd whilom man too.\n"
SECOND = "Five. six stayed.\n"
#: The cards, by index.
ONE, THREE, MISTER, WHILOM, FIVE = range(5)
PLANS = [
    plan(
        FIRST,
        [made(FIRST, "One. two", "One two"), made(FIRST, "Three. four", "Three four")],
        [_suggesting(), flagged(FIRST.index("whilom"), FIRST.index(" man"), ODD.id)],
        "first.txt",
    ),
    plan(SECOND, [made(SECOND, "Five. six", "Five six")], path="second.txt"),
]


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The page of two files, five cards."""
    source = html.render(PLANS, RULES, version="1")
    opened = visit(browser, tmp_path / "page.html", source, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    assert opened.noise == []
    opened.page.context.close()


def button(seen: Visit, index: int, label: str) -> None:
    """Press a button of a card by mouse."""
    seen.page.locator(f".card[data-index='{index}']").get_by_text(label, exact=True).click()


# Keys


def test_j_and_k_go_through_the_changes_and_stop_at_the_ends(seen: Visit) -> None:
    seen.press("j", "j")
    assert seen.current() == MISTER
    seen.page.set_viewport_size({"width": 1360, "height": 90})
    seen.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    seen.press("j")
    assert seen.current() == MISTER, "what is out of sight is brought into it first"
    seen.page.set_viewport_size({"width": 1360, "height": 900})
    seen.press("k")
    assert seen.current() == THREE
    seen.press("k", "k", "k")
    assert seen.current() == ONE
    seen.press("j", "j", "j", "j", "j", "j")
    assert seen.current() == FIVE
    assert seen.verdicts() == {}


def test_a_and_r_decide_and_go_on_to_what_is_open(seen: Visit) -> None:
    seen.go(THREE)
    seen.press("a")
    assert (seen.current(), seen.verdicts()) == (MISTER, {THREE: "accept"})
    seen.go(ONE)
    seen.press("r")
    assert (seen.current(), seen.verdicts()) == (MISTER, {THREE: "accept", ONE: "reject"})
    assert seen.progress() == "2 of 5 decided"
    seen.go(FIVE)
    seen.press("a")
    assert seen.current() == FIVE


def test_a_key_before_anything_is_in_sight_decides_nothing(seen: Visit) -> None:
    seen.page.set_viewport_size({"width": 1360, "height": 90})
    seen.press("a")
    assert (seen.current(), seen.verdicts()) == (ONE, {})
    seen.press("a")
    assert seen.verdicts() == {ONE: "accept"}


def test_e_writes_a_text_that_enter_keeps(seen: Visit) -> None:
    seen.go(THREE)
    seen.press("e")
    field = seen.page.locator(".card.current textarea")
    assert field.input_value() == "Three four"
    assert field.get_attribute("aria-label") == "Text instead of “Three. four”"
    seen.page.keyboard.type("3")
    seen.press("Shift+Enter")
    seen.page.keyboard.type("jar")
    seen.press("Enter")
    assert seen.verdicts() == {THREE: ["3\njar"]}
    assert seen.without("del")[0].startswith("One two came here. 3\njar went away.")
    assert seen.page.evaluate("document.activeElement.id") == "t3"


def test_after_an_own_text_the_next_key_is_for_the_next_change(seen: Visit) -> None:
    seen.go(THREE)
    seen.write("3 jar")
    assert seen.current() == MISTER
    seen.press("a")
    assert seen.verdicts() == {THREE: ["3 jar"], MISTER: "accept"}
    seen.go(FIVE)
    seen.write("5 jar")
    seen.press("a")
    assert (seen.current(), seen.verdicts()[FIVE]) == (FIVE, ["5 jar"]), "also where nothing is left"
    assert seen.progress() == "Your text stays; Accept replaces it"
    seen.press("u", "u")
    assert seen.verdicts() == {THREE: ["3 jar"]}


def test_e_and_escape_or_cancel_leave_everything_as_it_was(seen: Visit) -> None:
    seen.go(THREE)
    for leave in ("Escape", "Cancel"):
        seen.press("e")
        seen.page.keyboard.type("something else")
        if leave == "Escape":
            seen.press("Escape")
        else:
            button(seen, THREE, "Cancel")
        assert seen.page.locator("textarea").count() == 0
        assert seen.page.evaluate("document.activeElement.id") == "t2"
    seen.press("e")
    assert seen.page.locator("textarea").input_value() == "Three four"
    assert seen.verdicts() == {}


def test_a_text_that_was_begun_is_there_again_after_a_look_elsewhere(seen: Visit) -> None:
    seen.go(THREE)
    seen.press("e")
    seen.page.keyboard.type("begun")
    seen.page.locator("#t3").click()
    assert seen.current() == MISTER
    seen.go(THREE)
    seen.press("e")
    assert seen.page.locator("textarea").input_value() == "begun"
    assert seen.verdicts() == {}


@pytest.mark.parametrize(("text", "verdict"), [("Three. four", "reject"), ("Three four", "accept")])
def test_an_own_text_that_is_one_of_the_two_is_no_own_text(seen: Visit, text: str, verdict: str) -> None:
    seen.go(THREE)
    seen.write(text)
    assert seen.verdicts() == {THREE: verdict}


def test_what_nobody_can_repair_cannot_be_accepted(seen: Visit) -> None:
    seen.go(WHILOM)
    seen.press("a", "a")
    assert seen.page.locator("#progress").inner_text() == "Nothing to accept: e edits, r dismisses"
    assert seen.verdicts() == {}
    seen.press("r")
    assert seen.verdicts() == {WHILOM: "reject"}


def test_u_undoes_decision_by_decision_and_goes_there(seen: Visit) -> None:
    seen.go(ONE)
    seen.press("a", "a", "u")
    assert (seen.current(), seen.verdicts()) == (THREE, {ONE: "accept"})
    seen.press("u", "u")
    assert (seen.current(), seen.verdicts()) == (ONE, {})
    assert seen.page.locator("#undo").is_disabled()


@pytest.mark.parametrize(("key", "verdict"), [("A", "accept"), ("R", "reject")])
def test_capitals_decide_all_of_a_rule_that_are_undecided(seen: Visit, key: str, verdict: str) -> None:
    seen.go(THREE)
    seen.press("r")
    seen.go(ONE)
    seen.press(f"Shift+{key}")
    assert seen.verdicts() == {ONE: verdict, THREE: "reject", FIVE: verdict}
    assert seen.current() == MISTER
    seen.press("u")
    assert seen.verdicts() == {THREE: "reject"}


def test_caps_lock_does_not_decide_all_of_a_rule_and_a_held_key_not_many(seen: Visit) -> None:
    seen.go(ONE)
    seen.page.evaluate("""() => {
        const press = options => document.body.dispatchEvent(new KeyboardEvent("keydown", {bubbles: true, ...options}));
        press({key: "A"});
        for (let times = 0; times < 5; times++) press({key: "a", repeat: true});
    }""")
    assert seen.verdicts() == {ONE: "accept"}


def test_question_mark_lists_the_keys_and_the_switch_turns_them_off(seen: Visit) -> None:
    seen.go(ONE)
    seen.press("?")
    dialog = seen.page.locator("#keys")
    assert dialog.is_visible()
    assert dialog.locator("kbd").all_inner_texts() == ["j", "k", "a", "r", "e", "u", "A", "R", "?"]
    seen.press("a")
    assert seen.verdicts() == {}, "not while the list is open"
    seen.page.get_by_label("Listen to these keys").uncheck()
    seen.press("Escape")
    assert not dialog.is_visible()
    seen.press("j", "a", "?")
    assert (seen.current(), seen.verdicts(), dialog.is_visible()) == (ONE, {}, False)
    seen.page.locator("#help").click()
    seen.page.get_by_label("Listen to these keys").check()
    seen.page.get_by_role("button", name="Close").click()
    seen.press("a")
    assert seen.verdicts() == {ONE: "accept"}


def test_keys_with_a_modifier_are_the_browser_s(seen: Visit) -> None:
    seen.go(ONE)
    seen.press("Control+a", "Alt+j", "Meta+r")
    assert (seen.current(), seen.verdicts()) == (ONE, {})


# Buttons


def test_buttons_of_a_card(seen: Visit) -> None:
    button(seen, ONE, "Accept")
    button(seen, THREE, "Reject")
    assert seen.verdicts() == {ONE: "accept", THREE: "reject"}
    cards = seen.page.locator(".card")
    assert [cards.nth(i).locator(".verdict").inner_text() for i in (ONE, THREE, MISTER)] == ["Accepted", "Rejected", ""]
    assert seen.without("del")[0].startswith("One two came here. Three. four went away.")
    button(seen, THREE, "Undo")
    button(seen, ONE, "Edit")
    seen.page.keyboard.type("Eins zwei")
    button(seen, ONE, "Keep this text")
    assert seen.verdicts() == {ONE: ["Eins zwei"]}
    assert seen.without("del")[0].startswith("Eins zwei came here. Three four went away.")
    assert cards.nth(WHILOM).get_by_text("Accept", exact=True).is_hidden(), "nothing is proposed there"


def test_a_button_keeps_the_focus_when_the_cards_are_made_anew(seen: Visit) -> None:
    label = "document.activeElement.getAttribute('aria-label')"
    seen.page.locator("[aria-label='Reject change 2']").press("Enter")
    assert seen.page.evaluate(label) == "Reject change 2"
    seen.page.locator("[aria-label='Undo change 2']").press("Enter")
    assert seen.page.evaluate(label) == "Accept change 2"
    seen.page.locator("#next").press("Enter")
    seen.page.locator("#next").press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "next"


def test_other_suggestions_become_the_text(seen: Visit) -> None:
    seen.go(MISTER)
    assert seen.page.locator(".card.current .others button").all_inner_texts() == ["Spell", "Drop"]
    button(seen, MISTER, "Spell")
    assert seen.verdicts() == {MISTER: ["Mister"]}
    assert "Then Mister Four sat" in seen.without("del")[0]
    button(seen, MISTER, "Drop")
    assert "Then  Four sat" in seen.without("del")[0]
    button(seen, MISTER, "Accept")
    assert "Then Mr. Four sat" in seen.without("del")[0]
    assert "Then Mr Four sat" in seen.without("ins")[0]


def test_own_texts_that_were_saved_are_remembered(seen: Visit) -> None:
    seen.go(THREE)
    for text in ("3 jar", "3 pot", "3 jar"):
        seen.go(THREE)
        seen.write(text)
        seen.save()
    seen.page.reload()
    seen.go(THREE)
    seen.press("r")
    entry = json.loads(seen.save())["files"]["first.txt"]
    assert entry["decisions"] == {entry["changes"][THREE]["findings"][0]: "reject"}
    assert [one.get("own") for one in entry["changes"]] == [None, [["3 pot"], ["3 jar"]], None, None]


def test_copy_puts_the_decisions_into_the_clipboard(seen: Visit) -> None:
    button(seen, ONE, "Accept")
    seen.press("?")
    seen.page.locator("#copy").click()
    seen.page.get_by_role("button", name="Copied").wait_for()
    seen.press("Escape")
    assert seen.page.evaluate("navigator.clipboard.readText()") == seen.save()


def test_saved_decisions_are_of_the_files_that_have_some(seen: Visit) -> None:
    button(seen, ONE, "Accept")
    saved: dict[str, Any] = json.loads(seen.save())
    assert list(saved["files"]) == ["first.txt"]
    entry = saved["files"]["first.txt"]
    assert entry["decisions"] == {f"{STRAY.id}@0": "accept"}
    assert [one["findings"] for one in entry["changes"]] == [list(one.ids) for one in proposals(PLANS[0])], (
        "all that was shown"
    )
    assert entry["changes"][0] == {
        "findings": [f"{STRAY.id}@0"],
        "made": True,
        "edits": [{"start": 0, "end": 8, "before": "One. two", "after": "One two"}],
    }
    assert "cleanup apply decisions.json" in seen.page.locator("#saved").inner_text()


# What is kept


def test_a_reload_keeps_decisions_and_shows_them(seen: Visit) -> None:
    button(seen, ONE, "Reject")
    seen.go(MISTER)
    seen.write("Dr.")
    before = (seen.verdicts(), seen.without("del"), seen.save())
    seen.view("Fixed")
    seen.page.reload()
    assert (seen.verdicts(), seen.without("del"), seen.save()) == before
    assert seen.progress() == "2 of 5 decided"
    assert seen.page.locator("[name=view]:checked").get_attribute("value") == "both"
    assert seen.page.locator("body").get_attribute("data-view") == "both"


def test_another_text_does_not_get_the_decisions(seen: Visit, tmp_path: Path) -> None:
    button(seen, ONE, "Reject")
    other = plan(SECOND, [made(SECOND, "Five. six", "Five six")], path="second.txt")
    (tmp_path / "page.html").write_text(html.render([other], RULES, version="1"), "utf-8")
    seen.page.reload()
    assert seen.progress() == "0 of 1 decided"


def test_what_is_kept_and_makes_no_sense_is_left_out(seen: Visit) -> None:
    button(seen, ONE, "Reject")
    seen.page.evaluate("for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{\"no\": 1}')")
    seen.page.reload()
    assert seen.progress() == "0 of 5 decided"


# Filters


def choose(seen: Visit, **values: str) -> list[int]:
    """Set filters; the indices of the cards that match."""
    if seen.page.locator("#filters").is_hidden():
        seen.page.locator("#filter").click()
    for name, value in values.items():
        field = seen.page.locator(f"#filters [name={name}]")
        if name == "text":
            field.fill(value)
        else:
            field.select_option(label=value)
    matching = seen.page.locator("#matching").inner_text()
    cards = [int(one.get_attribute("data-index") or -1) for one in seen.page.locator(".card").all()]
    if seen.page.locator(".none").is_visible():
        cards = []
    assert matching == f"{len(cards)} of 5 match"
    return cards


@pytest.mark.parametrize(
    ("values", "matching"),
    [
        ({"rule": STRAY.id}, [ONE, THREE, FIVE]),
        ({"level": "suggested"}, [MISTER]),
        ({"level": "flag"}, [WHILOM]),
        ({"file": "second.txt"}, [FIVE]),
        ({"state": "undecided"}, [THREE, MISTER, WHILOM]),
        ({"state": "rejected"}, [FIVE]),
        ({"state": "accepted"}, [ONE]),
        ({"state": "own text"}, []),
        ({"text": "FOUR"}, [THREE]),
        ({"text": "has no stop"}, [MISTER]),
        ({"text": "house/mr"}, [MISTER]),
        ({"rule": STRAY.id, "state": "undecided"}, [THREE]),
        ({"text": "<b>"}, []),
    ],
    ids=str,
)
def test_filters(seen: Visit, values: dict[str, str], matching: list[int]) -> None:
    button(seen, ONE, "Accept")
    button(seen, FIVE, "Reject")
    assert choose(seen, **values) == matching
    assert seen.page.evaluate("document.activeElement.closest('.prose')") is None, "the focus stays with the filter"
    seen.page.get_by_role("button", name="Show all").click()
    seen.page.get_by_text("5 of 5 match").wait_for()
    assert seen.page.locator("a.dim").count() == 0
    assert seen.page.locator(".file:visible").count() == 2
