"""Findings and changes as lines of text, one a finding or a change.

Colour is the caller's: `Paint` wraps a text for its role (`path`, `place`, `old`, `new`, `dim`, or a level).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cleanup import lazy_regex
from cleanup.model import Change, Finding, Plan, Span
from cleanup.text.segments import Lines

Paint = Callable[[str, str], str]

#: What must not reach a terminal as it is: controls, line separators, marks that turn the direction of writing, what
#: takes no room (but for the joiners that scripts and emoji are written with), half characters and no characters.
_UNSEEN = lazy_regex.pattern(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

#: What a runner of CI takes for a command to itself: in GitHub Actions `::` where a line begins, behind any space, and
#: the older `##[`; `##vso[` in Azure Pipelines, `##teamcity[` in TeamCity, both anywhere. The colours are ours.
_AT_THE_START = lazy_regex.pattern(r"\A((?:\s|\x1b\[[\d;]*m)*):(?=:)")
_ANYWHERE = lazy_regex.pattern(r"#(?=#\w*\[)")

#: How far a change is widened to whole words, and how much of a long one is shown.
REACH = 40
SHOWN = 100


def plain(text: str, _role: str) -> str:
    """No colour."""
    return text


def visible(text: str) -> str:
    """The text on one line and harmless: a line end as ⏎, other controls as escapes."""
    line = text.replace("\r\n", "⏎").replace("\n", "⏎")
    return line if line.isprintable() else _UNSEEN.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    return repr(match.group())[1:-1]


def inert(line: str) -> str:
    """A line that is no command to a runner of CI, whatever text of a file or name of one it begins with or holds."""
    line = _AT_THE_START.sub(r"\1\\x3a", line) if "::" in line else line
    return _ANYWHERE.sub(r"\\x23", line) if "##" in line else line


def inert_json(text: str) -> str:
    """The same for JSON, where no line begins with text: it reads as before."""
    return _ANYWHERE.sub(r"\\u0023", text) if "##" in text else text


def inert_xml(text: str) -> str:
    """The same for XML."""
    return _ANYWHERE.sub("&#35;", text) if "##" in text else text


def path_first(path: str) -> str:
    """A path that a line begins with, visible; one that a runner of CI would take for a command still leads there."""
    seen = visible(path)
    return f"./{seen}" if seen.lstrip().startswith("::") else seen


def in_words(text: str, span: Span, replacement: str) -> tuple[str, str]:
    """Old and new text of an edit, widened to whole words: `colo[u→]r` reads `colour`, `color`."""
    start, end = span.start, span.end
    if not (text[start:end] + replacement).strip():
        # Only space changes: it means nothing without the words on both sides.
        while start > 0 and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
    while start > max(0, span.start - REACH) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + REACH) and not text[end].isspace():
        end += 1
    head, tail = text[start : span.start], text[span.end : end]
    return text[start:end], f"{head}{replacement}{tail}"


def one_line(plan: Plan, findings: Iterable[Finding], paint: Paint = plain) -> Iterator[str]:
    """`path:line:column RULE message` for each finding."""
    lines = Lines(plan.document.text)
    path = path_first(plan.document.path)
    for finding in findings:
        line, column = lines.locate(finding.span.start)
        place = paint(f"{path}:{line}:{column}", "place")
        yield f"{place} {paint(finding.rule, finding.level)} {visible(finding.message)}"


def changes(plan: Plan, paint: Paint = plain) -> Iterator[str]:
    """`path:line:column  old → new` for each change, widened to whole words."""
    lines = Lines(plan.document.text)
    path = path_first(plan.document.path)
    for change in plan.changes:
        line, column = lines.locate(change.span.start)
        old, new = in_words(plan.document.text, change.span, change.after)
        yield f"{paint(f'{path}:{line}:{column}', 'place')}  {arrow(old, new, paint)}"


def became(text: str, change: Change) -> str:
    """What a change did, in words: `'colour' became 'color'`, `'very' was removed`."""
    old, new = (_short(part) for part in in_words(text, change.span, change.after))
    if not old.strip():
        return f"'{new}' was added"
    return f"'{old}' became '{new}'" if new.strip() else f"'{old}' was removed"


def arrow(old: str, new: str, paint: Paint) -> str:
    """`old → new`, each cut in the middle where it is long."""
    return f"{paint(_short(old) or '∅', 'old')} → {paint(_short(new) or '∅', 'new')}"


def _short(text: str) -> str:
    seen = visible(text)
    return seen if len(seen) <= SHOWN else f"{seen[: SHOWN // 2]} … {seen[-SHOWN // 2 :]}"
