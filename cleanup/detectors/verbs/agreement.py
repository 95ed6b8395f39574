"""The `agreement` kind: a verb whose number is not that of its subject, where the subject is plain to see.

The subject is a pronoun, or a noun with its determiner at the beginning of a clause; the verb stands directly behind.
A word that may be of either number, another word class or a collective noun is left alone, and so is speech, which
keeps its dialect.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import Objection, any_case, base_of, frame_kind, inflected, is_singular, word_set
from cleanup.detectors.verbs import speech, subjunctives
from cleanup.lexicon import Case, Lexicon
from cleanup.matching import FIRST, Judge, WordFrame, WordSet
from cleanup.model import Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of an agreement rule: `report` names the subject, `never` nouns that go with verbs of either number."""

    report: Literal["pronoun", "plural-noun", "singular-noun", "indefinite", "relative", "there"]
    never: tuple[str, ...] = ()


#: The last word before a clause: the end of a sentence, a conjunction or a verb of saying.
_OPENING = lazy_regex.pattern(
    r".*?(?:(?<![DM]r)(?<!Mrs)(?<!St)[.!?][”\"]?|[,:;]|\b(?:that|because|although|though|but"
    r"|which|where|while|when|if"
    r"|since|how|why|until|unless|whether|said|says?|thinks?|believes?|reports|reported|claims|claimed|hopes|knows"
    r"|argues|added|adds|whereas))\Z",
    re.DOTALL,
)

_TO_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "don’t": "doesn’t", "don't": "doesn't"}
_TO_SINGULAR |= {"aren’t": "isn’t", "aren't": "isn't", "haven’t": "hasn’t", "haven't": "hasn't"}
_TO_PLURAL = {single: plural for plural, single in _TO_SINGULAR.items()}
_TO_PLURAL |= {"wasn’t": "weren’t", "wasn't": "weren't"}
#: What shows that a word that could be a noun is the verb of a clause.
_OBJECT = lazy_regex.pattern(r" (?:that|the|a|an|how|why|his|her|its|their|our|no|this|these|those|to|him|them|us)\b")


def _singular(words: Lexicon, verb: str, after: re.Match[str] | None) -> str | None:
    """Return the third person of a verb that can be nothing but a base form or, before an object, a noun."""
    if verb in _TO_SINGULAR:
        return _TO_SINGULAR[verb]
    forms = words.forms(verb)
    if "verb-base" not in forms or not forms <= {"verb-base", *(("noun-singular", "noun-plural") if after else ())}:
        return None
    return inflected(words, verb, "verb-s")


def _is_plural_verb(words: Lexicon, verb: str) -> bool:
    """Return whether a word is the plural of a verb, or of that and a noun."""
    return verb in _TO_SINGULAR or {"verb-base"} <= words.forms(verb) <= {"verb-base", "noun-singular", "noun-plural"}


def _is_singular_verb(words: Lexicon, verb: str) -> bool:
    """Return whether a word is the third person of a verb, or of that and a noun."""
    return verb in _TO_PLURAL or {"verb-s"} <= words.forms(verb) <= {"verb-s", "noun-plural"}


def _plural(words: Lexicon, verb: str, after: re.Match[str] | None) -> str | None:
    """Return the plural of a verb that can be nothing but a third person or, before an object, a plural noun."""
    if verb in _TO_PLURAL:
        return _TO_PLURAL[verb]
    forms = words.forms(verb)
    if "verb-s" not in forms or not forms <= {"verb-s", *(("noun-plural",) if after else ())}:
        return None
    return base_of(words, verb)


#: Plurals that the lexicon knows as words of their own.
_PLURALS = frozenset(["people", "things"])


def _is_plural(words: Lexicon, noun: str) -> bool:
    """Return whether a word is a plural, and no singular like “news” or “economics”."""
    forms = words.forms(noun)
    if not {"noun-plural"} <= forms <= {"noun-plural", "noun-singular", "verb-s"} or noun.endswith(("ics", "works")):
        return noun in _PLURALS
    return noun in _PLURALS or noun not in words.lemmas(noun) or f"{noun[:-3]}y" in words.lemmas(noun)


def _is_one(words: Lexicon, noun: str) -> bool:
    """Return whether a word can only be a singular, and is no quantity."""
    return noun not in word_lists.words("quantity_nouns") and is_singular(words, noun)


def _is_collective(noun: str) -> bool:
    return noun in word_lists.words("collective_nouns")


def _is_adjective(words: Lexicon, word: str | None) -> bool:
    return word is None or ("adjective" in words.word_classes(word) and "noun-plural" not in words.forms(word))


def _frame(
    pattern: re.Pattern[str],
    judge: Judge[str],
    at: WordSet,
    before: WordSet | None = None,
    back: tuple[int, ...] = (0,),
    *,
    opens: bool = False,
    in_speech: bool = True,
) -> WordFrame[str]:
    """Return a frame whose group `verb` is the candidate, and `adjective` something that can only be an adjective.

    `opens`: what matches has to begin a clause; `in_speech`: speech does not have another grammar here.
    """

    def judged(words: Lexicon, match: re.Match[str]) -> str | None:
        start, text = match.start() + 1, match.string
        if not _is_adjective(words, match.groupdict().get("adjective")):
            return None
        if not in_speech and speech.is_quoted(text, start):
            return None
        new = judge(words, match)
        if not new or new == match["verb"]:
            return None
        return None if new.endswith("s") and subjunctives.may_be(text, start, match["verb"]) else new

    after = (_opens if in_speech else _opens_for_pronoun) if opens else None
    return WordFrame(pattern, judged, at, before, back, after, None if in_speech else speech.SINGLE)


def _opens(_words: Lexicon, word: str) -> bool:
    """Return whether a clause may begin after a word."""
    return word == FIRST or bool(_OPENING.match(word))


def _opens_for_pronoun(words: Lexicon, word: str) -> bool:
    """Return whether a clause may begin after a word with a pronoun, which is never one of two subjects."""
    return word in _BEFORE_PRONOUN or _opens(words, word)


_BEFORE_PRONOUN = word_set(
    "and as than like way time moment day place reason so then whatever what before after until once whom"
)


def _both(template: str) -> tuple[re.Pattern[str], ...]:
    """Return a pattern without and one with an adjective, as either reading of two words may be the right one."""
    return tuple(
        lazy_regex.pattern(template.replace("{ADJ}", adjective)) for adjective in ("", r"(?P<adjective>[a-z]+) ")
    )


def _after(match: re.Match[str]) -> re.Match[str] | None:
    return _OBJECT.match(match.string, match.end("verb"))


_HE = lazy_regex.pattern(
    r" (?:[Hh]e|[Ss]he|[Ii]t) (?:also |still |now |never |always )?"
    r"(?P<verb>don[’']t|haven[’']t|aren[’']t|(?!were\b)[a-z]+)(?![\w’'-])"
)
_THEY = lazy_regex.pattern(
    r" (?:[Tt]hey|[Ww]e) (?:also |still |now |never |always )?"
    r"(?P<verb>doesn[’']t|hasn[’']t|isn[’']t|wasn[’']t|is|was|[a-z]+s)\b"
)


def _after_he(words: Lexicon, match: re.Match[str]) -> str | None:
    return _singular(words, match["verb"], match if match["verb"] in subjunctives.NEVER else _after(match))


def _after_they(words: Lexicon, match: re.Match[str]) -> str | None:
    return _plural(words, match["verb"], None)


_OF_MANY = (
    r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Mm]any|[Ss]everal|[Ss]ome|[Mm]ost|[Aa]ll|[Tt]heir|[Hh]is|[Oo]ur|[Bb]oth|[Oo]ther) "
)
_NOUN_AND_VERB = (
    r"(?P<noun>[A-Za-z][a-z]+)"
    r" (?P<verb>is|was|has|does|doesn[’']t|isn[’']t|hasn[’']t|wasn[’']t|[a-z]{3,}s)\b(?= )"
)
_PLURAL_NOUN = (
    lazy_regex.pattern(rf" (?:{_OF_MANY}|(?P<bare>(?:[A-Z][a-z]+ )?)){_NOUN_AND_VERB}"),
    lazy_regex.pattern(rf" {_OF_MANY}(?P<adjective>[a-z]+) {_NOUN_AND_VERB}"),
)
_UNIT = lazy_regex.pattern(r"(?i)(?:years|months|weeks|days|hours|minutes|dollars|pounds|miles|metres|feet|euros)\Z")


_STOPS = frozenset(".!?")


def _is_first(words: Lexicon, first: str, noun: str) -> bool:
    """Return whether a word at the beginning of a sentence can be the first of a compound (“Food prices”)."""
    forms = words.forms(first)
    return noun.islower() and {"noun-singular"} <= forms <= {"noun-singular", "adjective-base", "verb-base"}


def _after_plural_noun(words: Lexicon, match: re.Match[str]) -> str | None:
    bare = match.groupdict().get("bare")
    noun = match["noun"] if bare else match["noun"].lower()
    if not _is_plural(words, noun) or _UNIT.match(noun) or (bare and not _is_first(words, bare.strip(), noun)):
        return None
    if bare == "" and match["noun"].islower() and match.string[match.start() - 1 : match.start()] in _STOPS:
        return None  # a name that is written small: “pandas is a library”
    if bare is not None and (words.forms(noun) != {"noun-plural"} or words.usual_case(noun) != Case.LOWER):
        return None
    return _plural(words, match["verb"], _after(match))


_SINGULAR_NOUN = _both(
    r" (?:[Tt]he|[Tt]his|[Aa]|[Aa]n|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Ee]very|[Ee]ach|[Aa]nother) {ADJ}"
    r"(?P<noun>[a-z]{3,}) (?:(?:of|for|in|to|on|from) (?:(?:the|these|those|his|her|its|their|our|all|new|such) )?"
    r"(?:(?P<second>[a-z]+) )?(?P<end>[a-z]{3,}s) )?(?:also |still |now |often )?"
    r"(?P<verb>are|were(?! to\b)|have|do|[a-z]{3,})\b(?= )"
)


def _after_singular_noun(words: Lexicon, match: re.Match[str]) -> str | None:
    noun, end = match["noun"], match["end"]
    if _is_collective(noun) or not _is_one(words, noun):
        return None
    if end and not (_is_adjective(words, match["second"]) and _is_plural(words, end)):
        return None
    return _singular(words, match["verb"], _after(match) if end else None)


_ONE_OF = _both(
    r" (?:[Oo]ne|[Ee]ach|[Ee]very one)"
    r" of (?:the|these|those|his|her|its|their|our|my) {ADJ}(?P<noun>[a-z]+)"
    r" (?P<verb>are|were(?! to\b)|have|do|[a-z]{3,})\b(?= )"
)
_EVERYONE = lazy_regex.pattern(
    r" (?:[Ee]veryone|[Ee]verybody|[Nn]obody|[Nn]o one|[Ss]omeone|[Ss]omebody|[Aa]nyone|[Ee]verything|[Nn]othing)"
    r"(?: else)?(?: (?:in|at|on|from) (?:the|this|that|his|her|their|our|my) [a-z]+)? "
    r"(?P<verb>are|were(?! to\b)|have|do|[a-z]{3,})\b(?= )"
)


def _after_one_of(words: Lexicon, match: re.Match[str]) -> str | None:
    return _singular(words, match["verb"], _after(match)) if _is_plural(words, match["noun"]) else None


def _after_everyone(words: Lexicon, match: re.Match[str]) -> str | None:
    return _singular(words, match["verb"], _after(match))


_PLURAL_WHO = _both(
    r" (?P<lead>(?:[Tt]he|[Tt]hese|[Mm]any|[Ss]everal|[Ss]ome|[Oo]ther|[Mm]ost|[Aa]ll|[Tt]hose"
    r"|(?:are|were)(?: many| several| some| other| also)?)"
    r" {ADJ})(?P<noun>people|[a-z]{3,})"
    r" (?P<who>who|that|which) (?P<verb>is|was|has|does|doesn[’']t|hasn[’']t|isn[’']t|wasn[’']t|[a-z]{3,}s)\b(?= )"
)
#: What makes another word than the noun before “who” what it stands for.
_OTHER_HEAD = lazy_regex.pattern(
    r"(?:\b(?:of|for|in|on|at|by|with|from|to|among|between|than|as|into|under|over|against|about|like|it|that|about)"
    r"|\bone of [^.]*|[\w’]+’s) \Z"
)
_SINGULAR_WHICH = _both(
    r" (?:The|This|His|Her|Its|Their|Our|A|An) {ADJ}(?P<noun>[a-z]{3,}),"
    r" (?:which|who) (?P<verb>are|were(?! to\b)|have|do|[a-z]{3,})\b(?= )"
)


def _after_plural_who(words: Lexicon, match: re.Match[str]) -> str | None:
    if not _is_plural(words, match["noun"]) or _OTHER_HEAD.search(match.string, 0, match.start() + 1):
        return None
    # “People who lives”: no noun can follow; “things that costs” may be cut short.
    return _plural(words, match["verb"], match if match["who"] != "that" else _after(match))


def _after_singular_which(words: Lexicon, match: re.Match[str]) -> str | None:
    noun, verb = match["noun"], match["verb"]
    if not _is_one(words, noun) or (_is_collective(noun) and verb in _TO_SINGULAR):
        return None
    return _singular(words, verb, None)


_THERE_ARE = _both(
    r" [Tt]here (?P<verb>are|were) (?:an?|one|another) {ADJ}(?P<noun>[a-z]{3,})\b(?! of\b)"
    r"(?=[.,;]| (?:in|on|at|with|for|to|that|which|who|between|from|near|about)\b)"
)
_THERE_IS = _both(
    r" [Tt]here (?P<verb>is|was|exists)"
    r"(?: all sorts of| all kinds of| lots of| plenty of| a lot of| dozens of| hundreds of"
    r"| thousands of| many| several| few| various| numerous| other| some| no| also)"
    r" {ADJ}(?P<noun>[a-z]{3,}s|people|men|women|children)\b(?! of (?:years|money))"
)


def _there_is(words: Lexicon, match: re.Match[str]) -> str | None:
    if not _is_plural(words, match["noun"]) or match["noun"] in {"times", "ways", "signs", "thanks"}:
        return None
    return {"is": "are", "was": "were"}.get(match["verb"], "exist")


def _there_are(words: Lexicon, match: re.Match[str]) -> str | None:
    if not _is_one(words, match["noun"]) or match.groupdict().get("adjective") in _COUNTING:
        return None
    return _TO_SINGULAR[match["verb"]]


_COUNTING = frozenset(["few", "dozen", "hundred", "thousand", "million", "good", "great"])


_INSERTION = _both(
    r" (?:The|This|That|A|An|His|Her|Its|Their|Our|Each|Every) {ADJ}(?:[a-z]+ )?(?P<noun>[a-z]{3,})"
    r", (?:combined|coupled|along|together|as well as|including|in addition|which|who|accompanied"
    r"|compared|like|such as"
    r"|despite|according|[a-z]+ed by|[a-z]+ed in|[a-z]+ed on) (?:[^,;.:!?]|\.\d){4,160}, (?:also |still |now )?"
    r"(?P<verb>are|were|have|do|[a-z]{3,})\b(?= )"
)


def _after_insertion(words: Lexicon, match: re.Match[str]) -> str | None:
    noun = match["noun"]
    return None if _is_collective(noun) or not _is_one(words, noun) else _singular(words, match["verb"], _after(match))


def _frames(
    patterns: tuple[re.Pattern[str], ...],
    judge: Judge[str],
    at: WordSet,
    before: WordSet | None = None,
    back: tuple[int, ...] = (0,),
    *,
    further: int = 0,
    opens: bool = False,
) -> tuple[WordFrame[str], ...]:
    """Return the frames of a pattern and of one with an adjective, which begins so many words `further` back."""
    backs = back, tuple(one + further for one in back)
    return tuple(_frame(one, judge, at, before, some, opens=opens) for one, some in zip(patterns, backs, strict=True))


_CAPITALS = frozenset(["The", "This", "That", "A", "An", "His", "Her", "Its", "Their", "Our", "Each", "Every"])
_WHO = frozenset(["who", "that", "which"])
_ADVERBS = any_case("also still now never always")


def _is_plural_noun(words: Lexicon, part: str) -> bool:
    return part.isalpha() and _is_plural(words, part.lower())


def _has_comma(_words: Lexicon, part: str) -> bool:
    return part.endswith(",")


_FRAMES: dict[str, tuple[WordFrame[str], ...]] = {
    "pronoun": (
        _frame(_HE, _after_he, _is_plural_verb, any_case("he she it") | _ADVERBS, (2, 1), opens=True, in_speech=False),
        _frame(_THEY, _after_they, _is_singular_verb, any_case("they we") | _ADVERBS, (2, 1), in_speech=False),
    ),
    "plural-noun": _frames(
        _PLURAL_NOUN, _after_plural_noun, _is_singular_verb, _is_plural_noun, (2, 1), further=1, opens=True
    ),
    "singular-noun": (
        *_frames(
            _SINGULAR_NOUN,
            _after_singular_noun,
            any_case("the this a an its his her their every each another"),
            opens=True,
        ),
        *_frames(_INSERTION, _after_insertion, _CAPITALS, opens=True),
    ),
    "indefinite": (
        *_frames(_ONE_OF, _after_one_of, any_case("of"), any_case("one each"), (2, 1), opens=True),
        _frame(
            _EVERYONE,
            _after_everyone,
            any_case("everyone everybody nobody no someone somebody anyone everything nothing"),
            opens=True,
            in_speech=False,
        ),
    ),
    "relative": (
        *_frames(_PLURAL_WHO, _after_plural_who, _WHO, _is_plural_noun, (3, 2), further=1),
        *_frames(
            _SINGULAR_WHICH, _after_singular_which, any_case("who which"), _has_comma, (2,), further=1, opens=True
        ),
    ),
    "there": (
        *_frames(_THERE_ARE, _there_are, any_case("are were"), any_case("there"), (1,)),
        *_frames(_THERE_IS, _there_is, any_case("is was exists"), any_case("there"), (1,)),
    ),
}


def _replacement(match: re.Match[str], new: str) -> tuple[Span, str]:
    return Span(*match.span("verb")), new


def _message(_rule: Rule, shown: Objection) -> str:
    return f"the subject takes “{shown.new}”, not “{shown.old}”"


KIND = frame_kind(Params, _FRAMES, _replacement, _message, candidate="noun")
