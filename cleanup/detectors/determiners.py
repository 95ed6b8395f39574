"""The `determiners` kind: a noun without the determiner, or in a number, that its place requires.

“This countries”, “two car”, “an information”, “one of the reason”, “was lawyer”, “is largest economy”. Only a word that
the lexicon knows as nothing but a noun of the other number is reported.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import COMMON, Objection, any_case, frame_kind, inflected, is_singular, word_set
from cleanup.lexicon import Lexicon
from cleanup.matching import WordFrame
from cleanup.model import Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a determiners rule: `report` names the slip, `never` words that may stay."""

    report: Literal["number", "uncountable", "missing-article", "missing-be", "repeated-verb"]
    never: tuple[str, ...] = ()


_END = (
    r"(?=[.,;:!?)]|\Z| (?:of|in|on|at|to|for|from|with|by|but|is|are|was|were|has|have|had|will|would|can|could|about"
    r"|should|must|that|which|who|as|than|when|where|while|because|after|before|during|since|until|under|against|near"
    r"|between|into|he|she|it|they|we|I|and|or|the|a|this|ago|later|over)\b)"
)
_CLOSE = r"(?=[.,;:!?)]|\Z| (?:of|in|on|at|from|with|for|and|who|which|but|by|to|until|since)\b)"


def _is_plural(words: Lexicon, noun: str) -> bool:
    return {"noun-plural"} <= words.forms(noun) <= {"noun-plural", "verb-s"} and noun not in words.lemmas(noun)


#: How much rarer the singular has to be behind “two”, where it begins a compound.
_RARER = 10

# --- number ---------------------------------------------------------------------------------------------------------

_THIS = lazy_regex.pattern(rf" (?P<word>[Tt]his) (?:[a-z]+ )??(?P<noun>[a-z]{{3,}}s|people|men|women|children){_END}")
_MUCH = lazy_regex.pattern(
    rf" (?<!as )(?<!As )(?<!how )(?<!How )(?<!that )(?<!so )(?<!So )(?P<word>[Mm]uch) (?P<noun>[a-z]{{3,}}s|people|men"
    rf"|women|children){_END}"
)
_TWO = lazy_regex.pattern(
    r" (?P<number>[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]wenty|[Tt]hirty)"
    rf" (?P<noun>[a-z]{{3,}}){_END}"
)
_UNITS = "year|month|week|hour|minute|day|decade|kilometer|kilometre|meter|metre|dollar"
_UNIT = lazy_regex.pattern(
    r" (?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve|[Tt]wenty|[Tt]hirty"
    rf"|[Ff]orty|[Ff]ifty|[Ss]everal|(?<!so )[Mm]any|[Ff]ew) (?P<noun>{_UNITS}){_END}(?! and (?:a|the)\b)"
)
_ONE_OF = lazy_regex.pattern(
    r" [Oo]ne of (?:the|these|those|his|her|its|their|our|my) (?P<noun>[a-z]{3,})"
    r"(?=[.,;]| (?:is|was|of|in|for|that|which|who|why|has|had|will|to)\b)"
)
_AN = lazy_regex.pattern(
    r" (?:an?|another) (?P<noun>[a-z]{3,}s)(?= of (?:the|a|an|his|her|its|their|[a-z]+)\b"
    r"| (?:in|on) the\b)"
)
_EVERY = lazy_regex.pattern(
    r" (?:[Ee]very|[Ee]ach) (?P<noun>days|weeks|months|years|hours|minutes|times|mornings|evenings|nights)\b(?! of)"
)


def _this(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    forms = words.forms(match["noun"])
    countries = match["noun"].endswith("ies") and len(words.lemmas(match["noun"])) > 1
    if match["noun"] not in {"men", "women", "children"} and forms != {"noun-plural"} and not countries:
        return None
    between = match[0].split()[1:-1]
    if between and words.word_classes(between[0]) != {"adjective"}:
        return None
    return "word", "These" if match["word"][0] == "T" else "these"


def _much(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    if match["noun"] != "people" and not _is_plural(words, match["noun"]):
        return None
    return None if match["noun"] == "thanks" else ("word", "Many" if match["word"][0] == "M" else "many")


def _pluralized(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    noun = match["noun"]
    if noun in word_lists.words("one_of_nouns") or not is_singular(words, noun):
        return None
    made = inflected(words, noun, "noun-plural")
    return ("noun", made) if made and words.frequency(made) >= COMMON else None


_ONE_THING = frozenset(["noun-singular", "verb-base"])


def _may_be_counted(words: Lexicon, noun: str) -> bool:
    return {"noun-singular"} <= words.forms(noun) <= _ONE_THING and noun not in {"foot", "stone"}


def _counted_unit(_words: Lexicon, match: re.Match[str]) -> tuple[str, str]:
    return "noun", f"{match['noun']}s"


def _counted(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    noun = match["noun"]
    pluralized = _pluralized(words, match)
    if not pluralized or words.pair_count("two", noun) * _RARER > words.pair_count("two", pluralized[1]):
        return None
    if words.forms(noun) == _ONE_THING and not _is_no_verb(match):
        return None
    return pluralized


def _is_no_verb(match: re.Match[str]) -> bool:
    """Return whether a word behind a number is no verb, as in “two measure the road”, by what is around it."""
    text, start, end = match.string, match.start(), match.end("noun")
    if not match["number"].islower():
        return False
    if _FINITE.match(text, end):
        return True
    return bool(_IN_PHRASE.search(text, max(0, start - 20), start + 1) and not text.startswith((" the", " a "), end))


#: What stands behind a noun, and what before a number that is no subject.
_FINITE = lazy_regex.pattern(r" (?:of|that|which|who|is|are|was|were|has|had|will|would|could)\b")
_IN_PHRASE = lazy_regex.pattern(
    r"\b(?:in|on|at|to|from|by|with|for|between|about|after|of|against|during|into|into the|sent|has|had|have|bought)"
    r"(?: (?:the|these|those|about|only|all|his|her|their|its|over|some))? \Z"
)


def _singularized(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    noun = match["noun"]
    if not _is_plural(words, noun) or words.pair_count("a", noun):
        return None
    made = next((one for one in words.lemmas(noun) if one != noun), None)
    return ("noun", made) if made else None


def _every(_words: Lexicon, match: re.Match[str]) -> tuple[str, str]:
    return "noun", match["noun"][:-1]


# --- uncountable ----------------------------------------------------------------------------------------------------

_MASS = (
    r"information|advice|equipment|furniture|luggage|baggage|homework|housework|software|hardware"
    r"|legislation|machinery"
    r"|traffic|weather|scenery|jewelry|jewellery|evidence|progress|research|feedback|laughter|courage|wealth|luck"
    r"|electricity|garbage|rubbish|poetry|permission|applause|ammunition|cash|clothing"
)
_A_MASS = lazy_regex.pattern(
    rf" (?<!such )(?P<article>an? )(?P<adjective>[a-z]+ )?(?P<noun>{_MASS}){_END}(?!(?<=research) and\b)"
)
_MASS_PLURALS = word_set(
    "advices evidences furnitures equipments informations luggages homeworks softwares machineries knowledges feedbacks"
    " trainings traffics sceneries legislations"
)
_MASSES = lazy_regex.pattern(rf" (?P<word>{'|'.join(sorted(_MASS_PLURALS))}){_END}")
_MANY_MASS = lazy_regex.pattern(rf" (?P<word>[Mm]any) (?P<noun>{_MASS}){_END}")


def _a_mass(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    adjective = (match["adjective"] or "").strip()
    if adjective and words.word_classes(adjective) != {"adjective"}:
        return None
    return "article", ""


def _mass(_words: Lexicon, match: re.Match[str]) -> tuple[str, str]:
    word = match["word"]
    return "word", f"{word[:-3]}y" if word.endswith("ies") else word[: -2 if word.endswith("sses") else -1]


def _much_mass(_words: Lexicon, match: re.Match[str]) -> tuple[str, str]:
    return "word", "Much" if match["word"][0] == "M" else "much"


# --- missing articles -----------------------------------------------------------------------------------------------

_PROFESSIONS = (
    r"lawyer|teacher|doctor|journalist|engineer|politician|farmer|student|nurse|actor|actress|singer|writer|painter"
    r"|policeman|soldier|businessman|scientist|professor|member|citizen|pensioner|pianist|composer"
    r"|historian|economist"
    r"|psychologist|photographer|architect|athlete|footballer|fan|supporter|resident|native|victim|activist|blogger"
    r"|musician|driver|pilot|carpenter|mechanic|programmer|physicist|chemist|biologist|translator|musician|vegetarian"
    r"|specialist|expert|hero|dentist|surgeon|waiter|widow|widower|foreigner|refugee|millionaire|smoker|genius"
)
_PROFESSION = lazy_regex.pattern(
    rf" (?P<lead>(?:[Hh]e|[Ss]he|who|father|mother|[A-Z][a-z]+) (?:is|was|became|becomes|remained|remains)"
    rf"(?: also| now| still| once)?)(?P<gap> )(?P<noun>{_PROFESSIONS}){_CLOSE}"
)
_AS = lazy_regex.pattern(
    rf" (?P<lead>(?:works?|worked|working|trained|serves|job|career) as)(?P<gap> )(?P<noun>{_PROFESSIONS}){_CLOSE}"
)
_SUPERLATIVE = lazy_regex.pattern(
    r" (?P<lead>(?:is|was|are|were|became|becomes|remains|remained|as))(?P<gap> )(?P<word>[a-z]{3,}est|best|worst"
    r"|(?:first|second|third|only|main)) (?P<noun>[a-z]{3,})(?= of (?:the|this|his|its|their)\b| (?:in"
    r"|to) (?:the|[A-Z]))"
)
_HALF = lazy_regex.pattern(
    r" (?P<lead>(?:after|for|about|in|within|arrived|came|lasted|took|only|nearly|almost))(?P<gap> )(?P<word>half) "
    r"(?P<noun>hour|year|century|day|dozen|kilometer|mile)\b"
)


def _a(_words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    return "gap", " an " if match["noun"][0] in "aeio" else " a "


def _the(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    word, noun = match["word"], match["noun"]
    if not is_singular(words, noun):
        return None
    if word.endswith("est") and "adjective-superlative" not in words.forms(word):
        return None
    return "gap", " the "


# --- missing “be” ---------------------------------------------------------------------------------------------------

_MODAL = lazy_regex.pattern(
    r" (?<! the )(?<! The )(?<! his )(?<! her )(?<! a )(?:will|would|must|should|could|may|might|cannot"
    r"|can)(?: not| also| only| now| soon| never)?(?P<gap> )"
    r"(?P<word>[a-z]{4,})(?= (?:by|in|on|at|from|to|with|for|as|before|after|until|when|soon|again|into|during|this"
    r"|next)\b|[.;])"
)
_DROPPED = lazy_regex.pattern(
    r" (?<![^ .!?] )(?P<lead>He|She|It|They|We|There)(?P<gap> )(?P<next>not able|possible that"
    r"|clear that|likely that"
    r"|no doubt|not clear|not known|not possible|impossible to|necessary to|important to|difficult to"
    r"|not only|no need"
    r"|unable to|sure that|ready to|afraid of|known that|obvious that|no reason|too late|too early)\b"
)


def _may_be_participle(words: Lexicon, word: str) -> bool:
    return {"verb-participle"} <= words.forms(word) <= {"verb-participle", "verb-past", "adjective-base"}


def _be(words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    return ("gap", " be ") if _may_be_participle(words, match["word"]) else None


_BE_OF = {"He": "is", "She": "is", "It": "is", "There": "is", "They": "are", "We": "are"}


def _dropped(_words: Lexicon, match: re.Match[str]) -> tuple[str, str]:
    return "gap", f" {_BE_OF[match['lead']]} "


# --- doubled verbs --------------------------------------------------------------------------------------------------

_DOUBLED = lazy_regex.pattern(
    r" (?P<lead>(?:[a-z]+))(?P<gap> (?:will would|would will|is was|was is|are were|were are|has had been"
    r"|can could|could can|must should|will be will|is are|was were|will can|can will|has have|have has"
    r"|does do|is be|was be|the a|a the|the this|the these|the that|an the"
    r"|and but|but and|to for the))(?= [a-z])"
)
#: The first and the second of two such words, in groups, and how far the second is from the word that leads.
_PAIRS = (
    ("is was are were", "is was are were be", 2),
    ("will would can could must has have does", "will would can could should has have had do", 2),
    ("be", "will", 3),
    ("the a an this", "the a this these that", 2),
    ("and but", "and but", 2),
    ("to", "for", 2),
)
_RELATIVE = lazy_regex.pattern(r"\b(?:what|that|which|who|whatever|all|as|it|than|this)\b[^.,;]*\Z")


def _doubled(_words: Lexicon, match: re.Match[str]) -> tuple[str, str] | None:
    if _RELATIVE.search(match.string, max(0, match.start() - 80), match.end("lead")):
        return None
    return "gap", " " + match["gap"].split()[0]


_NUMBERS = any_case("two three four five six seven eight nine ten twenty thirty")
_SEVERAL = any_case("twelve forty fifty several many few")
_AN_ADVERB = any_case("also now still once")
_PROFESSION_WORDS = frozenset(_PROFESSIONS.split("|"))
_MASS_WORDS = frozenset(_MASS.split("|"))
_ORDERING = frozenset(["best", "worst", "first", "second", "third", "only", "main"])


def _is_superlative(_words: Lexicon, word: str) -> bool:
    return word.endswith("est") or word in _ORDERING


#: The judges say which group should be another text, and which.
_FRAMES: dict[str, tuple[WordFrame[tuple[str, str]], ...]] = {
    "number": (
        WordFrame(_THIS, _this, any_case("this")),
        WordFrame(_MUCH, _much, any_case("much")),
        WordFrame(_TWO, _counted, _may_be_counted, _NUMBERS, (1,)),
        WordFrame(_UNIT, _counted_unit, frozenset(_UNITS.split("|")), _NUMBERS | _SEVERAL, (1,)),
        WordFrame(_ONE_OF, _pluralized, any_case("of"), any_case("one"), (1,)),
        WordFrame(_AN, _singularized, _is_plural, any_case("a an another"), (1,)),
        WordFrame(
            _EVERY,
            _every,
            any_case("days weeks months years hours minutes times mornings evenings nights"),
            any_case("every each"),
            (1,),
        ),
    ),
    "uncountable": (
        WordFrame(_A_MASS, _a_mass, _MASS_WORDS, None, (2, 1)),
        WordFrame(_MASSES, _mass, _MASS_PLURALS),
        WordFrame(_MANY_MASS, _much_mass, _MASS_WORDS, any_case("many"), (1,)),
    ),
    "missing-article": (
        WordFrame(
            _PROFESSION,
            _a,
            _PROFESSION_WORDS,
            any_case("is was became becomes remained remains") | _AN_ADVERB,
            (3, 2),
        ),
        WordFrame(_AS, _a, _PROFESSION_WORDS, any_case("as"), (2,)),
        WordFrame(
            _SUPERLATIVE, _the, _is_superlative, any_case("is was are were became becomes remains remained as"), (1,)
        ),
        WordFrame(
            _HALF,
            _a,
            any_case("half"),
            any_case("after for about in within arrived came lasted took only nearly almost"),
            (1,),
        ),
    ),
    "missing-be": (
        WordFrame(
            _MODAL,
            _be,
            _may_be_participle,
            any_case("will would must should could may might cannot can not also only now soon never"),
            (2, 1),
        ),
        WordFrame(
            _DROPPED,
            _dropped,
            any_case("not possible clear likely no impossible necessary important difficult unable sure ready afraid")
            | any_case("known obvious too"),
            any_case("he she it they we there"),
            (1,),
        ),
    ),
    "repeated-verb": tuple(
        WordFrame(_DOUBLED, _doubled, any_case(second), any_case(first), (back,)) for first, second, back in _PAIRS
    ),
}


def _replacement(match: re.Match[str], judged: tuple[str, str]) -> tuple[Span, str]:
    group, new = judged
    return Span(*match.span(group)), new


def _message(rule: Rule, shown: Objection) -> str:
    return f"{rule.summary}: “{shown.frame}”"


KIND = frame_kind(Params, _FRAMES, _replacement, _message, candidate="noun")
