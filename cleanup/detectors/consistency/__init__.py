"""The `consistency` kind: what a text writes in two ways, decided by its own majority.

An aspect is a function that makes a rule ready to look at views, or, where nothing is to be made ready (`_of`), looks
at a view for a rule; a rule file names the aspect and holds its word lists.
Where the text gives no majority, nothing is found: house style is never imposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleanup.detectors.base import View, WholeDetector, WholeKind
from cleanup.detectors.clock import each
from cleanup.detectors.consistency import dashes, honorifics, names, quotation, terms
from cleanup.detectors.consistency.params import Params
from cleanup.model import Finding, Rule

_Aspect = Callable[[View], Iterator[Finding]]


def _of(aspect: Callable[[View, Rule], Iterator[Finding]]) -> Callable[[Rule], _Aspect]:
    """An aspect that has nothing to make ready."""
    return lambda rule: lambda view: aspect(view, rule)


_ASPECTS: dict[str, Callable[[Rule], _Aspect]] = {
    "dash": _of(dashes.hyphens),
    "honorific-dot": _of(honorifics.dots),
    "honorific-missing": _of(honorifics.missing),
    "name-variant": _of(names.variants),
    "place-variant": names.places,
    "quote-punctuation": _of(quotation.punctuation),
    "term-case": terms.case,
    "spelling-variety": terms.variety,
}


def build(rules: Sequence[Rule]) -> WholeDetector:
    """A detector of all the rules, one after the other."""
    aspects = [(rule, _ASPECTS[rule.params.aspect](rule)) for rule in rules]

    def detect(view: View) -> Iterator[Finding]:
        for _, aspect in each(aspects):
            yield from aspect(view)

    return detect


KIND = WholeKind(Params, build)
