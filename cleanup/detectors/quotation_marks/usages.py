"""How the languages whose quotations are read set them: the marks of each level, blanks, apostrophes.

A language may have several usages, as German has „…“ and »…«; a text follows one of them. To read another language,
add it here, and a rule file for each report (CONTRIBUTING, “A language for quotation marks”). The marks agree with the
conventions of `cleanup.languages.quotation`, which say what is right in 46 languages and not how it may be damaged.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from cleanup import lazy_regex
from cleanup.errors import RuleError
from cleanup.model import Level, Rule


class Marks(msgspec.Struct, frozen=True):
    """The marks of one level of quotations, a character each.

    `straight` is the one that typewriters have for both. `borrowed` closes in another language, and is often found
    where `closing` belongs.
    """

    opening: str
    closing: str
    straight: str = ""
    borrowed: str = ""

    @property
    def every(self) -> str:
        """All of them, each once."""
        return "".join(dict.fromkeys(self.opening + self.closing + self.straight + self.borrowed))


class Usage(msgspec.Struct, frozen=True):
    """One way to set quotations: the outer ones, and those inside them.

    - `blanks`: those that belong inside the outer marks, if any do.
    - `apostrophes`: the marks of the inner level that may be apostrophes, the right one first.
    - `elided`: the name of the list of words that an apostrophe begins (in `text/data/`).
    - `clipped`: the last letters of words that an apostrophe ends.
    - `contractions`: what follows an apostrophe inside a word; `hosts`: capitalised words that these follow.
    - `introducing`: the marks that a blank belongs behind when an opening mark follows; `resuming`: those that one
      belongs before when a closing mark precedes. Letters and digits are so anyhow.
    - `dashes`: the marks that a blank belongs behind, before a closing mark too.
    - `run_on`: what it costs a quotation to run on into the next paragraph without being opened again, in the unit of
      `roles`; little where that is usual.
    - `unbalanced`: the level of what contradicts the reading where a paragraph lacks a mark.
    - `narrated`: whether `text/attribution.py` knows how a narrator of the language names the speaker: then a place for
      a lost closing mark can be told.
    """

    outer: Marks
    inner: Marks = Marks("", "")
    blanks: str = ""
    apostrophes: str = ""
    elided: str = ""
    clipped: str = ""
    contractions: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    introducing: str = ":;,.!?…"
    resuming: str = "(–—"
    dashes: str = ""
    run_on: int = 4
    unbalanced: Level = Level.FLAG
    narrated: bool = False

    def is_apart_from_opening(self, left: str) -> bool:
        """Whether a blank belongs between a character and an opening mark behind it."""
        return left.isalnum() or left in self.introducing

    def is_apart_from_closing(self, right: str) -> bool:
        """Whether a blank belongs between a closing mark and a character behind it."""
        return right.isalnum() or right in self.resuming

    @property
    def every(self) -> str:
        """All marks, those of the outer level first."""
        return self.outer.every + self.inner.every

    @property
    def telling(self) -> str:
        """The marks without one of which a text quotes nothing: all but those that are apostrophes as a rule."""
        usual = self.apostrophes[:1] + self.inner.straight
        return "".join(mark for mark in self.every if mark not in usual)

    @property
    def foreign(self) -> str:
        """The marks of other usages. A paragraph that has one is not read."""
        return "".join(mark for mark in _EVERY_MARK if mark not in self.every)


#: All but ’, which is the apostrophe of every language.
_EVERY_MARK = "“”„‟«»‹›‘‚"

ENGLISH = Usage(
    outer=Marks("“", "”", '"'),
    # ‘ closes in German and Icelandic.
    inner=Marks("‘", "’", "'", borrowed="‘"),
    apostrophes="’'‘",
    elided="elided",
    clipped="sSnzxoOdf",
    contractions=("s", "t", "re", "ve", "ll", "m", "d"),
    hosts=(
        *("I", "We", "You", "He", "She", "It", "They", "That", "There", "Who", "What", "Where"),
        *("Don", "Didn", "Isn", "Can", "Won"),
    ),
    introducing="",
    resuming="",
    run_on=12,
    unbalanced=Level.SUGGESTED,
    narrated=True,
)
GERMAN = Usage(
    outer=Marks("„", "“", '"', borrowed="”"),
    inner=Marks("‚", "‘", borrowed="’"),
    apostrophes="’‘",
    clipped="sxzßnhb",
    contractions=("s", "n", "ne", "nem", "nen", "ner", "nes"),
    dashes="–—",
)
GERMAN_GUILLEMETS = Usage(outer=Marks("»", "«", '"'), inner=Marks("›", "‹"), dashes="–—")
SWISS = Usage(outer=Marks("«", "»", '"'), inner=Marks("‹", "›"), dashes="–—")
FRENCH = Usage(outer=Marks("«", "»", '"'), inner=Marks("“", "”"), blanks="\u202f\u00a0 ")
FRENCH_CURLY = Usage(outer=Marks("“", "”", '"'))

#: The usages by language, the most frequent one first.
USAGES: dict[str, tuple[Usage, ...]] = {
    "de": (GERMAN, GERMAN_GUILLEMETS, SWISS),
    "en": (ENGLISH,),
    "fr": (FRENCH, FRENCH_CURLY),
}


def usage_of(language: str, text: str) -> Usage:
    """The usage that a text in a language follows: that of which most marks stand as they should."""
    first, *others = USAGES[language]
    return max((first, *others), key=lambda usage: len(_in_place(usage).findall(text))) if others else first


@cache
def _in_place(usage: Usage) -> re.Pattern[str]:
    """An opening mark before a word, or a closing one behind it, that touches no word on its other side."""
    opening, closing, blank = usage.outer.opening, usage.outer.closing, f"[{usage.blanks}]?" if usage.blanks else ""
    return lazy_regex.pattern(rf"(?<!\w){opening}{blank}\w|[\w.,!?…]{blank}{closing}(?!\w)")


def check_language(rule: Rule) -> None:
    """Raises RuleError unless a rule is for one language, and its usages are known."""
    if len(rule.languages) != 1 or rule.languages[0] not in USAGES:
        from cleanup.rules.rule_file import line_in

        known = ", ".join(sorted(USAGES))
        raise RuleError(
            f"a rule of the kind {rule.kind!r} is for one language",
            path=rule.path,
            line=line_in(rule.path, "languages"),
            hint=f'languages = ["…"] with one of: {known}',
        )
