"""The `boilerplate` kind: boilerplate of the page that was scraped with the text.

Comment prompts, share buttons, related-article widgets with their teasers, author boxes, bylines, captions. Whole
blocks at the head and the tail of a text are judged, never single lines by their punctuation. The search goes inward
from both ends: a line is boilerplate if a template matches all of it, or if it is a teaser under the heading of a
widget. How certain that is depends on its position (`page_evidence`). The same line in the middle of the text is only a
suggestion. A text that is nothing but boilerplate is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.line_cuts import FIRST, LATER, cut_spans
from cleanup.detectors.boilerplate.page_lines import GAP, MAX_TEMPLATE_LENGTH, PageLines
from cleanup.detectors.boilerplate.rule_patterns import (
    SKIPPED,
    Params,
    Role,
    needs,
    rule_patterns,
    validate,
    whole_patterns,
    with_parts,
)
from cleanup.matching import (
    AnyCase,
    FullText,
    Joined,
    LinePatterns,
    Together,
    document_kind,
    replace,
)
from cleanup.model import Finding, Level, Rule, Span, weakest
from cleanup.text.sizes import ARTICLE

#: The maximum number of unknown lines under the heading of a widget.
TEASERS = 40
#: The maximum number of lines in the head of a text.
HEAD = 20


class _Template(msgspec.Struct, frozen=True):
    """What a line may match; `other`: what counts if this one is not confirmed by the lines around it."""

    rule: Rule
    role: Role
    other: _Template | None = None


class _BoilerplateLine(msgspec.Struct, frozen=True):
    """A line found to be boilerplate: by which rule, how certain, and the message."""

    rule: Rule
    level: Level
    message: str


class _PageState(msgspec.Struct):
    """A text in progress: its lines, their templates, which lines may match any, and the boilerplate so far."""

    rows: PageLines
    matches: dict[int, _Template]
    promising: list[int]
    taken: dict[int, _BoilerplateLine] = msgspec.field(default_factory=dict)

    def take(self, index: int, rule: Rule, level: Level | None = None, under: str = "", noun: str = "") -> None:
        """Mark a line as boilerplate, unless it already is."""
        noun = f"a teaser under “{under}”" if under else noun or rule.params.noun
        message = f"“{_short(self.rows[index].text)}” is {noun}, not part of the text"
        self.taken.setdefault(index, _BoilerplateLine(rule, level or rule.level, message))


def _find(book: _Book, whole: FullText) -> Iterator[Finding]:
    areas = list(whole.passages())
    if not areas:
        return
    from cleanup.detectors.boilerplate.shortcodes import paired

    rows = PageLines(whole.text)
    short = len(whole.text) <= ARTICLE
    promising = list(rows.inside(areas))
    page = _PageState(rows, _matches(rows, book, short, promising), promising)
    _read(page)
    if page.taken and short:
        _read_gaps(page)
    cuts = list(book.cuts(page, short))
    if (page.taken or cuts) and len(page.taken) < len(rows) and not whole.once(_is_legal):
        yield from paired(whole.text, [*_removals(page), *cuts])


def _read(page: _PageState) -> None:
    _read_once(page)
    again = {index: other for index, one in page.matches.items() if index not in page.taken and (other := one.other)}
    if again:
        page.matches.update(again)
        _read_once(page)


def _read_once(page: _PageState) -> None:
    _read_tail(page)
    _read_head(page)
    _read_middle(page)


def _read_gaps(page: _PageState) -> None:
    """Mark lines without a template of their own that are boilerplate because of what stands beside them."""
    from cleanup.detectors.boilerplate.page_gaps import beside_known

    for one in list(beside_known(page.rows, page.taken)):
        levels = [page.taken[index].level for index in one.known]
        level = weakest(*levels, *(() if one.sure else (Level.SUGGESTED,)))
        page.take(one.index, page.taken[one.known[0]].rule, level, noun="part of the page around it")


def _is_legal(whole: FullText) -> bool:
    from cleanup.detectors.boilerplate.legal_text import is_legal

    return is_legal(whole.text)


_RUNS_ON = lazy_regex.pattern(r"[\w,;’]\Z")


def _matches(rows: PageLines, book: _Book, short: bool, promising: Sequence[int]) -> dict[int, _Template]:
    """Return the template of each line, except for sentences that run over lines, as in verse and wrapped prose.

    Lines that state the rights of the text itself are left out too.
    """
    found = {index: template for index in promising if (template := book.template(rows[index].text, short))}
    pairs = sorted({i for index in found for i in (index - 1, index) if 0 <= i < len(rows) - 1})
    for index in pairs:
        row, follower = rows[index], rows[index + 1]
        if not follower.adjoins or not follower.text[0].islower() or row.text.isupper():
            continue
        one, other = found.get(index), found.get(index + 1)
        if one and not other and not one.rule.params.code:
            del found[index]
        elif other and not one and not other.rule.params.code and _RUNS_ON.search(row.text):
            del found[index + 1]
    from cleanup.detectors.boilerplate.legal_text import own_notices

    for index in list(own_notices(rows, sorted(found))):
        del found[index]
    return found


class _Book:
    """The patterns of all rules: templates of whole lines, and cuts."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._templates: list[_Template] = []
        self._cut_by: list[Rule] = []
        self._followers: dict[str, list[AnyCase]] = {}
        single = [rule_patterns(rule) for rule in rules]
        self.patterns = LinePatterns(self._join, single, skipped=SKIPPED, longest=MAX_TEMPLATE_LENGTH)

    def _join(self) -> Joined:
        wholes = [whole for rule in self._rules for whole in self._read(rule)]
        return Joined(wholes, [cut for rule in self._rules for cut in self._read_cuts(rule)])

    def _read(self, rule: Rule) -> Iterator[str]:
        """Read the patterns of a rule; yield those of whole lines."""
        self._followers[rule.id] = [AnyCase(with_parts(rule, pattern)) for pattern in rule.params.followers]
        for role, whole in whole_patterns(rule):
            self._templates.append(_Template(rule, role))
            yield whole

    def _read_cuts(self, rule: Rule) -> Iterator[str]:
        params: Params = rule.params
        around = [form.format(sentence) for sentence in params.sentences for form in (FIRST, LATER)]
        for pattern in (*params.cuts, *around):
            self._cut_by.append(rule)
            yield with_parts(rule, pattern)

    def template(self, text: str, short: bool) -> _Template | None:
        """Return the most trusted template that matches all of a line."""
        found = [self._templates[i] for i in self.patterns.matching(text.replace("'", "’"))]
        usable = sorted((one for one in found if short or not one.rule.params.article), key=_trusted)
        others = (one for one in usable[1:] if one.role == "lines" and usable[0].role in ("beside", "tail_only"))
        return msgspec.structs.replace(usable[0], other=next(others, None)) if usable else None

    def cuts(self, page: _PageState, short: bool) -> Iterator[Finding]:
        """Yield what to remove from inside lines; mark the lines that follow a cut."""
        for index in page.promising:
            text = page.rows[index].text.replace("'", "’")
            for number in self.patterns.cutting(text) if index not in page.taken else ():
                rule = self._cut_by[number]
                params: Params = rule.params
                if (params.zone == "head" and index >= HEAD) or (params.article and not short):
                    continue
                regex = self.patterns.cuts[number].on(text)
                spans = list(cut_spans(regex, text))
                yield from (_cut(page, index, rule, span) for span in spans)
                if spans:
                    self._follow(page, index, rule)

    def _follow(self, page: _PageState, index: int, rule: Rule) -> None:
        wanted = self._followers[rule.id]
        after = page.rows[index + 1 : index + 1 + len(wanted)]
        if len(after) == len(wanted) and all(
            p.on(row.text).fullmatch(row.text) for p, row in zip(wanted, after, strict=True)
        ):
            for offset in range(len(wanted)):
                page.take(index + 1 + offset, rule, weakest(rule.level, Level.SUGGESTED))


def _trusted(one: _Template) -> tuple[int, bool, int]:
    """Sort key: the surest level first, then what counts anywhere."""
    return one.rule.level.rank, not one.rule.params.anywhere, one.rule.order


def _read_tail(page: _PageState) -> None:
    """Mark boilerplate from the last line up to the last line of prose."""
    unknown: list[int] = []
    waiting: list[int] = []
    for index in range(len(page.rows) - 1, -1, -1):
        row, found = page.rows[index], page.matches.get(index)
        if found is None or found.rule.params.zone == "head":
            if row.is_prose or len(unknown) >= TEASERS:
                break
            unknown.append(index)
        elif found.role == "headings" and all(page.rows[i].is_teaser for i in unknown):
            page.take(index, found.rule)
            for teaser in unknown:
                page.take(teaser, found.rule, under=_short(row.text))
            unknown = []
        elif len(unknown) > GAP or found.role == "headings":
            break
        elif found.role != "lines":
            waiting.append(index)
        else:
            page.take(index, found.rule)
            unknown = []
    for index in waiting:
        found = page.matches.get(index)
        if found and (page.taken or (found.role == "tail_only" and index == len(page.rows) - 1)):
            page.take(index, found.rule)


def _read_head(page: _PageState) -> None:
    """Mark boilerplate from the first line up to the first line of prose."""
    waiting: list[tuple[int, Rule]] = []
    taken = len(page.taken)
    for index, row in enumerate(page.rows[:HEAD]):
        found = page.matches.get(index)
        if found and found.role in ("lines", "beside") and found.rule.params.zone != "tail":
            if found.role == "lines":
                page.take(index, found.rule)
            else:
                waiting.append((index, found.rule))
        elif row.is_prose:
            break
    if len(page.taken) > taken:
        surest = min((one.level for one in list(page.taken.values())[taken:]), key=lambda level: level.rank)
        for index, rule in waiting:
            page.take(index, rule, weakest(rule.level, surest))


#: In steps of `GAP` lines: how far another line of the same rule may be that confirms one between paragraphs.
_NEAR = (-1, 0, 1)


def _read_middle(page: _PageState) -> None:
    """Mark boilerplate between paragraphs, which is never more than a suggestion."""
    from cleanup.detectors.boilerplate.page_gaps import teasers_below

    found = {index: one for index, one in page.matches.items() if one.rule.params.anywhere}
    certain = {
        (one.rule.id, index // GAP + near) for index, one in found.items() if one.role == "lines" for near in _NEAR
    }
    for index, one in found.items():
        if one.role == "lines" or (one.role == "beside" and (one.rule.id, index // GAP) in certain):
            page.take(index, one.rule, weakest(one.rule.level, Level.SUGGESTED))
        elif one.role == "headings" and index not in page.taken and " " in page.rows[index].text:
            teasers = list(teasers_below(page.rows, page.matches, index))
            # One line alone below may be the heading of the next paragraph.
            level = weakest(one.rule.level, Level.FLAG if len(teasers) == 1 else Level.SUGGESTED)
            page.take(index, one.rule, level)
            for teaser in teasers:
                page.take(teaser, one.rule, level, under=_short(page.rows[index].text))


def _removals(page: _PageState) -> Iterator[Finding]:
    """Yield one finding for each line; it includes the line break before it, or at the very start the one after it."""
    rows = page.rows
    opening = 0
    while opening in page.taken:
        opening += 1
    from cleanup.detectors.boilerplate.page_evidence import weakest_by_place

    places = weakest_by_place(rows, page.taken, page.matches)
    for index in sorted(page.taken):
        taken = page.taken[index]
        fix = replace(rows.removed(index, opening=index < opening), "", "remove the line")
        level = weakest(taken.level, places[index])
        yield Finding(taken.rule.id, rows[index].span, taken.message, level, (fix,), taken.rule.confidence)


def _cut(page: _PageState, index: int, rule: Rule, within: tuple[int, int]) -> Finding:
    row = page.rows[index]
    span = Span(row.start + within[0], row.start + within[1])
    message = f"“{_short(row.text[within[0] : within[1]])}” is {rule.params.noun}, not part of the text"
    return Finding(rule.id, span, message, rule.level, (replace(span, rule.params.join, "remove it"),), rule.confidence)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


KIND = document_kind(Params, Together(_find, _Book, lambda book: [book.patterns]), validate=validate, needs=needs)
