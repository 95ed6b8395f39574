"""The kinds of rule. A new kind is one module and one line in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cleanup.detectors import (
    auxiliary,
    boilerplate,
    boundary,
    capitals,
    clause_break,
    consistency,
    coordination,
    encoding,
    false_end,
    foreign_quotes,
    languagetool,
    line_break,
    markup,
    numbers,
    pattern,
    phrases,
    quotes,
    repetition,
    separators,
    untranslated,
)
from cleanup.detectors.base import Kind
from cleanup.model import Rule

KINDS: dict[str, Kind] = {
    "auxiliary": auxiliary.KIND,
    "boilerplate": boilerplate.KIND,
    "boundary": boundary.KIND,
    "capitals": capitals.KIND,
    "clause_break": clause_break.KIND,
    "consistency": consistency.KIND,
    "coordination": coordination.KIND,
    "encoding": encoding.KIND,
    "false_end": false_end.KIND,
    "foreign_quotes": foreign_quotes.KIND,
    "languagetool": languagetool.KIND,
    "line_break": line_break.KIND,
    "numbers": numbers.KIND,
    "markup": markup.KIND,
    "pattern": pattern.KIND,
    "phrases": phrases.KIND,
    "quotes": quotes.KIND,
    "repetition": repetition.KIND,
    "separators": separators.KIND,
    "untranslated": untranslated.KIND,
}

#: The struct of each kind's own keys, as `cleanup.rulebook.load` wants it.
PARAMS: dict[str, type[msgspec.Struct]] = {name: kind.params for name, kind in KINDS.items()}

#: What plain texts must hold for a rule, for the kinds that ask for it before they make automata of many patterns.
NEEDS: dict[str, Callable[[Rule], tuple[tuple[str, ...], ...]]] = {
    "boilerplate": boilerplate.needs,
    "pattern": pattern.needs,
    "phrases": phrases.needs,
    "untranslated": untranslated.needs,
}
