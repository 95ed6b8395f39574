"""The `complements` kind: a verb in a form that the word before it does not take, and an adjective for an adverb.

“Was build”, “has show that”, “able find”, “let him to go”, “without pay the bill”, “is extreme important”. A word is
reported only if the lexicon knows no other reading of it there, or if what follows rules the other readings out.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.frames import Objection, any_case, base_of, frame_kind, inflected, with_gap, word_set
from cleanup.detectors.verbs import adverbs
from cleanup.lexicon import Lexicon
from cleanup.matching import WordFrame
from cleanup.model import Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a complements rule: `report` names the form that is missing, `never` words that may stay."""

    report: Literal["participle", "to", "bare", "gerund", "adverb", "base"]
    never: tuple[str, ...] = ()


_NOUN_PHRASE = (
    r"(?: (?:the|a|an|his|her|their|its|our|my|your|this|these|those|him|them|it|us|me|you|any|all|every|more|another"
    r"|each other|themselves|himself|herself|itself)\b)"
)
_OBJECT = lazy_regex.pattern(_NOUN_PHRASE)
_MORE = r"(?=[.,;!?]| (?:by|in|at|from|as|with|on|into|to|for|since|during|after|before|until|through|that|because)\b)"

_BASE = frozenset(["verb-base"])
_BASE_OR_NOUN = frozenset(["verb-base", "noun-singular", "noun-plural"])


def _may_be_base(words: Lexicon, word: str) -> bool:
    """Return whether a word can be nothing but a base form or a noun."""
    return {"verb-base"} <= words.forms(word) <= _BASE_OR_NOUN


def _is_verb(words: Lexicon, match: re.Match[str]) -> bool:
    """Return whether a word is a base form and no noun, or one that has an object."""
    word = match["word"]
    alone = words.forms(word) == _BASE
    return alone or (_may_be_base(words, word) and bool(_OBJECT.match(match.string, match.end("word"))))


# --- participles ----------------------------------------------------------------------------------------------------

_HAVE = lazy_regex.pattern(
    r" (?:he|she|it|they|we|who|which|that|[a-z]{3,}(?:s|er|or|ment|tion|ty|ry|dy)) (?:has|had|have)"
    r"(?: not| also| already| never| just| recently)? (?P<word>[a-z]{3,})(?= )"
)
_BE = lazy_regex.pattern(
    rf" (?:is|are|was|were|been|being)(?: not| also| now| already| well| widely)? (?P<word>[a-z]{{3,}})\b{_MORE}"
)
#: “What it does is follow …”: a base form after “be” is right where the sentence speaks of doing.
_DOING = lazy_regex.pattern(
    r"(?i)\b(?:what|all|do|does|did|done|thing|things|best|job|task|aim|goal|step|only|first|way|choice|option"
    r"|way|move|trick|habit|words?|advice|intention|plan|idea|mistake|least|can|could)\b[^.!?]*\Z"
)
#: Nouns that are verbs as well and follow “be” only where a participle is missing.
_PASSIVE = frozenset(["build", "force", "spend", "send", "lend"])


def _lacks_ending(words: Lexicon, word: str) -> bool:
    return word in _PASSIVE or words.forms(word) == _BASE


def _participle(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    if not _lacks_ending(words, word):
        return None
    if word in _PASSIVE and (" not " in match[0] or match.string.startswith(" that", match.end("word"))):
        return None
    if _DOING.search(match.string, max(0, match.start() - 120), match.start() + 3):
        return None
    return inflected(words, word, "verb-participle")


_NOUN_HAD = frozenset(
    ["lunch", "dinner", "breakfast", "work", "school", "class", "need", "hope", "reason", "proof", "do"]
)


def _perfect(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    if word in _NOUN_HAD:
        return None
    forms = words.forms(word)
    if forms != _BASE:
        follows = re.compile(r" (?:that|the|a|him|them) ").match(match.string, match.end("word"))
        if not follows or not _may_be_base(words, word) or words.pair_count("have", word):
            return None
    return inflected(words, word, "verb-participle")


# --- infinitives ----------------------------------------------------------------------------------------------------

_WITHOUT_TO = lazy_regex.pattern(
    r" (?:(?:is|are|was|were|be|been|not|am) (?:able|unable|going|allowed|forced|obliged|willing"
    r"|supposed|ready|due|set"
    r"|expected|likely|unlikely|required|asked|planning)|(?:he|she|it|they|we|I|who|[a-z]{3,}s|[A-Z][a-z]+)"
    r" (?:wants|wanted|decided|tried|managed|refused|agreed|intends|intended|hopes|hoped|tries|promised|threatened"
    r"|plans|planned|began|continues|continued|failed)"
    r"|(?:would|[’']d) (?:like|love|prefer)|in order"
    r")(?P<gap> )(?P<word>[a-z]{2,})\b(?= |[.,;])"
)
_WITH_TO = lazy_regex.pattern(
    r" (?:let|lets|letting|make|made|makes|making) (?:him|them|us|me|her|people)(?P<gap> to )(?P<word>[a-z]{2,})\b"
    r"(?= |[.,;])"
)


_MODAL_TO = lazy_regex.pattern(
    r" (?:must|should|may|might|cannot|can|could|can[’']t|couldn[’']t|shouldn[’']t|mustn[’']t"
    r"|(?:should|must|may|might|can|could) not)(?P<gap> to )(?P<word>[a-z]{2,})\b(?= |[.,;])"
)
#: “We act as we must to help”, “all that he could to save it”: the infinitive belongs to another verb.
_AS_ONE_CAN = lazy_regex.pattern(
    r"(?i)\b(?:as|than|all|everything|whatever|what|anything|best|much|far|hard|where|when|if|how|that|\w+thing"
    r"|do|did|does|done|doing)\b[^.;:,]*\Z"
)


_WITH_INFINITIVE = any_case(
    "able unable going allowed forced obliged willing supposed ready due set expected likely unlikely required asked"
    " planning wants wanted decided tried managed refused agreed intends intended hopes hoped tries promised threatened"
    " want try tries manage manages fails attempted ability intend refuses decides continue willing unwilling eager"
    " keen determined reluctant plans planned began continues continued failed like love prefer order"
)


def _may_be_infinitive(words: Lexicon, word: str) -> bool:
    return words.forms(word) == _BASE or word in {"become", "come", "be"}


def _to(words: Lexicon, match: re.Match[str]) -> str | None:
    return f" to {match['word']}" if _may_be_infinitive(words, match["word"]) else None


#: Behind these no noun can stand, so a verb that is a noun as well is the infinitive if more follows.
_NO_NOUN_FOLLOWS = lazy_regex.pattern(
    r" (?:(?:is|are|was|were|be|been|being|not) (?:able|unable|going|likely|unlikely|willing|allowed|expected|supposed"
    r"|obliged|forced|unwilling|eager|determined|reluctant|keen)|[Ii]n order)(?P<gap> )(?P<word>[a-z]{2,})"
    r"(?= (?:the|an?|his|her|its|their|our|these|those|him|them|us|me|this|that|it|any|some|all|more|in|on|with|for"
    r"|from|by|at|into|up|out|down|back|away|as|to)\b)"
)
_WISHING = lazy_regex.pattern(
    r" (?:want|wants|wanted|try|tries|tried|continue|continues|continued|plans|planned|decides|decided|intends|intend"
    r"|refuses|refused|agreed|manage|manages|managed|fails|failed|attempted|ability)(?P<gap> )(?P<word>[a-z]{2,})(?= )"
)


def _open_to(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    return f" to {word}" if _may_be_infinitive_or_noun(words, word) else None


def _may_be_infinitive_or_noun(words: Lexicon, word: str) -> bool:
    return _may_be_base(words, word) or _may_be_infinitive(words, word) or word == "have"


def _bare(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    return f" {word}" if words.forms(word) == _BASE or word in {"cry", "leave", "work", "stay"} else None


_MODALS = word_set(
    "must should may might cannot can could can’t can't couldn’t couldn't shouldn’t shouldn't mustn’t mustn't not"
)


def _bare_or_noun(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    if word == "be" or _AS_ONE_CAN.search(match.string, max(0, match.start() - 60), match.start()):
        return None
    return f" {word}" if _may_be_infinitive_or_noun(words, word) else None


_TO_PAST = lazy_regex.pattern(
    r" (?!used|according|due|thanks|owing|is|was|are|were|belong|refer|led|listen|return|spoke|talk|went"
    r"|came|want|g[ai]ve"
    r"|look|object|relat|respond|said|next|close|up|on|them|it|what|accustom)[a-z]+ to (?P<word>[a-z]{3,})\b(?= )"
)


def _is_past(words: Lexicon, word: str) -> bool:
    return words.forms(word) == {"verb-past"}


def _base(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    return None if not _is_past(words, word) or word in {"saw", "rove", "lay"} else base_of(words, word)


_SUBJECT = r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|I|who|which|that|[a-z]{3,}s)"
#: What shows that a verb has an object, and so is no participle of a passive without “be”.
_PAST_AND_OBJECT = lazy_regex.pattern(
    rf" (?:(?:would|could|should|cannot|(?:did|does|do) not|(?:did|does|do|would|could|should|wo|ca)n[’']t"
    rf"|{_SUBJECT} (?:will|can|may|might|must))(?: not| also| never| soon| still| only)?|to) (?P<word>[a-z]{{3,}})"
    r"(?= (?P<next>[A-Za-z]+))"
)
_ONLY_PAST = lazy_regex.pattern(
    rf" (?:would|could|should|cannot|(?:did|does|do) not|(?:did|does|do|would|could|should|wo|ca)n[’']t"
    rf"|{_SUBJECT} (?:will|can|may|might|must))(?: not| also| never| soon| still| only)? (?P<word>[a-z]{{3,}})"
    r"(?=[ .,;])"
)
_BEFORE_BASE = any_case(
    "to would could should cannot not will can may might must also never soon still only didn’t doesn’t don’t wouldn’t"
    " couldn’t shouldn’t won’t can’t didn't doesn't don't wouldn't couldn't shouldn't won't can't"
)
#: Past tenses that are base forms, too: “to saw it off”, “to lay the table”.
_TOOLS = frozenset(["saw", "lay", "rove", "found", "wound", "fell", "bore", "shot", "felt", "ground", "fed"])
_PASTS = frozenset(["verb-past", "verb-participle", "adjective-base"])


def _may_be_past(words: Lexicon, word: str) -> bool:
    return {"verb-past"} <= words.forms(word) <= _PASTS and word not in _TOOLS


def _base_of_past(words: Lexicon, match: re.Match[str]) -> str | None:
    """Return the base form of a past tense with an object; behind “to”, only a determiner shows that it has one."""
    following = match["next"]
    if not _may_be_past(words, match["word"]) or not (
        following in _OBJECTS or (not match[0].startswith(" to ") and _is_object(words, following))
    ):
        return None
    return base_of(words, match["word"])


def _is_object(words: Lexicon, word: str) -> bool:
    """Return whether a word is a name, or begins an object without a determiner."""
    return word[0].isupper() or {"noun-plural"} <= words.forms(word) <= _NOMINAL or words.forms(word) == _ADJECTIVE


_ADJECTIVE, _NOMINAL = frozenset(["adjective-base"]), frozenset(["noun-plural", "noun-singular"])
_OBJECTS = word_set("the a an his her its their our these those him them us me this it")


# --- gerunds --------------------------------------------------------------------------------------------------------

_PREPOSITION = lazy_regex.pattern(
    r" (?:[Ww]ithout|[Bb]y|[Ii]nstead of|[Aa]fter|[Bb]efore|[Ww]hile|capable of|interested in"
    r"|succeeded in|engaged in"
    r"|involved in|aimed at|accused of|suspected of|tired of|afraid of|responsible for|good at|way of|possibility of"
    r"|chance of|risk of|idea of|purpose of|difficulty in|difficulties in|prevented from|from|of|for|in|about|despite"
    r"|worth|like) (?P<word>[a-z]{3,})\b(?= )"
)
#: Where even a verb that is a noun as well has an object.
_STRICT = lazy_regex.pattern(
    r"(?i)(?:without|instead of|capable of|interested in|succeeded in|accused of|suspected of|tired of|afraid of"
    r"|responsible for|good at|aimed at|prevented from|possibility of|difficult\w+ in)"
)
_CERTAIN = lazy_regex.pattern(r"(?i)(?:without|by|instead of|capable of|interested in|succeeded in)")
_FORWARD = lazy_regex.pattern(
    r" [Ll]ook(?:s|ed|ing)? forward to (?P<word>[a-z]{2,})\b(?= (?:you|the|a|him|her|them|it|your|in|on"
    r"|with|our)\b|[.,;])"
)
_AFTER_TO = lazy_regex.pattern(
    r" (?<![^ .!?;,] )(?:After|Before|Instead|Despite|By|before|after|instead"
    r"|despite)(?P<gap> to )(?P<word>[a-z]{2,})\b(?=[ ,])"
)
_ENJOY = lazy_regex.pattern(
    r" (?:enjoy|enjoys|enjoyed|enjoying|avoids|avoiding|postpones|risks|keeps"
    r"|kept)(?P<gap> to )(?P<word>[a-z]{2,})\b"
    r"(?= |[.,;])"
)
_LIKE = lazy_regex.pattern(r" [Ll]ike (?P<word>start|begin|stop|keep|avoid|finish|go)\b(?= [a-z]+ing\b)")


def _after_preposition(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    forms = words.forms(word)
    if not _may_be_base(words, word):
        return None
    certain = forms == _BASE and _CERTAIN.match(match[0].lstrip())
    known = _STRICT.match(match[0].lstrip()) or forms == _BASE
    if not certain and not (known and _OBJECT.match(match.string, match.end("word"))):
        return None
    return inflected(words, word, "verb-ing")


def _after_forward(words: Lexicon, match: re.Match[str]) -> str | None:
    return inflected(words, match["word"], "verb-ing") if _is_verb(words, match) else None


def _after_gap(words: Lexicon, match: re.Match[str]) -> str | None:
    word = match["word"]
    forms = words.forms(word)
    if "verb-base" not in forms or not forms <= _BASE_OR_NOUN | {"auxiliary", "verb-past", "verb-participle"}:
        return None
    made = inflected(words, word, "verb-ing")
    lead = " of " if match[0].lower().startswith(" instead") else " "
    return f"{lead}{made}" if made else None


def _ing(words: Lexicon, match: re.Match[str]) -> str | None:
    return inflected(words, match["word"], "verb-ing")


_IS = any_case("is are was were be been being am seem seems remain remains remained became become becomes")
_BEFORE_GERUND = any_case("without by after before while") | any_case("of in at from for about despite worth like")

#: The judges say what should stand instead of the group `word`, and of `gap` before it if there is one.
_FRAMES: dict[str, tuple[WordFrame[str], ...]] = {
    "participle": (
        WordFrame(_HAVE, _perfect, _may_be_base, any_case("has have had not also already never just recently"), (3, 2)),
        WordFrame(_BE, _participle, _lacks_ending, _IS | any_case("not also now already well widely"), (2, 1)),
    ),
    "to": (
        WordFrame(_WITHOUT_TO, _to, _may_be_infinitive, _WITH_INFINITIVE, (2,)),
        WordFrame(_NO_NOUN_FOLLOWS, _open_to, _may_be_infinitive_or_noun, _WITH_INFINITIVE, (2,)),
        WordFrame(_WISHING, _to, _may_be_infinitive, _WITH_INFINITIVE, (1,)),
    ),
    "bare": (
        WordFrame(_WITH_TO, _bare, any_case("to"), any_case("him them us me her people"), (2,)),
        WordFrame(_MODAL_TO, _bare_or_noun, any_case("to"), _MODALS, (2, 1)),
    ),
    "base": (
        WordFrame(_TO_PAST, _base, _is_past, any_case("to"), (2,)),
        WordFrame(_PAST_AND_OBJECT, _base_of_past, _may_be_past, _BEFORE_BASE, (3, 2, 1)),
        WordFrame(_ONLY_PAST, _base, _is_past, _BEFORE_BASE, (3, 2, 1)),
    ),
    "gerund": (
        WordFrame(_PREPOSITION, _after_preposition, _may_be_base, _BEFORE_GERUND, (2, 1)),
        WordFrame(_FORWARD, _after_forward, any_case("to"), any_case("forward"), (2,)),
        WordFrame(_AFTER_TO, _after_gap, any_case("to"), any_case("after before instead despite by"), (1,)),
        WordFrame(
            _ENJOY,
            _after_gap,
            any_case("to"),
            any_case("enjoy enjoys enjoyed enjoying avoids avoiding postpones risks keeps kept"),
            (1,),
        ),
        WordFrame(_LIKE, _ing, any_case("start begin stop keep avoid finish go"), any_case("like"), (1,)),
    ),
    "adverb": adverbs.FRAMES,
}


def _replacement(match: re.Match[str], new: str) -> tuple[Span, str]:
    return with_gap(match), new


def _message(_rule: Rule, shown: Objection) -> str:
    return f"“{shown.frame}” takes another form: “{shown.new.strip()}”"


KIND = frame_kind(Params, _FRAMES, _replacement, _message, candidate="word")
