"""The `after_auxiliary` kind: a form of the verb that does not go with the auxiliary before it.

“Would went”, “did not saw”, “has began”: only irregular verbs show it, and only in forms that are not other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.verbs import forms as verb_forms
from cleanup.matching import Passage, Report, local_kind, replace, words
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of an after_auxiliary rule: `report` names the auxiliary, `never` the forms that are other words."""

    report: Literal["modal", "perfect", "infinitive"]
    never: tuple[str, ...] = ()


_SUBJECT = (
    r"(?:he|she|it|they|we|I|you|who|which|that|there|[A-Z][a-z]+|[a-z]+s|[a-z]+(?:er|or|an|nt|ist|ty|ry|ment|ion))"
)
_MODAL = lazy_regex.pattern(
    rf"(?P<lead>\b{_SUBJECT} (?:would|could|should|might|must|will|cannot|can"
    r"|(?:could|would|wo|ca)n[’']t)(?: not| also| never| soon| still)? )(?P<verb>[a-z]+)\b"
)
_NEGATED = lazy_regex.pattern(r"(?P<lead>\b\w+ (?:did|does|do)(?: not|n[’']t) )(?P<verb>[a-z]+)\b")
_WANTING = [
    "decide",
    "decides",
    "decided",
    "want",
    "wants",
    "wanted",
    "plan",
    "plans",
    "planned",
    "try",
    "tries",
    "tried",
    "hope",
    "hopes",
    "hoped",
    "intend",
    "intends",
    "intended",
    "agree",
    "agrees",
    "agreed",
    "refuse",
    "refuses",
    "refused",
    "promise",
    "promises",
    "promised",
    "threaten",
    "threatens",
    "threatened",
    "began",
    "start",
    "starts",
    "started",
    "continue",
    "continues",
    "continued",
    "need",
    "needs",
    "needed",
    "able",
    "orders",
    "ordered",
    "vows",
    "vowed",
    "pledge",
    "pledges",
    "pledged",
    "managed",
    "attempt",
    "attempts",
    "attempted",
    "going",
]
_INFINITIVE = lazy_regex.pattern(
    rf"(?P<lead>\b(?:{'|'.join(_WANTING)}) to )(?P<verb>[a-z]+)\b"
    r"(?= (?:a|an|the|his|her|its|their|all|some|more|him|them|it)\b)",
)
_PERFECT = lazy_regex.pattern(
    rf"(?P<lead>\b{_SUBJECT} (?:has|have|had)(?: not| also| never| already| just| now| recently| since| long)? )"
    r"(?P<verb>[a-z]+)\b",
)
_BARE_MODAL = lazy_regex.pattern(r" (?:will|must|can|might) \Z")
#: After these the auxiliary may end a clause: “all that she had began to sink”.
_RELATIVE = lazy_regex.pattern(r"\b(?:that|what|whatever|all|everything|as|than) \Z")


@cache
def _participles() -> dict[str, str]:
    """Return past → participle, for pasts that are not participles."""
    _, to_participle, _ = verb_forms.table()
    return {past: participle for past, participle in to_participle.items() if past != participle}


def _finding(rule: Rule, match: re.Match[str], forms: dict[str, str]) -> Iterator[Finding]:
    verb = match["verb"]
    form = forms.get(verb)
    params: Params = rule.params
    if form is None or verb in params.never or (params.report == "modal" and _BARE_MODAL.search(match["lead"])):
        return
    if _RELATIVE.search(match.string, max(0, match.start() - 12), match.start()):
        return
    span = Span(*match.span("verb"))
    auxiliary = " ".join(match["lead"].split()[1:])
    message = f"after “{auxiliary}” the verb is “{form}”, not “{verb}”"
    yield Finding(rule.id, span, message, rule.level, (replace(span, form, f"write “{form}”"),), rule.confidence)


def _behind(forms: Callable[[], dict[str, str]], *patterns: re.Pattern[str]) -> Report[Passage]:
    """Return a report of the verbs after an auxiliary for which `forms` has another form."""

    def find(rule: Rule, passage: Passage) -> Iterator[Finding]:
        for pattern in patterns:
            for match in passage.finditer(pattern):
                yield from _finding(rule, match, forms())

    return Report(
        find, lambda rule: [words(one, verb=lambda: forms().keys() - {*rule.params.never}) for one in patterns]
    )


KIND = local_kind(
    Params,
    {
        "modal": _behind(verb_forms.bases, _MODAL, _NEGATED),
        "perfect": _behind(_participles, _PERFECT),
        "infinitive": _behind(verb_forms.known_bases, _INFINITIVE),
    },
)
