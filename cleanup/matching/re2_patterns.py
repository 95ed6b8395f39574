"""Patterns of RE2 with what must, or must not, stand on either side: how they are run, and the gate of many of them.

A set of the patterns says which of them a paragraph may hold; only their exact forms then run on it. Work is done on
UTF-8 bytes; offsets are turned into code points incrementally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import re2

from cleanup.errors import RuleError
from cleanup.matching.filters import Paragraph
from cleanup.matching.policy import POLICY, Policy
from cleanup.model import Needs, Rule, Span
from cleanup.regex.forms import narrowed, widened

if TYPE_CHECKING:
    from cleanup.regex.literals import Literals

#: How far back `not_left` looks, in bytes.
WINDOW = 96

#: How patterns are compiled: quietly, since a refused one becomes an error of ours.
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 256 << 20  # a Set of thousands of patterns, and the automata it builds as it reads
_LONGEST = re2.Options()
_LONGEST.log_errors = False
_LONGEST.max_mem = 64 << 20
_LONGEST.longest_match = True


def compile_re2(pattern: str) -> Any:
    """A pattern as RE2 compiles it, quietly. Raises `re2.error`, a ValueError, where that refuses it."""
    return re2.compile(pattern, _OPTIONS)


def check_pattern(rule: Rule, key: str, pattern: str, *, listed: bool = False) -> None:
    """Raise RuleError when RE2 refuses a pattern, which stands under a key of a rule; `listed`: with others."""
    try:
        re2.compile(pattern, _OPTIONS)
    except re2.error as error:
        from cleanup.rules.rule_file import line_in

        reason = error.args[0]
        said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        if listed:
            message = f"{key}: RE2 refuses {pattern!r}: {said}"
            raise RuleError(message, path=rule.path, line=line_in(rule.path, key)) from error
        hint = "see the syntax page of RE2"
        if "(?=" in said or "(?!" in said or "(?<" in said:
            hint = (
                "RE2 has no look-around: put what stands before into 'left' or 'not_left', after into 'right' or "
                "'not_right'"
            )
        elif "\\" in said and "escape" in said:
            hint = "RE2 has no back-references; a repeated text needs a kind written in code"
        message = f"{key}: RE2 refuses it: {said}"
        raise RuleError(message, path=rule.path, line=line_in(rule.path, key), hint=hint) from error


class ContextMatch(NamedTuple):
    """Where a pattern matches, without its context, and what its named groups hold; `match` is all of it."""

    span: Span
    groups: dict[str, str]


class Re2Pattern:
    """A pattern of RE2 in its context.

    `left` and `right` must stand on its sides; `not_left` and `not_right` must not, nor, with `words`, a letter, a
    digit or a mark. `longest`: of the matches at one place the longest counts. `needs`: what a plain text must hold
    (see `required`), where that is known.
    """

    def __init__(
        self,
        pattern: str,
        *,
        left: str = "",
        right: str = "",
        not_left: str = "",
        not_right: str = "",
        words: bool = False,
        longest: bool = False,
        needs: Needs = (),
    ) -> None:
        self.bare = pattern
        self.whole = _whole(left, pattern, right)
        self.needs = needs
        inside = f"{f'(?:{left})' if left else ''}(?P<match>{pattern}){f'(?:{right})' if right else ''}"
        before = [*([f"(?:{not_left})$"] if not_left else []), *([rf"{_LETTER}$"] if words else [])]
        behind = [*([not_right] if not_right else []), *([_LETTER] if words else [])]
        options = _LONGEST if longest else _OPTIONS
        exact = inside, "|".join(before), "|".join(behind), options
        self._full, self._plain = _Exact(*exact, str), _Exact(*exact, narrowed)

    @property
    def in_any_case(self) -> bool:
        return "(?i" in self.whole

    @cached_property
    def _wider(self) -> Any:
        """A pattern that is made in a tenth of the time, and is found wherever the exact one is."""
        return re2.compile(widened(self.whole), _OPTIONS)

    def finditer(self, paragraph: Paragraph) -> Iterator[ContextMatch]:
        """The matches in a paragraph; the search restarts at the end of the match."""
        text, data = paragraph.text, paragraph.data
        if not paragraph.plain and self._wider.search(data) is None:
            return
        exact = self._plain if paragraph.plain else self._full
        ascii_only = len(text) == len(data)
        at_byte = at_point = 0
        for (start, end), groups in exact.spans(data):
            if ascii_only:
                span = Span(start, end)
            else:
                first = at_point + len(data[at_byte:start].decode("utf-8", "surrogatepass"))
                last = first + len(data[start:end].decode("utf-8", "surrogatepass"))
                at_byte, at_point = end, last
                span = Span(first, last)
            yield ContextMatch(span, {name: one.decode("utf-8", "surrogatepass") for name, one in groups.items()})


_LETTER = r"[\p{L}\p{M}\p{N}_]"


def _whole(left: str, pattern: str, right: str) -> str:
    return "".join(f"(?:{part})" for part in (left, pattern, right) if part)


class _Exact:
    """The exact patterns in a form, compiled when first looked for."""

    def __init__(self, inside: str, not_left: str, not_right: str, options: Any, form: Callable[[str], str]) -> None:
        self._inside = inside
        self._before = not_left
        self._behind = not_right
        self._options = options
        self._form = form

    @cached_property
    def _exact(self) -> Any:
        return re2.compile(self._form(self._inside), self._options)

    @cached_property
    def _names(self) -> tuple[tuple[str, int], ...]:
        """The named groups by number; RE2 would look them up for every match."""
        return tuple(self._exact.groupindex.items())

    @cached_property
    def _group(self) -> int:
        return dict(self._names)["match"]

    @cached_property
    def _not_left(self) -> Any:
        return re2.compile(self._form(self._before), _OPTIONS) if self._before else None

    @cached_property
    def _not_right(self) -> Any:
        return re2.compile(self._form(f"^(?:{self._behind})"), _OPTIONS) if self._behind else None

    def spans(self, data: bytes) -> Iterator[tuple[tuple[int, int], dict[str, bytes]]]:
        """Byte spans of the matches with their named groups."""
        at = 0
        while at <= len(data):
            found = self._exact.search(data, at)
            if found is None:
                return
            start, end = found.span(self._group)
            at = end if end > start else _next_character(data, end)
            if self._context_allows(data, start, end):
                yield (start, end), {name: found.group(number) or b"" for name, number in self._names}

    def _context_allows(self, data: bytes, start: int, end: int) -> bool:
        if self._not_left and self._not_left.search(_tail(data, start)):
            return False
        return not (self._not_right and self._not_right.search(data[end : end + WINDOW]))


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


def required(pattern: str, *, left: str = "", right: str = "") -> Needs:
    """Sets of words: of each, a plain text must hold one to hold a pattern in its context.

    In small letters where it matches any case.
    """
    from cleanup.regex.required_words import needed  # only when a rule is proven

    whole = _whole(left, pattern, right)
    found = [needed(part, fold="(?i" in whole) for part in (whole, left, pattern, right)]
    return tuple(sorted({words for words in found if "" not in words}, key=_fewest)) or (("",),)


def words_needed(pattern: str) -> tuple[str, ...]:
    """Words one of which stands, in small letters, in every plain text that a pattern matches; `("",)`: unknown."""
    from cleanup.regex.required_words import needed  # only when a rule is proven

    return needed(pattern)


def _fewest(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return len(words), words


class Re2Gate:
    """All patterns in two automata, for plain texts and for others, each made when first asked for.

    The first plain paragraphs are asked for the words that the patterns need, where those are known.
    """

    even = False

    def __init__(self, patterns: Sequence[Re2Pattern], policy: Policy = POLICY) -> None:
        self.patterns = patterns
        self._policy = policy
        self._needs = [(one.needs, one.in_any_case) for one in patterns]
        self._last: tuple[bytes, Sequence[int]] = (b"", ())
        self._waiting = policy.unasked if all(one.needs for one in patterns) else 0

    @cached_property
    def _plain(self) -> Any:
        return self._made(plain=True)

    @cached_property
    def _full(self) -> Any:
        return self._made(plain=False)

    def sources(self, *, plain: bool) -> Sequence[str]:
        """The patterns for RE2, in plain texts with what must stand on either side."""
        return [widened(narrowed(one.whole) if plain else one.bare) for one in self.patterns]

    def _made(self, *, plain: bool) -> Any:
        made = re2.Set.SearchSet(_OPTIONS)
        framed = plain and len(self.patterns) <= self._policy.framed
        for one in self.patterns:
            source = widened(narrowed(one.whole if framed else one.bare) if plain else one.bare)
            try:
                made.Add(source)
            except re2.error:
                made.Add(one.bare)
        made.Compile()
        return made

    def _told(self, data: bytes, text: str) -> Sequence[int]:
        """The patterns, by number, that have in a plain text what they need; a part of the last text has no others."""
        if data in self._last[0]:
            return self._served(self._last[1], text)
        self._waiting -= 1
        self._last = (data, self._served(range(len(self._needs)), text))
        return self._last[1]

    def _served(self, numbers: Iterable[int], text: str) -> list[int]:
        """Those of the patterns that have in a text what they need."""
        stands = (text.__contains__, text.lower().__contains__)
        needs = self._needs
        return [
            number for number in numbers if all(any(map(stands[needs[number][1]], words)) for words in needs[number][0])
        ]

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether several paragraphs in one hold nothing."""
        if len(data) > self._policy.long:
            self._waiting = 0
        if self._waiting and plain:
            return not self._told(data, data.decode("utf-8", "surrogatepass"))
        return (self._plain if plain else self._full).Match(data) is None

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """The patterns, by number, that a paragraph may hold."""
        if self._waiting and paragraph.plain:
            return self._told(paragraph.data, paragraph.text)
        scan = self._plain if paragraph.plain else self._full
        return scan.Match(paragraph.data) or ()

    def literals(self, *, plain: bool) -> Sequence[Literals | None]:
        """Of each pattern those it cannot be found without, with what must stand on either side."""
        from cleanup.regex.literals import of_re2  # only for a scan

        return [of_re2(one.whole, plain=plain) for one in self.patterns]

    def confirmed(self, _: Paragraph, entries: Sequence[int]) -> Sequence[int]:
        """The patterns whose exact forms are tried, which is no more work than to ask again."""
        return tuple({*entries})
