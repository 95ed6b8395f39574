"""The kinds of rule: what each finds. A new kind is one module and one line in `KINDS`."""

from __future__ import annotations

import msgspec

from cleanup.detectors import (
    compounds,
    consistency,
    determiners,
    hypothetical,
    languagetool,
    loops,
    model,
    numbers,
    pattern,
    phrases,
    repetition,
    split_compounds,
    untranslated,
    word_forms,
)
from cleanup.detectors.boilerplate import captions, page_edges
from cleanup.detectors.boilerplate import kind as boilerplate
from cleanup.detectors.encoding import kind as encoding
from cleanup.detectors.encoding import separators
from cleanup.detectors.letter_case import kind as letter_case
from cleanup.detectors.quotation_marks import foreign
from cleanup.detectors.quotation_marks import kind as quotes
from cleanup.detectors.sentences import (
    appositions,
    capitals,
    clause_commas,
    commas,
    fragments,
    fused_sentences,
    insertions,
    lost_parentheses,
    lost_spaces,
    splices,
    split_paragraphs,
    stop_before_capital,
    stop_before_lower_case,
    unended_paragraphs,
)
from cleanup.detectors.spelling import kind as spelling
from cleanup.detectors.stray_markup import kind as markup
from cleanup.detectors.verbs import (
    after_auxiliary,
    agreement,
    complements,
    coordinated,
    distant_subjects,
    finished_time,
)
from cleanup.detectors.white_space import kind as white_space
from cleanup.matching import Kind

KINDS: dict[str, Kind] = {
    "after_auxiliary": after_auxiliary.KIND,
    "agreement": agreement.KIND,
    "appositions": appositions.KIND,
    "boilerplate": boilerplate.KIND,
    "capitals": capitals.KIND,
    "captions": captions.KIND,
    "clause_commas": clause_commas.KIND,
    "commas": commas.KIND,
    "compounds": compounds.KIND,
    "complements": complements.KIND,
    "consistency": consistency.KIND,
    "coordinated_verbs": coordinated.KIND,
    "determiners": determiners.KIND,
    "distant_subjects": distant_subjects.KIND,
    "encoding": encoding.KIND,
    "finished_time": finished_time.KIND,
    "foreign_quotes": foreign.KIND,
    "fragments": fragments.KIND,
    "fused_sentences": fused_sentences.KIND,
    "hypothetical": hypothetical.KIND,
    "insertions": insertions.KIND,
    "languagetool": languagetool.KIND,
    "loops": loops.KIND,
    "lost_parentheses": lost_parentheses.KIND,
    "letter_case": letter_case.KIND,
    "lost_spaces": lost_spaces.KIND,
    "model": model.KIND,
    "numbers": numbers.KIND,
    "page_edges": page_edges.KIND,
    "pattern": pattern.KIND,
    "phrases": phrases.KIND,
    "quotes": quotes.KIND,
    "repetition": repetition.KIND,
    "separators": separators.KIND,
    "splices": splices.KIND,
    "split_compounds": split_compounds.KIND,
    "spelling": spelling.KIND,
    "split_paragraphs": split_paragraphs.KIND,
    "stop_before_capital": stop_before_capital.KIND,
    "stop_before_lower_case": stop_before_lower_case.KIND,
    "stray_markup": markup.KIND,
    "unended_paragraphs": unended_paragraphs.KIND,
    "untranslated": untranslated.KIND,
    "white_space": white_space.KIND,
    "word_forms": word_forms.KIND,
}

#: The struct of each kind's own keys, as `cleanup.rules.registry.load` expects it.
PARAMS: dict[str, type[msgspec.Struct]] = {name: kind.params for name, kind in KINDS.items()}

#: Kinds whose rules are evidence for each other: what one finds may raise the level of what another finds.
CORROBORATING = frozenset(["boilerplate"])
