"""The `consistency` kind: what a text writes in two ways, decided by its own majority.

An aspect is a function that examines a text for a rule, or a class if more of the rule has to be prepared; a rule file
names the aspect and contains its word lists. Without a majority in the text, nothing is found, unless a house style is
configured, which applies to all texts alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cleanup.detectors.consistency import (
    abbreviations,
    copula,
    dashes,
    dates,
    genitives,
    honorifics,
    misspelt_names,
    names,
    quotation,
    terms,
    written_forms,
)
from cleanup.detectors.consistency.shared import Params
from cleanup.matching import FullText, Report, document_kind
from cleanup.model import Finding, Rule

# Few texts have marks of two shapes, so the code for them is imported only then.


def _has_both_shapes(text: str) -> bool:
    return ("'" in text or '"' in text) and any(mark in text for mark in "’“”‘")


def _apostrophes(rule: Rule, view: FullText) -> Iterator[Finding]:
    if view.profile.style.apostrophe or _has_both_shapes(view.text):
        from cleanup.detectors.consistency import apostrophes

        yield from apostrophes.shape(rule, view)


def _primary_quotes(rule: Rule, view: FullText) -> Iterator[Finding]:
    if view.profile.style.primary_quotes:
        from cleanup.detectors.consistency import marks

        yield from marks.primary(rule, view)


def _quotes(rule: Rule, view: FullText) -> Iterator[Finding]:
    if view.profile.style.quotes or _has_both_shapes(view.text):
        from cleanup.detectors.consistency import marks

        yield from marks.shape(rule, view)


#: The aspects that prepare more than the rule.
_MADE: dict[str, Callable[[Rule], Any]] = {
    "place-variant": names.NamePlaces,
    "term-case": terms.TermCase,
    "spelling-variety": terms.Variety,
}


def _ready(rule: Rule, _: Sequence[Rule]) -> Any:
    made = _MADE.get(rule.params.aspect)
    return made(rule) if made else rule


KIND = document_kind(
    Params,
    {
        "apostrophe": Report(_apostrophes),
        "country-abbreviation": Report(abbreviations.country, abbreviations.COUNTRY_TRIGGERS),
        "copula-dash": Report(copula.copula, dashes.TRIGGERS),
        "date-order": Report(dates.order, dates.TRIGGERS),
        "dash": Report(dashes.dashes, dashes.TRIGGERS),
        "genitive": Report(genitives.genitives, genitives.TRIGGERS),
        "honorific-full-stop": Report(honorifics.dots, honorifics.TRIGGERS),
        "honorific-missing": Report(honorifics.missing, honorifics.TRIGGERS),
        "misspelt-name": Report(misspelt_names.misspelt, misspelt_names.TRIGGERS),
        "name-variant": Report(names.variants, names.TRIGGERS),
        "place-variant": Report(names.NamePlaces.find, lambda made: made.triggers),
        "primary-quotes": Report(_primary_quotes),
        "quote-shape": Report(_quotes),
        "quote-punctuation": Report(quotation.punctuation, quotation.TRIGGERS),
        "scale-abbreviation": Report(abbreviations.scale, abbreviations.SCALE_TRIGGERS),
        "term-case": Report(terms.TermCase.find, lambda made: made.triggers),
        "written-form": Report(written_forms.forms, written_forms.TRIGGERS),
        "spelling-variety": Report(terms.Variety.find, lambda made: made.triggers),
    },
    key="aspect",
    ready=_ready,
)
