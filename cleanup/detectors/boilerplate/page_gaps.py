"""Lines that no template knows, and that are boilerplate because of what stands beside them.

A name above the time of publication, what follows `Posted by`, tags under `TOPICS`, a menu half of whose labels are
known, a caption above its credit. Only short lines are judged that do not end like a sentence, and never the first line
of more than a few words, which is the headline.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.page_lines import PageLine

#: The words of a label in the head of a page and of one in its tail, and of the shortest headline.
HEAD_WORDS, TAIL_WORDS, HEADLINE_WORDS = 3, 12, 4
#: The words of the longest line between two known ones that is as surely boilerplate as these.
SURE_WORDS = 8
#: So many unknown lines in a row may be boilerplate because of what stands above and below them.
BETWEEN = 3
#: The lines of the shortest menu, the words of its longest label, and the share of its labels that must be known.
MENU, LABEL_WORDS, KNOWN = 4, 5, 0.5
#: The lines of a caption with its credit, and the words of the longest line of a caption and of a title.
CAPTION, CAPTION_WORDS, TITLE_WORDS = 4, 30, 15
#: The maximum number of headlines under the heading of a widget between paragraphs, and the words of the shortest.
TEASERS_BETWEEN, TEASER_WORDS = 8, 4
#: So far down may the head of a page reach.
HEAD = 20

_ENDED = lazy_regex.pattern(r"[.!?;:,][”’\"')\]]*\Z")
_OPEN = lazy_regex.pattern(r"(?i)(?:\bby|:)\Z")
_NAME = lazy_regex.pattern(r"[A-ZÀ-Þ][\w.’'-]+(?: (?:de|van|von|der|al|bin|la|le|[A-ZÀ-Þ][\w.’'-]*)){1,3}\Z")
_COUNT = lazy_regex.pattern(r"[\d.,]{1,7}[kK]?\Z")
_CREDIT = lazy_regex.pattern(r"(?i)(?:(?:photo(?:graph)?|image|picture) ?)?(?:credit|source|by)?s?\b ?[:©] ?\w|©")
_PLAYER = lazy_regex.pattern(r"(?i)\d{1,2}:\d{2}\b|to (?:view|play|watch|hear) this (?:video|audio)")
_ITEM = lazy_regex.pattern(r"(?:[-*+•·▪–—]|\d{1,3}[.)]?|[¼½¾])\s")


class Beside(msgspec.Struct, frozen=True):
    """An unknown line that is boilerplate, and the known ones that show it; `sure`: as surely as these."""

    index: int
    known: tuple[int, ...]
    sure: bool = True


def beside_known(rows: Sequence[PageLine], taken: Container[int]) -> Iterator[Beside]:
    """Yield the unknown lines that are boilerplate because of the known ones."""
    head, tail = _head(rows), _tail(rows)
    for block in _blocks(rows):
        yield from _in_block(rows, block, taken)
    yield from _in_head(rows, range(head), taken)
    if tail < len(rows):
        yield from _between(rows, range(tail, len(rows)), taken, TAIL_WORDS)
        yield from _values(rows, range(tail, len(rows)), taken)
        yield from _under_labels(rows, range(tail, len(rows)), taken)


def teasers_below(rows: Sequence[PageLine], known: Container[int], heading: int) -> Iterator[int]:
    """Yield the headlines under the heading of a widget, up to the next line that reads otherwise.

    In one block with it, a headline may have a line in capitals above it.
    """
    for index in range(heading + 1, min(heading + 1 + TEASERS_BETWEEN, len(rows))):
        row = rows[index]
        over = row.adjoins and row.text.isupper()
        if index in known or not row.is_teaser or row.text[0].islower():
            return
        if len(row.text.split()) < TEASER_WORDS and not over:
            return
        yield index


def _head(rows: Sequence[PageLine]) -> int:
    """Return how many lines there are before the first paragraph; 0 if it is not near."""
    return next((i for i, row in enumerate(rows[:HEAD]) if row.is_prose), 0)


def _tail(rows: Sequence[PageLine]) -> int:
    """Return the first line behind the last paragraph."""
    return next((i + 1 for i in range(len(rows) - 1, -1, -1) if rows[i].is_prose), len(rows))


def _blocks(rows: Sequence[PageLine]) -> Iterator[range]:
    """Yield the lines between empty lines, where there are at least two."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not rows[index].adjoins:
            if index - start > 1:
                yield range(start, index)
            start = index


def _is_label(row: PageLine, words: int) -> bool:
    return len(row.text.split()) <= words and not _ENDED.search(row.text)


def _in_block(rows: Sequence[PageLine], block: range, taken: Container[int]) -> Iterator[Beside]:
    known = [index for index in block if index in taken]
    unknown = [index for index in block if index not in taken]
    if not known or not unknown:
        return
    first, last = block[0], block[-1]
    if last in taken and len(block) <= CAPTION and _CREDIT.match(rows[last].text):
        yield from _all(rows, unknown, CAPTION_WORDS, last)
    elif len(block) > 2 and len(known) > KNOWN * len(block):
        yield from _all(rows, unknown, TAIL_WORDS, known[0])
    elif len(block) >= MENU and len(known) >= KNOWN * len(block):
        yield from _all(rows, unknown, LABEL_WORDS, known[0])
    for index in known:
        before = index - 1
        if before in unknown and before == first and _PLAYER.match(rows[index].text):
            yield from _all(rows, [before], TITLE_WORDS, index)


def _all(
    rows: Sequence[PageLine], unknown: Sequence[int], words: int, *known: int, sure: bool = True
) -> Iterator[Beside]:
    if all(_is_label(rows[index], words) for index in unknown):
        yield from (Beside(index, known, sure) for index in unknown)


def _in_head(rows: Sequence[PageLine], head: range, taken: Container[int]) -> Iterator[Beside]:
    title = next((i for i in head if i not in taken and len(rows[i].text.split()) >= HEADLINE_WORDS), None)
    if title is None:
        return
    yield from _between(rows, head, taken, HEAD_WORDS)
    below = range(title + 1, head.stop)
    yield from _values(rows, below, taken)
    found: set[int] = set()
    for index in reversed(below):
        known = next((i for i in (index + 1, index - 1) if i in taken or i in found), None)
        if index not in taken and known is not None and _is_beside(rows, index, known):
            found.add(index)
            yield Beside(index, (known if known in taken else next(i for i in below if i in taken),))
    for index in below[:-1]:
        if rows[index + 1].adjoins and rows[index + 1].text == rows[index].text and not _ENDED.search(rows[index].text):
            known = next((i for i in head if i in taken), None)
            if known is not None:
                yield from (Beside(one, (known,), sure=False) for one in (index, index + 1) if one not in taken)


def _is_beside(rows: Sequence[PageLine], index: int, known: int) -> bool:
    """Return whether a line is a count of shares, or a name above a line that says when or what its bearer is."""
    text = rows[index].text
    if _COUNT.match(text):
        return True
    below = rows[known]
    return known > index and bool(_NAME.match(text)) and (below.adjoins or any(map(str.isdigit, below.text)))


def _values(rows: Sequence[PageLine], area: range, taken: Container[int]) -> Iterator[Beside]:
    """Yield what follows a label that ends in `by` or a colon."""
    for index in area[:-1]:
        after = index + 1
        if index in taken and after not in taken and _OPEN.search(rows[index].text):
            yield from _all(rows, [after], 2 * HEAD_WORDS, index)


def _is_own(text: str) -> bool:
    """Return whether a line may belong to the text between prompts: a name that signs it, an item of a list."""
    return bool(_ITEM.match(text) or _NAME.match(text))


def _between(rows: Sequence[PageLine], area: range, taken: Container[int], words: int) -> Iterator[Beside]:
    """Yield short lines that stand between two known ones."""
    run: list[int] = []
    above: int | None = None
    for index in area:
        if index not in taken:
            run.append(index)
            continue
        if above is not None and 0 < len(run) <= BETWEEN and not any(_is_own(rows[i].text) for i in run):
            sure = all(len(rows[i].text.split()) <= SURE_WORDS for i in run)
            yield from _all(rows, run, words, above, index, sure=sure)
        above, run = index, []


def _under_labels(rows: Sequence[PageLine], area: range, taken: Container[int]) -> Iterator[Beside]:
    """Yield the short lines right below a label in capitals or with a colon, as tags are printed."""
    for index in area:
        label = rows[index].text
        if index not in taken or not (label.isupper() or label.endswith(":")):
            continue
        run: list[int] = []
        for below in range(index + 1, area.stop):
            if below in taken or not rows[below].adjoins:
                break
            run.append(below)
        yield from _all(rows, run, LABEL_WORDS, index)
