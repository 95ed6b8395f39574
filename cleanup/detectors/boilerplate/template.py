"""The `replace` templates of pattern rules: `{name}`, `{name:lower}`, `{name:upper}`, `{name:capitalize}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from cleanup import lazy_regex

_SLOT = lazy_regex.pattern(r"\{(\w*)(?::(\w+))?\}|\{\{|\}\}")

_CASES: dict[str, Callable[[str], str]] = {
    "lower": lambda s: s[:1].lower() + s[1:],
    "upper": str.upper,
    "capitalize": lambda s: s[:1].upper() + s[1:],
}


def check(template: str, groups: Collection[str]) -> str:
    """Return what is wrong with a template, given the group names of the pattern, or an empty string."""
    for name, case in _slots(template):
        if name != "match" and name not in groups:
            return f"no group {{{name}}} in the pattern (write (?P<{name}>…))"
        if case and case not in _CASES:
            return f"unknown case {case!r}; expected one of: {', '.join(sorted(_CASES))}"
    return ""


def fill(template: str, groups: Mapping[str, str]) -> str:
    """Return the template with its slots filled. `lower` and `capitalize` change the first letter only."""

    def one(match: re.Match[str]) -> str:
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        value = groups[match[1]]
        return _CASES[match[2]](value) if match[2] else value

    return _SLOT.sub(one, template)


def _slots(template: str) -> list[tuple[str, str]]:
    return [(m[1], m[2] or "") for m in _SLOT.finditer(template) if m.group() not in ("{{", "}}")]
