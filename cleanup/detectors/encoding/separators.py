"""The `separators` kind: characters that end a line or separate words in one program and mean nothing in the next.

Word and PowerPoint break lines with U+000B and end cells with U+0007, mainframes end lines with U+0085, old databases
separate records with U+001C to U+001F. Each is replaced with its meaning, and never just removed if that would join two
words: a line end, or a space if the format takes no new line end. If one has several possible meanings, the level is
lower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText, Report, document_kind, replace, words
from cleanup.model import Finding, Fix, Level, Rule, Span, weakest


class Params(msgspec.Struct, frozen=True):
    """A rule of separators has no keys of its own."""


class _Separator(msgspec.Struct, frozen=True):
    """A separator in its text. `coded`: the text contains other codes of Windows-1252 read as Latin-1."""

    text: str
    at: int
    coded: bool

    @property
    def left(self) -> str:
        return self.text[max(0, self.at - 1) : self.at]

    @property
    def right(self) -> str:
        return self.text[self.at + 1 : self.at + 2]

    @property
    def line_end(self) -> str:
        """Return a line end, or nothing if there is one already, or no line before it."""
        return "" if not self.left or _is_line_end(self.left) or _is_line_end(self.right) else "\n"

    @property
    def space(self) -> str:
        """Return a space, or nothing if there is one already, or another separator becomes one, or nothing needs
        separating.
        """
        right = self.right.isspace() and self.right not in _SEPARATORS
        return "" if not self.left.strip() or not self.right or right else " "

    @property
    def in_word(self) -> bool:
        return self.left.isalnum() and self.right.isalnum()


#: The replacements, best first, and how far they can be trusted.
_Choice = tuple[tuple[str, ...], Level]


def _line(place: _Separator) -> _Choice:
    return (place.line_end, place.space), Level.SAFE


def _cell(place: _Separator) -> _Choice:
    """Choose the end of a cell, or a bell between two words."""
    return (place.space,), Level.SUGGESTED if place.space else Level.SAFE


def _record(place: _Separator) -> _Choice:
    """Choose Word's non-breaking hyphen in a word, or else the end of a record."""
    if place.in_word:
        return ("-", place.line_end, place.space), Level.SUGGESTED
    return _line(place)


def _unit(place: _Separator) -> _Choice:
    """Choose Word's optional hyphen between letters, or else a separator of two fields."""
    if place.in_word and place.left.isalpha() and place.right.isalpha():
        return (place.space, ""), Level.FLAG
    return (place.space,), Level.SAFE


def _next_line(place: _Separator) -> _Choice:
    """Choose the ellipsis of Windows-1252 if the text contains other such codes, or if this may well be the only
    one.
    """
    if place.coded:
        return ("…",), Level.SAFE
    if place.left not in _STOPS and _LIKE_AN_ELLIPSIS.match(place.text, place.at):
        return (place.line_end, "…"), Level.FLAG
    return _line(place)


_STOPS = ("", ".", "!", "?", ":", ";", "\r", "\n")
_LIKE_AN_ELLIPSIS = lazy_regex.pattern(r"\x85(?: +[^\W\d_A-Z]|[”’\"'»)\]?!,.;:]|\r?\n)")

_WORD_PROCESSOR, _DATABASE = "line break from Word or PowerPoint", "record separator"
_SEPARATORS: dict[str, tuple[str, Callable[[_Separator], _Choice]]] = {
    "\x07": ("end of a table cell in Word", _cell),
    "\x0b": (_WORD_PROCESSOR, _line),
    "\x1c": (_DATABASE, _line),
    "\x1d": (_DATABASE, _line),
    "\x1e": (f"{_DATABASE} or hyphen from Word", _record),
    "\x1f": ("field separator or hidden hyphen from Word", _unit),
    "\x85": ("line end from a mainframe", _next_line),
    "\u2028": ("line separator", _line),
    "\u2029": ("paragraph separator", _line),
}

#: The bytes of one UTF-8 character, each read as a Latin-1 character.
_SEQUENCE = r"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
#: Only separators count, so a text without any need not be searched for sequences either.
_SINGLE = lazy_regex.pattern(rf"{_SEQUENCE}|(?P<separator>[{''.join(_SEPARATORS)}])")
_CODE = lazy_regex.pattern(rf"{_SEQUENCE}|(?P<code>[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f])")
#: Without these there is no match that counts.
_TRIGGERS = (
    words(lazy_regex.pattern(f"[{''.join(_SEPARATORS)}]"), of=_SINGLE),
    words(lazy_regex.pattern(r"[\x80-\x9f]"), of=_CODE),
)


def _find(rule: Rule, whole: FullText) -> Iterator[Finding]:
    found = [match.start() for match in whole.finditer(_SINGLE) if match["separator"]]
    coded = bool(found) and any(match["code"] for match in whole.finditer(_CODE))
    return (_finding(rule, _Separator(whole.text, at, coded)) for at in found)


def _finding(rule: Rule, place: _Separator) -> Finding:
    char, span = place.text[place.at], Span(place.at, place.at + 1)
    name, choose = _SEPARATORS[char]
    made, level = choose(place)
    before, after = place.text[max(0, place.at - 40) : place.at], place.text[span.end : span.end + 40]
    message = f"U+{ord(char):04X} ({name}) in “{' '.join(before.split()[-1:] + after.split()[:1])}”"
    return Finding(rule.id, span, message, weakest(level, rule.level), _fixes(place, made), rule.confidence)


def _fixes(place: _Separator, made: Sequence[str]) -> tuple[Fix, ...]:
    """Return the fixes; one of two spaces is removed with what is between them."""
    span = Span(place.at, place.at + 1)
    wide = Span(place.at, place.at + 1 + (place.left == place.right == " "))
    return tuple(replace(span if new else wide, new, titled(new)) for new in dict.fromkeys(made))


def titled(new: str) -> str:
    """Return the title of a fix that writes a text."""
    return _TITLES.get(new) or (f"write {new}" if new.strip() else "remove it")


_TITLES = {"": "remove it", "\n": "write a line end", " ": "write a space"}


def _is_line_end(char: str) -> bool:
    return char in ("\n", "\r")


def unbroken(text: str, within: Span) -> Iterator[Span]:
    """Yield the parts of a span between line ends of mainframes, except for those in a character that was read byte by
    byte.
    """
    at = within.start
    if "\x85" in text[within.start : within.end]:
        for match in _SINGLE.finditer(text, within.start, within.end):
            if match["separator"] == "\x85":
                yield Span(at, match.start())
                at = match.end()
    yield Span(at, within.end)


KIND = document_kind(Params, Report(_find, _TRIGGERS))
