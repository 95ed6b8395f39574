"""The `consistency` kind: what a text writes in two ways, decided by its own majority.

An aspect is one function from the view to its findings; a rule file names the aspect and holds its word lists.
Where the text gives no majority, nothing is found: house style is never imposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleanup.detectors.base import View, WholeDetector, WholeKind
from cleanup.detectors.clock import each
from cleanup.detectors.consistency import dashes, honorifics, names, quotation, terms
from cleanup.detectors.consistency.params import Params
from cleanup.model import Finding, Rule

_ASPECTS: dict[str, Callable[[View, Rule], Iterator[Finding]]] = {
    "dash": dashes.hyphens,
    "honorific-dot": honorifics.dots,
    "honorific-missing": honorifics.missing,
    "name-variant": names.variants,
    "place-variant": names.places,
    "quote-punctuation": quotation.punctuation,
    "term-case": terms.case,
    "spelling-variety": terms.variety,
}


def build(rules: Sequence[Rule]) -> WholeDetector:
    """A detector of all the rules, one after the other."""

    def detect(view: View) -> Iterator[Finding]:
        for rule in each(rules):
            params: Params = rule.params
            yield from _ASPECTS[params.aspect](view, rule)

    return detect


KIND = WholeKind(Params, build)
