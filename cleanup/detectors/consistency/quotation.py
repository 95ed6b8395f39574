"""The order of a comma or full stop and the closing quotation mark."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy
from cleanup.detectors.base import View, replace
from cleanup.detectors.gate import Search
from cleanup.detectors.kept import matches, place
from cleanup.model import Finding, Fix, Rule

#: A closing mark after a word, the comma or stop behind it, and nothing further that a reader would join to it.
_OUTSIDE = lazy.pattern(r"([”\"])(?<=[^\W_].)([,.])(?=[ \u00a0\r\n]|\Z)", needs=("”,", "”.", '",', '".'))
SEARCH = Search(outside=_OUTSIDE)
#: The opening mark and what is quoted, as far as the closing mark; looked for in the 240 characters before it.
_QUOTED = lazy.pattern(r"[“\"]([^“”\"\r\n]{2,240})\Z")
_CODE = lazy.pattern(r"[\\/_=<>{}@#|~^*]|\w[.:]\w|^[\W\d]+$|^-")


def punctuation(view: View, rule: Rule) -> Iterator[Finding]:
    """`word”,` in a text that writes `word,”`.

    The other direction is left alone: where marks stand outside, a quoted sentence still keeps its own.
    """
    found = list(matches(view, SEARCH, "outside"))
    if not found or view.profile.quote_punctuation != "inside":
        return
    for start, match in found:
        quoted = _QUOTED.search(match.string, max(0, match.start() - 242), match.start())
        if quoted is None or _CODE.search(quoted[1]):
            continue
        new = match[2] + match[1]
        message = f"the '{match[2]}' stands after the closing mark, but this text puts it before"
        span = place(start, match)
        fix: Fix = replace(span, new, f"write {new}")
        yield Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)
