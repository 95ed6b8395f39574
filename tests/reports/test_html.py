"""The HTML report: its law (without insertions the original, without deletions the fix), its cards, its safety."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.edits.edits import apply
from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Span
from cleanup.reports import html
from tests.report_pages import (
    BY_HAND,
    HOSTILE,
    RULES,
    STRAY,
    TITLES,
    Element,
    cards,
    data,
    elements,
    flagged,
    hostile_page,
    made,
    page,
    parsed,
    plan,
)  # fmt: skip


def prose(*plans: Plan) -> list[Element]:
    return parsed(page(*plans)).all("div", "prose")


def prose_source(only: Plan) -> str:
    """The markup of the one text on the page."""
    match = re.search(r'<div class="prose"[^>]*>(.*?)</div>\n</section>', page(only), re.S)
    assert match
    return match.group(1)


def holds(plans: Sequence[Plan]) -> None:
    """Assert the law."""
    shown = prose(*plans)
    assert [one.text(without="ins") for one in shown] == [p.document.text for p in plans]
    assert [one.text(without="del") for one in shown] == [apply(p.edits, p.document.text) for p in plans]


# The law


@pytest.mark.parametrize("name", BY_HAND)
def test_law_by_hand(name: str) -> None:
    holds([BY_HAND[name]])


def test_law_for_many_files() -> None:
    holds(list(BY_HAND.values()))


def test_law_for_a_change_too_long_to_compare_by_word() -> None:
    text = "head " + "one two. three, " * 4000 + "tail"
    new = "head " + "one two; three, " * 4000 + "tail"
    holds([plan(text, [made(text, text, new)])])


TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
        st.sampled_from(
            [
                "\r",
                "\n",
                "\r\n",
                "\n\n",
                " ",
                "</p>",
                "<ins>",
                "&lt;",
                "&#13;",
                "👩‍👩‍👧",
                "\u202e",
                "\u200b",
                "word ",
                ". ",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A text with any sorted edits that do not overlap, and any held findings."""
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    cuts = sorted(draw(st.lists(places, max_size=8)))
    chosen = [
        Finding("r", Span(a, b), "", Level.SAFE, (Fix((Edit(Span(a, b), draw(TEXTS)),), ""),), id=str(i))
        for i, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
    ]
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
    return plan(text, chosen, [flagged(a, b, f"r{i}") for i, (a, b) in enumerate(spans)])


@settings(max_examples=200, deadline=None)
@given(plans())
def test_law_for_any_text(some: Plan) -> None:
    holds([some])


@settings(max_examples=100, deadline=None)
@given(plans())
def test_every_link_leads_somewhere_on_the_page(some: Plan) -> None:
    tree = list(elements(parsed(page(some))))
    names = [one.attributes["id"] for one in tree if "id" in one.attributes]
    assert len(names) == len(set(names))
    links = [one.attributes["href"] or "" for one in tree if one.tag == "a" and "href" in one.attributes]
    assert {link.removeprefix("#") for link in links} <= set(names)


# The prose


def test_prose_of_a_change_strikes_only_what_differs() -> None:
    text = "swept away many. countries"
    assert prose_source(plan(text, [made(text, "many. countries", "many countries")])) == (
        "<p>swept away <a id=t1 href=#r1 class=safe>many<del>.</del> countries</a></p>"
    )


@pytest.mark.parametrize(
    ("text", "old", "new", "shown"),
    [
        ("so its end", "it", "hi", "so <del>its</del><ins>his</ins> end"),
        ("so “Were used", "W", "w", "so “<del>Were</del><ins>were</ins> used"),
        ("Mr Putin", "", ".", "<ins>.</ins>Mr Putin"),
        ("some one", " ", "", 'some<del class="sp"> </del>one'),
        ("x" * 60, "x" * 30, "", f"<del>{'x' * 54}</del><ins>{'x' * 24}</ins>" + "x" * 6),
    ],
)
def test_prose_of_a_change_has_whole_words_with_blanks_and_marks_outside(
    text: str, old: str, new: str, shown: str
) -> None:
    source = prose_source(plan(text, [made(text, old, new)]))
    assert re.sub("</?(a|p)[^>]*>", "", source) == shown


def test_prose_is_cut_into_paragraphs_after_line_ends() -> None:
    assert prose_source(plan("a\r\n\r\nb\nc\n")) == "<p>a&#13;\n&#13;\n</p><p>b\n</p><p>c\n</p>"


def test_blanks_and_line_ends_that_change_can_be_seen() -> None:
    text = "a  b\n\nc\u200b"
    assert prose_source(
        plan(text, [made(text, "  ", "\u00a0"), made(text, "\n\n", " "), made(text, "\u200b", "")])
    ) == (
        '<p>a<a id=t1 href=#r1 class=safe><del class="sp">  </del>'
        '<ins class="sp"><span class="hid" title="U+00A0 NO-BREAK SPACE">\u00a0</span></ins></a>b'
        '<a id=t2 href=#r1 class=safe><del class="sp"><span class="br">\n\n</span></del>'
        '<ins class="sp"> </ins></a>c'
        "<a id=t3 href=#r1 class=safe>"
        '<del><span class="hid" title="U+200B ZERO WIDTH SPACE">\u200b</span></del></a></p>'
    )


def test_hidden_characters_are_named_and_emoji_left_whole() -> None:
    assert prose_source(plan("\u202e\u202e 👩‍👧 a\u200d\x1b\r")) == (
        '<p><span class="hid" title="U+202E RIGHT-TO-LEFT OVERRIDE × 2">\u202e\u202e</span> 👩‍👧 '
        'a<span class="hid" title="U+200D ZERO WIDTH JOINER">\u200d</span>'
        '<span class="hid" title="U+001B CONTROL CHARACTER">\x1b</span><span class="cr">&#13;</span></p>'
    )


def test_held_findings_are_marked_the_shortest_on_top_and_changes_above_all() -> None:
    text = "abcd-f-hij"
    held = [flagged(0, 10), flagged(2, 4), made(text, "ij", "IJ", TITLES), flagged(7, 7)]
    assert prose_source(plan(text, [made(text, "f", "F")], held)) == (
        "<p><a id=t1 href=#r1 class=flag><mark class=flagged>ab</mark></a>"
        "<a id=t2 href=#r1 class=flag><mark class=flagged>cd</mark></a>"
        "<a data-c=1 href=#r1 class=flag><mark class=flagged>-</mark></a>"
        "<a id=t3 href=#r1 class=safe><del>f</del><ins>F</ins></a>"
        "<a data-c=1 href=#r1 class=flag><mark class=flagged>-</mark></a>"
        '<a id=t4 href=#r1 class=flag aria-label="flagged"><mark class=flagged></mark></a>'
        "<a id=t5 href=#r2 class=suggested><mark class=proposed>hij</mark></a></p>"
    )


def test_a_finding_under_a_change_shares_its_mark() -> None:
    text = "abcdef"
    source = page(plan(text, [made(text, "bcde", "BCDE")], [flagged(2, 3), flagged(4, 4)]))
    assert [one.attributes["id"] for one in parsed(source).all("div", "prose")[0].all("a")] == ["t1"]
    assert [card[3].get("at", 0) for card in cards(source)] == [0, 1, 1]


def test_a_repair_of_two_places_has_a_mark_at_each() -> None:
    text = "say ” so ” now"
    span = Span(4, 10)
    edits = (Edit(Span(4, 6), "“"), Edit(Span(8, 10), "”"))
    pair = Finding(STRAY.id, span, "swapped", Level.SAFE, (Fix(edits, "turn them"),), id="pair")
    changes = tuple(
        Change(e.span, text[e.span.start : e.span.end], e.replacement, Level.SAFE, ("pair",)) for e in edits
    )
    both = Plan(Document("a", text, ()), (pair,), changes, frozenset({"pair"}))
    assert prose_source(both) == (
        "<p>say <a id=t1 href=#r1 class=safe><del>” </del><ins>“</ins></a>so"
        '<a data-c=1 href=#r1 class=safe><del class="sp"> </del>”</a> now</p>'
    )
    assert cards(page(both)) == [["pair", 0, [[1, 1]]]]


def test_language_of_the_prose() -> None:
    known = plan("Bonjour.")
    known = Plan(Document("a", "Bonjour.", (), language="fr"), (), (), frozenset())
    assert [one.attributes["lang"] for one in prose(known, plan("?"))] == ["fr", ""]


# Cards, counts, tables


def test_cards() -> None:
    text = "One two. three\nMr Four, five."
    stray, titles = made(text, "two. three", "two three"), made(text, "Mr", "Mr.", TITLES)
    other = Fix((Edit(stray.span, "three"),), "Drop the orphan")
    stray = Finding(stray.rule, stray.span, "An odd stop", stray.level, (*stray.fixes, other), id="a")
    source = page(plan(text, [stray], [titles, flagged(18, 22, "unknown/rule")]))
    assert data(source)["messages"] == ["", "An odd stop", "'\x01' is wrong", "look here"]
    assert cards(source) == [
        ["a", 0, [[2, 1]], {"o": [["Drop the orphan", "three"]]}],
        ["house/mr@15", 4, [[1, 2, "Mr"]], {"e": [[15, 17, "Mr", "Mr."]]}],
        ["flag@18-22-unknown/rule", 5, [[3, 3]], {"e": [[18, 22, "Four", "Four"]]}],
    ]


def test_the_rules_are_explained_once_in_their_table() -> None:
    text = "One two. three\nMr Four, five."
    source = page(plan(text, [made(text, "two. three", "two three")], [flagged(18, 22, "unknown/rule")]))
    rows = [row for row in parsed(source).all("tr") if "id" in row.attributes]
    assert [(row.attributes["id"], row.all("th")[0].text()) for row in rows] == [
        ("r1", STRAY.id + STRAY.summary + STRAY.why),
        ("r2", "unknown/rule"),
    ]


def test_a_message_that_is_the_summary_is_left_out_and_the_reason_for_holding_is_kept() -> None:
    fix = Fix((Edit(Span(0, 1), "b"),), "t")
    finding = Finding(STRAY.id, Span(0, 1), STRAY.summary, Level.SAFE, (fix,), id="x")
    source = page(Plan(Document("a", "a", ()), (finding,), (), frozenset(), {"x": "overlap"}))
    assert cards(source) == [["x", 3, [[1, 0]], {"e": [[0, 1, "a", "b"]], "h": "overlap"}]]


def test_a_change_of_several_findings_is_one_card() -> None:
    one, two = made("ab", "a", "A"), made("ab", "b", "B", TITLES)
    change = Change(Span(0, 2), "ab", "AB", Level.SUGGESTED, (one.id, two.id))
    both = Plan(Document("a", "ab", ()), (one, two), (change,), frozenset((one.id, two.id)))
    assert cards(page(both)) == [[f"{one.id} {two.id}", 1, [[2, 1, "a"], [1, 1, "b"]]]]


def test_proposals_of_the_same_words_know_each_other() -> None:
    text = "One two. three"
    held = [made(text, "two. three", "two three", TITLES), made(text, "One", "A", TITLES)]
    source = page(plan(text, [made(text, "two.", "two")], held))
    assert [card[3].get("x") if len(card) > 3 else None for card in cards(source)] == [None, [2], [1]]


@pytest.mark.parametrize("written", [False, True])
def test_the_files_are_named_by_their_bytes(written: bool) -> None:
    text = "One two. three\n"
    source = html.render([plan(text, [made(text, "two. ", "two ")])], RULES, version="1", written=written)
    fixed = hashlib.sha256(b"One two three\n").hexdigest() if written else ""
    (file,) = data(source)["files"]
    assert (file["path"], file["sha256"]) == ("a.txt", hashlib.sha256(text.encode()).hexdigest())
    assert file["more"] == ({"fixed": fixed} if written else {})
    assert ("already made in it" in source) is written


def test_counts() -> None:
    text = "One two. three Mr Four five. six"
    first = plan(
        text,
        [made(text, "two. three", "two three"), made(text, "five. six", "five six")],
        [made(text, "Mr", "Mr.", TITLES), flagged(0, 3, "other")],
        "b/one.txt",
    )
    second = plan(text, [made(text, "Mr", "Mr.", TITLES)], path="two.txt")
    tree = parsed(page(first, second, plan("", path="three.txt")))
    assert tree.all("p", "lede")[0].text() == "3 changes in 2 of 3 files."
    assert [(one.all("dt")[0].text(), one.all("dd")[0].text()) for one in tree.all("dl")[0].all("div")] == [
        ("safe changes", "2"),
        ("suggested changes", "1"),
        ("proposals, not made", "1"),
        ("flags to look at", "1"),
    ]
    files, rules = (
        [[c.text() for c in elements(tr) if c.tag in ("th", "td")] for tr in t.all("tr")] for t in tree.all("table")
    )
    assert files == [
        ["File", "Changes", "Held"],
        ["b/one.txt", "2", "2"],
        ["two.txt", "1", "0"],
        ["three.txt", "0", "0"],
    ]
    assert rules == [
        ["Rule", "Level", "Changes", "Held"],
        [TITLES.id + TITLES.summary + TITLES.why, "suggested", "1", "1"],
        [STRAY.id + STRAY.summary + STRAY.why, "safe", "2", "0"],
        ["other", "flag", "0", "1"],
    ]
    assert [a.attributes["href"] for a in tree.all("table")[0].all("a")] == ["#f1", "#f2", "#f3"]
    assert [one.attributes["id"] for one in tree.all("section", "file")] == ["f1", "f2", "f3"]


def test_one_of_each_is_singular_and_no_files_is_a_page_too() -> None:
    assert parsed(page(plan("a", [made("a", "a", "b")]))).all("p", "lede")[0].text() == "1 change in 1 file."
    assert parsed(page()).all("p", "lede")[0].text() == "0 changes in 0 files."


# Safety


def test_hostile_text_is_inert() -> None:
    tree = list(elements(parsed(hostile_page())))
    assert [one.attributes.get("type") for one in tree if one.tag == "script"] == ["application/json", "module"]
    assert [one.tag for one in tree].count("style") == 1
    assert not {"img", "link", "iframe", "object", "base"} & {one.tag for one in tree}
    names = {name for one in tree for name in one.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src")}
    assert {one.attributes["href"] for one in tree if "href" in one.attributes} == {
        "#f1", "#r1",
    }  # fmt: skip
    assert next(one for one in tree if one.tag == "title").text() == HOSTILE


def test_no_request_can_leave_the_page() -> None:
    tree = parsed(page(BY_HAND["a word moved"]))
    style, script = tree.all("style")[0].text(), tree.all("script")[1].text()

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    policy = [m.attributes["content"] for m in tree.all("meta") if "http-equiv" in m.attributes]
    assert policy == [
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"url\(|@import|https?:", style + script)
    assert not re.search(r"fetch|XMLHttp|WebSocket|innerHTML|outerHTML|insertAdjacent|eval[(]", script)


def test_style_and_script_keep_their_budget() -> None:
    templates = Path(html.__file__).parent / "templates"
    assert sum((templates / name).stat().st_size for name in ("report.css", "report.js")) <= 40_000


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough(scheme: int) -> None:
    style = (Path(html.__file__).parent / "templates" / "report.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.S)
    colours = dict(re.findall(r"--([\w-]+): #(\w+);", blocks[scheme]))
    pairs = [(ink, "paper") for ink in ("ink", "soft", "link", "del", "ins", "ask", "flag")]
    pairs += [(ink, f"{ink}-bg") for ink in ("del", "ins", "ask", "flag")] + [("ink", "ask-bg"), ("ink", "flag-bg")]
    ratios = {}
    for ink, ground in pairs:
        dark, light = sorted(luminance(colours[name]) for name in (ink, ground))
        ratios[ink, ground] = (light + 0.05) / (dark + 0.05)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_ten_thousand_changes_in_a_megabyte() -> None:
    paragraph = "Ninety-nine common words stand here and one. stop is wrong among them all. " + "x" * 24 + "\n"
    text = paragraph * 10_000
    size = len(paragraph)
    at = paragraph.index(". stop")
    fix = "one stop"
    chosen = [
        Finding(STRAY.id, span, "m", Level.SAFE, (Fix((Edit(span, fix),), "t"),), id=str(i))
        for i in range(10_000)
        if (span := Span(i * size + at - 3, i * size + at + 6))
    ]
    source = page(plan(text, chosen))
    assert len(source.encode()) - len(text) - 60_000 < 150 * 10_000
