"""The report a person reads: one self-contained HTML page, the full prose beside a card for each change."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cleanup.edits import apply
from cleanup.model import Edit, Finding, Level, Plan, Rule, Span
from cleanup.profile import detect_language
from cleanup.reports.html_prose import LINE_END, Note, aligned, changed, escaped, marked, whole_words

_TEMPLATES = Path(__file__).parent / "templates"

#: What a card shows: code points of context on either side, of one piece of text, and pieces of a change.
CONTEXT, PIECE, PIECES = 40, 240, 30

#: Code points, a note counting as 500, above which a browser lays out only what is near the window.
LONG = 200_000

#: Why a finding was held, in words; a flag needs none.
_HELD = {
    "overlap": "Held back: it overlaps a change that was made.",
    "protected": "Held back: the place may not be edited.",
    "guard": "Held back: the repair would break something that must stay.",
    "unstable": "Held back: its rule would not come to rest on this text.",
    "rejected": "Held back: rejected by an earlier decision.",
}


def render(plans: Sequence[Plan], rules: Mapping[str, Rule], *, version: str, title: str = "Review of changes") -> str:
    """The page for some plans. `rules` explains the rules by id; a finding of a rule not in it is shown without."""
    files: list[_File] = []
    notes: list[Note] = []
    for number, plan in enumerate(plans, 1):
        own = _notes(plan, len(notes))
        files.append(_file(number, plan, own, rules))
        notes += own
    style, script = (Markup((_TEMPLATES / name).read_text("utf-8")) for name in ("report.css", "report.js"))
    template = _environment().get_template("report.html.j2")
    return template.render(
        title=title,
        version=version,
        files=files,
        rules=_rule_rows(notes, rules),
        totals=_totals(notes),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = _count
    return environment


def _hash(source: str) -> str:
    """How a content security policy names the one style or script it lets in."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


# What gets a card


def _notes(plan: Plan, before: int) -> list[Note]:
    """The changes and held findings of a plan by place, numbered on from `before`."""
    text, known = plan.document.text, {finding.id: finding for finding in plan.findings}
    drafts = [
        Note(0, edit.span, edit, True, change.level, tuple(known[i] for i in change.findings if i in known))
        for change, edit in zip(plan.changes, _widened(plan.edits, text), strict=True)
    ]
    drafts += [
        Note(0, found.span, _joined(found.edits, text), False, found.level, (found,), plan.held.get(found.id, ""))
        for found in plan.findings
        if found.id not in plan.chosen
    ]
    drafts.sort(key=lambda note: (note.span, not note.made))
    return [replace(note, number=number) for number, note in enumerate(drafts, before + 1)]


def _widened(edits: Sequence[Edit], text: str) -> list[Edit]:
    """Each edit with the whole words it is in, short of its neighbours."""
    low = 0
    wide: list[Edit] = []
    for edit, after in pairwise((*edits, None)):
        if edit:
            wide.append(whole_words(edit, text, low, after.span.start if after else len(text)))
            low = wide[-1].span.end
    return wide


def _joined(edits: Sequence[Edit], text: str) -> Edit | None:
    """One edit of whole words that does what all of them do."""
    if not edits:
        return None
    whole = Span(edits[0].span.start, edits[-1].span.end)
    after = apply([edit.shift(-whole.start) for edit in edits], text[whole.start : whole.end])
    return whole_words(Edit(whole, after), text, 0, len(text))


# Cards, files and tables, ready for the template


@dataclass(frozen=True, slots=True)
class _Card:
    """`place` is the number of the place in the text; `rows` are (tag, text) pairs: was, and would be.

    `reasons` are (rule, message, why), `others` (title, text) of the fixes beyond the first.
    """

    number: int
    place: int
    state: str
    level: Level
    rows: tuple[tuple[str, Markup], ...]
    reasons: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, Markup], ...]
    held: str


def _card(note: Note, place: int, text: str, rules: Mapping[str, Rule]) -> _Card:
    edit = note.edit
    rows = (
        tuple((tag, _row(tag, text, edit)) for tag in ("del", "ins")) if edit else (("mark", _quoted(text, note.span)),)
    )
    reasons = tuple(_reason(finding, rules.get(finding.rule)) for finding in note.findings)
    others = tuple(
        (fix.title, _row("ins", text, edit))
        for finding in note.findings
        for fix in finding.fixes[1:]
        if (edit := _joined(fix.edits, text))
    )
    return _Card(note.number, place, note.state, note.level, rows, reasons, others, _HELD.get(note.held, ""))


def _reason(finding: Finding, rule: Rule | None) -> tuple[str, str, str]:
    return finding.rule, finding.message or (rule.summary if rule else ""), rule.why if rule else ""


def _row(tag: str, text: str, edit: Edit) -> Markup:
    """One side of an edit with some context: `del` the original, `ins` the text with the edit made."""
    sides = islice(aligned(text[edit.span.start : edit.span.end], edit.replacement), PIECES)
    inner = "".join(
        escaped(_shortened(old)) if old == new else changed(tag, _shortened(old if tag == "del" else new))
        for old, new in sides
    )
    return _in_context(text, edit.span, inner)


def _quoted(text: str, span: Span) -> Markup:
    inner = escaped(_shortened(text[span.start : span.end]))
    return _in_context(text, span, f'<mark class="flagged">{inner}</mark>')


def _in_context(text: str, span: Span, inner: str) -> Markup:
    """Some words of the same line on either side; those cut in two at the far ends are left out."""
    lead = LINE_END.split(text[max(0, span.start - CONTEXT) : span.start])[-1]
    tail = LINE_END.split(text[span.end : span.end + CONTEXT])[0]
    if len(lead) == CONTEXT:
        lead = "… " + (lead.partition(" ")[2] or lead)
    if len(tail) == CONTEXT:
        tail = (tail.rpartition(" ")[0] or tail) + " …"
    return Markup(escaped(lead) + inner + escaped(tail))


def _shortened(text: str) -> str:
    return text if len(text) <= PIECE else f"{text[: PIECE - 60].rstrip()} … {text[-50:].lstrip()}"


@dataclass(frozen=True, slots=True)
class _File:
    number: int
    path: Markup
    language: str
    prose: Markup
    cards: tuple[_Card, ...]
    changed: int
    held: int
    long: bool


def _file(number: int, plan: Plan, notes: Sequence[Note], rules: Mapping[str, Rule]) -> _File:
    text = plan.document.text
    prose, shown = marked(notes, text)
    return _File(
        number,
        Markup(escaped(plan.document.path)),
        plan.document.language or detect_language(text) or "",
        prose,
        tuple(_card(note, shown[note.number], text, rules) for note in notes),
        len(plan.changes),
        len(notes) - len(plan.changes),
        len(text) + 500 * len(notes) > LONG,
    )


def _rule_rows(notes: Sequence[Note], rules: Mapping[str, Rule]) -> list[tuple[str, str, str, int, int]]:
    """(rule, summary, level, changes, held) for the rules that found something, those with most to show first."""
    changed = Counter(rule for note in notes if note.made for rule in {found.rule for found in note.findings})
    held = Counter(note.findings[0].rule for note in notes if not note.made)
    order = sorted(changed.keys() | held.keys(), key=lambda rule: (-changed[rule] - held[rule], rule))
    known = {rule: (rules[rule].summary, str(rules[rule].level)) if rule in rules else ("", "") for rule in order}
    return [(rule, *known[rule], changed[rule], held[rule]) for rule in order]


def _totals(notes: Sequence[Note]) -> list[tuple[str, str, int]]:
    """(kind, label, count) of what a reader may meet, in the order of trust."""
    made = Counter(note.level for note in notes if note.made)
    held = Counter(note.state for note in notes if not note.made)
    return [
        ("safe", "safe changes", made[Level.SAFE]),
        ("suggested", "suggested changes", made[Level.SUGGESTED]),
        ("proposed", "proposals, not made", held["proposed"]),
        ("flagged", "flags to look at", held["flagged"]),
    ]
