"""The `word_forms` kind: a form of a noun, verb or adjective that the words around it do not allow.

A frame of closed-class words finds a candidate; the lexicon says which forms the word can be. Only a word that cannot
be what the frame requires, and can be nothing else that may stand there, is reported: “these problem”, but not “these
present”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import COMMON, base_of, is_singular, replacing, with_gap
from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching import Judge, Passage, Report, local_kind
from cleanup.model import Finding, Rule


class Params(msgspec.Struct, frozen=True):
    """Keys of a word_forms rule: `report` names the form that a frame requires, `never` words that may stay."""

    report: Literal["plural", "singular", "base", "participle", "gerund", "comparative"]
    never: tuple[str, ...] = ()


#: A noun phrase has ended: a mark, or a word that cannot continue it.
_END = (
    r"(?=[.,;:!?)]|\Z| (?:of|in|on|at|to|for|from|with|by|but|is|are|was|were|has|have|had|will|would|can|could"
    r"|should|must|that|which|who|as|than|when|where|while|because|after|before|during|since|until|under|against"
    r"|between|into)\b)"
)
_ADJECTIVE = r"(?:(?P<adjective>[a-z]{3,}) )?"


def _is_only(forms: frozenset[str], form: str) -> bool:
    """Return whether a word can be nothing but this form."""
    return forms == {form}


def _inflected(words: Lexicon, word: str, form: str) -> str | None:
    """Return the only way to put a word into a form, if it is a common word."""
    for lemma in (word, *words.lemmas(word)):
        made = words.inflect(lemma, form)
        if made:
            return made[0] if words.frequency(made[0]) >= COMMON else None
    return None


def _is_qualified(words: Lexicon, match: re.Match[str]) -> bool:
    """Return whether what stands before the word, if anything, can only be an adjective or a participle."""
    adjective = match["adjective"]
    if adjective is None:
        return True
    classes = words.word_classes(adjective)
    return "adjective" in classes and classes <= {"adjective", "adverb", "verb"}


# --- number ---------------------------------------------------------------------------------------------------------

_PLURAL_DETERMINER = lazy_regex.pattern(
    r"\b(?P<lead>[Tt]hese|[Tt]hose|[Mm]any|[Ss]everal|[Vv]arious|[Nn]umerous|[Mm]any other"
    r"|[Ss]everal other|[Tt]hese two|[Aa] number of|[Dd]ozens of|[Hh]undreds of|[Tt]housands of)"
    rf" {_ADJECTIVE}(?P<word>[a-z]{{3,}}){_END}"
)
_ONE_OF = lazy_regex.pattern(
    r"\b(?P<lead>[Oo]ne of (?:the|his|her|their|its|our|my)(?: (?:most|least) [a-z]+| [a-z]+est| best| worst| first"
    rf"| main| few)) {_ADJECTIVE}(?P<word>[a-z]{{3,}}){_END}"
)
_SINGULAR_DETERMINER = lazy_regex.pattern(
    r"(?:(?<![\w’'_*-])(?<!the )(?<!The )(?P<lead>an?|every|each|another)"
    r"|(?:\A|(?<=[.!?] ))(?P<first>An?|Every|Each|Another))"
    rf" {_ADJECTIVE}(?P<word>[a-z]{{3,}}s){_END}"
)


def _plural(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word, lead = match["word"], match["lead"].split()[-1].lower()
    if not is_singular(words, word) or not _is_qualified(words, match):
        return None
    made = _inflected(words, word, "noun-plural")
    if not made or made == word or words.pair_count(lead, word):
        return None
    if "verb-base" in words.forms(word) and not words.pair_count(lead, made):
        return None  # “these boast of it”
    return made, f"“{match['lead']}” takes a plural: “{made}”"


def _plural_of_many(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word = match["word"]
    forms = words.forms(word)
    if "noun-singular" not in forms or forms & {"noun-plural", "adjective-base"} or not _is_qualified(words, match):
        return None
    made = _inflected(words, word, "noun-plural")
    return (made, f"“{match['lead']}” takes a plural: “{made}”") if made and made != word else None


#: How many times a singular is right for each time that its plural was typed.
_TYPED = 100


def _singular(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word, lead, adjective = match["word"], match["lead"] or match["first"], match["adjective"]
    forms = words.forms(word)
    # “Every king smells”, but not “a financial resources”.
    certain = words.word_classes(adjective) == {"adjective"} if adjective else lead.lower() in {"a", "an"}
    if not {"noun-plural"} <= forms <= {"noun-plural", *(["verb-s"] if certain else [])}:
        return None
    made = next((lemma for lemma in words.lemmas(word) if lemma != word and words.frequency(lemma) > COMMON), None)
    if not made or not _is_qualified(words, match):
        return None
    if words.pair_count(lead.lower(), word) * _TYPED >= (words.pair_count(lead.lower(), made) or 1):
        return None
    return (made, f"“{lead}” takes a singular: “{made}”") if made else None


# --- verbs ----------------------------------------------------------------------------------------------------------

_MODAL = lazy_regex.pattern(
    r"\b(?P<lead>(?:he|she|it|they|we|you|I|who|which|that|[a-z]{3,}(?:s|er|or|ment|tion|ty|ry))"
    r" (?:will|would|should|could|can|cannot"
    r"|must|might|may|(?:would|could|should|wo|ca)n[’']t)(?: not| also)?) (?P<word>[a-z]{3,}s)\b(?=[ .,;])"
)
_DO_NOT = lazy_regex.pattern(r"\b(?P<lead>(?:do|does|did)(?: not|n[’']t)) (?P<word>[a-z]{3,}(?:s|ed))\b(?=[ .,;])")
_TO = lazy_regex.pattern(
    r"\b(?P<lead>(?:order|want|wants|wanted|able|unable|going|need|needs|needed|plan|plans|planned|try|tries|tried|decided"
    r"|agreed|ready|allowed|possible|necessary|impossible|difficult|easy|began|started|continue|continues|continued"
    r"|expected|intends|hopes|hoped|managed|failed|refused|promised) to) (?P<word>[a-z]{3,}s)\b(?=[ .,;])"
)


def _base(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word = match["word"]
    if not words.forms(word) <= _FINITE or not words.forms(word):
        return None
    lemma, lead = base_of(words, word), " ".join(match["lead"].split()[-2:])
    return (lemma, f"after “{lead}” the verb is “{lemma}”, not “{word}”") if lemma else None


_FINITE = frozenset(("verb-s", "verb-past", "verb-participle"))

_PERFECT = lazy_regex.pattern(
    r"\b(?P<lead>(?:has|have|had)(?:n[’']t| not| never| already| also| recently| just))"
    r" (?P<word>[a-z]{4,})\b(?= |[.,;])"
)
_PASSIVE = lazy_regex.pattern(
    r"\b(?P<lead>(?:is|are|was|were|been|being)(?: not| also| now)?)"
    r" (?P<word>[a-z]{3,}(?:[b-df-hj-np-tv-z]e|fy|ly|sh|ss|ver|ain))\b"
    r"(?= (?:by|in|at|from|as|with|on|into)\b)"
)
#: “What it does is follow …”: a base form after “be” is right where the sentence speaks of doing.
_DOING = lazy_regex.pattern(
    r"(?i)\b(?:what|all|do|does|did|done|thing|things|best|job|task|aim|goal|step|only)\b[^.!?]*\Z"
)


def _participle(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word = match["word"]
    if not _is_only(words.forms(word), "verb-base") or words.word_classes(word) != {"verb"}:
        return None
    if _DOING.search(match.string, max(0, match.start() - 100), match.start()):
        return None
    made = _inflected(words, word, "verb-participle")
    return (made, f"after “{match['lead']}” the verb is “{made}”, not “{word}”") if made and made != word else None


_AFTER_HAVE = lazy_regex.pattern(
    r"\b(?P<lead>has|have|had|been)(?: not| also| already| never| just| recently| since)? (?P<word>[a-z]{3,})"
    r"(?= (?:the|an?|his|her|its|their|our|these|those|him|them|us|me|this|it|to|that|in|on|with|for|from|by|at|into"
    r"|as)\b|[.,])"
)
_AFTER_BE = lazy_regex.pattern(
    r"\b(?P<lead>was|were|is|are)(?: not| also| already| never| just| recently| now)? (?P<word>[a-z]{3,})"
    r"(?= (?:by|to the|in|on|with|from|at|into|as)\b)"
)
#: Nothing that one thing may be can be what several are.
_AFTER_ARE = lazy_regex.pattern(
    r"\b(?P<lead>were|are)(?: not| also| already| never| just| recently| now)? (?P<word>[a-z]{3,})"
    r"(?= (?:that|not to|for|about|between|under|during|after|because)\b|[.,;])"
)
#: How much more often the participle has to follow than a noun of the same letters.
_USUAL = 30


def _lost_ending(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the participle of a base form that may be a noun, but hardly one after this auxiliary."""
    word, lead, forms = match["word"], match["lead"], words.forms(match["word"])
    made = _inflected(words, word, "verb-participle")
    if not made or made == word or not {"verb-base"} <= forms <= _BASE_OR_NOUN:
        return None
    if "adjective-base" in forms and not (lead in _HAVING and _OBJECT.match(match.string, match.end("word"))):
        return None
    alone = _is_only(forms, "verb-base")
    usual = 1 if "adjective-base" in forms else _USUAL
    if not alone and _count(words, lead, made) <= usual * _count(words, lead, word):
        return None
    if not alone and lead in _HAVING and match.string.startswith(_ENDING, match.end("word")):
        return None  # “they have work to do”, “those who have influence”
    if _DOING.search(match.string, max(0, match.start() - 100), match.start()):
        return None
    return made, f"after “{lead}” the verb is “{made}”, not “{word}”"


def _lost_after_are(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the participle of a base form if it often follows “are” or “were”."""
    lost = _lost_ending(words, match)
    return lost if lost and words.pair_count(match["lead"], lost[0]) > _OFTEN else None


#: How often a participle has to follow, in a trillion words.
_OFTEN = 30_000_000


def _count(words: Lexicon, lead: str, word: str) -> int:
    """Return how often a word follows the auxiliary in any of its forms."""
    return sum(words.pair_count(one, word) for one in (_HAVING if lead in _HAVING else _BEING))


_BEING = ("is", "are", "was", "were", "been", "be")
_HAVING = frozenset(["has", "have", "had"])
_BASE_OR_NOUN = frozenset(["verb-base", "noun-singular", "noun-plural", "adjective-base"])
_ENDING = (" to do", " to be", " in ", " on ", " with", " for", " from", " at", " as", ".", ",")


# --- complements ----------------------------------------------------------------------------------------------------

_BE = r"(?:is|are|was|were|be|been|being|am|not|more|less|also|still|fully|quite)"
#: What stands before the infinitive, and how the gerund is joined to it.
_GERUND_AFTER: tuple[tuple[str, str], ...] = (
    (rf"\b{_BE} (?:capable|incapable)", " of "),
    (r"\b(?:succeeds?|succeeded|succeeding)", " in "),
    (r"\b(?:insists?|insisted|insisting)", " on "),
    (r"\b(?:dreams|dreamed|dreamt|dreaming)", " of "),
    (r"\b(?:accused|suspected) (?:him|her|them|it|us|me)?", " of "),
    (
        r"\b(?:avoids?|avoided|avoiding|denies|denied|denying|postpones?|postponed|finished|finishes|finishing|considering"
        r"|enjoys?|enjoyed|enjoying|suggested|suggesting|suggests|recommends|recommending)",
        " ",
    ),
    (
        r"\b(?:prevents?|prevented|preventing|stopped|discouraged?|prohibits?|prohibited)"
        r" (?:him|her|them|it|us|me|you|people)",
        " from ",
    ),
    (r"\b[Ww]ithout", " "),
    (r"\b[Ll]ook(?:s|ed|ing)? forward", " to "),
    (r"\b(?:difficulty|difficulties)", " in "),
    (r"\b(?:is|was|are|were|it’s|it's) worth", " "),
)
_GERUND = tuple(
    (lazy_regex.pattern(rf"(?P<lead>{before})(?P<gap> to )(?P<word>[a-z]{{2,}})\b(?= |[.,;])"), join)
    for before, join in _GERUND_AFTER
)


def _gerund(join: str) -> Judge[tuple[str, str]]:
    def judge(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
        word = match["word"]
        forms = words.forms(word)
        if "verb-base" not in forms or "preposition" in forms or "pronoun" in words.word_classes(word):
            return None
        if not _is_only(forms, "verb-base") and not _OBJECT.match(match.string, match.end("word")):
            return None
        made = _inflected(words, word, "verb-ing")
        lead = match["lead"].split()[-1]
        return (join + made, f"“{lead}” takes “{join.strip()} {made}”".replace("“ ", "“")) if made else None

    return judge


_OBJECT = lazy_regex.pattern(r" (?:a|an|the|his|her|its|their|our|it|him|them|all|any|this|that|these|those)\b")


# --- comparison -----------------------------------------------------------------------------------------------------

_THAN = lazy_regex.pattern(
    r"\b(?P<lead>is|are|was|were|be|become|becomes|became|much|even|far|seems?|seemed|looks?|looked)"
    r" (?P<word>[a-z]{3,})(?= than\b)"
)


def _comparative(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word = match["word"]
    if not {"adjective-base"} <= words.forms(word) <= {"adjective-base", "adverb-base"}:
        return None
    made = next(iter(words.inflect(word, "adjective-comparative")), "")
    new = made if made and len(word) <= _SHORT and words.frequency(made) >= COMMON else f"more {word}"
    return new, f"“than” follows a comparative: “{new}”"


#: Adjectives of so many letters take an ending rather than “more”.
_SHORT = 6


#: A pattern whose group `word` is the candidate, and what judges it.
_Frame = tuple[re.Pattern[str], Judge[tuple[str, str]]]
#: The judges say what the group `word` should be, and why.
_FRAMES: dict[str, tuple[_Frame, ...]] = {
    "plural": ((_PLURAL_DETERMINER, _plural), (_ONE_OF, _plural_of_many)),
    "singular": ((_SINGULAR_DETERMINER, _singular),),
    "base": ((_MODAL, _base), (_DO_NOT, _base), (_TO, _base)),
    "participle": (
        (_PERFECT, _participle),
        (_PASSIVE, _participle),
        (_AFTER_HAVE, _lost_ending),
        (_AFTER_BE, _lost_ending),
        (_AFTER_ARE, _lost_after_are),
    ),
    "gerund": tuple((pattern, _gerund(join)) for pattern, join in _GERUND),
    "comparative": ((_THAN, _comparative),),
}


def _report(frames: tuple[_Frame, ...]) -> Report[Passage]:
    def find(rule: Rule, passage: Passage) -> Iterator[Finding]:
        words = lexicon("en")
        for pattern, judge in frames:
            for match in passage.finditer(pattern):
                if words and match["word"] not in rule.params.never and (judged := judge(words, match)):
                    span, (new, message) = with_gap(match), judged
                    yield replacing(rule, span, match.string[span.start : span.end], new, message)

    return Report(find, [pattern for pattern, _ in frames])


KIND = local_kind(Params, {name: _report(frames) for name, frames in _FRAMES.items()})
