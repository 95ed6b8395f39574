"""The prose of the review page: the text of a file with its changes and held findings marked in place.

It obeys one law: without the contents of `<ins>`, its text is the original, and without the contents of `<del>`, the
repaired text. So nothing else in it may add text: spaces, breaks and hidden characters are made visible by the style
sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from markupsafe import Markup, escape

from cleanup.edits.diff import word_pieces
from cleanup.edits.edits import minimal
from cleanup.model import Edit, Level, Span

#: The total length of both sides of a change, in code points, above which it is not compared word by word.
WORD_BY_WORD = 4_000


@dataclass(frozen=True, slots=True)
class Note:
    """One place of a proposal in the text, which gets a mark.

    `number` is the number of the proposal on the page; `edit` is the edit that was made, if any; `rule` is the row of
    the rule in the table that explains it.
    """

    number: int
    span: Span
    edit: Edit | None
    level: Level
    state: str
    rule: int

    @property
    def made(self) -> bool:
        """Whether the text was changed here."""
        return self.edit is not None


# Positions in the text


def marked(notes: Sequence[Note], text: str) -> tuple[Markup, dict[int, int]]:
    """Return the text with its notes, sorted by position, and for each note the number of the proposal whose mark shows
    it.
    """
    pieces = _cut(notes, len(text))
    shown: dict[int, int] = {}
    prose = Markup(_prose(text, pieces, shown))
    _lend_places(notes, pieces, shown)
    return prose, shown


@dataclass(slots=True)
class _Piece:
    """A run of the text that belongs to one note, or to none."""

    start: int
    end: int
    note: Note | None


def _cut(notes: Sequence[Note], length: int) -> list[_Piece]:
    """Divide the text: each run belongs to the change there, or else to the shortest held finding there.

    One sweep over all boundaries. A position between two characters is an empty piece, unless a change covers it.
    """
    ranged = deque(note for note in notes if note.span)
    points = deque(note for note in notes if not note.span)
    cuts = sorted({0, length}.union(*((note.span.start, note.span.end) for note in notes)))
    active: list[tuple[bool, int, int, Note]] = []
    arrival = count()
    pieces: list[_Piece] = []
    for left, right in zip(cuts, [*cuts[1:], length], strict=True):
        while ranged and ranged[0].span.start <= left:
            note = ranged.popleft()
            heappush(active, (not note.made, len(note.span), next(arrival), note))
        while active and active[0][-1].span.end <= left:
            heappop(active)
        owner = active[0][-1] if active else None
        covered = bool(pieces and owner and owner.made and pieces[-1].note is owner)
        while points and points[0].span.start <= left:
            point = points.popleft()
            if point.made or not covered:
                pieces.append(_Piece(left, left, point))
        if pieces and pieces[-1].note is owner:
            pieces[-1].end = right
        elif left < right:
            pieces.append(_Piece(left, right, owner))
    return pieces


def _prose(text: str, pieces: Sequence[_Piece], shown: dict[int, int]) -> str:
    """Return the marked-up text; add the notes that have their own mark to `shown`."""
    out: list[str] = ["<p>"]
    for piece in pieces:
        source, note = text[piece.start : piece.end], piece.note
        if note is None:
            out.append(_BREAK.sub(r"\1</p><p>", escaped(source)))
            continue
        name = f"data-c={note.number}" if note.number in shown else f"id=t{note.number}"
        shown.setdefault(note.number, note.number)
        name = f"{name} href=#r{note.rule} class={note.level}"
        if note.edit:
            out.append(f"<a {name}>{_both(aligned(source, note.edit.replacement))}</a>")
        else:
            label = "" if source else f' aria-label="{note.state}"'
            out.append(f"<a {name}{label}><mark class={note.state}>{escaped(source)}</mark></a>")
    out.append("</p>")
    return "".join(out).removesuffix("<p></p>")


def _lend_places(notes: Sequence[Note], pieces: Sequence[_Piece], shown: dict[int, int]) -> None:
    """Give each note without a piece of its own the mark of one that covers it."""
    owners = ((piece.start, piece.note.number) for piece in pieces if piece.note)
    at, number = next(owners, (0, 0))
    current = number
    for note in notes:
        while number and at <= note.span.start:
            current = number
            at, number = next(owners, (0, 0))
        shown.setdefault(note.number, current)


# Text as mark-up

#: A paragraph may end after line ends of unchanged text.
_BREAK = re.compile(r"(\n(?:(?:&#13;)?\n)*)")
_LINE_ENDS = re.compile(r"(?:(?:&#13;)?\n)+")
#: What no reader can see. Joiners after non-ASCII characters are left alone: emoji and many scripts need them.
_HIDDEN = re.compile(
    "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb])\\1*"
    "|(?<![^\x00-\x7f])([\u200c\u200d\U000e0020-\U000e007f])\\2*"
    "|&#13;(?!\n)"
)
#: Spaces that look like an ordinary one; named only where they are inserted or removed.
_BLANKS = re.compile("([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])\\1*")


def escaped(text: str) -> str:
    """Return text that an HTML parser restores exactly, with hidden characters named. A bare CR would become LF."""
    return _HIDDEN.sub(_named, str(escape(text)).replace("\r", "&#13;"))


def _named(match: re.Match[str]) -> str:
    found = match.group()
    if found == "&#13;":
        return '<span class="cr">&#13;</span>'
    times = f" × {len(found)}" if len(found) > 1 else ""
    name = unicodedata.name(found[0], "CONTROL CHARACTER")
    return f'<span class="hid" title="U+{ord(found[0]):04X} {name}{times}">{found}</span>'


def changed(tag: str, text: str) -> str:
    """Return deleted or inserted text. Lone spaces and line ends get a class that makes them visible."""
    if not text:
        return ""
    kind = "" if text.strip() else ' class="sp"'
    inner = _LINE_ENDS.sub(r'<span class="br">\g<0></span>', _BLANKS.sub(_named, escaped(text)))
    return f"<{tag}{kind}>{inner}</{tag}>"


def aligned(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield `word_pieces`, or for long texts, which would take quadratic time, the part between equal ends."""
    if not before or not after or len(before) + len(after) <= WORD_BY_WORD:
        yield from word_pieces(before, after)
        return
    span, middle = minimal(before, after)
    yield before[: span.start], before[: span.start]
    yield before[span.start : span.end], middle
    yield before[span.end :], before[span.end :]


def _both(sides: Iterator[tuple[str, str]]) -> str:
    return "".join(escaped(old) if old == new else changed("del", old) + changed("ins", new) for old, new in sides)
