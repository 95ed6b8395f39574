"""What a review decides is what is written: save in the browser, `cleanup apply`, compare."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Browser

from cleanup.documents import readers
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Span
from cleanup.reports import html
from cleanup.review.proposals import Proposal, proposals, rivals
from tests.browsing import Visit, chromium, visit
from tests.commandline import ROOT, invoke
from tests.report_pages import RULES, STRAY, TITLES, flagged, made, plan

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CASES = list(product(SEEDS, (Level.SAFE, Level.SUGGESTED), (0.3, 1.0)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def engine() -> Engine:
    return loading.engine()


# What should come out: a second opinion on what decisions mean


def plain(text: str) -> str:
    """The text with line ends as a field has them."""
    return re.sub("\r\n?", "\n", text)


class Reviewer:
    """Decides in a page, and keeps what must follow from it."""

    def __init__(self, seen: Visit, only: Plan, *, standing: bool = False) -> None:
        self.seen = seen
        self.text = only.document.text
        self.asked = proposals(only)
        self.others = [
            sorted({*near, *(j for j, other in enumerate(self.asked) if other.places == one.places)} - {i})
            for i, (one, near) in enumerate(zip(self.asked, rivals(self.asked), strict=True))
        ]
        self.standing = standing
        self.decided: dict[int, str | list[str]] = {}

    def do(self, index: int, what: str | list[str]) -> None:
        """Decide a card: accept, reject, clear, or texts of one's own."""
        self.seen.go(index)
        if isinstance(what, list):
            self.seen.write(*what)
            what = self.typed(index, what)
        elif what == "clear":
            self.seen.page.locator(".card.current [data-do=clear]").click()
        elif what == "accept" and isinstance(self.decided.get(index), list):
            # The key does not replace a text of one's own, so that one typed too many does no harm.
            self.seen.press("a")
            assert self.seen.verdicts()[index] == self.decided[index]
            self.seen.page.locator(".card.current [data-do=accept]").click()
        else:
            self.seen.press(what[0])
        self.note(index, what)

    def typed(self, index: int, texts: list[str]) -> str | list[str]:
        """What texts mean that went through a field, which knows but one line end."""
        verdict, one = self.decided.get(index), self.asked[index]
        before = [self.text[edit.span.start : edit.span.end] for edit in one.places]
        after = [edit.replacement for edit in one.places]
        shown = verdict if isinstance(verdict, list) else after
        end = (re.findall("\r\n?|\n", self.text) or ["\n"])[0]
        kept = [
            next((known for known in three if plain(known) == plain(text)), plain(text).replace("\n", end))
            for text, *three in zip(texts, shown, after, before, strict=True)
        ]
        return "reject" if kept == before else "accept" if kept == after else kept

    def note(self, index: int, what: str | list[str]) -> None:
        """What a decision does to the others: of two changes to the same words one can be made, the last."""
        self.decided[index] = what
        if what == "clear":
            del self.decided[index]
        elif what != "reject":
            for other in self.others[index]:
                if self.in_force(other, standing=True):
                    self.decided[other] = "reject"

    def in_force(self, index: int, *, standing: bool) -> bool:
        """Whether a proposal is carried out; `standing`: also when it was made and nothing is decided."""
        verdict = self.decided.get(index)
        return verdict != "reject" if verdict else self.asked[index].made and standing

    def result(self, *, standing: bool) -> str:
        """The text with everything that is in force."""
        edits = [
            edit
            for i, one in enumerate(self.asked)
            if self.in_force(i, standing=standing)
            for edit in _written(one, self.decided.get(i))
        ]
        return apply(sorted(set(edits)), self.text)

    def check_page(self) -> None:
        """The page shows the original, and the text as it is decided; what was not decided yet as it was proposed."""
        assert self.seen.without("ins") == [self.text]
        assert self.seen.without("del") == [self.result(standing=True)]


def _written(one: Proposal, verdict: str | list[str] | None) -> list[Edit]:
    if isinstance(verdict, list):
        return [Edit(edit.span, text) for edit, text in zip(one.places, verdict, strict=True)]
    return list(one.places)


def carried_out(seen: Visit, folder: Path) -> None:
    """Save in the page and apply in the folder."""
    (folder / "decisions.json").write_text(seen.save(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = invoke("apply", "decisions.json")
    _, *told, _ = done.stderr.splitlines()
    assert done.exit_code == 0, done.output
    assert all(line.endswith(": already as decided") for line in told), done.output


OWN = ["", "own words", "<b onclick=alert(1)>&amp;", "one\ntwo", "👩‍👩‍👧 ok", "„", " ", "\u202eflip", "x" * 300]


def decide_at_random(reviewer: Reviewer, rng: random.Random, share: float) -> None:
    for index, one in enumerate(reviewer.asked):
        if rng.random() > share:
            continue
        kinds = ["reject", "own"] + ["accept"] * 3 * (one.made or bool(one.edits))
        what: str | list[str] = rng.choice(kinds)
        if what == "own":
            what = [rng.choice(OWN) for _ in one.places]
        reviewer.do(index, what)
        if rng.random() < 0.1 and index in reviewer.decided:
            reviewer.do(index, "clear")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].stem} {case[1]} {case[2]:.0%} decided")
def test_random_decisions_on_an_article_are_what_is_written(
    browser: Browser, engine: Engine, tmp_path: Path, case: tuple[Path, Level, float]
) -> None:
    path, through, share = case
    (tmp_path / path.name).write_bytes(path.read_bytes())
    only = engine.plan(readers.read(path.read_bytes(), path.name), through=through)
    seen = visit(browser, tmp_path / "page.html", html.render([only], engine.rules, version="1"))
    reviewer = Reviewer(seen, only)
    decide_at_random(reviewer, random.Random(f"{path.name} {through} {share}"), share)
    reviewer.check_page()
    assert seen.progress() == f"{len(reviewer.decided)} of {len(reviewer.asked)} decided"
    carried_out(seen, tmp_path)
    assert (tmp_path / path.name).read_bytes().decode() == reviewer.result(standing=False)
    assert seen.noise == []


@pytest.mark.parametrize("options", [(), ("--suggested",)], ids=["safe", "suggested"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_page_of_changes_already_made_takes_back_what_is_rejected(
    browser: Browser, engine: Engine, tmp_path: Path, path: Path, options: tuple[str, ...]
) -> None:
    text = path.read_text("utf-8").replace("\n", "\r\n")
    (tmp_path / path.name).write_bytes(text.encode())
    only = engine.plan(readers.read(text.encode(), path.name), through=Level.SUGGESTED if options else Level.SAFE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert invoke("fix", *options, "--report", "page.html", path.name).exit_code == 0
    assert (tmp_path / path.name).read_bytes().decode() == apply(only.edits, text)
    seen = visit(browser, tmp_path / "page.html")
    assert "already made in it" in seen.page.locator(".lede").inner_text()
    reviewer = Reviewer(seen, only, standing=True)
    decide_at_random(reviewer, random.Random(f"{path.name} {options}"), 0.4)
    reviewer.check_page()
    carried_out(seen, tmp_path)
    assert set(json.loads((tmp_path / "decisions.json").read_text("utf-8"))["files"][path.name]) >= {"sha256", "fixed"}
    assert (tmp_path / path.name).read_bytes().decode() == reviewer.result(standing=True)
    assert seen.noise == []


# Changes that want the same


SAME = "He saw alot of whilom glory."
ALOT = made(SAME, "alot", "a lot")
AGAIN = replace(ALOT, rule=TITLES.id, id="again")
TWO_HELD, ONE_MADE = plan(SAME, (), [ALOT, AGAIN]), plan(SAME, [ALOT], [AGAIN])
PART_OF_A_WORD = plan(SAME, (), [flagged(SAME.index("hilo"), SAME.index("m glory"))])


@pytest.mark.parametrize(
    ("only", "some", "result"),
    [
        (TWO_HELD, [(0, "accept"), (1, "accept")], "He saw a lot of whilom glory."),
        (TWO_HELD, [(1, "accept")], "He saw a lot of whilom glory."),
        (TWO_HELD, [(0, ["much"]), (1, "accept")], "He saw a lot of whilom glory."),
        (TWO_HELD, [(0, "accept"), (1, ["much"])], "He saw much of whilom glory."),
        (TWO_HELD, [(0, ["some"]), (1, ["much"])], "He saw much of whilom glory."),
        (TWO_HELD, [(0, "accept"), (1, "reject")], "He saw a lot of whilom glory."),
        (ONE_MADE, [(0, "reject"), (1, "accept")], "He saw a lot of whilom glory."),
        (ONE_MADE, [(0, "accept"), (1, ["much"])], "He saw much of whilom glory."),
        (PART_OF_A_WORD, [(0, ["x"])], "He saw alot of wxm glory."),
    ],
)
def test_two_that_want_the_same_never_contradict_each_other(
    browser: Browser, tmp_path: Path, only: Plan, some: list[tuple[int, str | list[str]]], result: str
) -> None:
    (tmp_path / "a.txt").write_text(SAME, "utf-8")
    seen = visit(browser, tmp_path / "page.html", html.render([only], RULES, version="1"))
    reviewer = Reviewer(seen, only)
    for index, what in some:
        reviewer.do(index, what)
    reviewer.check_page()
    carried_out(seen, tmp_path)
    assert (tmp_path / "a.txt").read_text("utf-8") == reviewer.result(standing=False) == result


# Small texts, every way in which changes can meet


PIECES = st.sampled_from(
    [
        "word",
        "two words ",
        ". ",
        " ",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\n\n",
        "é",
        "👩‍👩‍👧",
        "😀",
        "</p>",
        "&lt;",
        "\u202e",
        "\u200b",
        "“",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@st.composite
def meetings(draw: st.DrawFn) -> Plan:
    """A text with changes, some of two places, and held proposals anywhere: over them, beside them, in each other."""
    text = draw(st.lists(PIECES, min_size=1, max_size=14).map("".join))
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places).map(lambda pair: Span(*sorted(pair))), max_size=9))
    free: list[Span] = []
    for span in sorted(spans[:5]):
        if not any(span.conflicts(other) for other in free):
            free.append(span)
    edits = [Edit(span, draw(TEXTS)) for span in free]
    edits = [edit for edit in edits if edit.replacement != text[edit.span.start : edit.span.end]]
    findings: list[Finding] = []
    changes: list[Change] = []
    while edits:
        some = tuple(edits.pop(0) for _ in range(draw(st.integers(1, 2))) if edits)
        name = f"made{len(findings)}"
        findings.append(Finding(STRAY.id, some[0].span, "", STRAY.level, (Fix(some, "t"),), id=name))
        changes += [Change(e.span, text[e.span.start : e.span.end], e.replacement, STRAY.level, (name,)) for e in some]
    held = [_held(draw, text, span, i) for i, span in enumerate(spans[5:])]
    return Plan(
        Document("a.txt", text),
        tuple(sorted((*findings, *held), key=lambda one: one.span)),
        tuple(changes),
        frozenset(one.id for one in findings),
        {one.id: "overlap" for one in held},
    )


def _held(draw: st.DrawFn, text: str, span: Span, number: int) -> Finding:
    new = draw(TEXTS)
    if new == text[span.start : span.end]:
        return flagged(span.start, span.end, f"flag{number}")
    fixes = tuple(
        Fix((Edit(span, one),), one or "nothing") for one in dict.fromkeys((new, *draw(st.lists(TEXTS, max_size=1))))
    )
    return Finding(TITLES.id, span, "", TITLES.level, fixes, id=f"held{number}")


@st.composite
def steps(draw: st.DrawFn) -> tuple[Plan, list[tuple[int, str | list[str]]]]:
    """A plan and some decisions on it, in any order and again."""
    only = draw(meetings())
    asked = proposals(only)
    assume(asked)
    some: list[tuple[int, str | list[str]]] = []
    for index in draw(st.lists(st.integers(0, len(asked) - 1), min_size=1, max_size=8)):
        kinds = ["reject", "own"] + ["accept"] * (asked[index].state != "flagged")
        what: str | list[str] = draw(st.sampled_from(kinds))
        if what == "own":
            what = [draw(TEXTS) for _ in asked[index].places]
        some.append((index, what))
    return only, some


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("small")


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(steps())
def test_any_decisions_on_changes_that_meet_are_what_is_written(
    browser: Browser, folder: Path, chosen: tuple[Plan, list[tuple[int, str | list[str]]]]
) -> None:
    only, some = chosen
    data = readers.write(only.document)
    assume(readers.read(data, "a.txt").text == only.document.text)
    (folder / "a.txt").write_bytes(data)
    seen = visit(browser, folder / "page.html", html.render([only], RULES, version="1"))
    try:
        reviewer = Reviewer(seen, only)
        for index, what in some:
            reviewer.do(index, what)
            reviewer.check_page()
        carried_out(seen, folder)
        assert (folder / "a.txt").read_bytes().decode() == reviewer.result(standing=False)
        assert seen.noise == []
    finally:
        seen.page.context.close()
