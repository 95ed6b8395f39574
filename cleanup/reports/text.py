"""Findings and changes as lines of text, one for each.

Callers choose colours: `Paint` wraps a text for its role (`path`, `place`, `old`, `new`, `dim`, or a level).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cleanup import lazy_regex
from cleanup.model import Change, Finding, Plan, Span
from cleanup.text.segments import Lines

Paint = Callable[[str, str], str]

#: What must not reach a terminal as it is: controls, line separators, marks that change the direction of writing,
#: characters without width (except for the joiners that scripts and emoji need), surrogates and non-characters.
_UNSEEN = lazy_regex.pattern(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

#: What a CI runner takes for a command: in GitHub Actions `::` at the start of a line, after any space, and the older
#: `##[`; `##vso[` in Azure Pipelines and `##teamcity[` in TeamCity, anywhere. The colours are ours.
_AT_THE_START = lazy_regex.pattern(r"\A((?:\s|\x1b\[[\d;]*m)*):(?=:)")
_ANYWHERE = lazy_regex.pattern(r"#(?=#\w*\[)")

#: How far a change is extended to whole words, and how much of a long one is shown, in code points.
MAX_EXTENSION = 40
SHOWN = 100


def plain(text: str, _role: str) -> str:
    """Return the text without colour."""
    return text


def visible(text: str) -> str:
    """Return the text on one line and harmless: a line end as ⏎, other controls as escapes."""
    line = text.replace("\r\n", "⏎").replace("\n", "⏎")
    return line if line.isprintable() else _UNSEEN.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    return repr(match.group())[1:-1]


def inert(line: str) -> str:
    """Return a line that no CI runner takes for a command, whatever text or file name it contains."""
    line = _AT_THE_START.sub(r"\1\\x3a", line) if "::" in line else line
    return _ANYWHERE.sub(r"\\x23", line) if "##" in line else line


def inert_json(text: str) -> str:
    """Return the same for JSON, where no line begins with text and the parsed value does not change."""
    return _ANYWHERE.sub(r"\\u0023", text) if "##" in text else text


def inert_xml(text: str) -> str:
    """Return the same for XML."""
    return _ANYWHERE.sub("&#35;", text) if "##" in text else text


def path_first(path: str) -> str:
    """Return a visible path for the beginning of a line; one that a CI runner would take for a command still leads to
    the file.
    """
    seen = visible(path)
    return f"./{seen}" if seen.lstrip().startswith("::") else seen


def in_words(text: str, span: Span, replacement: str) -> tuple[str, str]:
    """Return the old and new text of an edit, extended to whole words: `colo[u→]r` reads `colour`, `color`."""
    start, end = span.start, span.end
    if not (text[start:end] + replacement).strip():
        # Only space changes, which means nothing without the words on both sides.
        while start > 0 and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
    while start > max(0, span.start - MAX_EXTENSION) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + MAX_EXTENSION) and not text[end].isspace():
        end += 1
    head, tail = text[start : span.start], text[span.end : end]
    return text[start:end], f"{head}{replacement}{tail}"


def told(finding: Finding) -> str:
    """The message, and whose proposal it is where that is a language model's."""
    return f"{finding.message} ({finding.source})" if finding.source else finding.message


def one_line(plan: Plan, findings: Iterable[Finding], paint: Paint = plain) -> Iterator[str]:
    """Yield `path:line:column RULE message` for each finding."""
    lines = Lines(plan.document.text)
    path = path_first(plan.document.path)
    for finding in findings:
        line, column = lines.locate(finding.span.start)
        place = paint(f"{path}:{line}:{column}", "place")
        yield f"{place} {paint(finding.rule, finding.level)} {visible(told(finding))}"


def changes(plan: Plan, paint: Paint = plain) -> Iterator[str]:
    """Yield `path:line:column old → new` for each change, extended to whole words."""
    lines = Lines(plan.document.text)
    path = path_first(plan.document.path)
    for change in plan.changes:
        line, column = lines.locate(change.span.start)
        old, new = in_words(plan.document.text, change.span, change.after)
        yield f"{paint(f'{path}:{line}:{column}', 'place')}  {arrow(old, new, paint)}"


def became(text: str, change: Change) -> str:
    """Return what a change did in words: `'colour' became 'color'`, `'very' was removed`."""
    old, new = (_short(part) for part in in_words(text, change.span, change.after))
    if not old.strip():
        return f"'{new}' was added"
    return f"'{old}' became '{new}'" if new.strip() else f"'{old}' was removed"


def arrow(old: str, new: str, paint: Paint) -> str:
    """Return `old → new`, each shortened in the middle if it is long."""
    return f"{paint(_short(old) or '∅', 'old')} → {paint(_short(new) or '∅', 'new')}"


def _short(text: str) -> str:
    seen = visible(text)
    return seen if len(seen) <= SHOWN else f"{seen[: SHOWN // 2]} … {seen[-SHOWN // 2 :]}"
