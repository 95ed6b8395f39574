"""Working out which form belongs to which lemma, and as what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

import msgspec

from benchmarks.lexicon import sources

#: The tags of the columns of a table of inflections, by word class; the lemma itself is the first.
COLUMNS = {
    "noun": ("noun-singular", "noun-plural"),
    "verb": ("verb-base", "verb-past", "verb-participle", "verb-ing", "verb-s"),
    "adjective": ("adjective-base", "adjective-comparative", "adjective-superlative"),
    "adverb": ("adverb-base", "adverb-comparative", "adverb-superlative"),
}
#: What no table has, as the one verb with two past forms.
BE = {
    "verb-base": ["be"],
    "verb-past": ["was", "were"],
    "verb-participle": ["been"],
    "verb-ing": ["being"],
    "verb-s": ["is"],
}
#: A reading is left out if hand-tagged texts have the form this often, and this part of it or less in that reading.
OFTEN = 50
HARDLY_EVER = 0.005
#: A word of a closed class is of an open one, too, if they have it there this often.
OFTEN_HERE = 5


class Link(msgspec.Struct, frozen=True, order=True):
    """A form of a lemma, and as what."""

    lemma: str
    tag: str
    form: str


def links(listed: Collection[str]) -> list[Link]:
    """Return all links, the preferred forms of a lemma first, and the most frequent readings of a form first.

    Regular forms that no table has must be among the listed ones.
    """
    tagged = sources.wordnet_tags()
    weighed: dict[str, list[tuple[int, Link]]] = defaultdict(list)
    for link in dict.fromkeys([*_tabled(), *_be(), *_irregular(), *_regular(listed)]):
        times = tagged.get(link.lemma, {}).get(link.tag.partition("-")[0], 0)
        weighed[link.form].append((times, link))
    closed = dict(_closed())
    kept = [link for form, readings in weighed.items() for link in _plausible(readings, form in closed)]
    return [*kept, *(link for its in closed.values() for link in its)]


def _plausible(readings: list[tuple[int, Link]], closed: bool) -> list[Link]:
    """Return the plausible readings of a form, the most frequent one first."""
    total = sum(times for times, _ in readings)
    least = max(OFTEN_HERE if closed else 0, total * HARDLY_EVER if total >= OFTEN else 0)
    ordered = sorted(readings, key=lambda reading: -reading[0])
    return [link for times, link in ordered if times >= least]


def _closed() -> Iterator[tuple[str, list[Link]]]:
    """Yield the forms of closed classes with their links, to themselves unless the table says which lemma they have."""
    lemma = {form: its for its, forms in sources.closed_lemmas().items() for form in forms}
    found: dict[str, list[Link]] = defaultdict(list)
    for tag, forms in sources.closed_classes().items():
        for form in forms:
            found[form].append(Link(lemma.get(form, form), tag, form))
    yield from found.items()


def _be() -> Iterator[Link]:
    return (Link("be", tag, form) for tag, forms in BE.items() for form in forms)


def _tabled() -> Iterator[Link]:
    for lemma, word_class, columns in sources.lemminflect():
        if not lemma.islower():
            continue
        first, *rest = COLUMNS[word_class]
        yield Link(lemma, first, lemma)
        for tag, forms in zip(rest, columns, strict=False):
            # A plural like the singular, beside another plural, is a counting unit or a mistake.
            yield from (Link(lemma, tag, form.lower()) for form in forms if form != lemma or len(forms) == 1)


#: What an irregular form is, by its class and ending.
_ENDINGS = {
    ("noun", ""): ["noun-plural"],
    ("verb", "ed"): ["verb-past", "verb-participle"],
    ("verb", "ing"): ["verb-ing"],
    ("adjective", "er"): ["adjective-comparative"],
    ("adjective", "est"): ["adjective-superlative"],
    ("adverb", "er"): ["adverb-comparative"],
    ("adverb", "est"): ["adverb-superlative"],
}


def _irregular() -> Iterator[Link]:
    tabled = _in_tables()
    for form, word_class, lemma in sources.wordnet_irregular():
        if "_" not in form and (lemma, word_class) not in tabled:
            for (its, ending), tags in _ENDINGS.items():
                if its == word_class and form.endswith(ending):
                    yield from (Link(lemma, tag, form) for tag in tags)


def _in_tables() -> set[tuple[str, str]]:
    """Return the lemmas, each with its class, of which a table has all forms."""
    return {(lemma, word_class) for lemma, word_class, _ in sources.lemminflect() if lemma.islower()} | {("be", "verb")}


def _regular(listed: Collection[str]) -> Iterator[Link]:
    tabled = _in_tables()
    for lemma, word_class in sources.wordnet_lemmas():
        # Names are of no class, but adjectives made from them are.
        if not lemma.islower() and word_class != "adjective":
            continue
        form = lemma.lower()
        if (lemma, word_class) not in tabled:
            yield Link(form, COLUMNS[word_class][0], form)
            for tag, one in regular_forms(form, word_class):
                if one in listed:
                    yield Link(form, tag, one)


def regular_forms(lemma: str, word_class: str) -> Iterator[tuple[str, str]]:
    """Yield what regular inflection makes of a lemma, also what is not in use, such as `gooder`."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if re.search("[^aeiou]y$", lemma):
        s_form, stem_ed, stem_er = f"{lemma[:-1]}ies", f"{lemma[:-1]}i", f"{lemma[:-1]}i"
    else:
        s_form, stem_ed, stem_er = f"{lemma}{'es' if re.search('(s|x|z|ch|sh)$', lemma) else 's'}", stem, stem
    doubled = {"", lemma[-1]} if re.search("[^aeiou][aeiou][^aeiouwxy]$", lemma) else {""}
    if word_class == "noun":
        yield "noun-plural", s_form
    elif word_class == "verb":
        yield "verb-s", s_form
        for more in sorted(doubled):
            yield "verb-past", f"{stem_ed}{more}ed"
            yield "verb-participle", f"{stem_ed}{more}ed"
            yield "verb-ing", f"{stem}{more}ing"
    else:
        for more in sorted(doubled):
            yield f"{word_class}-comparative", f"{stem_er}{more}er"
            yield f"{word_class}-superlative", f"{stem_er}{more}est"
