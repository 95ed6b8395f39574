r"""PO (gettext): the translations, `msgstr`, are prose; everything else is protected.

A translation in several strings is one text: the joint between them shows nothing. Escapes show their character; a line
end written as `\n` is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.documents.readers.parts import INLINE, LINE, ParsedText, Part, shield, weave
from cleanup.documents.readers.protected import placeholders
from cleanup.languages.declared import code, of_team
from cleanup.model import MASK

ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"))

_LINE = lazy_regex.pattern(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_STRING = lazy_regex.pattern(
    r'[ \t]*(?:(?P<keyword>msg(?:ctxt|id_plural|id|str)(?:\[\d+\])?)[ \t]*)?"(?P<text>(?:[^"\\]|\\.)*)"[ \t]*\Z'
)
_PIECE = lazy_regex.pattern(r"(?P<escape>\\.)|[^\\]+")
_SHOWN = {"\\n": LINE, "\\t": "\t", '\\"': '"', "\\\\": "\\"}
_LANGUAGE = lazy_regex.pattern(r"(?m)^Language: *([A-Za-z]{2,3})(?![A-Za-z])")
_TEAM = lazy_regex.pattern(r"(?m)^Language-Team: *(.*?)(?:\\n)?$")


def read(text: str) -> ParsedText:
    """Return the holes of a catalogue."""
    header: list[str] = []
    holes = weave(text, list(_parts(text, header)))
    return ParsedText(shield(text, holes, placeholders), _language("\n".join(header)))


def _language(header: str) -> str | None:
    """Return the language that the header declares, or else that of the team."""
    said = _LANGUAGE.search(header)
    if said:
        return code(said[1])
    team = _TEAM.search(header)
    return of_team(team[1]) if team else None


def _parts(text: str, header: list[str]) -> Iterator[Part]:
    """Yield the parts of all translations except the header, whose text is added to `header`. What lies between is a
    gap.
    """
    keyword = identity = ""
    last = -1
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        end = line.end() if line else len(text)
        string = _STRING.match(text, at, at + len(text[at:end].rstrip("\r\n")))
        if string:
            if string["keyword"]:
                keyword, last = string["keyword"], -1
                identity = "" if keyword == "msgid" else identity
            if keyword == "msgid":
                identity += string["text"]
            elif keyword.startswith("msgstr") and identity:
                if last >= 0:
                    yield Part(last, string.start("text"), INLINE)
                yield from _string(text, *string.span("text"))
                last = string.end("text")
            elif keyword.startswith("msgstr"):
                header.append(string["text"])
        elif text[at:end].strip():
            keyword = ""
        at = end


def _string(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of one string, without its quotation marks."""
    for match in _PIECE.finditer(text, start, end):
        if match["escape"]:
            shown = _SHOWN.get(match.group(), MASK)
            yield Part(*match.span(), shown, soft=shown == '"')
        else:
            yield Part(*match.span())
