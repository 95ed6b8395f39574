"""What every kind of rule has in common: what it sees, what it is built from, what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from cleanup.detectors.gate import AnyGate, Paragraph, Search
from cleanup.languagetool.matches import Matcher
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.profile import STYLE_MARKS, Profile
from cleanup.style import OWN, Style
from cleanup.text import paragraphs

_STYLE = Search(None, **STYLE_MARKS)
#: So many bytes of paragraphs are asked about at once.
BLOCK = 3000


class View:
    """A text as a detector sees it: its paragraphs and its own style, computed when first asked for.

    `matcher` answers for LanguageTool; None where it takes no part.
    """

    def __init__(
        self,
        text: str,
        language: str | None = None,
        style: Style = OWN,
        matcher: Matcher | None = None,
    ) -> None:
        self.text = text
        self._pool: dict[str, Paragraph] = {}
        self._searched: dict[Search, dict[str, list[Span]]] = {}
        self.matcher = matcher
        self._language = language
        self._style = style

    def on(self, text: str) -> View:
        """A view of what became of the text: what is known of a paragraph stays known."""
        view = View(text, self._language, self._style, self.matcher)
        view._pool = self._pool
        return view

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs, in order (see `cleanup.text.paragraphs`)."""
        return tuple(paragraphs(self.text))

    @cached_property
    def pieces(self) -> tuple[tuple[Span, Paragraph], ...]:
        """The paragraphs with their spans; equal ones are the same object."""
        pool, pieces = self._pool, []
        for span in self.paragraphs:
            text = self.text[span.start : span.end]
            paragraph = pool.get(text)
            if paragraph is None:
                paragraph = pool[text] = Paragraph(text)
            pieces.append((span, paragraph))
        return tuple(pieces)

    @cached_property
    def _blocks(self) -> tuple[tuple[int, int, bytes, bool], ...]:
        """Runs of paragraphs, by index, their bytes (none where one of them is odd), and whether all are plain."""
        blocks, first, size = [], 0, 0
        for index, (_, paragraph) in enumerate(self.pieces):
            size += len(paragraph.data)
            if size >= BLOCK or index + 1 == len(self.pieces):
                inside = [one for _, one in self.pieces[first : index + 1]]
                odd, plain = any(one.odd for one in inside), all(one.plain for one in inside)
                data = b"" if odd else b"\n".join([one.data for one in inside])
                blocks.append((first, index + 1, data, plain))
                first, size = index + 1, 0
        return tuple(blocks)

    def open(self, gate: AnyGate) -> Iterator[tuple[Span, Paragraph, Sequence[int]]]:
        """The paragraphs that may hold what a gate looks for, and which entries of it."""
        for first, end, data, plain in self._blocks:
            if data and gate.closed(data, plain):
                continue
            for span, paragraph in self.pieces[first:end]:
                hits = paragraph.known.get(gate)
                if hits is None:
                    hits = paragraph.known[gate] = gate(paragraph)
                if hits:
                    yield span, paragraph, hits

    def _areas(self, search: Search) -> dict[str, list[Span]]:
        areas = self._searched.get(search)
        if areas is None:
            areas = self._searched[search] = {name: [] for name in search.patterns}
            names = list(areas)
            for span, _, hits in self.open(search.gate):
                for hit in hits:
                    areas[names[hit]].append(span)
        return areas

    def matches(self, search: Search, name: str) -> Iterator[re.Match[str]]:
        """The matches of a pattern of a search in the text, in order."""
        finditer, text = search.patterns[name].finditer, self.text
        for span in self._areas(search)[name]:
            yield from finditer(text, span.start, span.end + 1)  # a line end may be looked at

    def _findall(self, name: str) -> list[str]:
        findall, text = STYLE_MARKS[name].findall, self.text
        return [found for span in self._areas(_STYLE)[name] for found in findall(text, span.start, span.end + 1)]

    @cached_property
    def profile(self) -> Profile:
        """The document's own style, measured on this text."""
        return Profile(self.text, self._language, self._style, self._findall)


#: Findings of one paragraph, in the paragraph's own offsets. Must be a pure function of its text.
LocalDetector = Callable[[Paragraph], Iterable[Finding]]


@dataclass(frozen=True)
class Gated:
    """A detector that looks only at what a gate lets through, told which entries it may hold."""

    gate: AnyGate
    look: Callable[[Paragraph, Sequence[int]], Iterable[Finding]]


#: Findings of a whole text, in its offsets. Must be a pure function of the view.
WholeDetector = Callable[[View], Iterable[Finding]]


def _accept(_rule: Rule) -> None:
    """Nothing to check beyond the types of the keys."""


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A kind whose findings depend on one paragraph alone, so that unchanged ones need no second look.

    `validate` checks what the types of its keys cannot say; it raises RuleError.
    """

    params: type[msgspec.Struct]
    build: Callable[[Sequence[Rule]], LocalDetector | Gated]
    validate: Callable[[Rule], None] = _accept


@dataclass(frozen=True, slots=True)
class WholeKind:
    """A kind that needs the document: its style, its other paragraphs."""

    params: type[msgspec.Struct]
    build: Callable[[Sequence[Rule]], WholeDetector]
    validate: Callable[[Rule], None] = _accept


Kind = LocalKind | WholeKind


def replace(span: Span, replacement: str, title: str) -> Fix:
    """A fix of one edit."""
    return Fix((Edit(span, replacement),), title)


def describe(rule: Rule, matched: str) -> str:
    """The rule's message for a match: its own template (`{match}`), or the summary with the text quoted."""
    shown = " ".join(matched.split()) or matched
    if rule.message:
        return rule.message.replace("{match}", shown)
    return f"{rule.summary}: {shown!r}" if shown.strip() else rule.summary
