"""What stands around a capital inside a sentence, and how clearly that shows the word to be no name.

A word is looked at only if it is usually small. What it is, its lexicon entry says (`CommonWord`); what it is
here, the words before and after it (`CapitalPlace`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import is_prose
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import Passage, Words, words
from cleanup.model import Span
from cleanup.text import word_lists


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The capital first, and what precedes it in look-behinds: a capital is found faster than a space.
_CAPITAL = lazy_regex.pattern(
    r"(?P<word>[A-Z](?:(?<=[a-z\d,)%][ \u00a0].)|(?<=[a-z,][ \u00a0]\(.)|(?<=[a-z]-.)|(?<=[A-Z]{2}[ \u00a0].))"
    r"[a-z]{2,})"
    r"(?P<second>[ \u00a0][A-Z][a-z]{2,})?(?![\w’'-]|[ \u00a0](?:[A-Z]|&))"
)
#: The same for automata, which know no look-behind.
_ENTRY = lazy_regex.pattern(r"(?:[a-z\d,)%][ \u00a0]|[a-z,][ \u00a0]\(|[a-z]-|[A-Z]{2}[ \u00a0])[A-Z][a-z]{2}")
_NEXT = lazy_regex.pattern(r"[ \u00a0]\(?(?P<next>[a-z]+)|[.,;:!?)](?!\w)|(?P<mark>[”\"’])(?!\w)|\Z")
#: Behind the noun: what it is part of has a name (`the Walls of the Ruler`).
_NAMED = lazy_regex.pattern(r"[ \u00a0](?:of|for|in|on|and|at|to)[ \u00a0](?:the[ \u00a0])?[A-Z\d]")
_OF_SMALL = lazy_regex.pattern(r"[ \u00a0](?:of|between|among)[ \u00a0][a-z]")
_COORDINATED = lazy_regex.pattern(r",?[ \u00a0](?:and|or|as well as)[ \u00a0](?P<other>[a-z]+)(?![ \u00a0]?[A-Z])")
#: Before the article of a noun: a name that goes on (`Company of the Year`).
_NAME_OF = lazy_regex.pattern(r"[A-Z][\w’'-]*[ \u00a0](?:of|for|on)\Z")
_ABSTRACT = lazy_regex.pattern(
    r"(?:[ts]ion|ment|ness|ity|[ae]nce|[ae]ncy|ism|ship|hood|logy|[cs]sion|ture|age|ics)s?\Z"
)
#: A title that is open: a mark, a capital and short words.
_TITLE = lazy_regex.pattern(r"[“‘\"\[*_][A-Z][\w’]*[ \u00a0](?:[A-Z]?[a-z]{1,4}[ \u00a0])*\Z")
_PREFIX = lazy_regex.pattern(r"[“(]?(?:[a-z]{4,}|anti|non|pro|pre|mid|sub|neo|ex|co|re)-")
_AMOUNT = lazy_regex.pattern(r"(?!(?:1[5-9]|20)\d\d\Z)\d{1,3}(?:[,.]?\d{3})*(?:[.,]\d{1,2})?%?")
#: How far back to look for the two words before a noun, in code points.
_WINDOW = 60
#: Words that are remembered; more than a long text has.
_REMEMBERED = 1 << 14
#: A word of this frequency is more often itself than a make or a club.
_FREQUENT = 4.2
#: The same of a word behind an article.
_USUAL = 3.6
#: A rarer form of no known class may be a misspelling or a foreign word.
_KNOWN = 2.0

#: Words before a noun that names seldom have.
_INDEFINITE = _set("a an this these those his her its their our my your whose no any some each every much little")
_DETERMINERS = _INDEFINITE | {"the"}
_QUANTIFIERS = _set("many several numerous various such other more few both all most certain")
_COUNTING = _QUANTIFIERS | _set("two three four five six seven eight nine ten dozen hundred thousand million")
_BEFORE_ADJECTIVE = _DETERMINERS | _QUANTIFIERS
_ORDINALS = _set("first second third fourth fifth next last")
_COPULAS = _set("is are was were be been being seems seem seemed remain remains remained become becomes became")
_CONJUNCTIONS = _set("if when because while although though whether that where since unless until as than")
_ANY = _set("a an no any every much little")
_VERBAL = _set("to not cannot will would can could should must might didn’t don’t didn't don't won’t won't can’t can't")
_PLURALS = _set("people children women men")
#: Adjectives that the names of bodies, parties and places have.
_OFFICIAL = _set(
    "federal national royal imperial supreme constitutional general central state western eastern northern southern"
    " liberal conservative green labour labor democratic republican socialist communist revolutionary biblical divine"
    " pacific atlantic arctic olympic congressional presidential parliamentary internal foreign almighty gothic"
    " romantic colonial gospel renaissance bronze"
)
#: Word classes of which a noun must not be, because as such it may begin a sentence that lost its stop.
_OPENERS = frozenset({"adverb", "preposition", "pronoun", "determiner", "conjunction", "number", "auxiliary"})
_CLAUSAL = frozenset({"pronoun", "determiner", "conjunction", "auxiliary"})
_PAST = frozenset({"verb-past", "verb-participle"})


class CommonWord(msgspec.Struct, frozen=True):
    """What a usually small word is: `heads` if it also heads the names of bodies."""

    noun: bool
    plural: bool
    abstract: bool
    frequent: bool
    usual: bool
    adjective: bool
    heads: bool
    gerund: bool

    @property
    def mass(self) -> bool:
        """Whether it may do without an article."""
        return self.plural or self.abstract


class CapitalPlace(msgspec.Struct, frozen=True):
    """Words with a capital at an offset; `strength` says how clearly they are no name, up to `STRONG`."""

    words: str
    at: int
    strength: int


#: The place alone shows that the capital is wrong; it hints at that; it tells nothing without a place that does.
STRONG, HINT, FAINT, NONE = 3, 2, 1, 0


@lru_cache(_REMEMBERED)
def described(form: str) -> CommonWord | None:
    """Return what a word is that is usually small and begins no sentence; nothing for others."""
    known = lexicon("en")
    if known is None or known.usual_case(form) is not Case.LOWER:
        return None
    classes = known.word_classes(form)
    if not classes.isdisjoint(_OPENERS) or (not classes and known.frequency(form) < _KNOWN):
        return None
    noun = "noun" in classes or not classes
    plural = "noun-plural" in known.forms(form) if classes else form.endswith("s")
    return CommonWord(
        noun=noun,
        plural=form in _PLURALS or (plural and form.endswith("s")),
        abstract=bool(_ABSTRACT.search(form)),
        frequent=known.frequency(form) >= _FREQUENT,
        usual=known.frequency(form) >= _USUAL,
        adjective="adjective" in classes,
        gerund=form.endswith("ing"),
        heads=form in word_lists.words("name_heads") or form in _OFFICIAL,
    )


def places(passage: Passage) -> Sequence[CapitalPlace]:
    """Return the capitalised words of a paragraph of prose that stand where a small word may."""
    known = lexicon("en")
    if known is None:
        return ()
    around = (_Around.of(known, passage.text, match) for match in passage.finditer(_CAPITAL))
    found = [place for one in around if one is not None and (place := _place(one)) is not None]
    return found if found and is_prose(passage.text) else ()


class _Around(msgspec.Struct, frozen=True):
    """A capitalised word and what is around it: the two words before, what is before these, and the next."""

    known: Lexicon
    text: str
    span: Span
    form: str
    word: CommonWord
    paired: bool
    lead: str
    second: str
    last: str
    following: str | None
    quoted: bool

    @classmethod
    def of(cls, known: Lexicon, text: str, match: re.Match[str]) -> _Around | None:
        word, form, second = described(match["word"].lower()), match["word"].lower(), match["second"]
        if second and word is not None:
            form = second.strip().lower()
            word = described(form) if word.adjective else None
            word = None if word is None or word.heads else word
        follows = _NEXT.match(text, match.end()) if word else None
        if word is None or follows is None:
            return None
        window = text[max(0, match.start() - _WINDOW) : match.start()]
        lead, before, last = ["", "", "", *window.rsplit(None, 2)][-3:]
        span = Span(*match.span())
        quoted = bool(follows["mark"])
        return cls(known, text, span, form, word, bool(second), lead, before, last, follows["next"], quoted)

    @property
    def begins(self) -> bool:
        """Whether the last word is the first of its sentence."""
        return not self.second or self.second[-1] in ".!?”"

    def last_is(self, *classes: str) -> bool:
        return not self.known.word_classes(self.last.lower()).isdisjoint(classes)


def _place(around: _Around) -> CapitalPlace | None:
    text, span = around.text, around.span
    if _NAMED.match(text, span.end) or _TITLE.search(text, max(0, span.start - _WINDOW), span.start):
        return None
    strength = next(found for frame in _FRAMES if (found := frame(around)) is not None)
    if around.paired:
        strength = min(strength, FAINT)
    if strength == NONE or (around.quoted and strength < STRONG):
        return None
    return CapitalPlace(text[span.start : span.end], span.start, strength)


def _hyphened(around: _Around) -> int | None:
    if not around.last.endswith("-"):
        return None
    if not _PREFIX.fullmatch(around.last) or around.begins:  # “tert-Butyl alcohol followed”
        return NONE
    return HINT if around.word.heads else STRONG


def _infinitive(around: _Around) -> int | None:
    """Weigh a verb behind “to” or an auxiliary."""
    if around.last not in _VERBAL:
        return None
    if "verb-base" not in around.known.forms(around.form):
        return None
    return HINT if around.following and around.second[:1].islower() else NONE


def _adjective(around: _Around) -> int | None:
    """Weigh an adjective between a determiner and a small word, or a verb behind its subject."""
    if around.word.noun:
        return None
    if not around.following or around.form in _OFFICIAL:
        return NONE
    if around.last in _DETERMINERS:
        return HINT if around.word.adjective and not around.word.gerund else NONE
    subject = "noun-plural" in around.known.forms(around.last) and around.last.endswith("s")
    return HINT if subject and "verb-past" in around.known.forms(around.form) else NONE


def _counted(around: _Around) -> int | None:
    if not _AMOUNT.fullmatch(around.last) and around.last not in _COUNTING:
        return None
    if not around.word.plural or around.second[:1].isupper():
        return NONE
    return HINT if around.word.heads else STRONG


def _heading_names(around: _Around) -> int | None:
    if not around.word.heads:
        return None
    return HINT if around.last in _ANY and around.following else NONE


def _behind_initials(around: _Around) -> int | None:
    if not (around.last.isupper() and around.last.isalpha()):
        return None
    return HINT if around.word.plural else NONE


def _before_noun(around: _Around) -> int | None:
    """Weigh a noun before another noun, which may be a make or a family."""
    if _ends_phrase(around):
        return None
    last = around.last.lower()
    if around.word.gerund or not (last in _DETERMINERS or last in _prepositions() or _is_attribute(around)):
        return NONE
    return HINT if around.word.abstract else FAINT


def _first(around: _Around) -> int | None:
    """Weigh a noun behind a word that begins the sentence (`Today Passengers wait`, `The Lack of water`)."""
    if not around.last.strip("(,)“") or around.last.strip("(,)“").islower():
        return None
    if not around.begins or not around.last.istitle() or around.last.endswith("."):
        return NONE
    form, sure = around.last.lower(), around.word.abstract or _OF_SMALL.match(around.text, around.span.end)
    if form in _DETERMINERS - {"the"}:
        return STRONG
    if form == "the" or not around.last_is("adverb", "conjunction", "preposition"):
        return NONE if form != "the" else HINT if sure else FAINT
    return HINT if around.word.mass or around.word.frequent else FAINT


def _determined(around: _Around) -> int | None:
    if around.last not in _DETERMINERS:
        return None
    if _NAME_OF.search(f"{around.lead[-_WINDOW:]} {around.second}"):
        return NONE
    word = around.word
    if around.last in _INDEFINITE or word.abstract or _OF_SMALL.match(around.text, around.span.end):
        return STRONG
    if (around.second, around.last) == ("at", "the"):
        return FAINT  # an inn: “at the Anchor”
    return HINT if word.usual and not word.plural and not word.gerund else FAINT


def _attributed(around: _Around) -> int | None:
    return STRONG if _is_attribute(around) else None


def _coordinated(around: _Around) -> int | None:
    """Weigh a noun that “and” or “or” ties to a small noun."""
    other = _COORDINATED.match(around.text, around.span.end)
    tied = other is not None and "noun" in around.known.word_classes(other["other"])
    if not tied and around.last in ("and", "or") and around.second.islower():
        tied = "noun" in around.known.word_classes(around.second)
    if not tied:
        return None
    return STRONG if around.word.mass else HINT if around.word.frequent else FAINT


def _behind_mark(around: _Around) -> int | None:
    """Weigh a noun behind a comma or a bracket."""
    if around.last.strip("(,)“") == around.last:
        return NONE if around.second[:1].isupper() and not around.begins else None
    return HINT if around.word.mass else NONE


def _behind_word(around: _Around) -> int:
    """Weigh a noun behind any other word."""
    word, last = around.word, around.last
    if last in _prepositions() or last in ("and", "or") or last in _CONJUNCTIONS:
        return HINT if word.mass or word.frequent else FAINT
    if around.last_is("verb") and (word.abstract or (word.plural and not around.last_is("noun"))):
        return HINT
    return FAINT if around.last_is("noun") else NONE


#: What a word may stand in, in the order in which it is asked; the first that knows decides.
_FRAMES: Sequence[Callable[[_Around], int | None]] = (
    _hyphened,
    _counted,
    _infinitive,
    _adjective,
    _heading_names,
    _behind_initials,
    _before_noun,
    _first,
    _determined,
    _attributed,
    _coordinated,
    _behind_mark,
    _behind_word,
)


def _ends_phrase(around: _Around) -> bool:
    """Return whether a noun is the last of its phrase, and no name before a noun (`Cargo tool`)."""
    if around.following is None:
        return True
    classes, forms = around.known.word_classes(around.following), around.known.forms(around.following)
    if not classes.isdisjoint(_OPENERS) or not forms.isdisjoint(_PAST):
        return True
    if around.last.lower() in _CONJUNCTIONS and "verb-s" in forms and not around.word.plural:
        return True
    return bool(classes) and classes.isdisjoint({"noun", "adjective"})


def _is_attribute(around: _Around) -> bool:
    """Return whether the word before is an adjective of the noun, and not the end of a clause."""
    word, second = around.last, around.second.rstrip(",")
    classes = around.known.word_classes(word) or ({"adjective"} if "-" in word else set[str]())
    if not word.islower() or "adjective" not in classes or word.endswith("ing") or word in _ORDINALS:
        return False
    if not classes.isdisjoint(_CLAUSAL):
        return False
    if second.lower() in _BEFORE_ADJECTIVE or second.endswith(("’s", "'s")) or second.lower() in _prepositions():
        return True
    return classes == {"adjective"} and second.islower() and second not in _COPULAS


@cache
def _prepositions() -> frozenset[str]:
    return word_lists.words("prepositions") | word_lists.words("all_prepositions")


TRIGGER: Words = words(_ENTRY, of=_CAPITAL)
