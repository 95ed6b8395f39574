"""Ids of findings: names without offsets, by which a decision finds its place in a text that has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice

import msgspec

from cleanup import lazy_regex
from cleanup.model import Finding

_WORD = lazy_regex.pattern(r"\w+")
#: The maximum distance of the words on either side, in code points, and how many of them count.
_REACH, _WORDS = 60, 2
#: Where they usually are before the finding.
_USUAL_REACH = 24
#: The number of hex digits for what was found, and for each side.
_HEAD, _SIDE = 6, 4


def identify(findings: Sequence[Finding], text: str) -> list[Finding]:
    """Return the findings, in order of position, each with its id: 14 hex digits, and `-2`, `-3` … for repeated ones.

    The digits are those of the rule and the matched text (6), of the two words before it (4), and of the two after (4).
    """
    seen: Counter[str] = Counter()
    named = []
    for one in findings:
        key = _key(one, text)
        seen[key] += 1
        name = key if seen[key] == 1 else f"{key}-{seen[key]}"
        named.append(Finding(one.rule, one.span, one.message, one.level, one.fixes, one.confidence, name, one.source))
    return named


def _key(finding: Finding, text: str) -> str:
    start, end = finding.span.start, finding.span.end
    before = _words_before(text, start)
    after = [word.group() for word in islice(_WORD.finditer(text, end, end + _REACH), _WORDS)]
    return _head(finding.rule, text[start:end]) + _hex(*before)[:_SIDE] + _hex(*after)[:_SIDE]


def _words_before(text: str, at: int) -> list[str]:
    found = _WORD.findall(text, max(0, at - _USUAL_REACH), at)
    if len(found) <= _WORDS:  # the first may be cut, or lie further off
        found = _WORD.findall(text, max(0, at - _REACH), at)
    return found[-_WORDS:]


@lru_cache(maxsize=1024)
def _head(rule: str, matched: str) -> str:
    return _hex(rule, matched)[:_HEAD]


def _hex(*parts: str) -> str:
    from hashlib import sha256  # a clean text does without

    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class JudgedFindings(msgspec.Struct, frozen=True, dict=True):
    """Findings that were judged before and are to be left alone.

    `exact` are ids in the very text that was judged. `similar` are ids in a text that may have changed since: there, it
    is enough that the same rule finds the same thing, and that the words on one side of it are the same.
    """

    exact: frozenset[str] = frozenset()
    similar: frozenset[str] = frozenset()

    @cached_property
    def _halves(self) -> frozenset[str]:
        return frozenset(half for name in self.similar for half in _sides(name))

    @property
    def moved(self) -> JudgedFindings:
        """Return the same for a text that has changed since."""
        return JudgedFindings(similar=self.exact | self.similar)

    def __or__(self, other: JudgedFindings) -> JudgedFindings:
        return JudgedFindings(self.exact | other.exact, self.similar | other.similar)

    def __bool__(self) -> bool:
        return bool(self.exact or self.similar)

    def __contains__(self, name: str) -> bool:
        return name in self.exact or name in self.similar or any(half in self._halves for half in _sides(name))


#: No judged findings.
NONE = JudgedFindings()


def _sides(name: str) -> tuple[str, str]:
    """Return the parts of an id of which one must be the same if the text has changed."""
    end = _HEAD + _SIDE
    return name[:end] + "<", name[:_HEAD] + name[end : end + _SIDE] + ">"


class Lookup:
    """Finds the id of the same finding among those of a text that may have changed."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names)
        self._by_side: dict[str, list[str]] = {}
        for name in self._names:
            for side in _sides(name):
                self._by_side.setdefault(side, []).append(name)

    def find(self, name: str) -> str | None:
        """Return the name itself, or else the only one that agrees with it on one side."""
        if name in self._names:
            return name
        near = {other for side in _sides(name) for other in self._by_side.get(side, ())}
        return near.pop() if len(near) == 1 else None
