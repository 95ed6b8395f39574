"""A hyphen used as a dash, and any dash other than that of a house style."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import finding
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Rule, Span
from cleanup.style.document_style import MAX_SLIPS

#: A hyphen that separates clauses: lowercase letters on both sides exclude sums, scores, ranges, list terms and titles.
_HYPHEN = lazy_regex.pattern(r"(?<=[a-zß-öø-ÿ]{2})(?P<before>[”’)]?) -{1,2} (?=[“‘(]?(?:[a-zß-öø-ÿ]{2}|a ))")
TRIGGERS = (_HYPHEN,)
_WRITTEN = {"spaced-en": " – ", "em": "—", "spaced-em": " — "}


#: Dashes between clauses: letters on both sides exclude ranges, attributions, interrupted speech and omitted names.
_DASH = lazy_regex.pattern(
    r"(?<=[^\W\d_]{2})(?P<before>[”’)]?)(?P<dash>[ \u00a0][–—][ \u00a0]|(?<![—–])—(?![—–]))"
    r"(?=[“‘(]?(?:[^\W\d_]{2}|[aI][ \u00a0’]))"
)


def dashes(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield hyphens that separate clauses; with a configured style, all dashes that differ from it."""
    yield from _hyphens(rule, view)
    new = _WRITTEN.get(view.profile.style.dash or "")
    if not new or not ("—" in view.text or "–" in view.text):
        return
    for match in _DASH.finditer(view.text):
        if match["dash"].replace("\u00a0", " ") != new:
            span = Span(match.end("before"), match.end("dash"))
            message = f"“{match['dash'].strip()}” separates clauses; the house style uses “{new}”"
            yield finding(rule, span, new, message)


def _places(passage: Passage) -> list[Span]:
    """Return the hyphens with their spaces."""
    return [Span(match.end("before"), match.end()) for match in passage.finditer(_HYPHEN)]


def _hyphens(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield ` - ` where the text, or the configured style, writes ` – `, `—` or ` — `.

    Nothing is found without a clear majority of one dash: at least three, and three quarters of all.
    """
    found = [span.shift(paragraph.start) for paragraph, spans in view.observed(_places) for span in spans]
    new = _WRITTEN.get(view.profile.dash or "") if found else None
    if new is None or (len(found) > MAX_SLIPS and not view.profile.style.dash):
        return
    for span in found:
        shown = view.text[span.start : span.end].strip()
        message = f"“{shown}” separates clauses; this text uses “{new.strip()}”"
        yield finding(rule, span, new, message)
