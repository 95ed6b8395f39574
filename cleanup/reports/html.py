"""The review page: one self-contained HTML page, with the full prose next to a card for each change.

The page contains the prose once, with its changes in place, and as JSON (`_data`) what a card needs and the prose does
not show. The script creates cards from both as they come into view. Without the script, the page is a readable diff:
each change links to the rule that made it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from msgspec.structs import astuple

from cleanup.documents import readers
from cleanup.languages.identify import identify_language
from cleanup.model import Finding, Level, Plan, Rule
from cleanup.reports import pages
from cleanup.reports.html_prose import Note, escaped, marked
from cleanup.reports.text import told
from cleanup.review import decisions
from cleanup.review.decisions import ShownEdit
from cleanup.review.proposals import Proposal, alternatives, proposals, rivals, twins

#: Code points, a proposal counting as 500, above which a browser lays out only what is near the window.
MIN_VIRTUAL_LENGTH = 200_000

_NO_COPIES: Mapping[str, str] = {}

#: Placeholder in the table of messages for the matched text, so that equal messages are stored once.
MATCHED = "\x01"


@dataclass(frozen=True, slots=True)
class ServedFile:
    """The one file of a page that a server shows, which also makes the result: its bytes, and the name of that."""

    data: bytes
    result: str


def render(
    plans: Sequence[Plan],
    rules: Mapping[str, Rule],
    *,
    version: str,
    title: str = "Review of changes",
    written: bool = False,
    copies: Mapping[str, str] = _NO_COPIES,
    served: ServedFile | None = None,
) -> str:
    """Return the page for plans. `rules` explains the rules by id; a finding of an unknown rule is shown without
    explanation.

    `written` says that the changes are already in the files or in their `copies`, by path: decisions then start from
    the repaired text. They do so too if the page is `served`, and end in a result instead of a file of decisions.
    """
    asked = [proposals(plan) for plan in plans]
    every = [one for some in asked for one in some]
    rows = _rule_rows(every, rules)
    page = _Page({row[0]: number for number, row in enumerate(rows, 1)}, rules)
    files = [
        page.file(plan, some, written=written, copy=copies.get(plan.document.path, ""))
        for plan, some in zip(plans, asked, strict=True)
    ]
    style, script = _style_and_script(served=bool(served))
    return (
        pages.environment()
        .get_template("report.html.j2")
        .render(
            title=title,
            version=version,
            files=files,
            written=written,
            copied=bool(copies),
            served=served,
            rules=rows,
            models=sorted({found.source for one in every for found in one.findings if found.source}),
            totals=_totals(every),
            data=_data(page, version, served),
            style=style,
            script=script,
            policy=policy(served=bool(served)),
        )
    )


def _style_and_script(*, served: bool) -> tuple[Markup, Markup]:
    return pages.source("report.css"), pages.source("report.js", "result.js" if served else "decisions.js")


def policy(*, served: bool) -> str:
    """Return the content security policy of the page."""
    style, script = _style_and_script(served=served)
    return pages.policy(style, script, connect="'self'", img="data:") if served else pages.policy(style, script)


# The files: prose for the template, cards for the script


@dataclass(frozen=True, slots=True)
class _File:
    path: Markup
    language: str
    prose: Markup
    changed: int
    held: int
    long: bool


class _Page:
    """The numbering of the whole page: rules by their row in the table, messages, proposals."""

    def __init__(self, rows: Mapping[str, int], rules: Mapping[str, Rule]) -> None:
        self._rows = rows
        self._rules = rules
        self._messages: dict[str, int] = {}
        self._asked = 0
        self.files: list[dict[str, Any]] = []

    @property
    def messages(self) -> list[str]:
        """The table of messages; the first, which is empty, represents the summary of the rule."""
        return ["", *self._messages]

    def file(self, plan: Plan, asked: Sequence[Proposal], *, written: bool, copy: str) -> _File:
        """Return the prose of a file, and add its cards to `files`."""
        document, text = plan.document, plan.document.text
        notes = [note for number, one in enumerate(asked, self._asked + 1) for note in self._notes(number, one)]
        prose, shown = marked(sorted(notes, key=lambda note: (note.span, not note.made)), text)
        others = _others(asked)
        cards = [
            self._card(one, text, {"x": [self._asked + j for j in others[i]], "at": _lent(self._asked + i + 1, shown)})
            for i, one in enumerate(asked)
        ]
        fixed = decisions.sha256(readers.write(document, plan.edits)) if written and plan.edits else ""
        original = decisions.sha256(readers.write(document))
        more = {"fixed": fixed, "copy": copy, "text": decisions.text_digest(document)}
        known = {key: value for key, value in more.items() if value}
        self.files.append({"path": document.path, "sha256": original, "more": known, "cards": cards})
        self._asked += len(asked)
        changed = sum(one.made for one in asked)
        language = document.language or identify_language(text) or ""
        long = len(text) + 500 * len(asked) > MIN_VIRTUAL_LENGTH
        return _File(Markup(escaped(document.path)), language, prose, changed, len(asked) - changed, long)

    def _notes(self, number: int, one: Proposal) -> list[Note]:
        spans = [edit.span for edit in one.places] if one.edits else [one.span]
        row = self._rows[one.findings[0].rule] if one.findings else 0
        edits = one.places if one.made else [None] * len(spans)
        return [Note(number, span, edit, one.level, one.state, row) for span, edit in zip(spans, edits, strict=True)]

    def _card(self, one: Proposal, text: str, extra: dict[str, Any]) -> list[Any]:
        """Return [ids, kind, reasons, extra]; kind is the rank of the level, plus 3 if the change is not made.

        Keys of extra: e, the places [start, end, before, after] if the prose does not show them; o, other suggestions
        [title, text]; h, why it is held; x, indexes of the rivals; at, the number of the proposal whose mark in the
        prose covers this one's.
        """
        kind = one.level.rank + 3 * (not one.made)
        extra = {
            "e": [] if one.made else [astuple(ShownEdit.of(edit, text)) for edit in one.places],
            "o": alternatives(one, text),
            "h": "" if one.held in ("level", "rival") else one.held,
            **extra,
        }
        some = {key: value for key, value in extra.items() if value}
        return [
            " ".join(one.ids),
            kind,
            [self._reason(finding, text) for finding in one.findings],
            *filter(None, [some]),
        ]

    def _reason(self, finding: Finding, text: str) -> list[Any]:
        """Return [row of the rule, number of the message, text for its placeholder]."""
        rule = self._rules.get(finding.rule)
        row, message = self._rows[finding.rule], told(finding)
        if not message or (rule and message == rule.summary):
            return [row, 0]
        matched = text[finding.span.start : finding.span.end]
        gap = bool(matched) and matched in message
        pattern = message.replace(matched, MATCHED) if gap else message
        number = self._messages.setdefault(pattern, len(self._messages) + 1)
        return [row, number, matched] if gap else [row, number]


def _others(asked: Sequence[Proposal]) -> list[list[int]]:
    """For each proposal the indices of those of the same words: its rivals, and those that want the very same."""
    return [sorted({*near, *same}) for near, same in zip(rivals(asked), twins(asked), strict=True)]


def _lent(number: int, shown: Mapping[int, int]) -> int:
    """Return the number of the proposal whose mark another has to share, or 0 if it has its own."""
    return 0 if shown[number] == number else shown[number]


def _data(page: _Page, version: str, served: ServedFile | None) -> Markup:
    """Return what the script needs, as JSON that no HTML parser takes for mark-up."""
    body = {"tool": {"name": "cleanup", "version": version}, "messages": page.messages, "files": page.files}
    key = hashlib.sha256(json.dumps(body).encode()).hexdigest()[:16]
    more = {"result": served.result, "source": base64.b64encode(served.data).decode()} if served else {}
    text = json.dumps({"key": f"cleanup {key}", **body, **more}, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(_as_escape, text))


#: What could end the element, open a comment in it, or is not valid UTF-8.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def _as_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


# Tables


def _rule_rows(asked: Sequence[Proposal], rules: Mapping[str, Rule]) -> list[tuple[str, str, str, str, int, int]]:
    """Return (rule, summary, why, levels, changes, held) of the rules with findings, those with the most to show first.

    The levels are those of the findings: a configuration or doubt may have changed the level of the rule.
    """
    changed = Counter(rule for one in asked if one.made for rule in {found.rule for found in one.findings})
    held = Counter(one.findings[0].rule for one in asked if not one.made)
    levels: dict[str, set[Level]] = {}
    for found in (found for one in asked for found in one.findings):
        levels.setdefault(found.rule, set()).add(found.level)
    order = sorted(changed.keys() | held.keys(), key=lambda rule: (-changed[rule] - held[rule], rule))
    return [(rule, *_explained(rules.get(rule)), _in_order(levels[rule]), changed[rule], held[rule]) for rule in order]


def _explained(rule: Rule | None) -> tuple[str, str]:
    return (rule.summary, rule.why) if rule else ("", "")


def _in_order(levels: set[Level]) -> str:
    return ", ".join(level.value for level in Level if level in levels)


def _totals(asked: Sequence[Proposal]) -> list[tuple[str, str, int]]:
    """Return (kind, label, count) of everything on the page, in order of trust."""
    made = Counter(one.level for one in asked if one.made)
    held = Counter(one.state for one in asked if not one.made)
    return [
        ("safe", "safe changes", made[Level.SAFE]),
        ("suggested", "suggested changes", made[Level.SUGGESTED]),
        ("proposed", "proposals, not made", held["proposed"]),
        ("flagged", "flags to look at", held["flagged"]),
    ]
