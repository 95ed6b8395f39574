"""The `boilerplate` kind: boilerplate of the page that was scraped with the text.

Comment prompts, share buttons, related-article widgets with their teasers, author boxes, bylines, captions. Whole
blocks at the head and the tail of a text are judged, never single lines by their punctuation. Work goes inward from
both ends: a line is boilerplate when a template matches all of it, or when it is a teaser under a widget's heading.
How sure that is depends on the place (`page_evidence`). The same line in the middle of the text is only suggested. A
text that is nothing but boilerplate is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec
import re2

from cleanup import lazy_regex
from cleanup.detectors.boilerplate import quick_reject
from cleanup.detectors.boilerplate.legal_text import ARTICLE, is_legal, own_notices
from cleanup.detectors.boilerplate.page_evidence import GAP, weakest_by_place
from cleanup.detectors.boilerplate.page_lines import LONGEST, PageLines
from cleanup.detectors.boilerplate.quick_reject import Hints
from cleanup.detectors.boilerplate.shortcodes import paired
from cleanup.errors import RuleError
from cleanup.matching.filters import LineGate
from cleanup.matching.view import Searching, View, WholeDetector, WholeKind, replace
from cleanup.model import Finding, Level, Rule, Span, weakest
from cleanup.regex.forms import is_plain, narrowed, widened
from cleanup.rules.rule_file import line_in


class Params(msgspec.Struct, frozen=True):
    """Keys of a boilerplate rule. Every pattern is RE2, ignores case, and matches a whole line (but `cuts`).

    Patterns write the apostrophe as ’ and match both kinds. The keys that hold patterns:
    - `define`: named parts, written `<name>` in all others;
    - `lines`: boilerplate by itself;
    - `headings`: titles of a widget, whose teasers follow as far as the next boilerplate;
    - `tail_only`: boilerplate only in a tail that holds other boilerplate, or as the last line of all;
    - `beside`: boilerplate only where the same end of the text holds other boilerplate;
    - `cuts`: the group `cut` is removed from inside a line;
    - `followers`: lines removed right after a cut, in that order, all or none.
    `noun` completes "… is ⟨noun⟩, not part of the text". `zone`: the end of the text where all this counts.
    `anywhere`: found in the middle too, as a suggestion. `article`: only in texts too short to be a book.
    `stop`: the line may end in a full stop.
    """

    noun: str
    define: dict[str, str] = {}
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tail_only: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    zone: Literal["both", "head", "tail"] = "both"
    anywhere: bool = False
    article: bool = False
    stop: bool = True


#: Lines of unknown nature that may stand under a widget's heading.
TEASERS = 40
#: How many lines the head of a text has at most.
HEAD = 8

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.case_sensitive = False
_OPTIONS.max_mem = 64 << 20

_BEFORE = rf"[\s{quick_reject.BULLETS}]*"
#: Between two templates on one line, and behind the last: buttons in a row, the sentences of one prompt.
_BETWEEN = r"[\s|·•,/*:»›>…–—-]*"
_STOPPED = r"[\s|·•,/*:»›>…–—.!-]*"

_Role = Literal["lines", "headings", "tail_only", "beside"]


class _Template(msgspec.Struct, frozen=True):
    rule: Rule
    role: _Role


class _Taken(msgspec.Struct, frozen=True):
    """A line found to be boilerplate: by which rule, how sure, and what to say."""

    rule: Rule
    level: Level
    message: str


class _Page(msgspec.Struct):
    """A text on its way: its lines, the template each matches, which may hold anything, and what has been taken."""

    rows: PageLines
    matches: dict[int, _Template]
    promising: list[int]
    taken: dict[int, _Taken] = msgspec.field(default_factory=dict)

    def take(self, index: int, rule: Rule, level: Level | None = None, under: str = "") -> None:
        """Mark a line as boilerplate, unless it is that already."""
        noun = f"a teaser under '{under}'" if under else rule.params.noun
        message = f"'{_short(self.rows[index].text)}' is {noun}, not part of the text"
        self.taken.setdefault(index, _Taken(rule, level or rule.level, message))


def build(rules: Sequence[Rule]) -> WholeDetector:
    """A detector of all the rules at once."""
    book = _Book(rules)

    def detect(view: View) -> Iterator[Finding]:
        areas = [] if book.is_out_of_question(view.text) else [span for span, *_ in view.open(book.gate)]
        if not areas:
            return
        rows = PageLines(view.text)
        short = len(view.text) <= ARTICLE
        promising = list(rows.inside(areas))
        page = _Page(rows, _matches(rows, book, short, promising), promising)
        _read_tail(page)
        _read_head(page)
        _read_middle(page)
        cuts = list(book.cuts(page))
        if (page.taken or cuts) and len(page.taken) < len(rows) and not is_legal(view.text):
            yield from paired(view.text, [*_removals(page), *cuts])

    return Searching(detect, lambda: [book.gate])


_RUNS_ON = lazy_regex.pattern(r"[\w,;’]\Z")


def _matches(rows: PageLines, book: _Book, short: bool, promising: Sequence[int]) -> dict[int, _Template]:
    """The template of each line; none for one of a sentence that runs over lines, as verse and wrapped prose do.

    None either for one that states the rights of the text itself.
    """
    found = {index: template for index in promising if (template := book.template(rows[index].text, short))}
    pairs = sorted({i for index in found for i in (index - 1, index) if 0 <= i < len(rows) - 1})
    for index in pairs:
        row, follower = rows[index], rows[index + 1]
        if follower.adjoins and follower.text[0].islower() and index + 1 not in found:
            found.pop(index, None)
        if follower.adjoins and index not in found and _RUNS_ON.search(row.text) and follower.text[0].islower():
            found.pop(index + 1, None)
    for index in list(own_notices(rows, sorted(found))):
        del found[index]
    return found


class _Book:
    """The patterns of all rules: one automaton for whole lines, one pattern for each cut."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._templates: list[_Template] = []
        self._wholes: list[_Pattern] = []
        self._cuts: list[tuple[Rule, _Pattern]] = []
        self._followers: dict[str, list[_Pattern]] = {}
        self._hints = Hints([rule.needs for rule in rules])
        for rule in rules:
            self._read(rule)

    @cached_property
    def _scan(self) -> Any:
        """One automaton over wider forms of all templates: which of them a line may match."""
        scan = re2.Set.FullMatchSet(_OPTIONS)
        for whole in self._wholes:
            scan.Add(widened(whole.source))
        scan.Compile()
        return scan

    @cached_property
    def gate(self) -> LineGate:
        """What tells whether lines may hold any of the patterns."""
        return LineGate([one.source for one in self._wholes], [one.source for _, one in self._cuts])

    def is_out_of_question(self, text: str) -> bool:
        """Whether a text holds nothing for certain, told without an automaton."""
        return self._hints.deny(text)

    def _read(self, rule: Rule) -> None:
        params: Params = rule.params
        between = _STOPPED if params.stop else _BETWEEN
        for role, patterns in _roles(params):
            if patterns:
                one = "|".join(_defined(rule, pattern) for pattern in patterns)
                self._wholes.append(_Pattern(f"{_BEFORE}(?:(?:{one}){between})+"))
                self._templates.append(_Template(rule, role))
        self._cuts += [(rule, _Pattern(_defined(rule, pattern))) for pattern in params.cuts]
        self._followers[rule.id] = [_Pattern(_defined(rule, pattern)) for pattern in params.followers]

    def template(self, text: str, short: bool) -> _Template | None:
        """The most trusted template that matches all of a line."""
        if len(text) > LONGEST or not self._templates:
            return None
        line = text.replace("'", "’")
        hits = self._scan.Match(line) or ()
        found = [self._templates[i] for i in hits if self._wholes[i].on(line).fullmatch(line)]
        usable = [one for one in found if short or not one.rule.params.article]
        return min(usable, key=lambda one: (one.rule.level.rank, one.rule.order), default=None)

    def cuts(self, page: _Page) -> Iterator[Finding]:
        """What is to be removed from inside lines; lines that follow a cut are taken on the way."""
        for rule, pattern in self._cuts:
            params: Params = rule.params
            for index in page.promising:
                if params.zone == "head" and index >= HEAD:
                    break
                row = page.rows[index]
                at, found = 0, False
                while index not in page.taken and (match := pattern.on(row.text).search(row.text, at)):
                    yield _cut(page, index, rule, match.span(pattern.on(row.text).groupindex["cut"]))
                    at, found = max(match.end(), at + 1), True
                if found:
                    self._follow(page, index, rule)

    def _follow(self, page: _Page, index: int, rule: Rule) -> None:
        wanted = self._followers[rule.id]
        after = page.rows[index + 1 : index + 1 + len(wanted)]
        if len(after) == len(wanted) and all(
            p.on(row.text).fullmatch(row.text) for p, row in zip(wanted, after, strict=True)
        ):
            for offset in range(len(wanted)):
                page.take(index + 1 + offset, rule, weakest(rule.level, Level.SUGGESTED))


def _roles(params: Params) -> tuple[tuple[_Role, tuple[str, ...]], ...]:
    return (
        ("lines", params.lines),
        ("headings", params.headings),
        ("tail_only", params.tail_only),
        ("beside", params.beside),
    )


def needs(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """What a text must hold for the rule, as `Hints` wants it."""
    wholes = [_defined(rule, pattern) for _, patterns in _roles(rule.params) for pattern in patterns]
    return quick_reject.needs(wholes, [_defined(rule, pattern) for pattern in rule.params.cuts])


def _defined(rule: Rule, pattern: str) -> str:
    """The pattern with its named parts put in."""
    params: Params = rule.params
    for name, part in params.define.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    return pattern


class _Pattern:
    """A pattern compiled when first needed, for plain texts in its smaller form."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _full(self) -> Any:
        return re2.compile(self.source, _OPTIONS)

    @cached_property
    def _plain(self) -> Any:
        return re2.compile(narrowed(self.source), _OPTIONS)

    def on(self, text: str) -> Any:
        """The compiled pattern for a text."""
        return self._plain if is_plain(text.encode("utf-8", "surrogatepass")) else self._full


def validate(rule: Rule) -> None:
    """Check the patterns of one rule. Raises RuleError for the first that RE2 does not take."""
    for key in ("lines", "headings", "tail_only", "beside", "cuts", "followers"):
        for pattern in getattr(rule.params, key):
            try:
                re2.compile(_defined(rule, pattern), _OPTIONS)
            except re2.error as error:
                reason = error.args[0]
                said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
                message = f"{key}: RE2 refuses {pattern!r}: {said}"
                raise RuleError(message, path=rule.path, line=line_in(rule.path, key)) from error


def _read_tail(page: _Page) -> None:
    """From the last line inward, as far as the first line of prose."""
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


def _read_head(page: _Page) -> None:
    """From the first line on, as far as the first line of prose."""
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
        for index, rule in waiting:
            page.take(index, rule)


def _read_middle(page: _Page) -> None:
    for index, found in page.matches.items():
        if found and found.role == "lines" and found.rule.params.anywhere:
            page.take(index, found.rule, weakest(found.rule.level, Level.SUGGESTED))


def _removals(page: _Page) -> Iterator[Finding]:
    """One finding a line. It goes with the line break before it, or at the very head with the one after it."""
    rows = page.rows
    opening = 0
    while opening in page.taken:
        opening += 1
    places = weakest_by_place(rows, page.taken, page.matches)
    for index in sorted(page.taken):
        taken, span = page.taken[index], rows[index].span
        gone = (
            Span(span.start, rows[index + 1].span.start)
            if index < opening
            else Span(rows[index - 1].span.end, span.end)
        )
        fix = replace(gone, "", "remove the line")
        level = weakest(taken.level, places[index])
        yield Finding(taken.rule.id, span, taken.message, level, (fix,), taken.rule.confidence)


def _cut(page: _Page, index: int, rule: Rule, within: tuple[int, int]) -> Finding:
    row = page.rows[index]
    span = Span(row.start + within[0], row.start + within[1])
    message = f"'{_short(row.text[within[0] : within[1]])}' is {rule.params.noun}, not part of the text"
    return Finding(rule.id, span, message, rule.level, (replace(span, "", "remove it"),), rule.confidence)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


KIND = WholeKind(Params, build, validate, needs)
