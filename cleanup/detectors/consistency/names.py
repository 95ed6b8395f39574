"""One name in two spellings: Tokaev and Tokayev, Lavrof and Lavrov, Kharkov and Kharkiv.

Spellings are compared by a key that undoes the choices of transliteration (Slavic, Arabic, Persian) and nothing else:
Johnson and Johnston, Martin and Martinez, Zelensky and Zelenska have different keys. Two spellings that the text uses
with different given names, different surnames or the titles of different people are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count, pairwise

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import Params, finding, times
from cleanup.matching import FullText, Passage, where
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.segments import occurrences
from cleanup.text.sizes import ARTICLE

#: Shorter names differ by one letter too easily (Lee, Li; Ann, Anne).
MIN_NAME_LENGTH = 6

#: A capital is first searched by its code point, which is much faster than testing whether it is a letter.
_NAME = lazy_regex.pattern(
    rf"[^\x00-@\[-\x7f](?=[\w-]{{{MIN_NAME_LENGTH - 2}}})(?<=[^\W\d_])(?<![\w’'@#./-].)"
    r"[^\W\d_]*+(?:-[^\W\d_]++)*(?![\w@/])"
)
_LOWER_WORD = lazy_regex.pattern(r"(?<![^\W\d_])[a-z][^\W\d_]{4,}")
_BEFORE = lazy_regex.pattern(r"(?<![\w’'])([^\W\d_][\w’'-]*\.?)[ \u00a0]\Z")
_AFTER = lazy_regex.pattern(r"[ \u00a0]([^\W\d_a-z][\w’'-]*)")
_SENTENCE_START = lazy_regex.pattern(r"(?:\A|[.!?:;…”’\"'“‘(\n\r—–-])[ \u00a0]*\Z")

_Folds = tuple[tuple[re.Pattern[str], str], ...]


def _folds(*folds: tuple[str, str]) -> _Folds:
    """Return the patterns and their replacements."""
    return tuple((lazy_regex.pattern(pattern), new) for pattern, new in folds)


#: What transliterators write differently, folded into one, in this order. Sources: the Latin forms in which French,
#: German and English newspapers give the same Russian, Ukrainian, Kazakh, Arabic and Persian names.
_SURE_FOLDS = _folds(
    (r"^tch|tch(?=[aeiou]|$)", "ch"),  # Tchaikovsky, Chaikovsky
    (r"dzh|dj|zh", "j"),  # Ahmadinedjad, Zhomart
    (r"(?:yi|iy|ii|yy|ij|y|i)$", "i"),  # Zelensky, Zelenskiy, Zelenskyy
    (r"(?<=[aeou])[iyj](?=[aeou])", ""),  # Tokayev, Tokaev, Tokaiev
    (r"(?<=[^aeiou])[yi](?=ev)", ""),  # Medvedyev, Medvediev
    (r"(?<=i)[yj](?=[aeou])", ""),  # Aliyev, Aliev
    (r"^y(?=e)", ""),  # Yeltsin, Eltsin
    (r"(?<=[oe])(?:ff|f|w)$", "v"),  # Lavroff, Lavrof, Lavrow
    (r"^q(?!u)", "g"),  # Qaddafi, Gaddafi
)
#: Differences that may also distinguish two families: Phillips and Philips, Houston and Huston.
_LOOSE_FOLDS = _folds(
    (r"kh", "h"),  # Khamenei, Hamenei
    (r"gh", "g"),  # Naghi, Nagi
    (r"ou", "u"),  # Rouhani, Chourkine
    (r"x", "ks"),  # Alexei, Aleksei
    (r"([^\W\d_])\1", r"\1"),  # Sissi, Sisi
)
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "`": None})


@lru_cache(maxsize=65536)
def key(name: str, *, loose: bool = True) -> str:
    """Return what every transliteration of a name has in common; without `loose`, only what a transliterator varies is
    folded.

        >>> key("Tokaev") == key("Tokayev"), key("Johnson") == key("Johnston"), key("Zelensky") == key("Zelenska")
        (True, False, False)
    """
    folded = name.lower()
    if loose:
        folded = unicodedata.normalize("NFKD", folded.translate(_PLAIN))
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    for pattern, new in _SURE_FOLDS + (_LOOSE_FOLDS if loose else ()):
        if pattern.search(folded):
            folded = pattern.sub(new, folded)
    return folded


class _Spelling(msgspec.Struct):
    """One spelling: its positions, and the names right before and after it."""

    name: str
    spans: list[Span] = msgspec.field(default_factory=list)
    given: set[str] = msgspec.field(default_factory=set)
    titles: set[str] = msgspec.field(default_factory=set)
    after: set[str] = msgspec.field(default_factory=set)
    named_first: int = 1 << 60
    inside: bool = False

    @property
    def count(self) -> int:
        return len(self.spans)


def variants(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield names in the less frequent of two spellings; on a tie, the one without a given name.

    A configured spelling overrides all others, even if it does not occur in the text.
    """
    params: Params = rule.params
    right = _set_names(view)
    if right:
        yield from _against(rule, view, right)
    settled = {key(name) for name in right}
    for group in _spellings(view, params):
        if key(group[0].name) in settled:
            continue
        best = max(group, key=lambda s: (s.count, -s.named_first, -s.spans[0].start))
        for other in group:
            if best.name.lower() != other.name.lower() and _same_person(best, other):
                yield from _respell(rule, best, other, article=len(view.text) <= ARTICLE)


def _set_names(view: FullText) -> list[str]:
    """Return the words of the configured names that are long enough to be recognised by their key."""
    return [word for name in view.profile.names for word in name.split() if len(word) >= MIN_NAME_LENGTH - 1]


def _against(rule: Rule, view: FullText, right: Sequence[str]) -> Iterator[Finding]:
    """Yield names in another spelling than the configured one: safe if only a transliterator varies it."""
    by_key = {key(name): name for name in reversed(right)}
    listed = {name.lower() for name in right}
    for name in sorted(view.once(capitalised)):
        wanted = by_key.get(key(name))
        if wanted is None or name.lower() in listed or name.isupper() or _is_word(view, name.lower()):
            continue
        sure = key(name, loose=False) == key(wanted, loose=False)
        ours, theirs = (_read(view.text, one, rule.params) for one in (wanted, name))
        if ours.given and theirs.given and not _agree(ours.given, theirs.given):
            continue  # two people, as far as the text shows
        for span in theirs.spans:
            message = f"“{name}” is spelt “{wanted}” in the house style"
            yield finding(rule, span, wanted, message, None if sure else Level.SUGGESTED)


def _names(passage: Passage) -> list[str]:
    return _NAME.findall(passage.text)


TRIGGERS = (where(_names),)


def capitalised(view: FullText) -> set[str]:
    """Return the capitalised words of a text that are long enough to be compared."""
    return set[str]().union(*(found for _, found in view.observed(_names)))


def _spellings(view: FullText, params: Params) -> list[list[_Spelling]]:
    """Return groups of names with the same key and more than one spelling."""
    keys: dict[str, set[str]] = {}
    for name in view.once(capitalised).difference(params.not_names, params.titles):
        if len(name) >= MIN_NAME_LENGTH - 1 and not name.isupper():
            keys.setdefault(key(name), set()).add(name)
    groups = [sorted(names) for names in keys.values() if _are_spellings(names)]
    named = ([name for name in names if not _is_word(view, name.lower())] for names in groups)
    worth = [names for names in named if _are_spellings(names)]
    read = ([_read(view.text, name, params) for name in names] for names in worth)
    used = ([spelling for spelling in spellings if spelling.spans] for spellings in read)
    return [group for group in used if len(group) > 1]


def _are_spellings(names: Collection[str]) -> bool:
    """Return whether names differ in more than their capitals: headlines and titles have their own."""
    return len(names) > 1 and len({name.lower() for name in names}) > 1


def spans_of(text: str, name: str) -> Iterator[Span]:
    """Yield every position of a name."""
    return (Span(*match.span()) for match in occurrences(text, name, _NAME))


def _is_word(view: FullText, name: str) -> bool:
    """Return whether the text has a name as a word in lowercase."""
    return name in view.vocabulary and any(True for _ in occurrences(view.text, name, _LOWER_WORD))


def _read(text: str, name: str, params: Params) -> _Spelling:
    """Return every position of a name, and what surrounds it there."""
    spelling = _Spelling(name)
    for match in occurrences(text, name, _NAME):
        _note(text, match, spelling, params)
        if spelling.titles or not _SENTENCE_START.search(text, max(0, match.start() - 3), match.start()):
            spelling.inside = True
    return spelling


_QUOTED = frozenset({"“”", '""', "‘’", "''", "«»"})
#: A name after an article or alone in quotation marks belongs to a firm, a family or a thing, which may have a spelling
#: of its own.
_ARTICLES = frozenset({"the", "a", "an"})


def _note(text: str, match: re.Match[str], spelling: _Spelling, params: Params) -> None:
    span = Span(*match.span())
    before = _BEFORE.search(text, max(0, span.start - 40), span.start)
    quoted = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1] in _QUOTED
    if quoted or (before and before[1].lower() in _ARTICLES):
        return
    spelling.spans.append(span)
    if before and before[1].removesuffix(".") in params.titles:
        spelling.titles.add(before[1].removesuffix("."))
    elif before and before[1][0].isupper() and before[1] not in params.not_names and not before[1].isupper():
        starts = _SENTENCE_START.search(text, max(0, before.start() - 3), before.start())
        if not starts or before[1][-1] != ".":
            spelling.given.add(before[1].removesuffix("."))
            spelling.named_first = min(spelling.named_first, span.start)
    after = _AFTER.match(text, span.end)
    if after and after[1] not in params.not_names:
        spelling.after.add(re.sub(r"[’']s?$", "", after[1]))


_MEN, _WOMEN = frozenset({"Mr", "Monsieur", "Herr", "Sir", "Lord"}), frozenset({"Mrs", "Ms", "Miss", "Madame", "Lady"})


def _same_person(best: _Spelling, other: _Spelling) -> bool:
    """Return whether nothing in the text contradicts that two spellings are one name."""
    shared = _shared(best, other)
    pairs = ((_MEN, _WOMEN), (_WOMEN, _MEN))
    against = (
        not best.inside,
        not other.inside and key(best.name, loose=False) != key(other.name, loose=False),
        _plain(best.name) == _plain(other.name) and best.count < 2 * other.count,
        # two given names, as far as the text shows
        bool(best.after) and not best.given and not shared and best.count < 2 * other.count,
        min(len(best.name), len(other.name)) < MIN_NAME_LENGTH and not shared,
        bool(other.given) and not _agree(best.given, other.given),
        bool(best.after) and bool(other.after) and not shared,
        any(best.titles & first and other.titles & second for first, second in pairs),
    )
    return not any(against)


def _plain(name: str) -> str:
    """Return the name without accents and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def _agree(ones: Iterable[str], others: Iterable[str]) -> bool:
    return bool({key(name) for name in ones} & {key(name) for name in others})


def _shared(one: _Spelling, other: _Spelling) -> bool:
    """Return whether the same name is right before or right after both."""
    return _agree(one.given, other.given) or bool(one.after & other.after)


def _respell(rule: Rule, best: _Spelling, other: _Spelling, *, article: bool) -> Iterator[Finding]:
    sure = key(best.name, loose=False) == key(other.name, loose=False)
    clear = best.count >= 3 and best.count >= 2 * other.count
    proven = _shared(best, other) or bool(best.titles & other.titles)
    # A book quotes others, and titles of books, each with its own transliteration.
    level = rule.level if article and sure and (clear or proven) else Level.SUGGESTED
    said = f"is spelt “{best.name}” {times(best.count)} in this text"
    for span in other.spans:
        yield finding(rule, span, best.name, f"“{other.name}” {said}", level)


class NamePlaces:
    """A place name in the less frequent of two spellings in the text; on a tie, the first of its group is kept.

    Left alone beside another name (Dynamo Kiev, Lugansk People's Republic) and where the two are compared.
    """

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._groups = params.groups
        self._known = {name: group for group in params.groups for name in group}
        names = "|".join(sorted(self._known, key=len, reverse=True))
        self._place = lazy_regex.pattern(rf"(?<![\w’'-])(?:{names})(?![\w-])")
        self._asked = count()
        self.triggers = (self._place,)

    def _places(self, passage: Passage) -> list[tuple[str, Span]]:
        return [(match.group(), Span(*match.span())) for match in passage.finditer(self._place)]

    def find(self, view: FullText) -> Iterator[Finding]:
        """Yield the place names in another spelling than that of the text, or the configured one."""
        right = frozenset(self._known).intersection(view.profile.names)
        if not right and self._is_out_of_question(view.text):
            return
        found: dict[tuple[str, ...], dict[str, list[Span]]] = {}
        for paragraph, places in view.observed(self._places):
            for name, span in places:
                found.setdefault(self._known[name], {}).setdefault(name, []).append(span.shift(paragraph.start))
        yield from _respelt(view, self._rule, found, right)

    def _is_out_of_question(self, text: str) -> bool:
        """Return whether no name occurs; for the first short texts, in a tenth of the time that the pattern takes to
        compile.
        """
        return (
            next(self._asked) < lazy_regex.MAX_PROBES
            and len(text) <= lazy_regex.MAX_PROBED_LENGTH
            and all(sum(name in text for name in group) < 2 for group in self._groups)
        )


def _respelt(
    view: FullText, rule: Rule, found: Mapping[tuple[str, ...], Mapping[str, list[Span]]], right: Collection[str]
) -> Iterator[Finding]:
    for group, forms in found.items():
        set_ = next((name for name in group if name in right), None)
        if (len(forms) > 1 or set_) and not _are_compared(view.text, forms.values()):
            best = set_ or max(forms, key=lambda name: (len(forms[name]), -group.index(name)))
            how = "in the house style" if set_ else f"{times(len(forms[best]))} in this text"
            for name, spans in forms.items():
                free = (span for span in spans if name not in (best, *right) and not is_in_name(view.text, span))
                yield from (finding(rule, span, best, f"“{name}” is spelt “{best}” {how}") for span in free)


_SENTENCE_END = lazy_regex.pattern(r"[.!?]\s|[\n\r]")


def _are_compared(text: str, forms: Iterable[Sequence[Span]]) -> bool:
    """Return whether two spellings are within a few words of one sentence: `Kyiv (formerly Kiev)`."""
    tagged = sorted((span.start, span.end, i) for i, spans in enumerate(forms) for span in spans)
    return any(
        here[2] != there[2] and there[0] - here[1] < 40 and not _SENTENCE_END.search(text, here[1], there[0])
        for here, there in pairwise(tagged)
    )


def is_in_name(text: str, span: Span) -> bool:
    """Return whether another capitalised word is right before or right after a name."""
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    starts = before and _SENTENCE_START.search(text, max(0, before.start() - 3), before.start())
    return bool((before and before[1][0].isupper() and not starts) or _AFTER.match(text, span.end))
