"""The `commas` kind: commas that another language sets or leaves out, where the text itself does otherwise.

German and Russian set a comma before every clause (`he believes, that`), before `than` and behind a long subject; they
set none behind `However`. English writers of an older school do some of that too, so a comma that comes again and again
in a long text is its author's habit, and the text itself shows whether it sets a comma behind its adverbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import auxiliaries, bare, is_finite
from cleanup.lexicon import Case, lexicon
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a commas rule: `report` names the place of the comma."""

    report: Literal["adverb", "that", "than", "verb", "splice", "please"]


_START = r"(?:(?<![^\n\r])|(?<=[.!?] )|(?<=[.!?][”\"] ))"
#: A word, and up to so many of them with no mark between them.
_WORD = r"[^\s,.;:!?“”\"()—]+"
_ADVERBS = (
    *("However", "Moreover", "Furthermore", "Nevertheless", "Nonetheless", "Consequently", "Additionally", "Meanwhile"),
    *("In addition", "For example", "For instance", "As a result", "On the other hand", "In contrast", "By contrast"),
    *("In other words", "In particular", "In conclusion", "As a consequence"),
)
_NEXT = (
    *(
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "there",
        "his",
        "her",
        "its",
        "their",
    ),
    *("our", "due", "in", "on", "at", "for", "since", "because", "if", "when", "after", "despite", "according"),
    *("some", "many", "most", "no", "one", "two", "as", "from", "by", "during", "while", "although"),
    *("all", "both", "each", "every", "other", "another", "you", "my", "your", "three", "four", "several", "nobody"),
    *("everyone", "everybody", "what", "who", "people", "I"),
)
#: Behind these, which consist of several words, any word can begin the clause that does not belong to them.
_PHRASES = tuple(adverb for adverb in _ADVERBS if " " in adverb)
_ADVERB = lazy_regex.pattern(
    rf"{_START}(?P<lead>{'|'.join(_ADVERBS)})"
    rf"(?P<comma>,|(?= (?:(?:{'|'.join(_NEXT)})\b|[A-Z][\w’'-]* (?!may|might)|\d)))"
    rf"|{_START}(?P<phrase>{'|'.join(_PHRASES)})"
    r"(?P<missing>(?= (?!to\b|of\b|as\b|when\b|that\b|with\b|between\b|is\b|are\b|was\b|were\b|has\b|and\b)"
    r"[a-z]{3,} ))"
)
#: A phrase before a request, and the last word of it: “For details please call the office”.
_PLEASE = lazy_regex.pattern(
    rf"(?:(?<![^\n\r])|(?<=[.!?:] ))(?:For|To|If|Should|In|When)(?: {_WORD}){{0,13}} (?P<lead>{_WORD})(?P<comma>,?)"
    r" please (?!note\b)[a-z]+ "
)
#: What a clause with “that” hangs on: verbs of saying and thinking, and nouns and adjectives of the same meaning.
_SAYING = (
    "say|says|said|believes?|believed|thinks?|thought|knows?|knew|hopes?|hoped|finds?|found|shows?|showed|means?|meant"
    "|suggests?|suggested|reports?|reported|claims?|claimed|announces?|announced|notes?|noted|adds?|added|stress(?:es|ed)"
    "|emphasi[sz]e[sd]?|explains?|explained|declares?|declared|admits?|admitted|warns?|warned|confirms?|confirmed"
    "|argues?|argued|recalls?|recalled|assumes?|assumed|assures?|assured|understands?|understood|decides?|decided"
    "|agrees?|agreed|demands?|demanded|insists?|insisted|reveals?|revealed|indicates?|indicated|states?|stated|feels?|felt"
    "|fears?|feared|expects?|expected|proves?|proved|complains?|complained|promises?|promised|concludes?|concluded|is|was"
    "|clear|certain|sure|likely|possible|important|true|necessary|obvious|convinced|aware|afraid|happy|glad|fact|idea"
    "|opinion|view|belief|conclusion|impression|assumption|doubt|understandable|known"
)
_EARLIER = "Earlier|Later|Meanwhile|However|In addition|Recently|Yesterday|Today|Moreover|Furthermore|Previously"
_THAT = lazy_regex.pattern(
    rf"(?:(?:{_START}[“\"]?|[.!?:,] [“\"])(?:(?:{_EARLIER}), (?=[a-z]))?\w{_WORD[:-1]}*(?: {_WORD}){{0,16}}|, who"
    rf"(?: {_WORD}){{0,2}}|,(?= (?:said|announced|noted|stated|reported|explained|added|declared|stressed),))"
    rf" (?:{_SAYING})(?P<comma>,) that "
    r"(?=(?:(?!was\b|is\b|means\b|does\b|has\b|makes\b|seems\b|looks\b|sounds\b)[a-z]{3,}s|\d[\d,.]*|the|an?|he|she|it|they|we|you|I|this|these|there|his|her|their|its|our|in|no|nobody|everyone|all|some|many"
    r"|most|such|both|[A-Z][\w’'-]*) )"
)
_THAN = lazy_regex.pattern(
    rf"\b(?:more|less|rather|fewer|other|[a-z]{{2,}}er) (?:{_WORD} ){{0,7}}{_WORD}(?P<comma>,) than (?=[a-z])"
)
_VERB = lazy_regex.pattern(
    rf"(?:\b(?:who|which|[Tt]hey|[Hh]e|[Ss]he|[Ww]e|There)"
    rf"|{_START}(?P<subject>(?:The|This|These|Those|Their|His|Her|Its|Our|Most|Many|Some|All|Every|Each)"
    rf"(?: {_WORD}){{1,9}}|(?<![DM]r\. )(?<!Mrs\. )(?<!M[rs] )(?<!St\. )(?<!\d\. )"
    rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}}))"
    r")(?P<comma>,) (?:has|have|is|are|was|were|will|would|can|could|must|should) "
    r"(?!(?:he|she|it|they|we|you|I|there|this|that|not (?:he|she|it|they|we|you|I))\b)"
)
#: The seam of two clauses, the second with a pronoun as its subject, and what may precede it from the last sentence on:
#: the first clause, which may contain another between commas.
_SPLICE = lazy_regex.pattern(
    r"(?P<comma>,) (?P<pronoun>it|they|he|she|this|these|we)(?:[’'](?:s|re|ve)| (?P<verb>[\w’']+))(?=[^.!?;:\n“”\"]*\.)"
)
_SENTENCE_START = lazy_regex.pattern(r"(?s:.*)(?:(?<=[^\W\d_]{3}[.!?]) |[\n\r]|(?<![^\n\r]))(?=[A-Z])")
_FIRST = lazy_regex.pattern(
    rf"(?P<first>{_WORD}(?: {_WORD}){{1,18}})"
    rf"(?P<between>, (?:(?:in|on|at|of|for|with|from) )?(?:which|who|where)(?: {_WORD}){{2,14}},(?: {_WORD}){{2,14}})?"
)
_WINDOW = 300
#: What opens a clause or a phrase that hangs on the next one, or makes the comma right in it.
_HANGING = frozenset([
    *("if", "when", "as", "that", "which", "who", "what", "so", "such", "than", "because", "although", "though"),
    *("while", "since", "unless", "until", "where", "how", "whether", "before", "after", "but", "whatever", "however"),
    *("given", "let", "once", "had", "were", "should", "both", "not", "yes", "no", "well", "oh", "all"),
])  # fmt: skip
#: Nouns that open a clause of time: “the moment he left”, “every time it rains”.
_TIMES = frozenset(["moment", "instant", "minute", "second", "day", "time"])
_RELATIVE = frozenset(["who", "whom", "which", "that", "where", "he", "she", "it", "i", "you", "they", "we"])
_LAST, _NEXT_WORD = lazy_regex.pattern(r"[\w’'-]+\Z"), lazy_regex.pattern(r" [\w’'-]+")
#: How far back a word may begin, in code points.
_LONGEST = 40
#: What all reports look for, so that a text is searched once.
_TRIGGERS = (_ADVERB, _PLEASE, _THAT, _THAN, _VERB, _SPLICE)
#: A comma that comes more often, but less than once in so many words, is the habit of its author.
_SLIPS, _APART = 2, 1_000


def _wrong(
    pattern: re.Pattern[str], keep: Callable[[re.Match[str]], bool], said: str, fixed: tuple[str, str]
) -> Report[FullText]:
    """Return a report of commas where another mark or none belongs, unless the text has the habit of setting them.

    `fixed` is the mark, and what the fix does.
    """

    def commas(passage: Passage) -> list[Span]:
        return [Span(*match.span("comma")) for match in passage.finditer(pattern) if not keep(match)]

    def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
        found = [span.shift(paragraph.start) for paragraph, spans in whole.observed(commas) for span in spans]
        if len(found) > _SLIPS and whole.text.count(" ") > _APART * len(found):
            return
        for comma in found:
            span = _with_neighbours(whole.text, comma)
            yield Finding(rule.id, span, said, rule.level, (replace(comma, *fixed),), rule.confidence)

    return Report(find, _TRIGGERS)


def _with_neighbours(text: str, comma: Span) -> Span:
    """Return where the words beside a comma are, with the comma and the space behind it."""
    before = _LAST.search(text, max(0, comma.start - _LONGEST), comma.start)
    behind = _NEXT_WORD.match(text, comma.end)
    return Span(before.start() if before else comma.start, behind.end() if behind else comma.end)


def _asks_or_repeats(match: re.Match[str]) -> bool:
    """Return whether the words before the comma have a verb of their own: `The way is long, is hard and dark`."""
    if match["subject"] is None:
        return False
    if match["name"]:
        return _may_be_addressed(match)
    words = [bare(word) for word in match["subject"].split()]
    if match.string.startswith(("the ", "a ", "an "), match.end()) and _WHAT_IS.isdisjoint(words[:4]):
        return True
    return not auxiliaries().isdisjoint(words) and _RELATIVE.isdisjoint(words)


def _may_be_addressed(match: re.Match[str]) -> bool:
    """Return whether what looks like a name may be an adverb, or somebody who is asked."""
    known = lexicon("en")
    names = match["name"].split()
    end = _SENTENCE_END.search(match.string, match.end())
    if known is None or end is None or end.group() == "?":
        return True
    return any(known.usual_case(name) not in _CASES_OF_NAMES for name in names)


_SENTENCE_END = lazy_regex.pattern(r"[.!?]")
_CASES_OF_NAMES = frozenset([Case.CAPITAL, Case.UPPER, Case.UNKNOWN])


#: What a subject has that is said to be something: “the main reason, is the price”. Else the words may be a question.
_WHAT_IS = frozenset(
    ["most", "main", "first", "only", "biggest", "best", "next", "reason", "problem", "aim", "goal", "result"]
)


def _no_splice(match: re.Match[str]) -> bool:
    """Return whether the first part is no clause of its own, or the second says who speaks, or repeats the first."""
    verb = (match["verb"] or "is").lower()
    if verb in word_lists.words("reporting_verbs") or verb in _SEEMING or not is_finite(verb):
        return True
    text, earliest = match.string, max(0, match.start() - _WINDOW)
    start = _SENTENCE_START.match(text, earliest, match.start())
    clause = _FIRST.fullmatch(text, start.end(), match.start()) if start else None
    if clause is None:
        return True
    words = [bare(word) for word in clause["first"].split()]
    return (
        not _HANGING.isdisjoint(words)
        or not _TIMES.isdisjoint(words[:3])
        or not _is_subject(words[0])
        or words[0] == match["pronoun"]
        or words[-1] in word_lists.words("reporting_verbs")
        or not (words[0] in _WITH_BASE or any(map(is_finite, (clause["between"] or clause["first"]).split()[1:])))
    )


#: Behind these, a form without an ending is finite: “I like this car”.
_WITH_BASE = frozenset(["i", "you", "we", "they"])
#: Verbs of clauses that are put between commas: “it seems”, “they told me”, “it is true”.
_SEEMING = frozenset(
    ["seems", "seemed", "appears", "appeared", "thought", "believed", "knew", "supposed", "felt", "told"]
)


def _is_subject(word: str) -> bool:
    """Return whether a sentence that begins with this word may begin with its subject."""
    known = lexicon("en")
    classes = known.word_classes(word) if known else frozenset[str]()
    if classes & {"pronoun", "determiner"}:
        return True
    forms = known.forms(word) if known else frozenset[str]()
    return not classes & {"preposition", "conjunction", "adverb", "interjection"} and not forms & {
        "verb-ing",
        "verb-past",
    }


def _never(_: re.Match[str]) -> bool:
    return False


def _missing(pattern: re.Pattern[str], said: str, unproven: Callable[[str], bool], *, alike: bool) -> Report[FullText]:
    """Return a report of commas that are missing behind what opens a sentence, by what the text does elsewhere.

    `alike` says whether all openings count, or just those of the same words; without proof, an opening is flagged if it
    is `unproven`.
    """

    def leads(passage: Passage) -> list[tuple[Span, str, bool]]:
        places = ((m, "lead" if m["lead"] else "phrase") for m in passage.finditer(pattern))
        return [(Span(*m.span(group)), m[group], m["comma"] == ",") for m, group in places]

    def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
        seen = whole.observed(leads)
        found = [(span.shift(area.start), lead, set_) for area, those in seen for span, lead, set_ in those]
        for span, lead, set_ in found:
            same = [other_set for _, other, other_set in found if alike or other == lead]
            likely = unproven(lead) or _sets_all([other_set for _, _, other_set in found])
            level = Level.SUGGESTED if _sets(same) else Level.FLAG if likely else None
            if not set_ and level:
                fix = replace(Span(span.end, span.end), ",", "insert a comma")
                yield Finding(rule.id, span, said.format(lead), level, (fix,), rule.confidence)

    return Report(find, _TRIGGERS)


def _sets(commas: Sequence[bool]) -> bool:
    """Return whether a text sets a comma: at least once, and hardly less often than not."""
    return any(commas) and 2 * sum(commas) >= len(commas) - 1


def _sets_all(commas: Sequence[bool]) -> bool:
    """Return whether a text sets a comma behind nearly all that opens its sentences."""
    return sum(commas) >= _SEVERAL and sum(commas) >= _MUCH * (len(commas) - sum(commas))


_SEVERAL, _MUCH = 2, 3
#: Behind these a comma is missed even where the text shows nothing of its habit.
_SURE = frozenset(
    ["However", "Moreover", "Furthermore", "Additionally", "In addition", "In contrast", "By contrast", "In conclusion"]
)


def _always(_: str) -> bool:
    return True


_REMOVED = ("", "remove the comma")

KIND = document_kind(
    Params,
    {
        "adverb": _missing(_ADVERB, "no comma after “{}”, which opens a sentence", _SURE.__contains__, alike=False),
        "please": _missing(_PLEASE, "no comma after “{}”, where a request begins", _always, alike=True),
        "that": _wrong(_THAT, _never, "no comma belongs before “that”", _REMOVED),
        "than": _wrong(_THAN, _never, "no comma belongs before “than”", _REMOVED),
        "verb": _wrong(_VERB, _asks_or_repeats, "no comma belongs between a subject and its verb", _REMOVED),
        "splice": _wrong(_SPLICE, _no_splice, "a comma joins two sentences", (";", "write a semicolon")),
    },
)
