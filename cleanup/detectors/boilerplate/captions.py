"""The `captions` kind: captions of pictures, pull quotes and teasers that were scraped as paragraphs.

A caption is a paragraph of its own without a full stop, in a text whose paragraphs have one. It tells what the text
tells anyway (`Having fun: The two have shared a video of …`), or who can be seen in the picture (`pictured left`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.page_lines import PageLines
from cleanup.matching import FullText, Report, describe, document_kind, replace
from cleanup.model import MASK, Finding, Level, Rule, weakest
from cleanup.text.remembered import remembered
from cleanup.text.sizes import ARTICLE


class Params(msgspec.Struct, frozen=True):
    """Keys of a captions rule: `report` names what shows that a paragraph is a caption."""

    report: Literal["label", "pictured", "repeated"]


#: The words of the shortest and the longest caption, and of the shortest paragraph that should end in a full stop.
SHORTEST, LONGEST, PARAGRAPH_WORDS = 6, 60, 8
#: Words of a paragraph that is no heading.
SENTENCE = 10
#: So many paragraphs of a text, and this share of them, end in a full stop: one that does not is none of its own.
PARAGRAPHS, STOPPED = 4, 0.6
#: The share of the words of a caption with a label that the text contains too, of one without that one paragraph does.
TOLD, REPEATED = 0.5, 0.8
#: The number of letters that words of one family share, and the letters of the shortest word that is compared.
STEM, WORD = 6, 4

_LABEL = lazy_regex.pattern(r"(?P<label>[A-Z“\"‘'][^\s:.!?;]*(?: [^\s:.!?;]+){0,4}): (?P<rest>\S.+)")
_WHERE = "left|right|cent(?:er|re)|above|below|top|bottom|far (?:left|right)|second (?:from )?(?:left|right)|from left"
_IMAGE = "in this (?:undated |file |handout |archive )*(?:photo|picture|image|photograph)"
_PICTURED = lazy_regex.pattern(
    rf"\((?:(?:file )?pictured|{_WHERE}|L-R|L to R|L|R|file photo|file)(?:[ ,][^()]{{0,30}})?\)|\bleft to right\b"
    r"|\bfrom left:|\bclockwise from\b|^(?:Above|Below|Left|Right|Top|Inset)(?: left| right)?: "
    rf"|\b[Pp]ictured(?: here| together| with| in| at| on| during| outside| leaving| arriving| {_WHERE}|:)"
    rf"|\b(?:seen|shown|poses?|posing) (?:here|above|below|for a (?:photo|picture|selfie))|\b(?i:{_IMAGE})\b"
)
_WORD = lazy_regex.pattern(rf"[^\W\d_]{{{WORD},}}")
_STOPS = tuple(".!?…:;,")
_CLOSING = "”“’‘\"')]»« "
_NUMBERED = lazy_regex.pattern(
    r"(?:Fig(?:ure|\.)?|Table|Chart|Graph|Map|Box|Plate|Listing|Step|Part|Chapter|Section)\b ?[\w.-]*\Z"
)
_ITEM = lazy_regex.pattern(r"(?:[-*+•·▪◦–—#>|]|\d{1,3}[.)]|\(?[a-z]\))\s")
_SPOKEN = tuple("“\"‘'«–—")


class _Article(msgspec.Struct, frozen=True, dict=True):
    """The lines of an article, and which of them lack a full stop."""

    rows: PageLines
    open: tuple[int, ...] = ()

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The families of the words of each line."""
        return [_families(row.text) for row in self.rows]

    def words_beside(self, index: int) -> list[frozenset[str]]:
        """Return those of all lines but one."""
        return self.words[:index] + self.words[index + 1 :]


def _is_open(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] not in _STOPS


@remembered
def _families(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()))


def _article(whole: FullText) -> _Article:
    """Return what is known of an article with paragraphs; in other texts, no line lacks a full stop."""
    if len(whole.text) > ARTICLE or MASK in whole.text:
        return _Article(PageLines(""))  # a book, or a text about code
    rows = PageLines(whole.text)
    long = [index for index, row in enumerate(rows) if len(row.text.split()) >= PARAGRAPH_WORDS]
    stopped = [index for index in long if not _is_open(rows[index].text)]
    if len(stopped) < PARAGRAPHS or len(stopped) < STOPPED * len(long):
        return _Article(rows)
    return _Article(rows, tuple(index for index in range(stopped[0], len(rows)) if _is_alone(rows, index)))


def _is_alone(rows: PageLines, index: int) -> bool:
    """Return whether a line is a paragraph of its own that lacks a full stop."""
    row = rows[index]
    if not _is_open(row.text) or row.adjoins or (index + 1 < len(rows) and rows[index + 1].adjoins):
        return False
    return SHORTEST <= len(row.text.split()) <= LONGEST and not _ITEM.match(row.text)


def _label(rule: Rule, whole: FullText) -> Iterator[Finding]:
    page = whole.once(_article)
    for index in page.open:
        match = _LABEL.fullmatch(page.rows[index].text)
        if match and not _NUMBERED.match(match["label"]) and len(match["rest"].split()) >= SHORTEST - 1:
            others, own = page.words_beside(index), _families(match["rest"])
            if own and sum(any(word in words for words in others) for word in own) >= TOLD * len(own):
                yield _finding(rule, page.rows, index)


def _pictured(rule: Rule, whole: FullText) -> Iterator[Finding]:
    page = whole.once(_article)
    for index in page.open:
        if _PICTURED.search(page.rows[index].text):
            yield _finding(rule, page.rows, index)


def _repeated(rule: Rule, whole: FullText) -> Iterator[Finding]:
    page = whole.once(_article)
    for index in page.open:
        text = page.rows[index].text
        if text.startswith(_SPOKEN) or len(text.split()) < SENTENCE:
            continue
        own = page.words[index]
        few = _telling(own)
        others = (words for words in page.words_beside(index) if not few.isdisjoint(words))
        if any(len(own & words) >= REPEATED * len(own) for words in others):
            yield _finding(rule, page.rows, index)


def _telling(words: frozenset[str]) -> frozenset[str]:
    """Return some of the words: whoever repeats enough of all repeats one of these, as the others are not enough."""
    return frozenset(list(words)[: int(len(words) - REPEATED * len(words)) + 1])


def _finding(rule: Rule, rows: PageLines, index: int) -> Finding:
    row = rows[index]
    shown = row.text if len(row.text) <= 60 else f"{row.text[:57]}…"
    fix = replace(rows.removed(index), "", "remove the caption")
    level = weakest(rule.level, Level.SUGGESTED)
    return Finding(rule.id, row.span, describe(rule, shown), level, (fix,), rule.confidence)


KIND = document_kind(Params, {"label": Report(_label), "pictured": Report(_pictured), "repeated": Report(_repeated)})
