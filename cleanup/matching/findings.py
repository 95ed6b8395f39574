"""What a finding needs: the words of its message, and a fix of one edit."""

from __future__ import annotations

from cleanup.model import Edit, Fix, Rule, Span


def replace(span: Span, replacement: str, title: str) -> Fix:
    """A fix of one edit."""
    return Fix((Edit(span, replacement),), title)


def describe(rule: Rule, matched: str) -> str:
    """The rule's message for a match: its own template (`{match}`), or the summary with the text quoted."""
    shown = " ".join(matched.split()) or matched
    if rule.message:
        return rule.message.replace("{match}", shown)
    return f"{rule.summary}: {shown!r}" if shown.strip() else rule.summary
