"""XLIFF 1.2 and 2, and TMX: the translations are prose; the sources and everything else are protected."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.documents.readers.parts import INLINE, LINE, ParsedText, Part, shield, weave
from cleanup.documents.readers.protected import placeholders
from cleanup.documents.readers.xmltokens import XML, XmlToken, tokens
from cleanup.languages.declared import code
from cleanup.languages.identify import SEVERAL
from cleanup.model import MASK

#: Elements within a segment that enclose text.
_AROUND = ("g", "mrk", "pc", "hi")
#: Elements that begin or end something; all others are objects in the sentence. The content of both is code.
_CODES = dict.fromkeys(("bx", "ex", "sc", "ec", "sm", "em", "bpt", "ept"), INLINE)
#: Proposals of a translation memory; the translation is elsewhere.
_PROPOSALS = ("alt-trans", "matches")


def read_xliff(text: str) -> ParsedText:
    """Return the holes of an XLIFF file; its targets are prose. Raises DocumentError."""
    return _read(text, _Xliff())


def read_tmx(text: str) -> ParsedText:
    """Return the holes of a TMX file; segments in other languages than the source are prose. Raises DocumentError."""
    return _read(text, _Tmx())


class _Xliff:
    """Follows the elements outside targets to tell which target is a translation, and its language."""

    def __init__(self) -> None:
        self.languages: set[str] = set()
        self._closed: list[bool] = []

    def opens(self, token: XmlToken) -> bool:
        """Process the start of an element and return whether it contains a translation."""
        named = token.attributes.get("target-language") or token.attributes.get("trgLang")
        self.languages |= {named} if named else set()
        shut = token.name in _PROPOSALS or token.attributes.get("translate") == "no"
        self._closed.append(shut or (self._closed[-1] if self._closed else False))
        return token.name == "target" and not self._closed[-1]

    def closes(self) -> None:
        """Process the end of an element."""
        self._closed.pop()


class _Tmx:
    """Follows the elements outside segments."""

    def __init__(self) -> None:
        self.languages: set[str] = set()
        self._source = ""
        self._language = ""

    def opens(self, token: XmlToken) -> bool:
        """Process the start of an element and return whether it contains a translation."""
        if token.name == "header":
            self._source = token.attributes.get("srclang", "").lower()
        elif token.name == "tuv":
            self._language = (token.attributes.get(f"{XML} lang") or token.attributes.get("lang", "")).lower()
        wanted = token.name == "seg" and self._language != self._source
        if wanted and self._language:
            self.languages.add(self._language)
        return wanted

    def closes(self) -> None:
        """Process the end of an element, which changes nothing."""


def _read(text: str, outside: _Xliff | _Tmx) -> ParsedText:
    holes = weave(text, list(_parts(text, outside)))
    declared = {code(tag) for tag in outside.languages} - {None}
    language = declared.pop() if len(declared) == 1 else SEVERAL if declared else None
    return ParsedText(shield(text, holes, placeholders), language)


def _parts(text: str, outside: _Xliff | _Tmx) -> Iterator[Part]:
    """Yield the parts of all translations. What lies between them is a gap."""
    inside = depth = since = 0
    shown = MASK
    for token in tokens(text):
        step = {"start": 1, "end": -1}.get(token.kind, 0)
        if not inside:
            if step > 0:
                inside = int(outside.opens(token))
            elif step < 0:
                outside.closes()
            continue
        inside += step
        if not inside:
            outside.closes()
        elif depth:
            depth += step
            if not depth:
                yield Part(since, token.end, shown)
        elif token.kind == "text":
            yield from text_part(text, token)
        elif step > 0 and token.name not in _AROUND:
            since, depth, shown = token.start, 1, _CODES.get(token.name, MASK)
        else:
            yield Part(token.start, token.end, INLINE if step else MASK)


def text_part(text: str, token: XmlToken) -> Iterator[Part]:
    """Yield the part for a piece of text: literal text, a line end, or a reference that shows its character."""
    if token.value == "\n":
        yield Part(token.start, token.end, LINE)
    elif text[token.start : token.end] == token.value:
        yield Part(token.start, token.end)
    else:
        yield Part(token.start, token.end, token.value)
