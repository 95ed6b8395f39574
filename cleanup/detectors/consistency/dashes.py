"""A hyphen between blanks in a text that sets its dashes as dashes."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy
from cleanup.detectors.base import View
from cleanup.detectors.consistency.params import finding
from cleanup.detectors.gate import Search
from cleanup.detectors.kept import matches
from cleanup.model import Finding, Rule, Span
from cleanup.profile import MANY

#: A hyphen that parts clauses: small letters on both sides, so no sum, score, range, term of a list or title.
_HYPHEN = lazy.pattern(
    r"(?<=[a-zß-öø-ÿ]{2})(?P<before>[”’)]?) -{1,2} (?=[“‘(]?(?:[a-zß-öø-ÿ]{2}|a ))", needs=(" - ", " -- ")
)
SEARCH = Search(hyphen=_HYPHEN)
_WRITTEN = {"spaced-en": " – ", "em": "—", "spaced-em": " — "}


def hyphens(view: View, rule: Rule) -> Iterator[Finding]:
    """` - ` where the text, or the style that is set, writes ` – `, `—` or ` — `.

    Nothing where the text has no clear majority of one dash: three at least, three quarters of all.
    """
    found = list(matches(view, SEARCH, "hyphen"))
    new = _WRITTEN.get(view.profile.dash or "") if found else None
    if new is None or (len(found) > MANY and not view.profile.style.dash):
        return
    for start, match in found:
        span = Span(start + match.end("before"), start + match.end())
        shown = view.text[span.start : span.end].strip()
        message = f"“{shown}” parts the clauses here; this text writes “{new.strip()}”"
        yield finding(rule, span, new, message)
