"""HTML: the text that a browser displays is prose.

Tags, attributes, comments, scripts, code and template languages are protected. Tags within a sentence show nothing, so
that rules read across them; tags of blocks end a paragraph. A character reference shows its character and is protected
on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanup import lazy_regex
from cleanup.documents.readers import htmllanguages, tags
from cleanup.documents.readers.parts import BREAK, INLINE, SPACE, ParsedText, Part, shield, weave
from cleanup.documents.readers.protected import placeholders, technical
from cleanup.model import MASK

if TYPE_CHECKING:
    from cleanup.documents.readers.htmllanguages import Foreign
    from cleanup.documents.readers.htmltokens import HtmlToken

#: How HTML and XML write characters that would otherwise be mark-up.
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
#: What browsers take some encoding names to mean. For a page without one it is a guess, except for ASCII.
ENCODINGS = {"iso8859-1": "cp1252", "ascii": "cp1252", "": "ascii"}

# Code of template languages and declarations of SGML, which the parser would take for text or refuse. Those that may
# lack an end are either short or run to the end of the file, so that nothing is searched twice.
_FOREIGN = lazy_regex.pattern(
    r"(?s)(?P<comment><!--(?:.*?-->|.*))"
    r"|<\?(?:php\b|=)(?:.*?\?>|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<!\[[^>]*>?"
    r"|<%.{0,2000}?%>|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}"
)
_CODE_CLASS = lazy_regex.pattern(
    r"(?i)(?:^|[\s-])(?:code|codehilite|highlight|hljs|sourcecode|programlisting|screen|katex|mathjax|notranslate)(?:$|[\s-])"
)
_SIGN = lazy_regex.pattern(r"[\[\](){}|/\\+*=~^#@_-]{1,3}")
_NAMED = lazy_regex.pattern(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]{2,8};")
_UNENDED = lazy_regex.pattern(r"<(?!!)")
_NOT_LINE_FEED = lazy_regex.pattern(r"[^\n]")
_RUN = rf"[^ \t\n\r\f{MASK}<&]+"
_PIECE = lazy_regex.pattern(
    rf"(?P<space>[ \t\n\r\f]+)|(?P<mask>{MASK}+)|(?P<text>{_RUN}(?: {_RUN})*)"
    r"|(?P<reference>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});?)|(?P<sign>[<&][ \t\n\r\f]*)"
)


def names(text: str) -> tuple[tuple[str, str], ...]:
    """Return the named references of a page that uses any; otherwise none."""
    if not _NAMED.search(text):
        return ()
    from html.entities import codepoint2name

    return tuple((chr(code), f"&{name};") for code, name in codepoint2name.items() if code > ord("\x7f"))


def read(text: str) -> ParsedText:
    """Return the holes of a page or a fragment. Raises DocumentError."""
    masked = _FOREIGN.sub(_mask, text)
    # Where no tag can end any more, the parser would search for its end again and again.
    tail = masked.rfind(">") + 1
    masked = masked[:tail] + _UNENDED.sub(MASK, masked[tail:])
    language = htmllanguages.of_page(masked)
    foreign = htmllanguages.Foreign(language) if language and htmllanguages.is_mixed(masked) else None
    return ParsedText(shield(text, weave(text, _parts(masked, foreign)), technical(placeholders)), language)


def _mask(match: re.Match[str]) -> str:
    """Mask foreign code; keep a comment, unless it has no end."""
    comment = match["comment"] and match.group().endswith("-->")
    return match.group() if comment else _NOT_LINE_FEED.sub(MASK, match.group())


def _parts(masked: str, foreign: Foreign | None) -> Iterator[Part]:
    """Yield the parts of a page whose foreign code is masked; text in a foreign language is opaque too."""
    from cleanup.documents.readers.htmltokens import HtmlToken, tokens

    listed = [*tokens(masked), HtmlToken(len(masked), "end of file")]
    opaque, depth, since = "", 0, 0
    for before, token, following in zip([listed[-1], *listed], listed, listed[1:], strict=False):
        abroad = foreign is not None and foreign.here(token)
        if opaque:
            depth += (token.name == opaque) * {"start": 1, "end": -1}.get(token.kind, 0)
            if not depth:
                yield from _opaque(opaque, since, following.start)
                opaque = ""
        elif token.kind == "start" and _is_opaque(token):
            opaque, depth, since = token.name, 1, token.start
        elif token.kind != "text":
            yield Part(token.start, following.start, tags.shown(token.name) if token.name else INLINE)
        elif abroad and not masked[token.start : following.start].isspace():
            yield Part(token.start, following.start, MASK)
        elif (before.kind, following.kind) == ("start", "end") and _SIGN.fullmatch(
            masked, token.start, following.start
        ):
            # The name of a key or an operator, not the punctuation of a sentence.
            yield Part(token.start, following.start, MASK)
        else:
            yield from _text(masked, token.start, following.start)
    if opaque:
        yield from _opaque(opaque, since, len(masked))


def _is_opaque(token: HtmlToken) -> bool:
    """Return whether an element contains no prose, by its name or its attributes."""
    if token.name in tags.OPAQUE or not token.attributes:
        return token.name in tags.OPAQUE
    values = dict(token.attributes)
    untranslated = values.get("translate") == "no"
    return untranslated or (token.name not in tags.PAGE and bool(_CODE_CLASS.search(values.get("class") or "")))


def _opaque(name: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of an element whose content is not prose; a block is a paragraph of its own."""
    shown = tags.OPAQUE.get(name, MASK)
    if shown == BREAK or (name not in tags.OPAQUE and tags.shown(name) == BREAK):
        yield Part(start, start, BREAK)
        yield Part(start, end, MASK)
        yield Part(end, end, BREAK)
    else:
        yield Part(start, end, shown)


def _text(source: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of the text between two tags."""
    from html import unescape

    for match in _PIECE.finditer(source, start, end):
        span = match.span()
        if match["text"]:
            yield Part(*span)
        elif match["space"]:
            yield Part(*span, SPACE, soft=True)
        elif match["mask"]:
            yield Part(*span, MASK)
        elif match["reference"]:
            yield Part(*span, unescape(match.group()))
        else:
            yield Part(*span, match.group()[0] + SPACE * (len(match.group()) > 1))
