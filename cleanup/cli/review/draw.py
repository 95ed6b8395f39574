"""A proposal as lines for a terminal: where it is, why, and old and new text in context.

Old text is `[-red and struck-]`, new text `{+green+}`; coloured text has no such signs. All text from files and rules
is passed through `visible`, so that none of it can control the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanup.edits.diff import word_pieces
from cleanup.edits.edits import minimal
from cleanup.model import Rule, Span
from cleanup.reports.grouped import wrapped
from cleanup.reports.text import Paint, told, visible
from cleanup.review.decisions import ShownEdit
from cleanup.review.proposals import Proposal
from cleanup.text.phrasing import counted

#: The maximum context on either side, in code points; less if a change has several places.
CONTEXT, LESS = 120, 50
#: Longer text is not compared by word, and only its ends are shown.
COMPARED, SHOWN = 2000, 500
#: The maximum number of findings of a change to list.
REASONS = 5

_SIGNS = {"struck": ("[-", "-]"), "new": ("{+", "+}"), "flag": ("[?", "?]")}
_LINE_END = re.compile(r"[\r\n]")
_WORD = re.compile(r"\w")
_OUTER_SPACE = re.compile(r"^ +| +$")
#: Characters that look like another one or like nothing; they may be the whole difference of a change.
_HIDDEN = re.compile(r"[\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u202f\u205f-\u2064\u3000\ufeff]")


def heading(progress: str, where: str, one: Proposal, width: int, paint: Paint) -> Iterator[str]:
    """Yield `[3/37] path:line`, then the level and the rules."""
    yield from wrapped(f"{paint(progress, 'dim')} {paint(where, 'path')}", width)
    rules = ", ".join(dict.fromkeys(finding.rule for finding in one.findings))
    yield from wrapped(f"{paint(one.level, one.level)}  {rules}", width)


def reasons(one: Proposal, rules: Mapping[str, Rule], width: int, paint: Paint) -> Iterator[str]:
    """Yield what is wrong, and why the rules think so."""
    found = list(dict.fromkeys((finding.rule, told(finding)) for finding in one.findings))
    for rule, message in found[:REASONS]:
        yield from wrapped(f"{_sentence(message)} {paint(_sentence(rules[rule].why), 'dim')}", width)
    if len(found) > REASONS:
        yield f"… and {len(found) - REASONS} more reasons."


def _sentence(text: str) -> str:
    seen = visible(text.strip())
    return seen if seen.endswith((".", "!", "?", "…", ":")) else f"{seen}."


def excerpt(text: str, places: Sequence[ShownEdit], width: int, paint: Paint, *, repair: bool = True) -> Iterator[str]:
    """Yield the places of a change in context; without a repair, the text is marked but not struck out."""
    reach = CONTEXT if len(places) == 1 else LESS
    for window, inside in _windows(text, places, reach):
        pieces: list[str] = []
        at = window.start
        for place in inside:
            pieces += (visible(text[at : place.start]), *_marked(place, paint, repair=repair))
            at = place.end
        pieces.append(visible(text[at : window.end]))
        before = "" if window.start == 0 or text[window.start - 1] in "\r\n" else "… "
        after = "" if window.end == len(text) or text[window.end] in "\r\n" else " …"
        yield from wrapped(f"{before}{''.join(pieces).strip()}{after}", width, "    ")


def _windows(text: str, places: Sequence[ShownEdit], reach: int) -> Iterator[tuple[Span, list[ShownEdit]]]:
    """Yield what to show around each place; places close to each other are shown together."""
    window, inside = _around(text, places[0], reach), [places[0]]
    for place in places[1:]:
        near = _around(text, place, reach)
        if near.start <= window.end:
            window, inside = Span(window.start, max(near.end, window.end)), [*inside, place]
        else:
            yield window, inside
            window, inside = near, [place]
    yield window, inside


def _around(text: str, place: ShownEdit, reach: int) -> Span:
    """Return whole words around a place in its line; also in the neighbouring lines if the change is the whole line."""
    low, high = max(0, place.start - reach), min(len(text), place.end + reach)
    before, after = text[low : place.start], text[place.end : high]
    ends = [match.end() for match in _LINE_END.finditer(before)]
    end = _LINE_END.search(after)
    first = low + ends[-1] if ends else low
    last = place.end + end.start() if end else high
    if text[first : place.start].strip() or text[place.end : last].strip():
        low, high = first, last
    return Span(_word_start(text, low, place.start), _word_end(text, place.end, high))


def _word_start(text: str, low: int, limit: int) -> int:
    """Return the start of the first word from `low` on, or `low` in the middle of a long word."""
    if low == 0 or text[low - 1].isspace():
        return low
    return next((i + 1 for i in range(low, limit) if text[i].isspace()), low)


def _word_end(text: str, limit: int, high: int) -> int:
    if high == len(text) or text[high].isspace():
        return high
    return next((i for i in range(high - 1, limit - 1, -1) if text[i].isspace()), high)


def _marked(place: ShownEdit, paint: Paint, *, repair: bool) -> Iterator[str]:
    if not repair:
        yield _sign(place.before, "flag", paint)
        return
    for old, new in _compared(place.before, place.after):
        if old == new:
            yield visible(old)
        else:
            yield _sign(old, "struck", paint) + _sign(new, "new", paint)


def _compared(before: str, after: str) -> Iterable[tuple[str, str]]:
    if len(before) + len(after) <= COMPARED:
        return word_pieces(before, after)
    span, new = minimal(before, after)
    head, tail = before[: span.start], before[span.end :]
    return [(_short(head), _short(head)), (before[span.start : span.end], new), (_short(tail), _short(tail))]


def _sign(text: str, role: str, paint: Paint) -> str:
    """Return a piece in its colour, with signs if there is no colour, or if a punctuation mark alone is easily
    overlooked.
    """
    if not text:
        return ""
    seen = _HIDDEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", visible(_short(text)))
    seen = _OUTER_SPACE.sub(lambda match: "·" * len(match.group()), seen)
    painted = paint(seen, role)
    if painted != seen and _WORD.search(seen):
        return painted
    head, tail = _SIGNS[role]
    return paint(f"{head}{seen}{tail}", role)


def _short(text: str) -> str:
    if len(text) <= SHOWN:
        return text
    end = SHOWN // 3
    return f"{text[:end]} … {len(text) - 2 * end:,} characters … {text[-end:]}"


def others(choices: Sequence[tuple[str, str]], width: int, paint: Paint) -> Iterator[str]:
    """Yield the other suggestions, (title, text), each with its key."""
    for number, (title, text) in enumerate(choices, 1):
        yield from wrapped(f"{number}  {_sign(text, 'new', paint)} {paint(visible(title), 'dim')}", width, "    ")


def rivals(number: int, width: int) -> Iterator[str]:
    """Yield what accepting would reject."""
    if number:
        yield from wrapped(f"Accepting it rejects {counted(number, 'other proposal')} for the same words.", width)


def keys(table: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield the keys and what they do."""
    for key, what in table:
        first, *more = wrapped(what, width - 12)
        yield f"  {key.ljust(9)} {first}"
        yield from (f"{' ' * 12}{line}" for line in more)


def signs(paint: Paint) -> str:
    """Return how to tell old text from new."""
    return f"{_sign('old', 'struck', paint)} {_sign('new', 'new', paint)}; · is a space, ⏎ a line break"
