"""What is known about the words of a language: usual case, word classes, lemmas, frequencies and pairs.

`lexicon(language)` opens the file of a language when first asked, and maps it into memory: nothing is read but what is
looked up. Ask only about candidates that a pattern has found.
"""

from __future__ import annotations

from cleanup.lexicon.layout import Case
from cleanup.lexicon.lexicon import FUNCTION_CLASSES, Lexicon, lexicon

__all__ = ["FUNCTION_CLASSES", "Case", "Lexicon", "lexicon"]
