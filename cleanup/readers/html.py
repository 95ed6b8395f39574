"""HTML: the text that a browser shows is prose.

Tags, attributes, comments, scripts, code and template languages are protected. Tags within a sentence show nothing, so
that rules read across them; those of blocks end a paragraph. A character reference shows its character and is
protected by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from cleanup import lazy
from cleanup.errors import DocumentError
from cleanup.model import MASK
from cleanup.readers import tags
from cleanup.readers.parts import BREAK, INLINE, SPACE, Part, Reading, shield, weave
from cleanup.readers.protected import placeholders

#: How HTML and XML write characters that would be mark-up.
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
#: What browsers take some names of encodings to mean.
ENCODINGS = {"iso8859-1": "cp1252", "ascii": "cp1252"}

# Code of template languages and declarations of SGML, which the parser would take for text or refuse. Whatever may lack
# its end is either short or runs to the end of the file, so that no search is made twice.
_FOREIGN = lazy.pattern(
    r"(?s)(?P<comment><!--(?:.*?-->|.*))"
    r"|<\?(?:php\b|=)(?:.*?\?>|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<!\[[^>]*>?"
    r"|<%.{0,2000}?%>|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}"
)
_LANGUAGE = lazy.pattern(r"""(?i)<html\b[^<>]*?[ \t\n\r\f:]lang\s*=\s*["']?([A-Za-z]{2,3})\b""")
_CODE_CLASS = lazy.pattern(
    r"(?i)(?:^|[\s-])(?:code|codehilite|highlight|hljs|sourcecode|programlisting|screen|katex|mathjax|notranslate)(?:$|[\s-])"
)
_SIGN = lazy.pattern(r"[\[\](){}|/\\+*=~^#@_-]{1,3}")
_NOT_LINE_FEED = re.compile(r"[^\n]")
_RUN = rf"[^ \t\n\r\f{MASK}<&]+"
_PIECE = lazy.pattern(
    rf"(?P<space>[ \t\n\r\f]+)|(?P<mask>{MASK}+)|(?P<text>{_RUN}(?: {_RUN})*)"
    r"|(?P<reference>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});?)|(?P<sign>[<&][ \t\n\r\f]*)"
)


class Token(NamedTuple):
    """A piece of a page: where it starts, and for a tag `start` or `end` and the element's name, else its kind."""

    start: int
    kind: str
    name: str = ""
    attributes: Sequence[tuple[str, str | None]] = ()


def read(text: str) -> Reading:
    """The holes of a page, or of a piece of one. Raises DocumentError."""
    masked = _FOREIGN.sub(_mask, text)
    language = _LANGUAGE.search(masked)
    return Reading(shield(text, weave(text, _parts(masked)), placeholders), language[1].lower() if language else None)


def _mask(match: re.Match[str]) -> str:
    return match.group() if match["comment"] else _NOT_LINE_FEED.sub(MASK, match.group())


def _parts(masked: str) -> Iterator[Part]:
    """The parts of a page whose foreign code is masked."""
    listed = [*_tokens(masked), Token(len(masked), "end of file")]
    opaque, depth, since = "", 0, 0
    for before, token, following in zip([listed[-1], *listed], listed, listed[1:], strict=False):
        if opaque:
            depth += (token.name == opaque) * {"start": 1, "end": -1}.get(token.kind, 0)
            if not depth:
                yield from _opaque(opaque, since, following.start)
                opaque = ""
        elif token.kind == "start" and _is_opaque(token):
            opaque, depth, since = token.name, 1, token.start
        elif token.kind != "text":
            yield Part(token.start, following.start, tags.shown(token.name) if token.name else INLINE)
        elif (before.kind, following.kind) == ("start", "end") and _SIGN.fullmatch(masked, token.start, following.start):
            # The name of a key or an operator, not the punctuation of a sentence.
            yield Part(token.start, following.start, MASK)
        else:
            yield from _text(masked, token.start, following.start)
    if opaque:
        yield from _opaque(opaque, since, len(masked))


def _is_opaque(token: Token) -> bool:
    """Whether an element has no prose in it: by its name, or because it says so."""
    if token.name in tags.OPAQUE or not token.attributes:
        return token.name in tags.OPAQUE
    values = dict(token.attributes)
    untranslated = values.get("translate") == "no"
    return untranslated or (token.name not in tags.PAGE and bool(_CODE_CLASS.search(values.get("class") or "")))


def _opaque(name: str, start: int, end: int) -> Iterator[Part]:
    """An element whose content is not prose; a block is a paragraph of its own."""
    shown = tags.OPAQUE.get(name, MASK)
    if shown == BREAK or (name not in tags.OPAQUE and tags.shown(name) == BREAK):
        yield Part(start, start, BREAK)
        yield Part(start, end, MASK)
        yield Part(end, end, BREAK)
    else:
        yield Part(start, end, shown)


def _text(source: str, start: int, end: int) -> Iterator[Part]:
    """The parts of a stretch of text between two tags."""
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


def _tokens(source: str) -> list[Token]:
    """The tokens, which between them cover the source; neighbours of text are one."""
    from html.parser import HTMLParser

    found: list[Token] = []
    lines = [0, *(match.end() for match in re.finditer("\n", source))]

    class Parser(HTMLParser):
        def note(self, kind: str, name: str = "", attributes: Sequence[tuple[str, str | None]] = ()) -> None:
            line, column = self.getpos()
            if not (kind == "text" and found and found[-1].kind == "text"):
                found.append(Token(lines[line - 1] + column, kind, name, attributes))

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.note("void" if tag in tags.VOID else "start", tag, attrs)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            # In HTML the slash means nothing, but in the foreign elements and in XHTML it does.
            closed = tag in tags.VOID or tag not in tags.TAGS or not tags.TAGS[tag]
            self.note("void" if closed else "start", tag, attrs)

        def handle_endtag(self, tag: str) -> None:
            self.note("end", tag)

        def handle_data(self, data: str) -> None:  # noqa: ARG002 - the name is the base class's
            self.note("text")

        def handle_entityref(self, name: str) -> None:  # noqa: ARG002
            self.note("text")

        def handle_charref(self, name: str) -> None:  # noqa: ARG002
            self.note("text")

        def handle_comment(self, data: str) -> None:  # noqa: ARG002
            self.note("comment")

        def handle_decl(self, decl: str) -> None:  # noqa: ARG002
            self.note("declaration")

        def handle_pi(self, data: str) -> None:  # noqa: ARG002
            self.note("instruction")

        def unknown_decl(self, data: str) -> None:  # noqa: ARG002
            self.note("declaration")

    parser = Parser(convert_charrefs=False)
    try:
        parser.feed(source)
        parser.close()
    except AssertionError as error:
        raise DocumentError(f"not HTML: {error}", line=parser.getpos()[0]) from error
    if not found or found[0].start:
        found.insert(0, Token(0, "declaration"))
    return found
