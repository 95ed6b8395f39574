"""How a form is usually written, by what lists and prose say."""

from __future__ import annotations

import pytest

from benchmarks.lexicon.cases import COMMON, ENOUGH, IN_WORDNET, RARE, Evidence, count_cases, written
from cleanup.lexicon import Case

NOTHING = (0, 0, 0)


@pytest.mark.parametrize(
    ("form", "case"),
    [
        ("word", Case.LOWER),
        ("don't", Case.LOWER),
        ("London", Case.CAPITAL),
        ("O'Neill", Case.MIXED),
        ("NATO", Case.UPPER),
        ("PhD", Case.MIXED),
        ("Anglo-Saxon", Case.CAPITAL),
    ],
)
def test_the_case_of_a_form(form: str, case: Case) -> None:
    assert written(form) is case


@pytest.mark.parametrize(
    ("ranks", "counted", "case"),
    [
        pytest.param({Case.LOWER: RARE}, (0, 90, 0), Case.LOWER, id="only a word, however often it begins titles"),
        pytest.param({Case.CAPITAL: RARE}, (90, 0, 0), Case.CAPITAL, id="only a name"),
        pytest.param({Case.CAPITAL: RARE, Case.UPPER: COMMON}, NOTHING, Case.UPPER, id="the better known of two"),
        pytest.param({Case.LOWER: RARE, Case.CAPITAL: COMMON}, NOTHING, Case.CAPITAL, id="a rare word"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: RARE}, NOTHING, Case.LOWER, id="a rare name"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: RARE}, (1, 9, 0), Case.EITHER, id="a rare name in our prose"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: IN_WORDNET}, NOTHING, Case.LOWER, id="a sense of a word"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: COMMON}, NOTHING, Case.EITHER, id="both are known"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: COMMON}, (98, 2, 0), Case.EITHER, id="and both are used"),
        pytest.param({Case.LOWER: COMMON, Case.CAPITAL: COMMON}, (99, 1, 0), Case.LOWER, id="and one hardly ever"),
        pytest.param({Case.LOWER: RARE, Case.CAPITAL: RARE}, NOTHING, Case.EITHER, id="neither is known"),
    ],
)
def test_lists_decide_and_prose_where_they_cannot(
    ranks: dict[Case, int], counted: tuple[int, int, int], case: Case
) -> None:
    assert Evidence(ranks).decided(counted) is case


def test_evidence_keeps_the_best_rank_of_each_case() -> None:
    found = Evidence({})
    for form, rank in [("may", 20), ("may", 10), ("May", 35), ("may", 50)]:
        found.add(form, rank)
    assert found.ranks == {Case.LOWER: 10, Case.CAPITAL: 35}


def test_only_ambiguous_forms_inside_sentences_are_counted() -> None:
    ambiguous = Evidence({Case.LOWER: 10, Case.CAPITAL: 35})
    text = "May we march in March, may we? Yes. May we? " * ENOUGH
    found = count_cases([text], {"may": ambiguous, "we": Evidence({Case.LOWER: 10})})
    assert found == {"may": (ENOUGH, 0, 0)}
    assert count_cases([text], {"march": ambiguous}) == {"march": (ENOUGH, ENOUGH, 0)}
