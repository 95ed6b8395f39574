"""Titles before names: `Mr` or `Mr.`, and a person who loses the title once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import Params, Quotations, finding, headline, times
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule, Span
from cleanup.style.document_style import HONORIFICS
from cleanup.text.segments import occurrences
from cleanup.text.sizes import ARTICLE

_TITLES = "|".join(HONORIFICS)
_TITLE = lazy_regex.pattern(rf"\b({_TITLES})(\.?)(?=[ \u00a0]([^\W\d_]+(?:-[^\W\d_]+)*))")
#: Before a name in Latin letters, with a full stop and without one. Most texts hold one of the two only.
_FORMS = tuple(lazy_regex.pattern(rf"\b(?:{_TITLES}){stop}(?=[ \u00a0][A-Z])") for stop in (r"\.", ""))
TRIGGERS = (_TITLE, *_FORMS)
#: The name of a street before `Dr`, which is a drive there.
_STREET = lazy_regex.pattern(r"\b\d+[A-Za-z]?[ \u00a0](?:[A-Z][\w’'.]*[ \u00a0]){1,3}\Z")
_OPENER = lazy_regex.pattern(r"[“‘\"'«][^“”‘’\"'«».;:!?\n\r]{0,24}\Z")
_CLOSER = lazy_regex.pattern(r"[^“”‘’\"'«».,;:!?\n\r]{0,40}[”’\"'»](?!\w)")


def _titles(passage: Passage) -> list[re.Match[str]]:
    return list(passage.finditer(_TITLE))


def dots(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield titles that lack the full stop that the text uses after titles, or have one that it does not use."""
    is_set = view.profile.style.honorifics is not None
    if not is_set and any(next(view.finditer(form), None) is None for form in _FORMS):
        return
    counts = view.profile.honorific_counts
    wanted = view.profile.honorific_dot if is_set or (counts["."] and counts[""]) else None
    if wanted is None:
        return
    params: Params = rule.params
    titles = ((paragraph.start, match) for paragraph, some in view.observed(_titles) for match in some)
    for start, match in titles:
        name = match[3]
        if bool(match[2]) == wanted or not name[0].isupper() or name in params.not_names or _in_title(match):
            continue
        if is_set and _STREET.search(match.string, max(0, match.start() - 40), match.start()):
            continue
        new = f"{match[1]}." if wanted else match[1]
        rule_of = f"the house style is “{new}”" if is_set else f"this text uses “{new}” {times(counts['.' * wanted])}"
        message = f"“{match[1]}{match[2]} {name}”, but {rule_of}"
        level = None if is_set or len(view.text) <= ARTICLE else Level.SUGGESTED  # a book quotes the titles of others
        yield finding(rule, Span(*match.span()).shift(start), new, message, level)


def _in_title(match: re.Match[str]) -> bool:
    """Return whether the title is in a short quotation, which may be the name of a film or a book."""
    opener = _OPENER.search(match.string, max(0, match.start() - 26), match.start())
    return opener is not None and _CLOSER.match(match.string, match.end()) is not None


class _Person(msgspec.Struct):
    """The uses of one surname: its mentions with titles, by title, and without."""

    titled: Counter[str] = msgspec.field(default_factory=Counter)
    bare: list[Span] = msgspec.field(default_factory=list)


_WORD = lazy_regex.pattern(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = lazy_regex.pattern(r"([^\W\d_][\w’'.-]*)[ \u00a0]\Z")
_AFTER = lazy_regex.pattern(r"(?:[ \u00a0]([\w’'-]+)|([,.]?))")

#: The minimum number of mentions with the title that shows that a person has it.
_MIN_MENTIONS = 5


def missing(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield a surname without title in a text that nearly always gives this person one.

    Not in the headline, nor inside a quotation, nor after another name or title, nor if the surname means something
    else (`the Smith government`, possessives).
    """
    text = view.text
    if len(text) > ARTICLE:
        return
    params: Params = rule.params
    titled = (match[3] for _, titles in view.observed(_titles) for match in titles)
    names = dict.fromkeys(name for name in titled if name[0].isupper() and len(name) > 2)
    people = {name: _Person() for name in names if text.count(name) >= _MIN_MENTIONS}
    if not people:
        return
    top, quoted = headline(text), Quotations(view)
    for surname, person in people.items():
        for match in occurrences(text, surname, _WORD):
            before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
            title = before[1].removesuffix(".") if before else ""
            if title in HONORIFICS and before:
                person.titled[before[1]] += 1
            elif match.start() >= top.end and not quoted.holds(match.start()) and _is_bare(text, match, before, params):
                person.bare.append(Span(*match.span()))
        yield from _lost(rule, surname, person)


def _lost(rule: Rule, surname: str, person: _Person) -> Iterator[Finding]:
    total = person.titled.total()
    if total < _MIN_MENTIONS or not person.bare or total < 0.85 * (total + len(person.bare)) or len(person.bare) > 2:
        return
    title = person.titled.most_common(1)[0][0]
    for span in person.bare:
        message = f"“{surname}” lacks “{title}”, which it has {times(total)} elsewhere in this text"
        yield finding(rule, Span(span.start, span.start), f"{title} ", message)


def _is_bare(text: str, match: re.Match[str], before: re.Match[str] | None, params: Params) -> bool:
    """Return whether the surname alone is the person: no name, title or article before it, and a verb or a break
    after.
    """
    if before and (before[1][0].isupper() or before[1].lower() in ("the", "a", "an", "anti", "pro")):
        starts = re.search(r"(?:^|[.!?:;”\"\n\r] ?)\Z", text[max(0, before.start() - 2) : before.start()])
        if not starts or before[1] not in params.not_names:
            return False
    if text[max(0, match.start() - 1) : match.start()] in ("-", "’", "'", "/", "@", "#"):
        return False
    after = _AFTER.match(text, match.end())
    if after is None:
        return False
    return bool(after[2]) or (after[1] or "") in params.verbs or (after[1] or "").endswith("ed")
