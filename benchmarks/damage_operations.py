"""Kinds of damage that can be put into a sound English article: each a pattern, and what its matches become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cleanup.text.date_names import MONTHS, WEEKDAY

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of damage.

    Every match of `pattern` may become the expansion of `template` (as in `re.sub`), or one of the texts that a
    function yields for it.
    """

    name: str
    pattern: str
    template: str | Callable[[Match], Iterator[str]]

    def places(self, text: str) -> Iterator[Match]:
        return re.finditer(self.pattern, text)

    def damages(self, match: Match) -> Iterator[str]:
        """What the match may become; never itself."""
        made = [match.expand(self.template)] if isinstance(self.template, str) else self.template(match)
        return (one for one in made if one != match[0])


def _slips(match: Match) -> Iterator[str]:
    """Two letters swapped, one lost, one doubled; never the first."""
    word = match[0]
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]


def _made(change: Callable[[str], str]) -> Callable[[Match], Iterator[str]]:
    """Return what makes one thing of all that a pattern matches."""
    return lambda match: iter([change(match[0])])


def _other_letter(match: Match) -> Iterator[str]:
    """A name with one letter of its inside changed as transliterations and typists change it."""
    name = match[0]
    for old, new in (("y", "i"), ("i", "y"), ("k", "c"), ("v", "w"), ("e", "ie"), ("ss", "s"), ("n", "nn"), ("o", "u")):
        at = name.find(old, 2)
        if 0 < at < len(name) - 1:
            yield name[:at] + new + name[at + len(old) :]


_LOOK_ALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def _look_alike(match: Match) -> Iterator[str]:
    word = match[0]
    for at, letter in enumerate(word):
        yield word[:at] + letter.translate(_LOOK_ALIKES) + word[at + 1 :]


_SENTENCE_END = r"(?<=[a-z]{3})\. (?=[A-Z][a-z])"
#: Without the one that is a verb.
_MONTH = MONTHS.replace("|May", "")

#: By what they damage; the names are those of the table that is printed.
OPERATIONS = (
    # White space
    Operation("space-doubled", r"(?<=[a-z,]) (?=[a-z])", "  "),
    Operation("space-before-mark", r"(?<=[a-z])(?=[,.;:?!](?:\s|$))", " "),
    Operation("space-lost-after-comma", r"(?<=[a-z]), (?=[a-z])", ","),
    Operation("space-lost-after-stop", _SENTENCE_END, "."),
    Operation("space-at-line-end", r"(?<=[.!?”])(?=\n)", " "),
    Operation("space-at-line-start", r"(?<=\n)(?=[A-Z][a-z])", " "),
    Operation("space-inside-parenthesis", r"(?<=\()(?=\w)|(?<=\w)(?=\))", " "),
    Operation("space-lost-at-parenthesis", r"(?<=\w) \((?=\w)", "("),
    Operation("tab-in-sentence", r"(?<=[a-z]) (?=[a-z])", "\t"),
    Operation("line-break-in-sentence", r"(?<=[a-z]) (?=[a-z])", "\n"),
    Operation("paragraph-break-in-sentence", r"(?<=[a-z]) (?=[a-z])", "\n\n"),
    Operation("paragraphs-joined", r"(?<=[.!?])\n\n(?=[A-Z])", " "),
    Operation("empty-line-lost", r"(?<=[.!?])\n\n(?=[A-Z])", "\n"),
    # Words
    Operation("letters-slipped", r"\b[a-z]{5,}\b", _slips),
    Operation("word-doubled", r"\b([a-z]{2,})\b(?= [a-z])", r"\1 \1"),
    Operation("words-glued", r"\b([a-z]{3,}) ([a-z]{3,})\b", r"\1\2"),
    Operation("word-split-by-hyphen", r"\b([a-z]{3,5})([a-z]{4,})\b", r"\1-\2"),
    Operation("letter-look-alike", r"\b[A-Za-z][a-z]{4,}\b", _look_alike),
    # Capitals and names
    Operation("sentence-start-small", r"(?<=[a-z]{3}\. )[A-Z](?=[a-z]+ [a-z]+)", _made(str.lower)),
    Operation("noun-capital", r"(?<=\bthe )[a-z]{4,}(?= [a-z])", _made(str.capitalize)),
    Operation("name-small", r"(?<=[a-z] )[A-Z][a-z]{4,}(?= [a-z])", _made(str.lower)),
    Operation("surname-capitals", r"(?<=[A-Z][a-z]{3} )[A-Z][a-z]{3,}(?= [a-z])", _made(str.upper)),
    Operation("name-other-letter", r"(?<=[a-z] )[A-Z][a-z]{5,}\b", _other_letter),
    Operation("month-or-day-small", rf"\b(?:{_MONTH}|{WEEKDAY})\b", _made(str.lower)),
    # Stops and commas
    Operation("stop-lost", _SENTENCE_END, " "),
    Operation("stop-became-comma", _SENTENCE_END, ", "),
    Operation("stop-lost-at-end", r"(?<=[a-z]{3})\.(?=\n\n)", ""),
    Operation("stop-doubled", r"(?<=[a-z]{3})\.(?=\s)", ".."),
    Operation("stop-before-capital", r"(?<=[a-z]{2}) (?=[A-Z][a-z]+)", ". "),
    Operation("stop-before-small", r"(?<=[a-z]{2}) (?=[a-z])", ". "),
    Operation("comma-doubled", r"(?<=[a-z]),(?= )", ",,"),
    Operation(
        "comma-lost-after-adverb", r"\b(However|Meanwhile|Nevertheless|Therefore|In addition|For example), ", r"\1 "
    ),
    Operation("comma-lost-before-but", r", (?=but (?:the|it|he|she|they|we|I)\b)", " "),
    Operation("comma-lost-before-which", r"(?<=[a-z]), (?=which\b)", " "),
    Operation("comma-before-that", r"\b(says?|said|believes?|think|thinks|know|knows|shows?) that\b", r"\1, that"),
    Operation("comma-lost-in-thousands", r"\b(\d{1,3}),(\d{3})\b", r"\1.\2"),
    # Quotation marks and apostrophes
    Operation("quote-close-lost", r"(?<=[a-z])[,.]?[”\"](?=\s)", ""),
    Operation("quote-open-lost", r"(?<=\s)[“\"](?=[A-Z])", ""),
    Operation("quote-straight", "[“”]", '"'),
    Operation("quote-space-inside", r"(?<=\s[“\"])(?=\w)", " "),
    Operation("quote-space-lost-after", r"(?<=[.,?!][”\"]) (?=[A-Za-z])", ""),
    Operation("quote-comma-outside", r"(?<=[a-z]),([”\"]) (?=[a-z]+ said|said|says)", r"\1, "),
    Operation("quote-turned", r"(?<=[a-z][.,])”", "“"),
    Operation("apostrophe-lost", r"\b(do|does|did|is|was|has|would|could)n[’']t\b", r"\1nt"),
    Operation("apostrophe-straight", r"(?<=[a-z])’(?=[a-z])", "'"),
    # Dashes and hyphens
    Operation("dash-space-before-lost", r"(?<=[a-z]) ([–—]) (?=[a-z])", r"\1 "),
    Operation("dash-space-after-lost", r"(?<=[a-z]) ([–—]) (?=[a-z])", r" \1"),
    Operation("dash-became-hyphen", r"(?<=[a-z]) [–—] (?=[a-z])", " - "),
    Operation("dash-doubled-hyphen", r"(?<=[a-z]) [–—] (?=[a-z])", " -- "),
    Operation("hyphen-lost-in-age", r"\b(\d+)-year-old\b", r"\1 year old"),
    # Grammar with one repair
    Operation("a-before-vowel", r"\ban (?=[aeio][a-z]+)", "a "),
    Operation("an-before-consonant", r"\ba (?=[bcdfgklmnprstvw][a-z]+)", "an "),
    Operation("article-lost-the", r"(?<=[a-z] )the (?=[a-z]+ of\b)", ""),
    Operation("article-lost-a", r"(?<=[a-z] )an? (?=[a-z]+ [a-z]+)", ""),
    Operation("to-lost", r"(?<=[a-z] )to (?=be |have |make |take |do |get |see |help )", ""),
    Operation("of-lost", r"(?<=[a-z] )of (?=the |a |his |their )", ""),
    Operation("is-for-are", r"(?<=[a-z]s )are(?= [a-z])", "is"),
    Operation("was-for-were", r"(?<=[a-z]s )were(?= [a-z])", "was"),
    Operation("has-for-have", r"(?<=[a-z]s )have(?= [a-z]+(?:ed|en)\b)", "has"),
    Operation("third-person-s-lost", r"\b(?:he|she|it) ([a-z]{3,})s\b", _made(lambda found: found[:-1])),
    Operation("plural-s-lost", r"(?<=\b(?:two|ten|six|few) )([a-z]{3,}[a-rt-z])s\b", r"\1"),
    Operation("which-for-who", r"(?<=[a-z], )who(?= [a-z])", "which"),
    Operation("its-for-it-is", r"\b([Ii])t[’']s(?= (?:a|the|not)\b)", r"\1ts"),
    Operation("then-for-than", r"(?<=\b(?:more|less) )than\b", "then"),
    Operation("on-for-in-year", r"\bin (?=(?:19|20)\d\d\b)", "on "),
    Operation("in-for-on-day", rf"\bon (?={WEEKDAY}\b)", "in "),
    # Numbers
    Operation("money-sign-behind", r"\$(\d+(?:\.\d+)?)(?= [a-z])", r"\1 $"),
    Operation("percent-space", r"(?<=\d)%", " %"),
    Operation("decimal-comma", r"\b(\d+)\.(\d)(?= (?:percent|per cent|million|billion|miles))", r"\1,\2"),
    Operation("million-abbreviated", r"(?<=\d )million\b", "mln"),
    # Traces of pages and encodings
    Operation("entity", r"(?<=[a-z])’(?=s\b)", "&#8217;"),
    Operation("mojibake", "[’“]", _made(lambda found: found.encode().decode("cp1252"))),
    Operation("note-number", r"(?<=[a-z]\.)(?=\s)", "[3]"),
    Operation("break-tag", r"(?<=[a-z]\.)(?=\n)", "<br>"),
)
