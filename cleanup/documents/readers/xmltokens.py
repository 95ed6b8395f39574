"""XML in pieces, each with its position in the text: what expat sees, without serialising it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleanup.errors import DocumentError

XML = "http://www.w3.org/XML/1998/namespace"


class XmlToken(NamedTuple):
    """A piece of the text, code points `start` to `end`.

    `kind` is `start`, `end` (both for an element without content), `text` or `other`; `name` is the element's name
    without its namespace; `value` is the text that a `text` represents. CDATA sections and entities defined in the file
    are `other`.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 - never changed
    value: str = ""


def tokens(text: str) -> Iterator[XmlToken]:
    """Yield the pieces of a document, which together cover it. Raises DocumentError if it is not well-formed."""
    found = _events(text)
    data = text.encode()
    at_byte = at_point = 0
    places: list[int] = []
    for place in [*(event[0] for event in found), len(data)]:
        at_point += place - at_byte if len(data) == len(text) else len(data[at_byte:place].decode())
        at_byte = place
        places.append(at_point)
    if found and places[0]:
        yield XmlToken(0, places[0], "other")
    for (_, kind, name, attributes, value), start, end in zip(found, places, places[1:], strict=False):
        yield XmlToken(start, end, kind, name, attributes, value)


#: Shared by the many pieces without attributes; never modified.
_NONE: dict[str, str] = {}
_Event = tuple[int, str, str, dict[str, str], str]


def _events(text: str) -> list[_Event]:
    """Return what expat reports, each with the byte offset at which it begins."""
    from xml.parsers import expat

    # The declaration may name the encoding of the file, but what is parsed here is encoded as UTF-8.
    parser = expat.ParserCreate("utf-8", " ")
    found: list[_Event] = []
    cdata = False

    def add(kind: str, name: str = "", attributes: dict[str, str] | None = None, value: str = "") -> None:
        place = max(parser.CurrentByteIndex, found[-1][0] if found else 0)
        found.append((place, kind, name, attributes or _NONE, value))

    def start(name: str, attributes: dict[str, str]) -> None:
        add("start", _local(name), attributes)

    def section(begins: bool) -> Callable[[], None]:
        def note() -> None:
            nonlocal cdata
            cdata = begins
            add("other")

        return note

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: add("end", _local(name))
    parser.CharacterDataHandler = lambda data: add("other" if cdata else "text", value=data)
    parser.StartCdataSectionHandler = section(True)
    parser.EndCdataSectionHandler = section(False)
    # Also keeps expat from expanding entities that the document declares.
    parser.DefaultHandler = lambda _: add("other")
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            line=error.lineno,
            hint="it was left unchanged",
        ) from error
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
