"""What is packed into a file is what the lexicon finds in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lexicon.inflection import Link
from benchmarks.lexicon.packing import Words, packed
from cleanup.lexicon import Case, Lexicon
from cleanup.lexicon.layout import PAIR_UNIT, TAGS, ZIPF_STEPS

RECIPE = bytes(range(32))
FORMS = st.text(st.sampled_from("abcé'-"), min_size=1, max_size=4)


@st.composite
def _words(draw: st.DrawFn) -> Words:
    forms = draw(st.lists(FORMS, min_size=1, max_size=40, unique=True))
    one = st.sampled_from(forms)
    return Words(
        cases={form: draw(st.sampled_from(Case)) for form in forms},
        frequencies={form: draw(st.integers(0, 8 * ZIPF_STEPS)) / ZIPF_STEPS for form in forms},
        links=draw(st.lists(st.builds(Link, one, st.sampled_from(TAGS), one), max_size=20, unique=True)),
        pairs=draw(st.dictionaries(st.tuples(one, one), st.integers(1, 5000).map(PAIR_UNIT.__mul__), max_size=20)),
    )


def _opened(words: Words) -> Lexicon:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.lexicon"
        path.write_bytes(packed(words, RECIPE))
        return Lexicon(path)


@given(_words())
def test_all_is_found_again(words: Words) -> None:
    made = _opened(words)
    assert (made.size, made.recipe) == (len(words.cases), RECIPE)
    for form, case in words.cases.items():
        tags = [link.tag for link in words.links if link.form == form]
        assert made.knows(form)
        assert made.usual_case(form) is case
        assert made.frequency(form) == words.frequencies[form]
        assert made.forms(form) == set(tags)
        assert made.word_classes(form) == {tag.partition("-")[0] for tag in tags}
        assert made.lemmas(form) == tuple(dict.fromkeys(link.lemma for link in words.links if link.form == form))
        for tag in TAGS:
            given_forms = (link.form for link in words.links if (link.lemma, link.tag) == (form, tag))
            assert made.inflect(form, tag) == tuple(given_forms)
        for other in words.cases:
            assert made.pair_count(form, other) == words.pairs.get((form, other), 0)


@given(_words(), FORMS)
def test_nothing_else_is_found(words: Words, form: str) -> None:
    assert _opened(words).knows(form) == (form in words.cases)
