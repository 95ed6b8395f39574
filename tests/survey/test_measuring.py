"""The figures of small documents, exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine import loading
from cleanup.model import Finding, Level, Plan, Span
from cleanup.survey.figures import Rate, Strength
from cleanup.survey.measuring import figures
from cleanup.survey.signals import LOOKS, MIN_WORDS
from tests.survey.made import LONG, TEN, plan

GERMAN = "Der Bürgermeister der Stadt hat heute eine neue Brücke eröffnet, und viele Leute waren gekommen. " * 16
#: Evidence of two telling signals: two calques and a missing article, 8 points.
EVIDENCE = (
    ("translation/german-calques", "mayor"),
    ("translation/german-calques", "town"),
    ("grammar/missing-article", "a new"),
)


def test_rates_are_per_thousand_words_and_by_group() -> None:
    found = figures(plan(LONG, *EVIDENCE, ("quotes/direction", "today")))
    assert (found.words, found.sentences) == (210, 21)
    assert (found.language, found.confidence) == ("en", 1.0)
    assert (found.findings.findings, found.findings.per_thousand) == (4, 19.05)
    assert [(group, rate.findings, rate.per_thousand) for group, rate in found.groups.items()] == [
        ("translation", 2, 9.52),
        ("grammar", 1, 4.76),
        ("quotes", 1, 4.76),
    ]
    assert found.groups["translation"].percentile == 100.0


def test_a_clean_text_is_below_every_percentile() -> None:
    found = figures(plan(LONG))
    assert (found.findings, found.touched, found.groups) == (Rate(0, 0.0, 0.0), 0.0, {})
    assert [getattr(found, look.name).strength for look in LOOKS] == [Strength.NONE] * 3


@pytest.mark.parametrize("count", [0, 1, 19])
def test_a_short_text_is_counted_and_not_judged(count: int) -> None:
    text = TEN * count
    found = figures(plan(text, *(EVIDENCE if count else ())))
    assert (found.words, found.sentences) == (10 * count, count)
    assert found.findings.percentile is None
    assert [getattr(found, look.name).strength for look in LOOKS] == [Strength.UNKNOWN] * 3


def test_two_hundred_words_are_enough() -> None:
    assert figures(plan(TEN * 19 + "One more and here are nine of them.", *EVIDENCE)).words == MIN_WORDS - 2
    assert figures(plan(TEN * 20, *EVIDENCE)).translated.strength is Strength.STRONG


def test_another_language_has_percentiles_and_no_impression() -> None:
    found = figures(plan(GERMAN, ("translation/german-calques", "Brücke"), ("grammar/has-be", "Leute")))
    assert found.language == "de"
    assert found.groups["grammar"].percentile == 100.0
    assert [getattr(found, look.name).strength for look in LOOKS] == [Strength.UNKNOWN] * 3


def test_a_text_in_two_languages_is_in_doubt() -> None:
    found = figures(plan(f"{LONG}\n\n{GERMAN[:1000]}", *EVIDENCE))
    assert (found.language, found.confidence) == ("en", 0.58)
    assert found.translated.strength is Strength.UNKNOWN


def test_a_tool_that_has_left_its_mark_is_enough_in_any_language() -> None:
    page = f'<html class="translated-ltr" lang="de"><p>{GERMAN}</p></html>'
    found = figures(plan(page, path="a.html"))
    assert found.translated.strength is Strength.STRONG
    assert [(reason.line, reason.column, reason.text) for reason in found.translated.reasons] == [
        (1, 1, '<html class="translated-ltr" lang="de">')
    ]
    assert found.spun.strength is Strength.UNKNOWN


def test_the_tells_of_a_page_come_first() -> None:
    page = f'<html class="translated-ltr"><p>{LONG}</p></html>'
    reasons = figures(plan(page, *EVIDENCE, path="a.html")).translated.reasons
    assert [reason.signal for reason in reasons] == ["translated-page", "calques", "articles"]


TOUCHED = "One two. Three four! Five"


@pytest.mark.parametrize(
    ("spans", "share"),
    [
        ([], 0.0),
        ([(0, 3)], 0.333),
        ([(0, 3), (4, 7)], 0.333),
        ([(0, 3), (9, 14)], 0.667),
        ([(4, 14)], 0.667),  # across two sentences
        ([(0, 25)], 1.0),
        ([(8, 9)], 0.333),  # the space between two
        ([(8, 8)], 0.333),  # missing at the end of the first
        ([(7, 8), (8, 8)], 0.333),
        ([(25, 25)], 0.333),  # missing at the end
    ],
)
def test_a_sentence_is_touched_where_something_was_found(spans: list[tuple[int, int]], share: float) -> None:
    bare = plan(TOUCHED)
    findings = tuple(Finding("quotes/x", Span(*span), "", Level.FLAG, id=str(span)) for span in spans)
    assert figures(Plan(bare.document, findings, (), frozenset())).touched == share


def test_what_a_page_shows_is_counted_and_places_are_those_of_the_source() -> None:
    page = "<style>p { color: red }</style>\n<p>One <b>two</b> three.</p><p>Four five six.</p>"
    found = figures(plan(page, ("quotes/x", "Four"), path="a.html"))
    assert (found.words, found.sentences, found.touched) == (6, 2, 0.5)


ENGINE = loading.engine()


@given(st.text(alphabet="ab .!?\n\r“”é,<>&", max_size=120), st.sampled_from(["text", "html", "markdown"]))
def test_any_text_has_figures(text: str, form: str) -> None:
    bare = plan(text, form=form)
    found = figures(ENGINE.plan(bare.document))
    assert 0 <= found.touched <= 1
    assert 0 <= found.confidence <= 1
    assert found.findings.findings == sum(rate.findings for rate in found.groups.values())
    assert all(getattr(found, look.name).strength is Strength.UNKNOWN for look in LOOKS)
