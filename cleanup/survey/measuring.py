"""From the plan of a document to its figures. Pure: the document has been read and checked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from cleanup.documents.source_map import Projection
from cleanup.languages.identify import identify_language
from cleanup.model import Document, Finding, Plan, Span
from cleanup.survey.figures import Figures, Impression, Rate, Strength
from cleanup.survey.html_tells import tells
from cleanup.survey.impressions import Clue, decisive, impression
from cleanup.survey.references import ALL, percentile
from cleanup.survey.signals import CALIBRATED, MIN_CONFIDENCE, MIN_WORDS, SCRAPED, SPUN, TRANSLATED, Likeness, signal_of
from cleanup.text.segments import paragraphs, sentences, words

#: Words that a paragraph needs to show its language, and how many such paragraphs are read; a sample is enough.
PARAGRAPH_WORDS, SAMPLE = 8, 40


def figures(plan: Plan) -> Figures:
    """Return the figures of a document from its plan, whatever the level of the findings."""
    document, found = plan.document, plan.findings
    projection = Projection.of(document)
    shown = projection.shown
    total = len(words(shown))
    blocks = list(paragraphs(shown))
    language, confidence = _language(document, shown, blocks)
    seen = [projection.source(span) for span in _sentences(shown, blocks)]
    compared = language if total >= MIN_WORDS else None
    groups = Counter(finding.rule.partition("/")[0] for finding in found)
    looks = {
        look.name: _impression(look, plan, total, language if confidence >= MIN_CONFIDENCE else None)
        for look in (TRANSLATED, SPUN, SCRAPED)
    }
    return Figures(
        document.path,
        total,
        len(seen),
        language,
        confidence,
        _rate(ALL, len(found), total, compared),
        round(_touched(seen, found) / len(seen), 3) if seen else 0.0,
        {
            group: _rate(group, number, total, compared)
            for group, number in sorted(groups.items(), key=lambda item: (-item[1], item[0]))
        },
        **looks,
    )


def _rate(group: str, number: int, total: int, language: str | None) -> Rate:
    """Return the rate of a group; it is compared with clean text only in a known language."""
    rate = round(1000 * number / total, 2) if total else 0.0
    return Rate(number, rate, percentile(language, group, rate))


def _language(document: Document, shown: str, blocks: Sequence[Span]) -> tuple[str | None, float]:
    """Return the language of a text, and the share of the words of its paragraphs that are clearly in it."""
    language = identify_language(shown) or document.language
    if language is None:
        return None, 0.0
    texts = (shown[span.start : span.end] for span in blocks)
    long = [(text, count) for text in texts if (count := len(words(text))) >= PARAGRAPH_WORDS][:SAMPLE]
    judged = long or [(shown, 1)]
    agreeing = sum(count for text, count in judged if identify_language(text) == language)
    return language, round(agreeing / sum(count for _, count in judged), 2)


def _sentences(shown: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a text that contain a word."""
    for block in blocks:
        for sentence in sentences(shown[block.start : block.end]):
            span = sentence.shift(block.start)
            if words(shown[span.start : span.end]):
                yield span


def _touched(seen: Sequence[Span], found: Sequence[Finding]) -> int:
    """Return how many sentences have a finding. One between two sentences touches the second, one after all the last;
    what is missing at the end of a sentence belongs to it.
    """
    ends = [span.end for span in seen]
    touched: set[int] = set()
    for span in {finding.span for finding in found}:
        first = bisect_right(ends, span.start) if span else bisect_left(ends, span.start)
        last = first + 1
        while last < len(seen) and seen[last].start < span.end:
            last += 1
        touched.update(range(min(first, len(seen) - 1), min(last, len(seen))))
    return len(touched)


def _impression(look: Likeness, plan: Plan, total: int, language: str | None) -> Impression:
    """Return how a document looks; unknown if it is too short, or in a language for which no bars were set."""
    evidence = list(_evidence(look, plan))
    if total < MIN_WORDS or not (language in CALIBRATED or decisive(evidence)):
        return Impression(Strength.UNKNOWN)
    return impression(look, evidence, total, plan.document.text)


def _evidence(look: Likeness, plan: Plan) -> Iterator[Clue]:
    if look is TRANSLATED:
        yield from tells(plan.document)
    for finding in plan.findings:
        if signal := signal_of(look, finding.rule):
            yield Clue(signal, finding.span, finding.rule)
