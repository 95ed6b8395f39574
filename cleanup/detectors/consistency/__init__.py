"""The `consistency` kind: what a text writes in two ways, decided by its own majority.

An aspect is a function that makes a rule ready to look at views, or, where nothing is to be made ready (`_of`), looks
at a view for a rule; a rule file names the aspect and holds its word lists.
Where the text gives no majority, nothing is found, unless a house style is set: that holds for all texts alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleanup.detectors.consistency import dashes, honorifics, names, quotation, terms
from cleanup.detectors.consistency.shared import Params
from cleanup.matching.filters import Askable
from cleanup.matching.timing import each
from cleanup.matching.view import Searching, View, WholeDetector, WholeKind, gates_of
from cleanup.model import Finding, Rule


def _of(aspect: Callable[[View, Rule], Iterator[Finding]], *gates: Askable) -> Callable[[Rule], WholeDetector]:
    """An aspect that has nothing to make ready, and the gates that it asks."""
    return lambda rule: Searching(lambda view: aspect(view, rule), lambda: gates)


# Few set a style of marks, so what writes it is imported then.


def _apostrophes(view: View, rule: Rule) -> Iterator[Finding]:
    if view.profile.style.apostrophe:
        from cleanup.detectors.consistency import apostrophes

        yield from apostrophes.shape(view, rule)


def _primary_quotes(view: View, rule: Rule) -> Iterator[Finding]:
    if view.profile.style.primary_quotes:
        from cleanup.detectors.consistency import marks

        yield from marks.primary(view, rule)


def _quotes(view: View, rule: Rule) -> Iterator[Finding]:
    if view.profile.style.quotes:
        from cleanup.detectors.consistency import marks

        yield from marks.shape(view, rule)


_ASPECTS: dict[str, Callable[[Rule], WholeDetector]] = {
    "apostrophe": _of(_apostrophes),
    "dash": _of(dashes.dashes, dashes.SEARCH.gate),
    "honorific-full-stop": _of(honorifics.dots, honorifics.SEARCH.gate, *(form.gate for form in honorifics.FORMS)),
    "honorific-missing": _of(honorifics.missing),
    "name-variant": _of(names.variants, names.CAPITALISED),
    "place-variant": names.places,
    "primary-quotes": _of(_primary_quotes),
    "quote-shape": _of(_quotes),
    "quote-punctuation": _of(quotation.punctuation, quotation.SEARCH.gate),
    "term-case": terms.case,
    "spelling-variety": terms.variety,
}


def build(rules: Sequence[Rule]) -> WholeDetector:
    """A detector of all the rules, one after the other."""
    aspects = [(rule, _ASPECTS[rule.params.aspect](rule)) for rule in rules]

    def detect(view: View) -> Iterator[Finding]:
        for _, aspect in each(aspects):
            yield from aspect(view)

    return Searching(detect, lambda: (gate for _, aspect in aspects for gate in gates_of(aspect)))


KIND = WholeKind(Params, build)
