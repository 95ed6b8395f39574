"""How far the position of a line shows that it is boilerplate: what it takes to delete a line without asking.

`Leave a comment` under an article is boilerplate. The same words are part of the text as a heading of a paragraph, in a
list that a sentence announces, or as a sign that a character reads. So a line is deleted without asking only if it is
the very first or last of the page, or if several of its kind occur together at an end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.page_lines import GAP, PageLine
from cleanup.model import Level

#: A line at the edge of a page that stands alone has so many words: a shorter one may be a heading or an answer.
TELLING_WORDS = 3
#: Lines of a list between what announces it and the last of them.
LISTED = 20
#: The number of letters that words of one family share: “advertising” and “advertisers”.
STEM = 5

_SENTENCE_ENDS = lazy_regex.pattern(r"[\w’'%)\]][”’\"')\]]*[.!?:;][”’\"')\]]*\Z")
_COLON = lazy_regex.pattern(r"\w[”’\"')\]]*:\Z")
_ANNOUNCES = lazy_regex.pattern(r"(?i)\b(?:these|(?:the|as) follow(?:ing|s)|below|here (?:is|are)|such as)\b")
_ITEM = lazy_regex.pattern(r"(?:[-*+•·▪◦–—]|\d{1,3}[.)]|\(?[a-z]\))[ \t\u00a0]+\S")
#: Signs of pages and their programs, which no heading and no speaker uses.
_SIGN = lazy_regex.pattern(r"[\[\]_|©*@/#]")
_WORD = lazy_regex.pattern(r"[^\W\d_]+")


def weakest_by_place(rows: Sequence[PageLine], taken: Collection[int], known: Collection[int]) -> dict[int, Level]:
    """Return the strongest possible level for each line taken as boilerplate; `known` are lines that look like it."""
    sure = _together(rows, taken)
    levels = {}
    for index in taken:
        if _is_announced(rows, index, known) or _is_of_a_list(rows, index, taken):
            levels[index] = Level.FLAG
        elif index in sure:
            levels[index] = Level.SAFE
        else:
            levels[index] = Level.FLAG if _heads_paragraph(rows, index, taken) else Level.SUGGESTED
    return levels


def _together(rows: Sequence[PageLine], taken: Collection[int]) -> set[int]:
    """Return the lines at either end that are boilerplate by their position or number."""
    if not any(_is_said(row) for index, row in enumerate(rows) if index not in taken):
        return set()
    last = len(rows) - 1
    head = _end(rows, range(last + 1), taken, gap=1)
    tail = _end(rows, range(last, -1, -1), taken, gap=GAP)
    both = 0 in taken and last in taken
    return {
        index
        for end, edge in ((head, 0), (tail, last))
        for index in end
        if len(end) > 1 or (index == edge and (both or _tells(rows, index, taken)))
    }


def _end(rows: Sequence[PageLine], order: Sequence[int], taken: Collection[int], gap: int) -> list[int]:
    """Return the boilerplate from an edge inward, up to a sentence or more than `gap` unknown lines."""
    found: list[int] = []
    unknown = 0
    for index in order:
        if index in taken:
            found.append(index)
            unknown = 0
        elif _is_said(rows[index]) or unknown == gap:
            break
        else:
            unknown += 1
    return found


def _is_said(row: PageLine) -> bool:
    """Return whether a line ends like a sentence, however short; a truncated one does not."""
    return bool(_SENTENCE_ENDS.search(row.text)) and len(row.text.split()) > 1


def _tells(rows: Sequence[PageLine], index: int, taken: Collection[int]) -> bool:
    text = rows[index].text
    if _SIGN.search(text):
        return True
    return len(_WORD.findall(text)) >= TELLING_WORDS and not _heads_paragraph(rows, index, taken)


def _heads_paragraph(rows: Sequence[PageLine], index: int, taken: Collection[int]) -> bool:
    """Return whether the paragraph below is about what the line says."""
    if index + 1 >= len(rows) or index + 1 in taken or not _is_said(rows[index + 1]):
        return False
    return bool(_stems(rows[index].text) & _stems(rows[index + 1].text))


def _stems(text: str) -> set[str]:
    return {word.casefold()[:STEM] for word in _WORD.findall(text) if len(word) >= STEM}


def _is_announced(rows: Sequence[PageLine], index: int, known: Collection[int]) -> bool:
    """Return whether a line with a colon announces it, alone or as one of the lines that follow."""
    for before in _back(rows, index, lambda row: not _is_said(row)):
        return before not in known and bool(_COLON.search(rows[before].text))
    return False


def _is_of_a_list(rows: Sequence[PageLine], index: int, taken: Collection[int]) -> bool:
    """Return whether it is an item of a list that contains other things too, or that a sentence announces."""
    if not _is_item(rows[index]):
        return False
    announcing = next(_back(rows, index, _is_item), None)
    if announcing is not None and _is_said(rows[announcing]) and _ANNOUNCES.search(rows[announcing].text):
        return True
    first = index if announcing is None else announcing + 1
    for item in range(first, min(len(rows), index + LISTED)):
        if not _is_item(rows[item]):
            return False
        if item not in taken:
            return True
    return False


def _is_item(row: PageLine) -> bool:
    return bool(_ITEM.match(row.text))


def _back(rows: Sequence[PageLine], index: int, passes: Callable[[PageLine], bool]) -> Iterator[int]:
    """Yield the nearest line before that does not pass, if there is one within the length of a list."""
    for before in range(index - 1, max(-1, index - LISTED), -1):
        if not passes(rows[before]):
            yield before
            return
