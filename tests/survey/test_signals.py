"""The signals: each names rules that exist, and each rule counts once."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from cleanup.engine import loading
from cleanup.survey.signals import LOOKS, SCRAPED, SPUN, TRANSLATED, Likeness, signal_of

RULES = [rule.id for rule in loading.load(prove=False).rules]
GLOBS = [(look.name, glob) for look in LOOKS for one in look.signals for glob in one.rules]


@pytest.mark.parametrize(("look", "glob"), [*GLOBS, *((look.name, glob) for look in LOOKS for glob in look.others)])
def test_every_glob_names_a_rule(look: str, glob: str) -> None:
    assert [rule for rule in RULES if fnmatchcase(rule, glob)] != [], look


@pytest.mark.parametrize(
    ("look", "rule", "signal"),
    [
        (TRANSLATED, "translation/untranslated-german", "untranslated"),
        (TRANSLATED, "translation/german-calques", "calques"),
        (TRANSLATED, "translation/preposition-on", "prepositions"),
        (TRANSLATED, "grammar/missing-article", "articles"),
        (TRANSLATED, "grammar/has-be", "grammar"),
        (TRANSLATED, "grammar/repeated-phrase", None),
        (TRANSLATED, "translation/markdown-heading", None),
        (TRANSLATED, "spacing/repeated-space", None),
        (SPUN, "spinner/tortured-phrases", "synonyms"),
        (SPUN, "spinner/unfilled-template", "templates"),
        (SCRAPED, "translation/markdown-heading", "codes"),
        (SCRAPED, "boilerplate/agency-note", "credits"),
        (SCRAPED, "boilerplate/navigation", "furniture"),
        (SCRAPED, "quotes/direction", None),
    ],
)
def test_the_first_signal_that_names_a_rule_counts(look: Likeness, rule: str, signal: str | None) -> None:
    found = signal_of(look, rule)
    assert (found and found.name) == signal


def test_the_names_of_signals_are_their_own() -> None:
    names = [one.name for look in LOOKS for one in look.signals]
    assert len(set(names)) == len(names)
