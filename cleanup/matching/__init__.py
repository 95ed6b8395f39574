"""Where in a text a pattern can match: what makes detectors fast, apart from what they find."""

from cleanup.matching.kinds import FullText, Kind, Report, Together, document_kind, local_kind
from cleanup.matching.line_hints import RulePatterns
from cleanup.matching.line_patterns import AnyCase, Joined, LinePatterns, lines_needed
from cleanup.matching.passage import Passage, describe, replace
from cleanup.matching.phrase_book import PhraseBook, phrases_needed
from cleanup.matching.re2_patterns import Re2Pattern, check_pattern, compile_re2, required, words_needed
from cleanup.matching.triggers import Re2Source, Trigger, Words, doubled, where, words
from cleanup.matching.word_frames import FIRST, Judge, WordFrame, WordSet, frame_search
from cleanup.model import Needs

__all__ = [
    "FIRST",
    "AnyCase",
    "FullText",
    "Joined",
    "Judge",
    "Kind",
    "LinePatterns",
    "Needs",
    "Passage",
    "PhraseBook",
    "Re2Pattern",
    "Re2Source",
    "Report",
    "RulePatterns",
    "Together",
    "Trigger",
    "WordFrame",
    "WordSet",
    "Words",
    "check_pattern",
    "compile_re2",
    "describe",
    "document_kind",
    "doubled",
    "frame_search",
    "lines_needed",
    "local_kind",
    "phrases_needed",
    "replace",
    "required",
    "where",
    "words",
    "words_needed",
]
