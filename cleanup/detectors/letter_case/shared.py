"""What the reports on letter case share: findings that change single letters, and what is a line of prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleanup import lazy_regex
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span

#: A paragraph of fewer words is a line of a table, a label, a name under a letter.
LEAST_WORDS = 8

#: Lines of verse are shorter.
LINE = 60

_MARKS = lazy_regex.pattern(r"[“”\"]")
_WORD = lazy_regex.pattern(r"[^\W\d_]+")


def recased(rule: Rule, at: int, old: str, new: str, message: str, *, level: Level | None = None) -> Finding:
    """Return a finding that writes `new` for `old` at an offset; they differ only in case, and only that is edited."""
    runs = [[index, index + 1] for index, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    edits = tuple(Edit(Span(at + start, at + end), new[start:end]) for start, end in _joined(runs))
    fix = Fix(edits, f"write “{new}”")
    return Finding(rule.id, Span(at, at + len(old)), message, level or rule.level, (fix,), rule.confidence)


def _joined(runs: Iterable[Sequence[int]]) -> list[list[int]]:
    """Join ranges that touch."""
    joined: list[list[int]] = []
    for start, end in runs:
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return joined


def is_prose(paragraph: str) -> bool:
    """Return whether a paragraph is no verse, and most of its words, of which it has enough, begin in lowercase."""
    if _is_verse(paragraph):
        return False
    words = _WORD.findall(paragraph[:2000])
    lower = sum(word[0].islower() for word in words)
    return len(words) >= LEAST_WORDS and lower * 2 > len(words)


def _is_verse(paragraph: str) -> bool:
    """Return whether a paragraph is in several short lines that all begin with a capital or a mark."""
    lines = paragraph.splitlines()
    return len(lines) > 1 and all(len(line) < LINE and not line.lstrip()[:1].islower() for line in lines)


def is_quoted(paragraph: str, at: int) -> bool:
    """Return whether a quotation is open here, whose speaker or title may be written in any way."""
    marks = _MARKS.findall(paragraph, 0, at)
    return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and len(marks) % 2 == 1))
