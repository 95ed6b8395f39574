"""The `stop_before_lower_case` kind: a full stop where no sentence ends, and what it leaves behind.

A segmenter cuts at links and quotation marks. The first part gets a full stop; the second is translated alone, and
begins in lowercase or with a wrong capital, or is a single left-over word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.left_over import is_plural, left_over, weighed
from cleanup.matching import FullText, Passage, Report, document_kind, replace, words
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import word_lists
from cleanup.text.date_names import WEEKDAY
from cleanup.text.segments import is_abbreviation, is_sung


class Params(msgspec.Struct, frozen=True):
    """Keys of a stop_before_lower_case rule: `report` names the damage, `verbs` the left-over verbs of attributions."""

    report: Literal["lowercase", "fragment", "invented-noun", "displaced", "link-word", "interruption"]
    verbs: tuple[str, ...] = ()


_WORD = r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*"
# The full stop first, and what precedes it in a look-behind: a full stop is found much faster than a letter.
_LOWER = lazy_regex.pattern(
    r"\.(?<=[^\W\d_].)[ \u00a0]+(?P<open>[“‘\"]?)(?P<next>[^\W\d_A-Z][\w’'\-]*)(?P<after>[.,;:]?)"
)
_CAPITAL = lazy_regex.pattern(r"\.(?<=[^\W\d_].)[ \u00a0]+(?P<next>[A-Z][\w’'\-]*)(?P<after>\.(?=\s|\Z))?")
_CAPITAL_ENTRY = lazy_regex.pattern(r"\.[ \u00a0]+(?i:(?P<adjective>x))\.(?=\s|\Z)|\b(?P<word>x)\.[ \u00a0]+[A-Z]")
_LAST_WORD = lazy_regex.pattern(rf"{_WORD}\Z")
_LEADING_WORD = lazy_regex.pattern(rf"({_WORD})[ \u00a0]+\Z")
#: How far back to look for the word or token before a full stop, in code points.
_WINDOW = 48
_QUOTED_SPEECH = lazy_regex.pattern(r"[^“”\"‘\r\n]*[,?!][”\"’]")
_COMMA_FIRST = lazy_regex.pattern(r"[^.,;:!?\r\n]*,")
_SUBJECT = lazy_regex.pattern(r"[ \u00a0](?:[A-Z“]|(?:s?he|its?|we|you|an?|the(?:y|re|ir)?|this|that|his|her)\b)")
_ORPHAN_END = lazy_regex.pattern(r"(?:[ \u00a0]+[a-z]+)?\.(?=\s|\Z)")
#: Words that rarely begin a quotation.
_UNFIT = "Were|Was|Is|Are|Has|Had|Would|Could|Should|Might|Must|Which|Whose|Because|Although|Whereas"
_RESUMED = lazy_regex.pattern(
    r"(?P<end>[^.!?…\s])[”\"](?P<narrator>[ ,][^“”\"\r\n]{2,240}[\w’)],[ \u00a0])[“\"]"
    rf"(?P<word>{_UNFIT})\b(?P<rest>[^“”\"\r\n]*)[”\"]",
)
#: After the full stop: a finite verb within a few words, a heading that ends before a capital, or the last word.
_SENTENCE_AHEAD = lazy_regex.pattern(
    r"(?:[\w’'-]+[ \u00a0]){1,4}?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did)\b"
    r"|(?:[\w’'-]+[ \u00a0]){1,3}"
    r"(?:The|A|An|In|On|At|By|For|While|According|If|When|But|And|He|She|It|They|We|This|That)\b"
    r"|[\w’'-]+[ \u00a0]*(?:[\r\n]|\Z)"
)
_INNER_BREAK = lazy_regex.pattern(r"[.!?]\s+[A-Z“]")
_APOSTROPHE = lazy_regex.pattern("[’']")
_BEFORE_DAYS = ("on", "last", "next")
_WEEKDAY = lazy_regex.pattern(f"{WEEKDAY}$")

#: A full stop before a lowercase word is taken for damage, and joined without asking, only where such stops are dense:
#: one in this many words. A lone one in a long clean text is more likely intentional, or another kind of slip.
WORDS_A_BREAK = 3000
#: A word that is lowercase after a full stop this often is so on purpose.
LABEL = 3


class _Break(msgspec.Struct, frozen=True):
    """A full stop and the word after it; `before` and `after` are the words on its two sides."""

    word: Span
    stop: Span
    next: Span
    before: str
    after: str
    opens: str
    ends: str


class _Breaks(msgspec.Struct, frozen=True):
    """All full stops of a paragraph that may be damage: before lowercase, and some of those before a capital.

    The latter count if a word that ends no sentence precedes, or a sentence of one adjective follows. `resumed` are
    quotations that seem to continue with a capital.
    """

    text: str
    lower: tuple[_Break, ...]
    capital: tuple[_Break, ...]
    resumed: tuple[re.Match[str], ...]


#: A finding, and the word after the full stop if it is lowercase: only the text says whether that is damage.
_Candidate = tuple[str | None, Finding]


@cache
def _cut_words() -> tuple[str, ...]:
    return tuple(sorted(word_lists.words("dangling") | {*_BEFORE_DAYS}))


def _breaks(passage: Passage) -> _Breaks:
    text, cut = passage.text, _cut_words()
    lower = (
        _break(text, match)
        for match in passage.finditer(_LOWER)
        if match["next"][0].islower() and not _is_meant(text, match)
    )
    capital = (
        _break(text, match)
        for match in passage.finditer(_CAPITAL)
        if (match["after"] and _is_relational(match["next"])) or text.endswith(cut, 0, match.start())
    )
    return _Breaks(text, tuple(lower), tuple(capital), tuple(passage.finditer(_RESUMED)))


class _Evidence(msgspec.Struct, frozen=True):
    """The words after stops that are damage in a text, and whether stops before lowercase letters are dense."""

    damaged: frozenset[str]
    dense: bool


def _evidence(whole: FullText) -> _Evidence:
    often = Counter(one.after for _, breaks in whole.observed(_breaks) for one in breaks.lower)
    if often and (whole.profile.lower_case_starts or _begins_lower(whole.text)):
        often.clear()
    damaged = _without_labels(often)
    return _Evidence(frozenset(damaged), damaged.total() * WORDS_A_BREAK >= whole.text.count(" "))


def _without_labels(often: Counter[str]) -> Counter[str]:
    """Return the counts without names or labels that are always lowercase, which follow full stops repeatedly."""
    openers = word_lists.words("sentence_openers")
    return Counter({word: count for word, count in often.items() if count < LABEL or word in openers})


def _begins_lower(text: str) -> bool:
    """Return whether the text begins with a lowercase letter: such a name, or a fragment in a personal style."""
    return text.lstrip()[:1].islower()


def _break(text: str, match: re.Match[str]) -> _Break:
    at = match.start()
    word = _LAST_WORD.search(text, at + 1 - len(_last_token(text, at + 1)), at)
    start = word.start() if word else at
    opens = match.groupdict().get("open") or ""
    return _Break(
        Span(start, at),
        Span(at, at + 1),
        Span(*match.span("next")),
        text[start:at],
        match["next"],
        opens,
        match["after"] or "",
    )


def _last_token(text: str, end: int) -> str:
    """Return the token that ends right after a full stop."""
    return text[max(0, end - _WINDOW) : end].rsplit(None, 1)[-1]


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Return whether a full stop belongs to an abbreviation, an address or a list, or its word stays lowercase."""
    token = _last_token(text, match.start() + 1)
    return _keeps_stop(token) or _keeps_small(text, match) or _is_speech(text, match) or is_sung(text, match.start())


def _keeps_stop(token: str) -> bool:
    return is_abbreviation(token) or any(c.isdigit() or c in "/@_\\<>=#" for c in token)


def _keeps_small(text: str, match: re.Match[str]) -> bool:
    following, end = match["next"], match.end("next")
    return (
        following.partition("-")[0].lower() in word_lists.words("lowercase_names")
        or (following in word_lists.words("domain_endings") and following not in word_lists.words("sentence_openers"))
        or following != following.lower()
        or (len(following) == 1 and following != "a")
        or (text[end : end + 1] in (".", "/", "@", ":") and text[end + 1 : end + 2].isalnum())
    )


def _is_speech(text: str, match: re.Match[str]) -> bool:
    """Return whether a quotation after the full stop is an utterance, which may begin as its speaker likes."""
    return match["open"] != "" and bool(_QUOTED_SPEECH.match(text, match.end("open")))


def _lower_case(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    for one in breaks.lower:
        if _is_orphan(breaks.text, one) or _is_filler(breaks.text, one):
            continue
        join = replace(one.stop, "", "join the clause")
        first = Span(one.next.start, one.next.start + 1)
        capital = replace(first, one.after[0].upper(), f"start a sentence: “{one.after[0].upper()}{one.after[1:]}”")
        message = f"full stop after “{one.before}” before a lowercase word"
        level = _lower_case_level(breaks, one)
        fixes = (capital, join) if level is Level.FLAG else (join, capital)
        yield one.after, Finding(rule.id, one.stop, message, level, fixes, 0.9)


def _lower_case_level(breaks: _Breaks, one: _Break) -> Level:
    """Return a level for joining; safe only in a text where such full stops are dense."""
    before, hangs = one.before.lower(), _hangs(breaks.text, one)
    if before in word_lists.words("dangling") or hangs:
        return Level.SAFE
    if one.opens:
        return Level.FLAG  # a quotation may be a sentence of its own
    if before in word_lists.words("expecting"):
        return Level.SUGGESTED if _may_open(one) else Level.SAFE
    if _is_relational(before) or before in word_lists.words("announcing"):
        return Level.SUGGESTED
    if one.after not in word_lists.words("links") and _SENTENCE_AHEAD.match(breaks.text, one.next.start):
        return Level.FLAG
    joins = not _may_open(one) or _continues(breaks.text, one) or _lacks_object(breaks.text, one)
    return Level.SUGGESTED if joins else Level.FLAG


def _hangs(text: str, one: _Break) -> bool:
    """Return whether the second part is “of”, or a clause that depends on the one before the full stop and on no
    other.
    """
    return one.after == "of" or (one.after in word_lists.words("subordinators") and _continues(text, one))


def _lacks_object(text: str, one: _Break) -> bool:
    """Return whether a perfect lacks its object, which follows: `had destroyed. several tanks`."""
    return (
        one.before.endswith("ed")
        and _word_before(text, one).lower() in ("has", "have", "had")
        and (one.after in word_lists.words("expecting") or one.after in word_lists.words("determiners"))
    )


def _may_open(one: _Break) -> bool:
    """Return whether the word after the full stop could begin a sentence, were it not for its lowercase letter."""
    return (
        _APOSTROPHE.split(one.after)[0] in word_lists.words("sentence_openers")
        or one.after.endswith(("ing", "ly"))
        or one.ends == ","
    )


def _continues(text: str, one: _Break) -> bool:
    """Return whether a clause after a link word has no comma before its end, and so depends on the clause before.

    After a preposition a comma alone does not make a sentence: what follows it would have to be a subject.
    """
    if one.after not in word_lists.words("links"):
        return False
    comma = _COMMA_FIRST.match(text, one.next.start)
    preposition = one.after in word_lists.words("prepositions")
    return comma is None or (preposition and not _SUBJECT.match(text, comma.end()))


def _is_orphan(text: str, one: _Break) -> bool:
    """Return whether one or two lowercase words are a “sentence” of their own."""
    word = len(one.after) > 2 and one.after.strip("ivxlcdm")
    return bool(word) and not one.opens and bool(_ORPHAN_END.match(text, one.next.end))


def _orphan(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    text = breaks.text
    for one in breaks.lower:
        tail = _ORPHAN_END.match(text, one.next.end)
        if not tail or not _is_orphan(text, one):
            continue
        span, words = Span(one.next.start, tail.end()), text[one.next.start : tail.end()]
        delete = replace(Span(one.stop.end, span.end), "", f"delete “{words}”")
        join = replace(one.stop, "", "join it to the sentence")
        over = left_over(text, one.stop.start, one.before.lower(), words.removesuffix("."), rule.params.verbs)
        level = Level.FLAG if over is None else Level.SUGGESTED
        fixes = (delete, join) if over else (join, delete)
        message = f"“{words}” is a stray fragment after the end of the sentence"
        yield one.after, Finding(rule.id, span, message, level, fixes)


def _is_filler(text: str, one: _Break) -> bool:
    """Return whether a plural after a determiner precedes the real noun, as in `use the weapons. protests as`."""
    return (
        is_plural(one.before)
        and is_plural(one.after)
        and not one.ends
        and _word_before(text, one).lower() in word_lists.words("determiners")
    )


def _word_before(text: str, one: _Break) -> str:
    found = _LEADING_WORD.search(text, max(0, one.word.start - _WINDOW), one.word.start)
    return found[1] if found else ""


def _filler(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    for one in breaks.lower:
        if _is_filler(breaks.text, one):
            delete = replace(Span(one.word.start, one.next.start), "", f"delete “{one.before}.”")
            join = replace(one.stop, "", "join the clause")
            message = f"“{one.before}.” interrupts the clause and separates “{one.after}” from its determiner"
            span = Span(one.word.start, one.next.end)
            yield one.after, Finding(rule.id, span, message, Level.FLAG, (join, delete))


def _displaced(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    for one in breaks.capital:
        adjective = one.after
        if not one.ends or not one.before.islower() or not _is_relational(adjective):
            continue
        shown = adjective if adjective.lower() in word_lists.words("demonyms") else adjective[0].lower() + adjective[1:]
        span = Span(one.word.start, one.next.end + 1)
        move = replace(span, f"{shown} {one.before}.", f"move it: “{shown} {one.before}”")
        plain = _word_before(breaks.text, one).lower() in word_lists.words("determiners")
        level = Level.SUGGESTED if plain else Level.FLAG
        message = f"a full stop separates the adjective “{adjective}” from “{one.before}”"
        yield None, Finding(rule.id, span, message, level, (move,))


@cache
def _relational() -> frozenset[str]:
    return word_lists.words("demonyms") | word_lists.words("relational_adjectives")


def _is_relational(word: str) -> bool:
    return word.lower() in _relational()


def _dangling(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    for one in breaks.capital:
        cut = one.before in word_lists.words("dangling") or (one.before in _BEFORE_DAYS and _WEEKDAY.match(one.after))
        cited = _word_before(breaks.text, one).lower() in ("", "just", "word", "words", "only")
        if (
            not cut
            or cited
            or one.ends
            or breaks.text[one.word.start - 1 : one.word.start] in ("“", '"', "‘", "-", ".")
        ):
            continue
        stop = Edit(one.stop, "")
        small = one.after.lower() in word_lists.words("sentence_openers") and one.after != "I"
        first = Span(one.next.start, one.next.start + 1)
        edits = (stop, Edit(first, one.after[0].lower())) if small else (stop,)
        message = f"a full stop separates “{one.before}” from the words that must follow it"
        span = Span(one.word.start, one.stop.end)
        yield None, Finding(rule.id, span, message, Level.SUGGESTED, (Fix(edits, "join the clause"),))


def _resumed(rule: Rule, breaks: _Breaks) -> Iterator[_Candidate]:
    for match in breaks.resumed:
        if "?" in match["rest"] or _INNER_BREAK.search(match["narrator"]):
            continue
        word = match["word"]
        first = Span(match.start("word"), match.start("word") + 1)
        message = f"“{word}” is capitalised, but the quotation continues in mid-sentence"
        fix = replace(first, word[0].lower(), "write it in lowercase")
        yield None, Finding(rule.id, Span(*match.span("word")), message, Level.SAFE, (fix,))


class _Weighing:
    """A rule, its findings in a paragraph alone, and their levels in the text."""

    def __init__(self, rule: Rule, _: Sequence[Rule]) -> None:
        self._rule = rule
        self._report = _REPORTS[rule.params.report]

    def _candidates(self, passage: Passage) -> list[_Candidate]:
        return list(self._report(self._rule, passage.once(_breaks)))

    def find(self, whole: FullText) -> Iterator[Finding]:
        """Yield the findings in the text, safe only where they are dense."""
        for span, candidates in whole.observed(self._candidates):
            for word, finding in candidates:
                evidence = whole.once(_evidence)
                if word is None or word in evidence.damaged:
                    sure = evidence.dense or word is None or finding.level is not Level.SAFE
                    one = finding if sure else finding.at(finding.span, Level.SUGGESTED, finding.fixes)
                    shifted = one.shift(span.start)
                    yield weighed(shifted, whole.text) if self._report is _filler else shifted


_REPORTS: dict[str, Callable[[Rule, _Breaks], Iterator[_Candidate]]] = {
    "lowercase": _lower_case,
    "fragment": _orphan,
    "invented-noun": _filler,
    "displaced": _displaced,
    "link-word": _dangling,
    "interruption": _resumed,
}
_CUT = words(_CAPITAL_ENTRY, of=_CAPITAL, word=_cut_words, adjective=_relational)

KIND = document_kind(Params, Report(_Weighing.find, [_LOWER, _CUT, _RESUMED]), ready=_Weighing)
