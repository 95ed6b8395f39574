"""Remarks on suppression comments that cannot do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanup.documents import suppressions
from cleanup.errors import CleanupError
from cleanup.model import Plan, Span
from cleanup.text.segments import Lines

if TYPE_CHECKING:
    from cleanup.rules.registry import Rulebook


def on_comments(plan: Plan, book: Rulebook) -> Iterator[str]:
    """Yield a line for each name in a comment that is neither a rule nor a group, and for each unused comment."""
    text, path = plan.document.text, plan.document.path
    remarks: list[tuple[int, str]] = []
    misnamed: set[Span] = set()
    for comment, name, at in suppressions.names(plan.document):
        try:
            book.require_known(name)
        except CleanupError as error:
            misnamed.add(comment)
            remarks.append((at, str(error)))
    for comment, *_ in plan.unused:
        if comment not in misnamed:
            remarks.append((comment.start, f"nothing to ignore for {text[comment.start : comment.end]}"))
    lines = Lines(text if remarks else "")
    for at, said in sorted(remarks):
        line, column = lines.locate(at)
        yield f"{path}:{line}:{column} {said}"
