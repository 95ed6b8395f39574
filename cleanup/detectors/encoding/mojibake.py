"""Text that was read in another character set than it was written in.

ftfy repairs most of it, and is trusted only if its own measure of badness falls and each new character fits its
neighbours. The code around it handles what ftfy does not: signs that it takes for correct text, the tables that it does
not know, and lost bytes, which nothing that follows may complete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.encoding.damage import Damage, Damaged, token
from cleanup.detectors.encoding.separators import unbroken
from cleanup.edits.edits import minimal
from cleanup.model import Edit, Level, Span
from cleanup.text.segments import lines

#: The maximum length of what ftfy sees at once: its decisions leak across it, and the time for comparing its result
#: grows faster than the text.
_CHUNK = 800
_PIECE = lazy_regex.pattern(rf".{{1,{_CHUNK}}}(?: |\Z)|.{{1,{_CHUNK}}}")

#: What Windows-1252 shows for a byte inside a UTF-8 character, without the no-break space.
_BYTE = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa1-\xbf\x81\x8d\x8f\x90\x9d"
#: ftfy would take such spaces for the last byte of a character of three or four, and lost characters for bytes.
_NO_BYTE = lazy_regex.pattern(
    rf"(?<=[à-ï][{_BYTE}]) |(?<=[à-ï]) (?=[{_BYTE}])|(?<=ð[{_BYTE}]) |(?<=ð[{_BYTE}]{{2}}) |(?P<lost>(?<!â€)\ufffd)"
)
#: Characters whose bytes are incomplete: emoji, signs and hyphens.
_INCOMPLETE = lazy_regex.pattern(
    rf"(?:ð\u0178[{_BYTE}]?(?![{_BYTE}])|â[‚„†ˆ‰˜™œž¤¥](?![{_BYTE}])|ï¸(?![{_BYTE}])|(?<=\w)â€[?\ufffd](?=\w)|â€[\"'])+"
)


def mojibake(text: str, talk: re.Pattern[str] | None) -> Damage:
    """Find the places of a paragraph; those that it discusses (`talk`) or shows in quotation marks are only flagged."""
    pieces = list(_pieces(text))
    if not pieces:
        return
    spoken = talk is not None and talk.search(text) is not None
    compared = _INSTEAD.search(text) is not None
    for piece in pieces:
        edits = list(_repairs(text[piece.start : piece.end]))
        for edit in edits:
            moved = edit.shift(piece.start)
            shown = _visible(token(text, moved.span))
            if spoken or _is_mentioned(text, moved) or (compared and _is_beside_right(text, moved)):
                yield Damaged(moved.span, f"“{shown}” looks wrongly decoded, but may be intentional", (), Level.FLAG)
            elif moved.replacement == _UNKNOWN:
                message = f"“{shown}” was decoded with the wrong encoding, and the original is uncertain"
                yield Damaged(moved.span, message, (), Level.FLAG)
            else:
                message = f"“{shown}” was decoded with the wrong encoding"
                alone = len(edits) == 1 and _UNPROVEN.search(shown)
                yield Damaged(moved.span, message, (moved.replacement,), Level.SUGGESTED if alone else Level.SAFE)


def _pieces(text: str) -> Iterator[Span]:
    """Yield what is decoded together: parts of lines that may contain damage."""
    for part in (part for line in lines(text) for part in unbroken(text, line)):
        for match in _PIECE.finditer(text, part.start, part.end):
            if _SUSPECT.search(match.group()):
                yield from _apart(match.group(), match.start())


#: Adjacent bytes, possibly with a space that was one: without them nothing is read wrongly.
_SUSPECT = lazy_regex.pattern(r"[\x80-\x9f]|[^\x00-\x7f“”‘’–—…«»\xa0][^\x00-\x7f]|[ÂÃÅÎÐÙĂĹĐŮ] ")


def _apart(piece: str, at: int) -> Iterator[Span]:
    start = 0
    for match in _NO_BYTE.finditer(piece):
        yield Span(at + start, at + (match.start() if match["lost"] else match.end()))
        start = match.end()
    if start < len(piece):
        yield Span(at + start, at + len(piece))


#: Two letters that may belong to a word if nothing else in the line is damaged.
_UNPROVEN = lazy_regex.pattern("Ã¥[a-z]")

#: Replaces a word whose original is unknown.
_UNKNOWN = "\ufffd"


class _Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a piece with the space after it, its start, and its replacement."""

    at: int
    old: str
    new: str


def _repairs(piece: str) -> Iterator[Edit]:
    """Yield the repairs of a piece of one line as edits, word by word."""
    for match in _INCOMPLETE.finditer(piece):
        yield Edit(Span(*match.span()), _UNKNOWN)
    after = _decoded(piece)
    pattern = _ODD_BESIDE_DAMAGE if after != piece or _ODD.search(piece) else _ODD
    words = [word for word in _words(piece, after, pattern) if not _INCOMPLETE.search(word.old)]
    words = [word for word in words if not _is_capital_at_mark(word, piece)]
    tables = [table for word in words if not _fits(word) for table in _tables(word)[:1]]
    for word in words:
        made = _judged(word, tables)
        if made == _UNKNOWN:
            yield Edit(Span(word.at, word.at + len(word.old.rstrip())), _UNKNOWN)
        elif made != word.old:
            span, replacement = minimal(word.old, made)
            yield Edit(span.shift(word.at), replacement)


#: `Ã` ends a Portuguese word in capitals, and the mark after it is a mark.
_AT_MARK = lazy_regex.pattern(r"[A-ZÀ-Þ][ÃÂÎÐ](?P<mark>[”’»])|[A-ZÀ-Þ]Ã—|[À-Þ]Ã–")
_OPENING = {"”": "“„", "’": "‘‚", "»": "«"}


def _is_capital_at_mark(word: _Word, piece: str) -> bool:
    """Return whether a word in capitals is at a dash, or at the second of two marks."""
    match = _AT_MARK.search(word.old)
    if not match or not match["mark"]:
        return match is not None
    return any(mark in piece[: word.at + match.start()] for mark in _OPENING[match["mark"]])


def _judged(word: _Word, tables: Sequence[str]) -> str:
    """Return the replacement of a word, given tables in which others of the piece were read."""
    if word.old != word.new and not tables and _fits(word):
        return word.new
    made = [new for table in (*tables, *_tables(word)) if (new := _in_table(word.old, table)) and _fits(word, new)]
    if made:
        return made[0]
    return word.old if word.old == word.new else word.new if _fits(word) else _UNKNOWN


_WORD = lazy_regex.pattern(r"\S+\s*|\s+")


def _words(before: str, after: str, odd: re.Pattern[str]) -> Iterator[_Word]:
    """Yield the words of a piece that may be damaged. Where a repair joins or splits some, the whole is one."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) != len(new):
        from cleanup.edits.diff import edits_between

        for edit in edits_between(before, after):
            yield _Word(edit.span.start, before[edit.span.start : edit.span.end], edit.replacement)
        return
    at = 0
    for one, other in zip(old, new, strict=True):
        if one != other or odd.search(one):
            yield _Word(at, one, other)
        at += len(one)


#: A closing quotation mark whose third byte does not exist in Windows-1252 and was dropped.
_LOST_BYTE = lazy_regex.pattern(r"â€(?=[\s.,;:!?)\]]|\Z)")
#: One whose third byte became a question mark, unless it is a question mark at the end of what is a question.
_ASKED = lazy_regex.pattern(r"(?<=\S)â€[?\ufffd](?!\w)")
_GOES_ON = lazy_regex.pattern(r"(?:\s+[^\W\d_A-Z]|[,;:.!?)])")
_QUESTION = lazy_regex.pattern(
    r"(?i)(?:\A|[.!?]\s)\W*(?:who|whose|what|why|how|when|where|which|do|does|did|is|are|was|were|can|could|will|would|has"
    r"|have|had|should|may|shall)\b[^.!?]*\Z|¿[^?]*\Z"
)


#: The bytes of ™, whose second was taken for a low quotation mark.
_CURLED = lazy_regex.pattern(r"(?<=[^\W_])â[“”\"]¢")


def _closed(piece: str) -> str:
    """Return a piece with the Latin-1 code for the lost bytes of closing quotation marks."""
    piece = _CURLED.sub("™", piece)
    found = list(_ASKED.finditer(piece))
    replaced = any(_is_substitute(piece, match) for match in found)
    if found and (replaced or not _QUESTION.search(piece[: found[0].start()])):
        dropped = any(piece[match.end() : match.end() + 1] != "?" for match in _LOST_BYTE.finditer(piece))
        if replaced or not dropped:
            piece = _ASKED.sub("â€\x9d", piece)
    return _LOST_BYTE.sub("â€\x9d", piece)


def _is_substitute(piece: str, match: re.Match[str]) -> bool:
    """Return whether no question can end there."""
    return "\ufffd" in match.group() or piece[match.start() - 1] in ".,!?…" or bool(_GOES_ON.match(piece, match.end()))


def _decoded(piece: str) -> str:
    """Return a piece as ftfy repairs it, where it is certain, and with the signs that ftfy takes for correct text.

    >>> _decoded("the countryâ€™s own"), _decoded("Acmeâ„¢ said “no”"), _decoded("L’Âge d’or à São Paulo")
    ('the country’s own', 'Acme™ said “no”', 'L’Âge d’or à São Paulo')
    """
    signs, pattern = _signs()
    return pattern.sub(lambda match: signs.get(match.group(), match.group()), _by_ftfy(_closed(piece), piece))


def _by_ftfy(closed: str, piece: str) -> str:
    from ftfy import TextFixerConfig, fix_text
    from ftfy.badness import badness

    before = badness(piece)
    if not before:
        return piece
    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    after = fix_text(closed, config)
    return after if badness(after) < before else piece


#: Signs whose three bytes, read in one of the tables, never occur together in correct text.
_SIGNS = "‘’‚“”„†‡•…–—‰‹›€™№←↑→↓↔−∞≈≠≤≥■□▪►▼◄◆○●★☆☎♠♣♥♦✓✔✗✘❤"
_SIGN_TABLES = ("cp1252", "cp1250", "cp1251", "mac-roman", "cp437", "cp850", "iso8859-15")
#: A dash or a quotation mark may follow these letters in correct text.
_IN_RIGHT_TEXT = ("â–", "â—", "â”", "в–", "в—", "в”")


@cache
def _signs() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the signs by their misreadings in the tables, and a pattern that finds what may be one."""
    known: dict[str, str] = {}
    for table in _SIGN_TABLES:
        for sign in _SIGNS:
            read = _read(sign, table)
            if read and not read.startswith(_IN_RIGHT_TEXT):
                known.setdefault(read, sign)
    return known, re.compile(
        "".join(f"[{re.escape(''.join(sorted(set(column))))}]" for column in zip(*known, strict=True))
    )


def _read(sign: str, table: str) -> str:
    try:
        read = sign.encode().decode(table)
    except UnicodeDecodeError:
        return ""
    return "" if any(char in " \xa0\xad" for char in read) else read


#: The character sets that a word may have been read in, likeliest first.
_TABLES = ("cp1252", "iso8859-15", "latin-1", "mac-roman", "cp1250", "cp850", "cp437", "cp1251", "cp1254", "cp1257")
_BEYOND_ASCII = lazy_regex.pattern(r"[^\x00-\x7f]+")
#: What is never beside a letter like this, though ftfy sees no harm in it.
_NEVER = r"[a-zß-ÿ]Ã[ŠŒŽšœžŸ€¡-¿]|Ã¥[a-z]|[^\W\d_][├┼][^\x00-\x7f]|├[^\x00-\x7f][a-z]|[a-z]{2}√[§∏]|√§[a-z]"
_ODD = lazy_regex.pattern(_NEVER)
#: And what does not need a letter, if the text beside it was damaged.
_ODD_BESIDE_DAMAGE = lazy_regex.pattern(rf"{_NEVER}|Ã[ŠŒŽšœžŸ€¡-¿]|[├┼][^\x00-\x7f]")


def _tables(word: _Word) -> list[str]:
    """Return the tables in which a word can be read so that all of it fits."""
    return [table for table in _TABLES if (new := _in_table(word.old, table)) and _fits(word, new)]


def _in_table(old: str, table: str) -> str:
    """Decode a word whose non-ASCII characters are bytes of a table; return an empty string if they are not."""
    try:
        return _BEYOND_ASCII.sub(lambda match: match.group().encode(table).decode(), old)
    except UnicodeError:
        return ""


def _fits(word: _Word, new: str = "") -> bool:
    """Return whether a replacement is no worse than damaged text: each new character fits its neighbours.

    >>> _fits(_Word(0, "trÃ¨s", "très")), _fits(_Word(0, "trÃšs", "trÚs"))
    (True, False)
    """
    new = new or word.new
    if new == word.old:
        return not _ODD.search(new)
    return all(char in word.old or _suits(new, at) for at, char in enumerate(new) if not char.isascii())


def _suits(text: str, at: int) -> bool:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    category = unicodedata.category(char)
    if category in ("Cn", "Co", "Cc", "Cs") or char == _UNKNOWN or (char.isspace() and char != "\xa0"):
        return False
    if char.isupper() and char != "Ω" and (before.islower() or (before.isalpha() and after.islower())):
        return False
    if before.isalnum() and unicodedata.name(char, "").startswith(("BOX ", "CIRCLED ")):
        return False
    return not (char.isalpha() and any(_are_foreign(char, other) for other in (before, after) if other.isalpha()))


#: Scripts whose letters never share a word with Latin ones.
_FOREIGN = frozenset(
    {"CYRILLIC", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "NKO"}
)


def _are_foreign(one: str, other: str) -> bool:
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in (one, other)}
    return "LATIN" in scripts and not scripts.isdisjoint(_FOREIGN)


_MARKS = "“”„‘’‚«»\"'`"
_INSTEAD = lazy_regex.pattern(
    r"(?i)\b(?:instead of|rather than|turn(?:s|ed)? into|bec[ao]mes?|appears? as|shows? up as|displayed as|statt"
    r"|au lieu de|en lugar de|en vez de|em vez de|invece di)\b"
)


def _is_mentioned(text: str, edit: Edit) -> bool:
    """Return whether the damaged text is in quotation marks."""
    word = token(text, edit.span).rstrip(".,;:!?)").lstrip("(")
    inner = word[1:-1]
    return bool(inner) and word[0] in _MARKS and word[-1] in _MARKS and not re.search(r"[A-Za-z0-9]", inner)


def _is_beside_right(text: str, edit: Edit) -> bool:
    """Return whether the text also contains what it should have been."""
    right = edit.replacement.strip()
    return bool(right) and right != _UNKNOWN and right in text


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
