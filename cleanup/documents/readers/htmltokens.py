"""HTML in pieces, each with its position in the text, as the parser of the standard library sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from cleanup.documents.readers import tags
from cleanup.documents.readers.parts import BREAK
from cleanup.errors import DocumentError

Attributes = Sequence[tuple[str, str | None]]


class HtmlToken(NamedTuple):
    """A piece of a page: its start, its kind, and for a tag the element's name in lowercase.

    `kind` is `start`, `end` or `void` for a tag, `text` (including references), or the name of anything else.
    """

    start: int
    kind: str
    name: str = ""
    attributes: Attributes = ()


def tokens(source: str) -> list[HtmlToken]:
    """Return the pieces, each of which ends where the next begins. Raises DocumentError."""
    parser = _Parser(source)
    try:
        parser.feed(source)
        parser.close()
    except AssertionError as error:
        raise DocumentError(f"not HTML: {error}", line=parser.getpos()[0]) from error
    found = parser.found
    return found if found and not found[0].start else [HtmlToken(0, "nothing"), *found]


class _Parser(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[HtmlToken] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]

    def _note(self, kind: str, name: str = "", attributes: Attributes = ()) -> None:
        line, column = self.getpos()
        if not (kind == "text" and self.found and self.found[-1].kind == "text"):
            self.found.append(HtmlToken(self._lines[line - 1] + column, kind, name, attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note("void" if tag in tags.VOID else "start", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing; in elements of XHTML, SVG and templates it does.
        ends = tag in tags.VOID or tags.shown(tag) != BREAK
        self._note("void" if ends else "start", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note("end", tag)

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - the names are those of the base class
        self._note("text")

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002
        self._note("text")

    def handle_charref(self, name: str) -> None:  # noqa: ARG002
        self._note("text")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note("comment")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._note("declaration")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._note("instruction")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._note("declaration")
