"""What there is to say about a rule, for its page on the site and for `cleanup explain`: neither says it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from cleanup.model import Example, Level, Rule
from cleanup.rules import statistics
from cleanup.rules.registry import builtin_folder


class ShownExample(msgspec.Struct, frozen=True):
    """An example as it is shown: what a text becomes, what is flagged, left alone, or refused of a proposal.

    `after` is empty unless the text changes or a proposal is refused; `style` contains the keys of the house style that
    the example needs, as `key = 'value'`.
    """

    kind: Literal["changed", "flagged", "kept", "refused"]
    before: str
    after: str = ""
    style: tuple[str, ...] = ()


def facts(rule: Rule) -> dict[str, str]:
    """Return all facts about a rule that fit on a line, besides its summary; empty if there is nothing to say."""
    return {
        "level": rule.level,
        "kind": rule.kind,
        "pass": rule.pass_,
        "status": rule.status,
        "languages": ", ".join(rule.languages) or "all",
        "formats": ", ".join(rule.formats),
        "touches": ", ".join(rule.allow) or "everything except digits and negations",
        "measured": _measured(rule),
        "url": rule.url,
        "file": rule.path,
    }


def _measured(rule: Rule) -> str:
    """Return what a built-in rule finds in clean text; this is unknown for a user's own rule."""
    if not is_builtin(rule):
        return ""
    found = statistics.clean_findings(rule.id)
    said = ", ".join(f"{number} {level}" for level, number in found.items()) or "no finding"
    return f"{said} in {statistics.clean_words(rule.id):,} words of clean text"


def is_builtin(rule: Rule) -> bool:
    """Return whether a rule comes with cleanup."""
    return Path(rule.path).is_relative_to(builtin_folder())


def examples(rule: Rule) -> Iterator[ShownExample]:
    """Return the examples of a rule."""
    return map(shown, rule.examples)


def shown(example: Example) -> ShownExample:
    """Return an example as it is shown."""
    style = tuple(f"{key} = {value!r}" for key, value in example.style.items())
    if example.keep is not None and example.proposal is not None:
        return ShownExample("refused", example.keep, example.proposal, style)
    if example.keep is not None:
        return ShownExample("kept", example.keep, style=style)
    if example.after is None:
        return ShownExample("flagged", example.before or "", style=style)
    return ShownExample("changed", example.before or "", example.after, style)


#: What follows from a level, for a reader who does not know them.
LEVELS = {
    Level.SAFE: "there is one possible repair; `fix` makes it",
    Level.SUGGESTED: "most editors would make the repair; `fix --suggested` makes it",
    Level.FLAG: "a person decides; cleanup never changes the text",
}


def choices(rule_id: str) -> dict[str, str]:
    """Return how to be rid of a rule or a group, or to trust it less: what is wanted, and what to write where."""
    return {
        "in one paragraph": f"<!-- cleanup: ignore {rule_id} --> before it (Markdown and HTML)",
        "in one run": f"--ignore {rule_id}",
        "everywhere": f'ignore = ["{rule_id}"] in the configuration',
        "at another level": f'[levels] "{rule_id}" = "flag" in the configuration (safe, suggested or flag)',
    }


def address(rule_id: str) -> str:
    """Return where the page of a built-in rule or a group is, relative to the documentation site."""
    group, _, name = rule_id.partition("/")
    return f"rules/{group}.html#{name}" if name else f"rules/{group}.html"
