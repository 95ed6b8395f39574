"""The `pattern` kind: RE2 patterns with context, all rules of a pass in one scan.

`re2.Set` over the bare patterns says which rules a paragraph may hold; only those rules' exact
patterns (left, pattern, right) then run on it. Work is done on UTF-8 bytes; offsets are turned into
code points incrementally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import re2

from cleanup.detectors.boilerplate import template
from cleanup.edits.edits import minimal
from cleanup.errors import RuleError
from cleanup.matching import filters
from cleanup.matching.filters import Paragraph
from cleanup.matching.timing import each
from cleanup.matching.view import Gated, LocalKind, describe, replace
from cleanup.model import Finding, Fix, Rule, Span
from cleanup.regex.forms import narrowed, widened
from cleanup.rules.rule_file import line_in

if TYPE_CHECKING:
    from cleanup.regex.literals import Literals

#: How far back `not_left` looks, in bytes.
WINDOW = 96

#: The scan over so many rules at most asks for their contexts too: more would make an automaton too large.
FRAMED = 100

#: How patterns are compiled: quietly, since a refused one becomes an error of ours.
OPTIONS = re2.Options()
OPTIONS.log_errors = False
OPTIONS.max_mem = 256 << 20  # a Set of thousands of patterns, and the automata it builds as it reads


_PATTERN_KEYS = ("pattern", "left", "right", "not_left", "not_right")


class Params(msgspec.Struct, frozen=True):
    """Keys of a pattern rule. `replace` may be one template, several (best first), or absent for a flag."""

    pattern: str
    replace: str | tuple[str, ...] | None = None
    left: str = ""
    right: str = ""
    not_left: str = ""
    not_right: str = ""
    words: bool = False
    title: str = ""


def _same(pattern: str) -> str:
    return pattern


class _Compiled(msgspec.Struct, frozen=True, dict=True):
    """The exact patterns of a rule, compiled when first looked for, as they are or `narrowed`."""

    rule: Rule
    form: Callable[[str], str]

    @property
    def params(self) -> Params:
        params: Params = self.rule.params
        return params

    @cached_property
    def exact(self) -> Any:
        p = self.params
        left = f"(?:{p.left})" if p.left else ""
        right = f"(?:{p.right})" if p.right else ""
        return re2.compile(self.form(f"{left}(?P<match>{p.pattern}){right}"), OPTIONS)

    @cached_property
    def wider(self) -> Any:
        """A pattern that is made in a tenth of the time, and is found wherever the exact one is."""
        return re2.compile(widened(_whole(self.params)), OPTIONS)

    @cached_property
    def names(self) -> tuple[tuple[str, int], ...]:
        """The named groups by number; RE2 would look them up for every match."""
        return tuple(self.exact.groupindex.items())

    @cached_property
    def group(self) -> int:
        return dict(self.names)["match"]

    @cached_property
    def not_left(self) -> Any:
        p = self.params
        refused = [f"(?:{p.not_left})$"] if p.not_left else []
        refused += [r"[\p{L}\p{M}\p{N}_]$"] if p.words else []
        return re2.compile(self.form("|".join(refused)), OPTIONS) if refused else None

    @cached_property
    def not_right(self) -> Any:
        p = self.params
        refused = [p.not_right] if p.not_right else []
        refused += [r"[\p{L}\p{M}\p{N}_]"] if p.words else []
        return re2.compile(self.form(f"^(?:{'|'.join(refused)})"), OPTIONS) if refused else None

    def spans(self, data: bytes) -> Iterator[tuple[tuple[int, int], dict[str, bytes]]]:
        """Byte spans of the matches with their named groups; the search restarts at the end of the match."""
        if self.form is _same and self.wider.search(data) is None:
            return
        at = 0
        while at <= len(data):
            found = self.exact.search(data, at)
            if found is None:
                return
            start, end = found.span(self.group)
            at = end if end > start else _next_character(data, end)
            if self._context_allows(data, start, end):
                yield (start, end), {name: found.group(number) or b"" for name, number in self.names}

    def _context_allows(self, data: bytes, start: int, end: int) -> bool:
        if self.not_left and self.not_left.search(_tail(data, start)):
            return False
        return not (self.not_right and self.not_right.search(data[end : end + WINDOW]))


def _tail(data: bytes, end: int) -> bytes:
    start = max(0, end - WINDOW)
    while start < end and data[start] & 0xC0 == 0x80:
        start += 1
    return data[start:end]


def _next_character(data: bytes, at: int) -> int:
    at += 1
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def build(rules: Sequence[Rule]) -> Gated:
    """A detector of all the rules at once. Raises RuleError for a pattern that RE2 refuses."""
    full = [_Compiled(rule, _same) for rule in rules]
    plain = [_Compiled(rule, narrowed) for rule in rules]

    def look(paragraph: Paragraph, hits: Sequence[int]) -> Iterator[Finding]:
        compiled = plain if paragraph.plain else full
        for one in each(map(compiled.__getitem__, sorted(hits))):
            yield from _findings(one, paragraph.text, paragraph.data)

    return Gated(_Scan(rules), look)


def _bare(params: Params) -> str:
    return widened(params.pattern)


def _narrowed(params: Params) -> str:
    return widened(narrowed(params.pattern))


def _whole(params: Params) -> str:
    return "".join(f"(?:{part})" for part in (params.left, params.pattern, params.right) if part)


def _framed(params: Params) -> str:
    return widened(narrowed(_whole(params)))


def needs(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """Sets of words: of each, a plain text must hold one; small letters where the rule matches any case."""
    from cleanup.regex.required_words import needed  # only when a rule is proven

    params: Params = rule.params
    parts = (_whole(params), params.left, params.pattern, params.right)
    found = [needed(part, fold=_in_any_case(params)) for part in parts]
    return tuple(sorted({words for words in found if "" not in words}, key=_fewest)) or (("",),)


def _fewest(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return len(words), words


def _in_any_case(params: Params) -> bool:
    return "(?i" in _whole(params)


class _Scan:
    """All rules in two automata, for plain texts and for others, each made when first asked for.

    The first plain paragraphs are asked for the words that the rules need, where those are known.
    """

    even = False

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._needs = [(rule.needs, _in_any_case(rule.params)) for rule in rules]
        self._last: tuple[bytes, Sequence[int]] = (b"", ())
        self._waiting = filters.WORTH if all(rule.needs for rule in rules) else 0

    @cached_property
    def _plain(self) -> Any:
        return self._made(plain=True)

    @cached_property
    def _full(self) -> Any:
        return self._made(plain=False)

    def sources(self, *, plain: bool) -> Sequence[str]:
        """The rules' patterns for RE2."""
        framed = _framed if len(self._rules) <= FRAMED else _narrowed
        return [(framed if plain else _bare)(rule.params) for rule in self._rules]

    def _made(self, *, plain: bool) -> Any:
        made = re2.Set.SearchSet(OPTIONS)
        for rule, source in zip(self._rules, self.sources(plain=plain), strict=True):
            try:
                made.Add(source)
            except re2.error:
                validate(rule)  # says which part is refused, and why
                made.Add(rule.params.pattern)
        made.Compile()
        return made

    def _told(self, data: bytes, text: str) -> Sequence[int]:
        """The rules, by number, that have in a plain text what they need; a part of the last text has no others."""
        if data in self._last[0]:
            return self._served(self._last[1], text)
        self._waiting -= 1
        self._last = (data, self._served(range(len(self._needs)), text))
        return self._last[1]

    def _served(self, numbers: Iterable[int], text: str) -> list[int]:
        """Those of the rules that have in a text what they need."""
        stands = (text.__contains__, text.lower().__contains__)
        needs = self._needs
        return [
            number for number in numbers if all(any(map(stands[needs[number][1]], words)) for words in needs[number][0])
        ]

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether several paragraphs in one hold nothing."""
        if len(data) > filters.LONG:
            self._waiting = 0
        if self._waiting and plain:
            return not self._told(data, data.decode("utf-8", "surrogatepass"))
        return (self._plain if plain else self._full).Match(data) is None

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """The rules, by number, whose patterns a paragraph may hold."""
        if self._waiting and paragraph.plain:
            return self._told(paragraph.data, paragraph.text)
        scan = self._plain if paragraph.plain else self._full
        return scan.Match(paragraph.data) or ()

    def literals(self, *, plain: bool) -> Sequence[Literals | None]:
        """Of each rule those its pattern, with what must stand on either side, cannot be found without."""
        from cleanup.regex.literals import of_re2  # only for a scan

        return [of_re2(_whole(rule.params), plain=plain) for rule in self._rules]

    def confirmed(self, _: Paragraph, entries: Sequence[int]) -> Sequence[int]:
        """The rules whose exact patterns are tried, which is no more work than to ask again."""
        return tuple({*entries})


def refused(rule: Rule, key: str, error: Exception) -> RuleError:
    """What to say about a pattern of a rule that RE2 does not take."""
    reason = error.args[0]
    said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    hint = "see the syntax page of RE2"
    if "(?=" in said or "(?!" in said or "(?<" in said:
        hint = (
            "RE2 has no look-around: put what stands before into 'left' or 'not_left', after into 'right' or "
            "'not_right'"
        )
    elif "\\" in said and "escape" in said:
        hint = "RE2 has no back-references; a repeated text needs a kind written in code"
    return RuleError(f"{key}: RE2 refuses it: {said}", path=rule.path, line=line_in(rule.path, key), hint=hint)


def validate(rule: Rule) -> None:
    """Check the patterns and templates of one rule. Raises RuleError."""
    params: Params = rule.params
    for key in _PATTERN_KEYS:
        try:
            re2.compile(getattr(params, key), OPTIONS)
        except re2.error as error:
            raise refused(rule, key, error) from error
    groups = re2.compile(f"(?P<match>{params.pattern})", OPTIONS).groupindex
    for text in _templates(params):
        wrong = template.check(text, groups)
        if wrong:
            raise RuleError(f"replace: {wrong}", path=rule.path, line=line_in(rule.path, "replace"))


def _templates(params: Params) -> tuple[str, ...]:
    if params.replace is None:
        return ()
    return (params.replace,) if isinstance(params.replace, str) else params.replace


def _findings(compiled: _Compiled, text: str, data: bytes) -> Iterator[Finding]:
    rule, params = compiled.rule, compiled.params
    ascii_only = len(text) == len(data)
    at_byte = at_point = 0
    for (start, end), groups in compiled.spans(data):
        if ascii_only:
            span = Span(start, end)
        else:
            first = at_point + len(data[at_byte:start].decode("utf-8", "surrogatepass"))
            last = first + len(data[start:end].decode("utf-8", "surrogatepass"))
            at_byte, at_point = end, last
            span = Span(first, last)
        named = {k: v.decode("utf-8", "surrogatepass") for k, v in groups.items()}
        matched = named["match"]
        fixes = tuple(
            _smallest(span, matched, new, params.title or rule.summary)
            for new in (template.fill(t, named) for t in _templates(params))
            if new != matched
        )
        if fixes or not _templates(params):
            yield Finding(rule.id, span, describe(rule, matched), rule.level, fixes, rule.confidence)


def _smallest(span: Span, matched: str, new: str, title: str) -> Fix:
    """The fix that touches no more than what differs."""
    inner, replacement = minimal(matched, new)
    return replace(inner.shift(span.start), replacement, title)


KIND = LocalKind(Params, build, validate)
