"""How rules are named and sorted for clients of LanguageTool.

Clients colour and filter by LanguageTool's categories and by the issue types of ITS 2.0
(https://www.w3.org/TR/its20/#lqissue-typevalues); both take values that they know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from cleanup.model import Level, Rule


class RuleCategory(msgspec.Struct, frozen=True):
    """A category of LanguageTool with the issue type that goes with it here."""

    issue_type: str
    id: str
    name: str


#: By group of rules.
_GROUPS: Final = {
    "boilerplate": RuleCategory("formatting", "MISC", "Miscellaneous"),
    "consistency": RuleCategory("inconsistency", "STYLE", "Style"),
    "encoding": RuleCategory("characters", "TYPOGRAPHY", "Typography"),
    "grammar": RuleCategory("grammar", "GRAMMAR", "Grammar"),
    "numbers": RuleCategory("numbers", "SEMANTICS", "Semantics"),
    "punctuation": RuleCategory("typographical", "PUNCTUATION", "Punctuation"),
    "quotes": RuleCategory("typographical", "PUNCTUATION", "Punctuation"),
    "sentences": RuleCategory("typographical", "PUNCTUATION", "Punctuation"),
    "spacing": RuleCategory("whitespace", "TYPOGRAPHY", "Typography"),
    "spelling": RuleCategory("misspelling", "TYPOS", "Possible Typo"),
    "spinner": RuleCategory("mistranslation", "SEMANTICS", "Semantics"),
    "translation": RuleCategory("mistranslation", "SEMANTICS", "Semantics"),
}
#: By kind of rule, where that says more than its group.
_KINDS: Final = {"letter_case": RuleCategory("typographical", "CASING", "Capitalization")}
_OTHER: Final = RuleCategory("uncategorized", "MISC", "Miscellaneous")

#: The type of a match by its issue type; a flag that no repair is known for is a hint, the rest is `Other`.
_TYPES: Final = {"misspelling": "UnknownWord"}


def category(rule: Rule) -> RuleCategory:
    """Return the category of a rule."""
    return _KINDS.get(rule.kind) or _GROUPS.get(rule.id.partition("/")[0], _OTHER)


def type_name(found: RuleCategory, level: Level) -> str:
    """Return the type of a match: `UnknownWord`, `Hint` or `Other`."""
    return _TYPES.get(found.issue_type, "Hint" if level is Level.FLAG else "Other")


def public_id(rule: str) -> str:
    """Return the id of a rule in LanguageTool's form: `CLEANUP_QUOTES_UNCLOSED` for `quotes/unclosed`."""
    return "CLEANUP_" + "".join(char if char.isalnum() else "_" for char in rule).upper()


def canonical(names: Iterable[str]) -> frozenset[str]:
    """Return ids of rules in LanguageTool's form, whichever form they are given in; unknown ones do no harm."""
    return frozenset(name if name.startswith("CLEANUP_") else public_id(name) for name in names)
