"""From a plan to matches: one span and its replacements for each proposal, in the words around it.

A client of LanguageTool makes one replacement at a time, so each match stands alone: a change of several edits covers
all of them with what is between, and a change without width takes in the nearest word, as nothing else could be
clicked on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleanup import lazy_regex
from cleanup.documents.source_map import Projection
from cleanup.edits.edits import apply
from cleanup.http_server import categories
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.parameters import RuleFilter
from cleanup.http_server.replies import Link, Match, MatchCategory, MatchContext, MatchRule, MatchType, Replacement
from cleanup.model import Edit, Finding, Plan, Rule, Span
from cleanup.review.proposals import Proposal, alone, alternatives, proposals
from cleanup.text.segments import paragraphs, sentences
from cleanup.text.utf16 import Utf16

#: Code points of text on either side of a match, as in LanguageTool (`ContextTools`).
CONTEXT = 40
#: The maximum number of code points of a word that a match takes in.
_NEAR = 24
_WORD_BEFORE = lazy_regex.pattern(r"\S+\s*\Z")
_WORD_AFTER = lazy_regex.pattern(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class RuleShelf:
    """What is known of the rules: by id, and which of them need the whole text."""

    rules: Mapping[str, Rule]
    of_whole_text: frozenset[str]


class Sentences:
    """The sentences of a text, in order, in its own code points."""

    def __init__(self, text: str) -> None:
        self.spans = [
            sentence.shift(paragraph.start)
            for paragraph in paragraphs(text)
            for sentence in sentences(text[paragraph.start : paragraph.end])
        ]
        self._text = text
        self._starts = [span.start for span in self.spans]

    def around(self, offset: int) -> str:
        """Return the sentence at an offset, or the one before it."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        span = self.spans[index] if self.spans else Span(0, len(self._text))
        return self._text[span.start : span.end]


class _Room:
    """The text around matches, as far as it belongs to no other match."""

    def __init__(self, text: str, taken: Sequence[Span]) -> None:
        self._text = text
        self._starts = sorted(span.start for span in taken)
        self._ends = sorted(span.end for span in taken)

    def around(self, area: Span, offered: Sequence[str]) -> Span:
        """Return the span to show for an area: with the nearest word if nothing is in it, or nothing would be left of
        a mark or a space, as many clients show neither.
        """
        inner = self._text[area.start : area.end]
        if inner and (all(offered) or any(map(str.isalnum, inner))):
            return area
        low = self._ends[index - 1] if (index := bisect_right(self._ends, area.start)) else 0
        above = bisect_left(self._starts, area.end)
        high = self._starts[above] if above < len(self._starts) else len(self._text)
        near = self._beside(area, low, high)
        return near if near != area or inner else self._beside(area, 0, len(self._text))

    def _beside(self, area: Span, low: int, high: int) -> Span:
        if before := _WORD_BEFORE.search(self._text, max(low, area.start - _NEAR), area.start):
            return Span(before.start(), area.end)
        after = _WORD_AFTER.match(self._text, area.end, min(high, area.end + _NEAR))
        return Span(area.start, after.end()) if after else area


class Matches:
    """The matches of one text. `plan` is that of what the text shows."""

    def __init__(self, text: AnnotatedText, projection: Projection, plan: Plan, shelf: RuleShelf) -> None:
        self._source = text.source
        self._shown = projection.shown
        self._projection = projection
        self._plan = plan
        self._shelf = shelf
        self._units = Utf16(text.source)
        self._holes = text.holes
        self._hole_starts = [hole.span.start for hole in text.holes]
        self.sentences = Sentences(projection.shown)

    def wanted(self, selection: RuleFilter) -> tuple[Match, ...]:
        """Return the matches that a client wants, by position."""
        chosen = list(self._chosen(selection))
        room = _Room(self._shown, [edit.span for one in chosen for edit in one.places])
        found = [(one, *self._replaced(one, room)) for one in chosen]
        seen = [self._match(one, span, values) for one, span, values in found if not self._in_markup(span)]
        return tuple(sorted(seen, key=lambda match: (match.offset, match.length)))

    def ranges(self) -> list[tuple[int, int]]:
        """Return where the sentences begin and end, in UTF-16 units of the source."""
        spans = map(self._projection.source, self.sentences.spans)
        return [(self._units.at(span.start), self._units.at(span.end)) for span in spans]

    def _chosen(self, selection: RuleFilter) -> Iterator[Proposal]:
        """Yield the proposals to show. Of a change that repairs several findings, those that are wanted are shown alone
        if others are not: nobody is to repair what was switched off.
        """
        for one in proposals(self._plan):
            wanted = [finding for finding in one.findings if self._wants(selection, finding)]
            if len(wanted) == len(one.findings):
                yield from [one] if one.findings else []
            else:
                yield from (alone(finding, self._shown) for finding in wanted)

    def _wants(self, selection: RuleFilter, finding: Finding) -> bool:
        rule = self._shelf.rules[finding.rule]
        return selection.wants(rule, finding.level, whole_text=rule.id in self._shelf.of_whole_text)

    def _in_markup(self, span: Span) -> bool:
        """Return whether a span of the source is nothing but what mark-up is read as."""
        index = bisect_right(self._hole_starts, span.start) - 1
        return index >= 0 and span.end <= self._holes[index].span.end

    def _match(self, one: Proposal, span: Span, values: Sequence[str]) -> Match:
        rule = self._shelf.rules[one.findings[0].rule]
        found = categories.category(rule)
        offset, length = self._units.place(span)
        messages = dict.fromkeys(finding.message or rule.summary for finding in one.findings)
        return Match(
            " ".join(map(_sentence, messages)),
            rule.summary,
            tuple(map(Replacement, dict.fromkeys(values))),
            offset,
            length,
            self._context(span),
            self.sentences.around(self._shown_at(one)),
            MatchType(categories.type_name(found, one.level)),
            MatchRule(
                categories.public_id(rule.id),
                rule.id,
                rule.summary,
                found.issue_type,
                MatchCategory(found.id, found.name),
                (Link(rule.url),) if rule.url else (),
            ),
        )

    def _shown_at(self, one: Proposal) -> int:
        return one.places[0].span.start if one.places else one.span.start

    def _replaced(self, one: Proposal, room: _Room) -> tuple[Span, list[str]]:
        """Return the span of a match in the source, and its replacements, from the best.

        There are none if a replacement would change mark-up.
        """
        if one.edits and len(one.places) > 1:
            return self._covering(one.places)
        area = one.places[0].span
        others = [text for _, text in alternatives(one, self._shown)]
        offered = [one.places[0].replacement, *others] if one.edits else []
        for span in dict.fromkeys((room.around(area, offered), area)):
            lead, tail = self._shown[span.start : area.start], self._shown[area.end : span.end]
            edits = [self._projection.edit(Edit(span, lead + text + tail)) for text in offered]
            if any(edits):
                return self._projection.source(span), [edit.replacement for edit in edits if edit]
        return self._projection.source(room.around(area, ())), []

    def _covering(self, places: Sequence[Edit]) -> tuple[Span, list[str]]:
        edits = [edit for edit in map(self._projection.edit, places) if edit]
        whole = self._projection.source(Span(places[0].span.start, places[-1].span.end))
        if len(edits) < len(places):
            return whole, []
        span = Span(edits[0].span.start, edits[-1].span.end)
        inner = self._source[span.start : span.end]
        return span, [apply([edit.shift(-span.start) for edit in edits], inner)]

    def _context(self, span: Span) -> MatchContext:
        source = self._source
        start, end = max(0, span.start - CONTEXT), min(len(source), span.end + CONTEXT)
        lead = "..." if start else ""
        text = lead + source[start:end] + ("..." if end < len(source) else "")
        shown = text.replace("\n", " ").replace("\r", " ")
        offset, length = Utf16(shown).place(span.shift(len(lead) - start))
        return MatchContext(shown, offset, length)


def _sentence(message: str) -> str:
    """Return a message as a sentence, which is what clients show alone."""
    first = message[:1].upper() + message[1:]
    return first if first.endswith((".", "?", "!", "…")) else f"{first}."
