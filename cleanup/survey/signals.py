"""The signals that a document looks machine-translated, spun or scraped: what counts, and how much.

A finding of a rule is a piece of evidence for the first signal that names its rule or group. Each piece is worth the
points of its signal, at most `MAX_COUNTED` pieces of a signal count, and a `Bar` says what a look needs. Weights and
bars were set on one half of English texts, clean and machine-translated, and measured on the other half:
`python -m benchmarks.survey` prints the figures, `docs/survey.md` explains them.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

import msgspec

#: So many pieces of evidence of one signal count; a habit that repeats is still one habit.
MAX_COUNTED = 3
#: Below this number of words, nothing is said about how a document looks.
MIN_WORDS = 200
#: The languages in which texts were there to set the bars on.
CALIBRATED = frozenset({"en"})
#: The share of the words in paragraphs that are clearly in the language of the document, below which it is in doubt.
MIN_CONFIDENCE = 0.7


class Signal(msgspec.Struct, frozen=True):
    """A signal. `says` describes it to a reader; `rules` are ids or globs of ids.

    `telling` ones are rare in text of another origin; the others only support them. A `decisive` one is a mark that a
    tool has left behind, which stands for itself.
    """

    name: str
    says: str
    points: int
    rules: tuple[str, ...] = ()
    telling: bool = False
    decisive: bool = False


class Bar(msgspec.Struct, frozen=True):
    """What a look needs at least: points, points per 1,000 words, different signals, and whether one must be
    telling.
    """

    points: int
    per_thousand: float
    signals: int
    telling: bool = False


class Likeness(msgspec.Struct, frozen=True):
    """One way in which a document can look: its name, as it is said, its signals, and the two bars.

    `others` are rules, ids or globs, that say nothing about it although a signal names their group.
    """

    name: str
    said: str
    signals: tuple[Signal, ...]
    some: Bar
    strong: Bar
    others: tuple[str, ...] = ()


#: Marks of translation tools in HTML; see `html_tells`.
TRANSLATED_PAGE = Signal("translated-page", "mark-up left by a translation tool", 6, (), telling=True, decisive=True)
TRANSLATION_WIDGET = Signal("translation-widget", "a translation widget in the page", 1)

TRANSLATED = Likeness(
    "translated",
    "machine-translated",
    (
        TRANSLATED_PAGE,
        Signal("untranslated", "words left in another language", 3, ("translation/untranslated-*",), telling=True),
        Signal(
            "pronouns",
            "a pronoun that follows the gender of another language",
            3,
            (
                "translation/slashed-pronouns",
                "translation/he-*",
                "translation/she-*",
                "translation/his-*",
                "translation/who-for-thing",
                "translation/what-for-which",
                "translation/how-for-what",
                "translation/capital-how-for-what",
                "translation/resumptive-pronoun",
                "grammar/its-for-*",
                "grammar/which-for-pe*",
            ),
            telling=True,
        ),
        Signal(
            "articles",
            "an article missing or too many",
            2,
            (
                "grammar/missing-the-*",
                "grammar/missing-article",
                "grammar/the-before-*",
                "grammar/two-articles",
                "grammar/a-such",
                "grammar/article-before-infinitive",
                "translation/the-*",
                "translation/*-without-the",
            ),
            telling=True,
        ),
        Signal(
            "prepositions",
            "a preposition of another language",
            2,
            (
                "translation/preposition-*",
                "translation/*-preposition",
                "translation/*-after-noun",
                "translation/wait-without-for",
                "translation/listen-without-to",
                "translation/regardless-without-of",
                "translation/due-without-to",
                "translation/opening-without-in",
                "translation/in-for-on",
                "translation/during-duration",
                "translation/since-*",
                "translation/on-month-year",
                "translation/on-percent",
                "translation/from-over-to",
                "translation/open-border-for",
                "translation/lies-at",
                "translation/lay-at",
                "translation/arrive-to",
                "translation/allow-to",
                "translation/allows-to",
            ),
            telling=True,
        ),
        Signal(
            "numbers",
            "a number, date or time as another language writes it",
            2,
            (
                "translation/digits-thousand",
                "translation/dozen-of",
                "translation/hundred-of",
                "numbers/decimal-comma",
                "numbers/foreign-*",
                "numbers/plural-million*",
                "numbers/million-of",
                "numbers/millions-*",
                "numbers/thousands-*",
                "numbers/round-thousands-dot",
                "numbers/clock",
                "numbers/no-before-number",
                "numbers/full-stop-in-date",
                "numbers/the-day-month",
                "numbers/capital-*",
                "numbers/currency-after-*",
                "numbers/roman-century",
                "numbers/day-without-ordinal",
            ),
            telling=True,
        ),
        Signal(
            "tool-notes",
            "words of a translation tool or a language model",
            3,
            ("translation/model-*", "translation/tool-notes", "translation/placeholder"),
            telling=True,
        ),
        Signal(
            "loops",
            "a clause or sentence repeated, or one that says nothing",
            2,
            ("translation/*-loop", "translation/filler-sentence"),
        ),
        Signal("calques", "wording that follows another language", 3, ("translation/*",), telling=True),
        Signal("fused-sentences", "two sentences run into one", 2, ("sentences/run-on-sentence",), telling=True),
        Signal(
            "marks",
            "quotation marks as another language sets them",
            2,
            (
                "quotes/inner-space",
                "quotes/misplaced-space",
                "quotes/german-marks",
                "quotes/guillemets",
                "quotes/corner-brackets",
                "quotes/organization-in-quotes",
                "quotes/dialogue-dash",
            ),
        ),
        Signal(
            "capitals",
            "names with half of their capitals",
            2,
            ("sentences/half-capital-*", "sentences/lowercase-*", "sentences/capital-the-before-day"),
        ),
        Signal(
            "names",
            "a name or place in several spellings",
            1,
            (
                "consistency/foreign-place-spelling",
                "consistency/misspelt-name",
                "consistency/name-variant",
                "consistency/place-variant",
                "consistency/organization-name",
                "consistency/country-abbreviation",
            ),
        ),
        Signal(
            "commas",
            "a comma missing around a name or after a quotation",
            1,
            ("punctuation/missing-commas-around-name", "punctuation/missing-comma-after-quotation"),
        ),
        Signal("grammar", "a form that English grammar does not have", 1, ("grammar/*",)),
        Signal(
            "fragments",
            "a clause or an invented word instead of a sentence",
            1,
            (
                "sentences/run-on-opinion",
                "sentences/clause-as-sentence",
                "sentences/verbless-sentence",
                "sentences/invented-noun",
                "sentences/displaced-adjective",
            ),
        ),
        TRANSLATION_WIDGET,
    ),
    some=Bar(3, 3.0, 1),
    strong=Bar(4, 5.0, 2, telling=True),
    others=(
        "grammar/a-before-*",
        "grammar/an-before-*",
        "grammar/repeated-*",
        "grammar/verb-after-pronoun",  # dialect in dialogue
        "translation/markdown-*",
        "translation/repeated-synonym",
    ),
)

SPUN = Likeness(
    "spun",
    "spun",
    (
        Signal("templates", "a spinning template", 4, ("spinner/*template",), telling=True),
        Signal("synonyms", "a synonym where English has a fixed expression", 3, ("spinner/*",), telling=True),
        Signal("variation", "a second word for the same thing", 1, ("translation/repeated-synonym",)),
    ),
    some=Bar(3, 1.5, 1),
    strong=Bar(6, 3.0, 1, telling=True),
)

SCRAPED = Likeness(
    "scraped",
    "scraped",
    (
        Signal(
            "codes",
            "codes and tags of a website",
            2,
            (
                "boilerplate/shortcodes",
                "boilerplate/tweet-embed",
                "boilerplate/program-code",
                "boilerplate/front-matter",
                "boilerplate/masked-email",
                "encoding/bbcode-tags",
                "encoding/entities",
                "encoding/html-tags",
                "encoding/line-break-tags",
                "encoding/link-brackets",
                "encoding/wiki-markup",
                "translation/markdown-*",
            ),
            telling=True,
        ),
        Signal(
            "credits",
            "bylines, credits and captions without their page",
            1,
            (
                "boilerplate/agency-note",
                "boilerplate/source-*",
                "boilerplate/author-*",
                "boilerplate/byline*",
                "boilerplate/image-*",
                "boilerplate/*-caption",
                "boilerplate/publication-time",
                "boilerplate/signature",
                "boilerplate/release-marks",
            ),
        ),
        Signal("furniture", "buttons, prompts and lists of a website", 2, ("boilerplate/*",), telling=True),
        Signal(
            "decoding",
            "characters decoded wrongly",
            1,
            ("encoding/mojibake", "encoding/replacement-character", "encoding/escapes", "encoding/lost-apostrophe"),
        ),
        Signal(
            "layout",
            "the layout of a page in the text",
            1,
            (
                "spacing/extra-empty-lines",
                "spacing/lost-empty-line",
                "spacing/leading-space",
                "spacing/no-break-space",
                "spacing/repeated-space",
                "spacing/trailing-space",
                "sentences/subheading-in-paragraph",
                "sentences/related-headline",
            ),
        ),
    ),
    some=Bar(2, 0.5, 1),
    strong=Bar(4, 1.0, 2, telling=True),
)

#: In the order in which they are shown.
LOOKS = (TRANSLATED, SPUN, SCRAPED)


@cache
def signal_of(look: Likeness, rule: str) -> Signal | None:
    """Return the signal for which a finding of a rule is evidence: the first that names it."""

    def named(globs: tuple[str, ...]) -> bool:
        return any(fnmatchcase(rule, glob) for glob in globs)

    return None if named(look.others) else next((one for one in look.signals if named(one.rules)), None)
