"""The `encoding` kind: text that was decoded wrongly, or contains codes in place of characters.

Eight kinds of damage, one for each aspect: UTF-8 or Windows-1252 read as something else (left to ftfy, whose repair is
used only if its own measure of badness falls), HTML entities in plain text, codes of programs, invisible characters,
the ligatures of print, characters that are lost, and those that only look like others. A paragraph in a safe alphabet
is examined for codes of programs only, so ftfy is imported for damaged text only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.encoding.damage import Damage, Damaged, token
from cleanup.detectors.encoding.escapes import ESCAPES, escapes
from cleanup.matching import Passage, Report, local_kind
from cleanup.model import Finding, Level, Rule, Span, weakest


class Params(msgspec.Struct, frozen=True):
    """Keys of an encoding rule. A paragraph that contains one of the words in `talk` is about code and is left
    alone.
    """

    aspect: Literal["mojibake", "entities", "escapes", "invisible", "ligatures", "lost", "homoglyphs", "wide"]
    talk: tuple[str, ...] = ()


#: What is correct in any text. 98 % of real paragraphs are within it, and ftfy changes none of those.
SAFE = "\t\n\r “”‘’–—…" + "".join(map(chr, (*range(ord("!"), ord("&")), *range(ord("'"), 0x7F))))
_UNSAFE = lazy_regex.pattern("[^\\t\\n\\r !-\"$%'-~“”‘’–—…]")


def _outside_of_it(find: Callable[[str, Params], Damage]) -> Report[Passage]:
    """Return a report of what is found in paragraphs with other characters than those, or with the sign of a code."""

    def look(rule: Rule, passage: Passage) -> Iterator[Finding]:
        if passage.text.strip(SAFE) or "#" in passage.text:
            for one in find(passage.text, rule.params):
                level = weakest(one.level, rule.level)
                yield Finding(rule.id, one.span, one.message, level, tuple(map(one.fix, one.made)), rule.confidence)

    return Report(look, [_UNSAFE])


def _mojibake(text: str, params: Params) -> Damage:
    from cleanup.detectors.encoding.mojibake import mojibake  # few texts need its tables

    yield from mojibake(text, _talk(params.talk))


def _escapes(rule: Rule, passage: Passage) -> Iterator[Finding]:
    for one in escapes(passage.text, _talk(rule.params.talk)):
        level = weakest(one.level, rule.level)
        yield Finding(rule.id, one.span, one.message, level, tuple(map(one.fix, one.made)), rule.confidence)


_ENTITY = lazy_regex.pattern(
    r"&(?:amp;)*(?:#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|#\d{4,5}(?![\d;])|[A-Za-z][A-Za-z0-9]{1,30};)"
    r"|(?<=\w)#(?:0?39|82(?:1[1267]|2[01]|30));"
)
_NO_BREAK = lazy_regex.pattern(r"(?:&(?:amp;)*(?:nbsp|#160|#[xX][aA]0);)+")
#: A token in which `&…;` is syntax: an address, a query, an attribute, a shell line, a template.
_CODE = lazy_regex.pattern(r"://|www\.|[?&;]\w+=|=['\"&]|[{}\\`<>]")
#: An escaped tag: the text shows mark-up instead of being damaged by it.
_ESCAPED_TAG = lazy_regex.pattern(r"&(?:amp;)*lt;/?[A-Za-z!][^&]{0,80}&(?:amp;)*gt;")
_FRENCH_AFTER = ":;?!»%"


def _entities(text: str, params: Params) -> Damage:
    if "&" not in text and "#" not in text:
        return
    talk = _talk(params.talk)
    if _ESCAPED_TAG.search(text) or (talk and talk.search(text)):
        return
    for match in _NO_BREAK.finditer(text):
        if not _CODE.search(token(text, Span(*match.span()))):
            message = f"HTML entity “{match.group()}” instead of a space"
            yield Damaged(Span(*match.span()), message, (_space_for(text, match),))
    for match in _ENTITY.finditer(text):
        span = Span(*match.span())
        new = _character(match.group())
        if new and not _CODE.search(token(text, span)) and not _is_mentioned(text, span):
            yield Damaged(span, f"HTML entity “{match.group()}” instead of “{new}”", (new,))


@cache
def _talk(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})\b") if words else None


def _character(entity: str) -> str:
    """Return the character of an entity, however often its ampersand was escaped; empty for spaces, controls and
    unknowns.

        >>> _character("&amp;#8217;"), _character("&eacute;"), _character("&nosuch;")
        ('’', 'é', '')
    """
    import html  # its table takes a millisecond to build
    from html.entities import html5

    bare = re.sub(r"^&(?:amp;)+(?=[#\w])", "&", entity)
    bare = bare if bare.startswith("&") else f"&{bare}"
    if "#" not in bare and bare[1:] not in html5:
        return ""
    new = html.unescape(bare)
    return new if len(new) <= 2 and new != bare and new.isprintable() and not new.isspace() else ""


def _space_for(text: str, match: re.Match[str]) -> str:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if before == "«" or (after and after in _FRENCH_AFTER and before.isalnum()):
        return "\u00a0"
    return " " if before.strip() and after.strip() else ""


def _is_mentioned(text: str, span: Span) -> bool:
    """Return whether the entity is in quotation marks, as the name of a code."""
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    return around in ("“”", '""', "‘’", "''", "``", "()", "[]", "«»")


_TERMINAL = r"\x1b\[[0-9;]{0,12}[A-Za-z]"
#: Without those that separate words or end lines (see `separators`).
_CONTROLS = r"\x01-\x06\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d"
_UNSEEN = lazy_regex.pattern(rf"(?:{_TERMINAL}|(?P<control>[{_CONTROLS}])|[\u200b\u200e\u200f\u2060\ufeff])+")
_POINTS = (".", ",", ":")
_RIGHT_TO_LEFT = lazy_regex.pattern(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_NAMES = {
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte-order mark",
    "\u200e": "directional mark",
    "\u200f": "directional mark",
    "\x1b": "terminal escape sequence",
}


def _invisible(text: str, _: Params) -> Damage:
    """Find controls, soft hyphens and zero-width characters between letters and signs of the European scripts.

    Joiners (emoji, Persian, Indic) are never touched, nor a zero-width space between Thai or Khmer words, nor a
    byte-order mark at the beginning. A control in a word may have been anything: a letter, a hyphen, a space.
    """
    if _RIGHT_TO_LEFT.search(text):
        return
    if "\u00ad" in text:
        from cleanup.detectors.encoding.soft_hyphens import soft_hyphens

        yield from soft_hyphens(text)
    for match in _UNSEEN.finditer(text):
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if "\x80" <= match.group()[0] <= "\x9f" and not before.isascii():
            continue  # a byte of the character before it, in a text decoded wrongly
        if (match.start() or match.group()[0] != "\ufeff") and _is_european(before) and _is_european(after):
            name = _NAMES.get(match.group()[0], "control character")
            left, right = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
            where = token(left + right, Span(len(left), len(left)))
            made, level = _without(match, before, after)
            yield Damaged(Span(*match.span()), f"invisible {name} in “{where}”", made, level)


def _without(match: re.Match[str], before: str, after: str) -> tuple[tuple[str, ...], Level]:
    """Return the replacements of invisible characters."""
    unseen = match.group()
    if "\b" in unseen:  # written over the character before it
        return (), Level.FLAG
    in_word = before.isalnum() or (before in _POINTS and after.isdigit())
    if not (match["control"] and in_word and after.isalnum()):
        return ("",), Level.SAFE
    if unseen == "\x02" and before.islower() and after.islower():  # a hyphen, as some PDF files encode it
        return ("", "-", " "), Level.SUGGESTED
    return (" ", ""), Level.FLAG


def _is_european(char: str) -> bool:
    return not char or ord(char) < 0x0530 or 0x1E00 <= ord(char) < 0x2000 or 0x2010 <= ord(char) < 0x2C00


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = lazy_regex.pattern(rf"[{''.join(_LIGATURES)}]")


def _ligatures(text: str, _: Params) -> Damage:
    for match in _LIGATURE.finditer(text):
        span = Span(*match.span())
        if len(token(text, span)) > 1:
            message = f"“{token(text, span)}” contains a typographic ligature, which searches miss"
            yield Damaged(span, message, (_LIGATURES[match.group()],))


_REPLACEMENT = lazy_regex.pattern("\ufffd+")


def _lost(text: str, _: Params) -> Damage:
    """Find the first replacement character of a paragraph, which represents all of them."""
    found = list(_REPLACEMENT.finditer(text))
    if found:
        span = Span(*found[0].span())
        places = f"{len(found)} places" if len(found) > 1 else "one place"
        yield Damaged(span, f"characters were lost in {places} of this paragraph", ())


def _homoglyphs(text: str, _: Params) -> Damage:
    from cleanup.detectors.encoding.look_alikes import homoglyphs  # few texts have any

    yield from homoglyphs(text)


def _wide_forms(text: str, _: Params) -> Damage:
    from cleanup.detectors.encoding.look_alikes import wide_forms

    yield from wide_forms(text)


KIND = local_kind(
    Params,
    {
        "mojibake": _outside_of_it(_mojibake),
        "entities": _outside_of_it(_entities),
        "escapes": Report(_escapes, [ESCAPES]),
        "invisible": _outside_of_it(_invisible),
        "ligatures": _outside_of_it(_ligatures),
        "lost": _outside_of_it(_lost),
        "homoglyphs": _outside_of_it(_homoglyphs),
        "wide": _outside_of_it(_wide_forms),
    },
    key="aspect",
)
