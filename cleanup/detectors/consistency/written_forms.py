"""One term in two forms: `U.K.` and `UK`, `e-mail` and `email`, `per cent` and `percent`; the majority wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import finding, times
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Rule, Span
from cleanup.text.segments import places
from cleanup.text.sizes import ARTICLE

#: Initials with full stops (except `U.S.` and `U.K.`), a word with a hyphen, or two words that many write as one.
#: With `re-`, it is another word (`re-sent`).
_FORM = lazy_regex.pattern(
    r"(?<![\w.@/-])(?:(?!U\.[SK]\.(?![A-Z]))(?:[A-Z]\.){2,}|(?!re-)[a-z]+-[a-z]+|per cent)(?![\w@/-]|\.\w)"
)
TRIGGERS = (_FORM,)
#: Shorter words with a hyphen are more often two words.
_LEAST = 5
#: How much more often the other form has to be there.
CLEARLY = 2


def _forms(passage: Passage) -> list[tuple[str, Span]]:
    return [(match.group(), Span(*match.span())) for match in passage.finditer(_FORM)]


def forms(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield forms that an article writes otherwise, at two to one or more."""
    if len(view.text) > ARTICLE:
        return
    found: dict[str, list[Span]] = defaultdict(list)
    for paragraph, placed in view.observed(_forms):
        for form, span in placed:
            found[form].append(span.shift(paragraph.start))
    if not found:
        return
    plain: dict[str, list[Span]] = {}
    for form in found:
        if (other := _joined(form)) not in plain:
            plain[other] = _places(view.text, other)
    for form, spans in found.items():
        other = _joined(form)
        if len(plain[other]) >= CLEARLY * len(spans) and (len(other) >= _LEAST or form.isupper()):
            yield from _rewritten(rule, view.text, spans, other, len(plain[other]))
        elif len(spans) >= CLEARLY * len(plain[other]) and "-" not in form:
            yield from _rewritten(rule, view.text, plain[other], form, len(spans))


def _places(text: str, word: str) -> list[Span]:
    """Return where a word is in a text, apart from names, addresses and compounds."""
    wholes = (_WORD.match(text, at) for at in places(text, word))
    return [Span(*whole.span()) for whole in wholes if whole and whole.group() == word]


def _joined(form: str) -> str:
    return form.replace(".", "").replace("-", "").replace(" ", "")


def _rewritten(rule: Rule, text: str, spans: Iterable[Span], other: str, count: int) -> Iterator[Finding]:
    for span in spans:
        # A full stop that ends the sentence as well stays, and none comes before another.
        if not _ends_sentence(text, span) and not (other[-1] == "." == text[span.end : span.end + 1]):
            form = text[span.start : span.end]
            message = f"“{form}” is written “{other}” {times(count)} in this text"
            yield finding(rule, span, other, message)


_WORD = lazy_regex.pattern(r"(?<![\w.@/’'-])[A-Za-z]{2,}(?![\w@/-]|\.\w)")
_SENTENCE = lazy_regex.pattern(r"\s*(?:\Z|[”’\"')]|\n|\s[“\"'(]?[A-Z])")


def _ends_sentence(text: str, span: Span) -> bool:
    return text[span.end - 1] == "." and bool(_SENTENCE.match(text, span.end))
