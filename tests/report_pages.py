"""What the tests of the HTML report share: plans built by hand, and a reader that gives a page back as a tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Rule, Span
from cleanup.reports import html

STRAY = Rule(
    "sentences/full-stop-before-lowercase",
    "pattern",
    "A stop inside a sentence",
    "A link was cut.",
    Level.SAFE,
    "words",
    None,
)
TITLES = Rule("house/mr", "pattern", "Mr and Mr.", "One style in one text.", Level.SUGGESTED, "words", None)
RULES = {rule.id: rule for rule in (STRAY, TITLES)}


# Building plans


def made(text: str, old: str, new: str, rule: Rule = STRAY, *, at: int = 0) -> Finding:
    """A finding that replaces the first `old` from `at` on."""
    start = text.index(old, at)
    span = Span(start, start + len(old))
    fix = Fix((Edit(span, new),), "Repair it")
    return Finding(rule.id, span, f"{old!r} is wrong", rule.level, (fix,), id=f"{rule.id}@{start}")


def flagged(start: int, end: int, rule: str = STRAY.id) -> Finding:
    """A finding that nobody can repair."""
    return Finding(rule, Span(start, end), "look here", Level.FLAG, id=f"flag@{start}-{end}-{rule}")


def plan(text: str, chosen: Sequence[Finding] = (), held: Sequence[Finding] = (), path: str = "a.txt") -> Plan:
    """The plan that carries out `chosen` and holds the rest."""
    changes = tuple(
        Change(f.span, text[f.span.start : f.span.end], f.edits[0].replacement, f.level, (f.id,)) for f in chosen
    )
    document = Document(path, text)
    findings = tuple(sorted((*chosen, *held), key=lambda finding: finding.span))
    return Plan(document, findings, changes, frozenset(f.id for f in chosen), {f.id: "level" for f in held})


def page(*plans: Plan) -> str:
    return html.render(plans, RULES, version="1.2.3")


# Reading the page


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def text(self, without: str = "") -> str:
        """The text inside, leaving out elements of one name."""
        return "".join(
            child if isinstance(child, str) else child.text(without) if child.tag != without else ""
            for child in self.children
        )

    def all(self, tag: str, name: str = "") -> list[Element]:
        """The elements below with that tag and, if given, that class."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                fits = child.tag == tag and (not name or name in (child.attributes.get("class") or "").split())
                found += [child] * fits + child.all(tag, name)
        return found


class Reader(HTMLParser):
    """A page as a tree; void elements have no end tag, every other one must have its own."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in ("meta", "wbr", "input"):
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def data(source: str) -> dict[str, Any]:
    """What the script of a page reads."""
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', source, re.S)
    assert match
    found: dict[str, Any] = json.loads(match.group(1))
    return found


def cards(source: str) -> list[list[Any]]:
    """What the script makes cards of."""
    return [card for file in data(source)["files"] for card in file["cards"]]


def parsed(source: str) -> Element:
    reader = Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def elements(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from elements(child)


SEED = "It swept away many. countries of the elite. Kazakh.\n\nMr Putin said “ so ”.\n"
HARD = (
    "\n\r\n <b>Tom</b> &amp; “Jerry”\r\n\r\nOld\rMac "
    "\u202eflip\u202c 👩‍👩‍👧 &#13; a\u200bb\u00a0c\u0085\x0c\x1bd\ufeff\n\n"
)

BY_HAND = {
    "nothing found": plan(SEED),
    "an empty file": plan(""),
    "something put into an empty file": plan("", [made("", "", "a\r\n")]),
    "a stop taken out": plan(SEED, [made(SEED, "many. countries", "many countries")]),
    "a word moved": plan(SEED, [made(SEED, "elite. Kazakh.", "Kazakh elite.")]),
    "a paragraph break taken out": plan(SEED, [made(SEED, "\n\n", " ")]),
    "only a line end left": plan("a\n", [made("a\n", "a", "")]),
    "hard text unchanged": plan(HARD),
    "hard text taken out": plan(HARD, [made(HARD, HARD, "")]),
    "hard text put in": plan("x", [made("x", "", HARD)]),
    "half of a CRLF taken out": plan("a\r\nb", [made("a\r\nb", "\r", "")]),
    "neighbours that touch": plan("abc", [made("abc", "a", "1"), made("abc", "", "2", at=1), made("abc", "b", "3")]),
    "a flag over a change": plan(SEED, [made(SEED, "many. ", "many ")], [flagged(3, 30), flagged(19, 20)]),
    "flags within flags": plan(
        SEED, (), [flagged(0, 40), flagged(5, 30), flagged(5, 10), flagged(8, 8), flagged(0, 0)]
    ),
    "a flag in the middle of a change": plan(SEED, [made(SEED, "swept away", "washed off")], [flagged(6, 6)]),
}


HOSTILE = "</script></style></div><script>alert(1)</script><img src=x onerror=alert(2)>\"'\u202e<!--]]>{{ 7*7 }}"


def hostile_page() -> str:
    rule = Rule(HOSTILE, "pattern", HOSTILE, HOSTILE, Level.SAFE, "words", None)
    span = Span(3, 9)
    fixes = (Fix((Edit(span, HOSTILE),), HOSTILE), Fix((Edit(span, HOSTILE),), HOSTILE))
    finding = Finding(HOSTILE, span, HOSTILE, Level.SAFE, fixes, id="x")
    change = Change(span, HOSTILE[3:9], HOSTILE, Level.SAFE, ("x",))
    document = Document(HOSTILE, HOSTILE, (), language=HOSTILE)
    bad = Plan(document, (finding, flagged(20, 40, HOSTILE)), (change,), frozenset("x"), {})
    return html.render([bad], {HOSTILE: rule}, version=HOSTILE, title=HOSTILE)
