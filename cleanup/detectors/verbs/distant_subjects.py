"""The `distant_subjects` kind: a form of “be” or “have” whose number is not that of the noun phrase before it.

“The comfort layers of the mattress is”, “when the headlight are”, “specific measures is”: the phrase is read backwards
from the verb to the beginning of its clause. It must be complete, without a conjunction, a pronoun or another verb in
it, and its head can be nothing but a noun of the other number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import Objection, frame_kind
from cleanup.lexicon import Case, Lexicon
from cleanup.matching import WordFrame
from cleanup.model import Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a distant_subjects rule: `report` names the number of the head, `never` nouns that take either number."""

    report: Literal["plural", "singular"]
    never: tuple[str, ...] = ()


class _Phrase(msgspec.Struct, frozen=True):
    """A noun phrase at the beginning of a clause: its words, what opens the clause, and where the phrase begins."""

    words: Sequence[str]
    opening: str
    start: int


_TO_PLURAL = {"is": "are", "was": "were", "has": "have"}
_TO_SINGULAR = {plural: single for single, plural in _TO_PLURAL.items()}
_VERBS = "|".join((*_TO_PLURAL, *_TO_SINGULAR))
#: The last word before the verb, an adverb, and the verb; what follows can be no second subject (“are the boats”).
_BEFORE_VERB = lazy_regex.pattern(
    rf" (?P<last>[a-z]+|[A-Z][\w-]+) (?:(?P<adverb>also|still|now|often|already|currently|really|actually) )?"
    rf"(?P<verb>{_VERBS})(?= )(?! (?:the ones?|he|she|they|we|I|you)\b)"
)
#: How far a phrase may reach back, in code points and in words.
_REACH, _MOST = 140, 9
#: What ends a sentence or opens a passage, as the end of a word.
_ENDS = lazy_regex.pattern(r".*(?:(?<![A-Z])(?<![DM]r)(?<!Mrs)(?<!St)(?<!Prof)[.!?]|[:;…])[”\"’']?\Z", re.DOTALL)
_OPENERS = frozenset(["But", "Yet", "So", "Then", "Now", "Thus", "Perhaps"])
_SAYING = frozenset(
    [
        "said",
        "says",
        "thinks",
        "believes",
        "believed",
        "claims",
        "claimed",
        "argues",
        "argued",
        "adds",
        "added",
        "hopes",
    ]
)
_SUBORDINATORS = frozenset([
    *("that", "because", "although", "though", "while", "where", "when", "whereas", "unless", "whether", "how"),
    *("why", "if"),
])  # fmt: skip
#: Behind these a relative clause may come, in which the noun may be the verb.
_RELATIVE = frozenset(["that", "where", "when", "how", "why"])
#: Behind these “were” and “have” may be a subjunctive.
_UNREAL = frozenset(["if", "though", "although", "whether", "unless", "that", "until", "while", "when"])
_MANDATE = lazy_regex.pattern(
    r"(?i)\b(?:suggest|demand|insist|recommend|propos|ask|request|requir|order|urg|wish|command|advis|prefer|mov|pray"
    r"|suppos|imagin|grant|oh\b|import|essential|vital|necess|desir|condition|fear|so |lest|would|as if|as though)\w*"
)
#: Words that open the adjunct before a comma: “In Wuhan, the hospital”.
_ADJUNCT = lazy_regex.pattern(
    r"(?:In|On|At|After|Before|During|Since|For|With|By|From|Under|Despite|Without|Within|According|When|While|If"
    r"|Although|Because|As|However|Moreover|Meanwhile|Therefore|Furthermore|Finally|Recently|Currently|Today|Also|Thus"
    r"|Nevertheless|Additionally|Until|Thanks|Due|Besides|Now|First|Second|Then|Unfortunately|Fortunately|Usually"
    r"|Generally|Instead|Indeed|Overall|Here|Once|Like|Unlike|Through|Over)\b"
)
_COMMA_AND = frozenset(["and", "but", "so", "yet", "while", "although", "because", "whereas"])
_PREPOSITIONS = frozenset(
    ["of", "in", "for", "on", "at", "from", "between", "with", "about", "against", "towards", "within", "under", "near"]
)
_SINGULAR_DETERMINERS = frozenset(["a", "an", "this", "that", "each", "every", "another", "one"])
_PLURAL_DETERMINERS = frozenset([
    *("these", "those", "many", "several", "some", "most", "all", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "various", "numerous", "other", "both", "few", "certain", "such", "more"),
])  # fmt: skip
_EITHER = frozenset(["the", "his", "her", "its", "their", "our", "my", "your", "no", "any"])
_DETERMINERS = _SINGULAR_DETERMINERS | _PLURAL_DETERMINERS | _EITHER
#: Nouns that stand for a part or a kind of what follows, or for a group.
_NO_HEADS = frozenset([
    *("kind", "sort", "type", "part", "half", "rest", "one", "none", "all", "most", "each", "reason", "thing", "way"),
    *("mass", "host", "flood", "wealth", "spate", "sample", "species", "means", "series", "public", "duo", "pack"),
    *("family", "nothing", "something", "everything", "anything", "what", "top", "bottom", "proof", "data", "trio"),
    *("stream", "flow", "row", "chain", "exception", "line", "rate", "percent", "figure"),
    *("kinds", "sorts", "headquarters", "works", "pair", "graffiti"),
    *("politics", "statistics", "athletics", "mathematics", "news", "measles", "thanks", "odds", "gallows", "barracks"),
    *("crossroads", "whereabouts", "remains", "ethics", "economics", "physics", "savings", "woods", "grounds", "wages"),
    *("dollars", "pounds", "euros", "years", "months", "weeks", "days", "hours", "minutes", "miles", "metres", "feet"),
    *("kilometers", "kilometres", "meters", "tons", "tonnes", "percents", "degrees", "times", "cents", "yards"),
])  # fmt: skip


def _phrase(text: str, verb: int) -> _Phrase | None:
    """Return the words between the beginning of a clause and the space before its verb."""
    found, end = list[str](), verb
    while end > 0 and len(found) <= _MOST:
        start = text.rfind(" ", max(0, verb - _REACH), end)
        if start < 0:
            return None
        word = text[start + 1 : end]
        if not word or "\n" in word or word.endswith("\r"):
            return None
        opening = _opening(text, word, start)
        if opening is not None:
            return _Phrase(found[::-1], opening, end) if found else None
        if word[:1] in '“"‘' and len(word) > 1:
            return _Phrase([word[1:], *found[::-1]], '"', start)
        found.append(word)
        end = start
    return _Phrase(found[::-1], "", 0) if found and end <= 0 else None


def _opening(text: str, word: str, start: int) -> str | None:
    """Return what opens a clause, if a word does: the word in lower case, or a mark."""
    if _ENDS.match(word):
        return "." if word.rstrip("”\"’'")[-1] in _STOPS else ";"
    if word in _OPENERS and (start <= 0 or _ENDS.match(text, max(0, start - 20), start)):
        return ";"
    if word.lower() in _SUBORDINATORS:
        return word.lower()
    if word in _SAYING:
        return "said"
    if word in _COMMA_AND and text[start - 1 : start] == ",":
        return f", {word}"
    return "," if word.endswith(",") and _is_adjunct(text, start + len(word)) else None


_STOPS = frozenset(".!?…")
_SENTENCE = lazy_regex.pattern(r"(?s:.*)(?:[.!?:;…][”\"’']? |\A |[“\"])")


def _is_adjunct(text: str, comma: int) -> bool:
    """Return whether what precedes a comma, from the beginning of the sentence on, is an adjunct of the clause."""
    begin = _SENTENCE.match(text, max(0, comma - _REACH), comma)
    return bool(begin and _ADJUNCT.match(text, begin.end()) and "," not in text[begin.end() : comma])


def _head(words: Lexicon, phrase: _Phrase) -> tuple[str | None, str] | None:
    """Return the determiner and the head, if the words are one noun phrase."""
    parts = [list[str]()]
    for word in phrase.words:
        if word in _PREPOSITIONS or (word == "and" and len(parts) > 1):
            parts.append([])
        else:
            parts[-1].append(word)
    if not all(parts) or not all(_is_noun_phrase(words, part, first=not n) for n, part in enumerate(parts)):
        return None
    first = parts[0]
    lead = first[0].lower()
    determiner = lead if lead in _DETERMINERS else "’s" if _POSSESSIVE.search(first[0]) else None
    head = first[-1] if len(first) > 1 or determiner else lead
    return determiner, head


_POSSESSIVE = lazy_regex.pattern(r"[’']s\Z|s[’']\Z")
_NOMINAL = frozenset([
    *("noun-singular", "noun-plural", "adjective-base", "adjective-superlative", "adjective-comparative", "verb-base"),
    *("verb-s", "number"),
])  # fmt: skip
_PARTICIPLES = frozenset(["verb-participle", "verb-past", "verb-ing"])


def _is_noun_phrase(words: Lexicon, part: Sequence[str], *, first: bool) -> bool:
    """Return whether words may be a determiner, adjectives and nouns, and nothing else."""
    rest = part[1:] if part[0].lower() in _DETERMINERS else part
    if any(one[0].islower() and two[0].isupper() for one, two in pairwise(rest)):
        return False  # “the party Gordon Brown”
    return bool(rest) and all(
        _is_nominal(words, word, last=place == len(rest) - 1, opens=first and not place and rest is part)
        for place, word in enumerate(rest)
    )


def _is_nominal(words: Lexicon, word: str, *, last: bool, opens: bool) -> bool:
    """Return whether a word can be part of a noun phrase, or its last."""
    if _POSSESSIVE.search(word) or word[0].isdigit():
        return not last and (word[0].isalpha() or word.replace(",", "").replace(".", "").isdigit())
    if not word.replace("-", "").isalpha():
        return False
    forms = words.forms(word)
    if word[0].isupper() and not opens:
        return not last or "noun-plural" not in forms
    if not forms & _NOUN_OR_ADJECTIVE:
        return False
    if last or opens:
        return forms <= (_NOMINAL | {"verb-ing"} if last and "noun-singular" in forms else _NOMINAL)
    # “Stored goods”, “remaining boats”: a participle stands before a noun if it is an adjective, too.
    return forms <= (_NOMINAL | _PARTICIPLES if "adjective-base" in forms else _NOMINAL)


_NOUN_OR_ADJECTIVE = frozenset(["noun-singular", "noun-plural", "adjective-base"])


def _certain(words: Lexicon, phrase: _Phrase, noun: str) -> bool:
    """Return whether a noun cannot be the verb of a relative clause: “all that the town needs is …”."""
    if phrase.opening in _RELATIVE and not words.forms(noun) <= {"noun-singular", "noun-plural"}:
        return False
    return noun.islower() and noun not in _NO_HEADS


def _plural(words: Lexicon, match: re.Match[str]) -> str | None:
    """Return the plural of the verb behind a phrase whose head can be nothing but a plural."""
    phrase, head = _read(words, match)
    if phrase is None or head is None:
        return None
    determiner, noun = head
    if determiner in _SINGULAR_DETERMINERS or not _certain(words, phrase, noun) or not _is_plural(words, noun):
        return None
    if determiner is None and not (_is_described(words, phrase) and _is_known(words, phrase)):
        return None
    return _TO_PLURAL[match["verb"]]


def _is_plural(words: Lexicon, noun: str) -> bool:
    """Return whether a word is a plural that has a singular, unlike “news” and “economics”."""
    if not {"noun-plural"} <= words.forms(noun) <= _MANY or not (noun.endswith("s") or noun in _WITHOUT_S):
        return False
    lemmas = words.lemmas(noun)
    return not noun.endswith(("ics", "ss")) and (noun not in lemmas or len(lemmas) > 1 or noun in _PLURAL_ONLY)


#: What a word may be beside a plural: “the prices”, “good relations”.
_MANY = frozenset(["noun-plural", "verb-s", "noun-singular"])
_WITHOUT_S = frozenset(["people", "men", "women", "children", "police"])
_PLURAL_ONLY = frozenset(["troops", "people", "police", "authorities", "surroundings", "belongings", "earnings"])


def _is_known(words: Lexicon, phrase: _Phrase) -> bool:
    """Return whether the noun is no name, which it may be where it begins a sentence: “Wells is”, “pandas is”."""
    first = phrase.words[0]
    if first.islower():
        return phrase.opening not in {".", ""}
    return len(phrase.words) > 1 or words.usual_case(first) == Case.LOWER


def _is_described(words: Lexicon, phrase: _Phrase) -> bool:
    """Return whether a phrase without a determiner begins with its noun or an adjective, not with a gerund."""
    first = phrase.words[0].lower()
    if phrase.opening in _RELATIVE and len(phrase.words) > 1 and "verb-base" in words.forms(first):
        return False  # “the responsibility for crimes that affect individuals is”
    return not first.endswith("ing") or words.word_classes(first) == {"adjective"}


def _singular(words: Lexicon, match: re.Match[str]) -> str | None:
    """Return the singular of the verb behind a phrase whose head can be nothing but one thing."""
    phrase, head = _read(words, match)
    if phrase is None or head is None or phrase.opening.startswith(", and"):
        return None
    if "and" in phrase.words and "between" not in phrase.words:
        return None
    if not _is_single(words, phrase, *head, match["verb"]) or _is_unreal(match, phrase):
        return None
    return _TO_SINGULAR[match["verb"]]


def _is_single(words: Lexicon, phrase: _Phrase, determiner: str | None, noun: str, verb: str) -> bool:
    """Return whether a head can be nothing but one thing."""
    if determiner in _PLURAL_DETERMINERS or (determiner is None and not _is_substance(words, phrase, noun)):
        return False
    if determiner in _ONE_OF_SOME and verb != "have":
        return False  # “A problem are the boats”
    counted = (determiner, noun) == ("the", "number")  # “a number” stands for several
    one = counted or ({"noun-singular"} <= words.forms(noun) <= _ONE and not _is_several(noun))
    return one and _certain(words, phrase, noun)


_ONE_OF_SOME = frozenset(["a", "an", "one", "another"])
#: What a word may be beside a singular: “the crossing”, “his work”.
_ONE = frozenset(["noun-singular", "verb-base", "verb-ing"])


def _is_several(noun: str) -> bool:
    """Return whether a singular stands for several, or for a part of what follows."""
    return noun in word_lists.words("quantity_nouns") or noun in word_lists.words("collective_nouns")


def _is_substance(words: Lexicon, phrase: _Phrase, noun: str) -> bool:
    """Return whether a noun without a determiner can be nothing but the name of a substance or an activity."""
    plain = noun.lower()
    alone = words.forms(plain) == {"noun-singular"} and words.usual_case(plain) == Case.LOWER
    return alone and phrase.opening in {".", "", ","} and (phrase.words[0].islower() or len(phrase.words) == 1)


def _is_unreal(match: re.Match[str], phrase: _Phrase) -> bool:
    """Return whether “were” or “have” may be a subjunctive."""
    if match["verb"] == "are" or phrase.opening not in _UNREAL:
        return False
    if phrase.opening != "that":
        return match["verb"] == "were"
    return bool(_MANDATE.search(match.string, max(0, phrase.start - 100), phrase.start))


def _read(words: Lexicon, match: re.Match[str]) -> tuple[_Phrase | None, tuple[str | None, str] | None]:
    """Return the phrase before a verb, and its determiner and head."""
    phrase = _phrase(match.string, match.end("last"))
    return phrase, _head(words, phrase) if phrase else None


def _may_end_phrase(words: Lexicon, part: str) -> bool:
    """Return whether a word can be the last of a noun phrase."""
    return part.isalpha() and (part[0].isupper() or bool(words.forms(part) & {"noun-singular", "noun-plural"}))


def _may_end_phrase_or_follow(words: Lexicon, part: str) -> bool:
    return part in _ADVERBS or _may_end_phrase(words, part)


_ADVERBS = frozenset(["also", "still", "now", "often", "already", "currently", "really", "actually"])
_FRAMES = {
    "plural": (WordFrame(_BEFORE_VERB, _plural, frozenset(_TO_PLURAL), _may_end_phrase_or_follow, (2, 1)),),
    "singular": (WordFrame(_BEFORE_VERB, _singular, frozenset(_TO_SINGULAR), _may_end_phrase_or_follow, (2, 1)),),
}


def _replacement(match: re.Match[str], new: str) -> tuple[Span, str]:
    return Span(*match.span("verb")), new


def _message(_rule: Rule, shown: Objection) -> str:
    return f"the subject takes “{shown.new}”, not “{shown.old}”"


KIND = frame_kind(Params, _FRAMES, _replacement, _message, candidate="last")
