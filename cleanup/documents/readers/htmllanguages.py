"""Which parts of a page are in another language than the page: `lang` on an element applies to its content."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleanup import lazy_regex
from cleanup.documents.readers import tags
from cleanup.documents.readers.parts import BREAK

if TYPE_CHECKING:
    from cleanup.documents.readers.htmltokens import HtmlToken

_LANGUAGE = lazy_regex.pattern(r"""(?i)<html\b[^<>]*?[ \t\n\r\f:]lang\s*=\s*["']?([A-Za-z]{2,3})\b""")
_BODY = lazy_regex.pattern(r"""(?i)<body\b[^<>]*?[ \t\n\r\f:]lang\s*=\s*["']?([A-Za-z]{2,3})\b""")
_SAID = lazy_regex.pattern(r"(?i)[ \t\n\r\f:]lang\s*=")
_CODE = lazy_regex.pattern(r"([A-Za-z]{2})(?![A-Za-z])")

#: Elements whose end tag is optional, and the elements whose start inside them ends them.
_ENDED_BY = {
    "li": ("li",),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th", "tr", "tbody", "tfoot")),
    "tr": ("tr", "tbody", "tfoot"),
    "option": ("option", "optgroup"),
}


def of_page(source: str) -> str | None:
    """Return the language that a page declares, a code of two or three lowercase letters."""
    said = _BODY.search(source) or _LANGUAGE.search(source)
    return said[1].lower() if said else None


def is_mixed(source: str) -> bool:
    """Return whether more than one element declares a language."""
    return sum(1 for _ in zip(_SAID.finditer(source), range(2), strict=False)) > 1


class Foreign:
    """Follows the tags of a page to tell where the text is in another language than the page."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()

    def here(self, token: HtmlToken) -> bool:
        """Process a token and return whether it, or what follows it, is in another language."""
        if token.kind == "start":
            self._end_before(token.name)
            self._names[token.name] += 1
            self._open.append((token.name, self._is_foreign(token)))
        elif token.kind == "end" and self._names[token.name]:
            while self._close() != token.name:
                pass
        return bool(self._open) and self._open[-1][1]

    def _is_foreign(self, token: HtmlToken) -> bool:
        values = dict(token.attributes)
        said = _CODE.match(values.get("lang") or values.get("xml:lang") or "")
        if said:
            return said[1].lower() != self._language
        return bool(self._open) and self._open[-1][1]

    def _end_before(self, name: str) -> None:
        """Close the elements that the start of an element ends implicitly."""
        while self._open:
            last = self._open[-1][0]
            if not (name in _ENDED_BY.get(last, ()) or (last == "p" and tags.shown(name) == BREAK)):
                return
            self._close()

    def _close(self) -> str:
        name, _ = self._open.pop()
        self._names[name] -= 1
        return name
