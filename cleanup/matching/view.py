"""A text in paragraphs: what gates tell of each, found out once, also from one round of repairs to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from cleanup.matching.filters import Askable, Entry, Gate, Paragraph, Sorter
from cleanup.matching.index import BlockScan, Scan
from cleanup.matching.policy import POLICY
from cleanup.model import Span
from cleanup.regex.forms import is_odd, is_plain
from cleanup.style.document_style import STYLE_MARKS, Profile
from cleanup.style.house_style import OWN, Style
from cleanup.text.segments import paragraphs

if TYPE_CHECKING:
    from cleanup.edits.edits import Composition
    from cleanup.language_model.passages import Proposer
    from cleanup.languagetool.matches import Matcher


def _entry(mark: re.Pattern[str]) -> list[Entry]:
    return [Entry(mark)]


#: One for each mark of style: few texts are asked for more than one or two.
_STYLE = {name: Gate(partial(_entry, mark), sliced=True) for name, mark in STYLE_MARKS.items()}


class _Block:
    """A run of paragraphs: which of them a gate lets through, found out once."""

    __slots__ = ("_data", "_known", "_odd", "_open", "_pieces", "_plain", "_scan", "_told")

    def __init__(self, data: bytes, known: dict[str, Paragraph], scan: Scan | None) -> None:
        self._data = data
        self._plain = is_plain(data)
        self._odd = not self._plain and is_odd(data)
        self._known = known
        self._scan = scan
        self._told: BlockScan | None = None
        self._open: dict[Askable, _Let] = {}
        self._pieces: tuple[Paragraph, ...] | None = None

    def open(self, gate: Askable, text: str, spans: Sequence[Span]) -> _Let:
        """The paragraphs, which stand at these places of a text, that may hold what a gate looks for.

        By number, with what they hold.
        """
        let = self._open.get(gate)
        if let is None:
            scan = self._scan
            if scan is None or self._odd or not scan.knows(gate):
                let = self._asked(gate, text, spans)
            else:
                pieces = self._paragraphs(text, spans)
                if self._told is None:
                    self._told = scan.told(pieces)
                let = tuple(self._told.open(gate, pieces))  # type: ignore[arg-type]
            self._open[gate] = let
        return let

    def learn(self, answers: Mapping[Askable, Hits], text: str, spans: Sequence[Span]) -> Mapping[int, Paragraph]:
        """Take from elsewhere which paragraphs, by number, may hold what gates look for; gives these paragraphs."""
        met: dict[int, Paragraph] = {}
        for gate, hits in answers.items():
            for number, _ in hits:
                if number not in met:
                    met[number] = self._paragraph(text[spans[number].start : spans[number].end])
            self._open[gate] = tuple([(number, met[number], entries) for number, entries in hits])
        return met

    def _sorted(self, gate: Sorter, text: str, spans: Sequence[Span]) -> _Let:
        pieces = self._paragraphs(text, spans)
        known = [one.known for one in pieces]
        if unknown := [one for one, found in zip(pieces, known, strict=True) if gate not in found]:
            for one, hits in zip(unknown, gate.among(unknown), strict=True):
                one.known[gate] = hits
        return tuple([(i, one, hits) for i, one in enumerate(pieces) if (hits := known[i][gate])])

    def _asked(self, gate: Any, text: str, spans: Sequence[Span]) -> _Let:
        if hasattr(gate, "among"):
            return self._sorted(gate, text, spans)
        if not self._odd and gate.closed(self._data, self._plain):
            return _NONE
        return tuple([(i, one, hits) for i, one in enumerate(self._paragraphs(text, spans)) if (hits := gate(one))])

    def _paragraphs(self, text: str, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
        """What is known of the paragraphs; equal ones are the same object, in all blocks."""
        if self._pieces is None:
            self._pieces = tuple([self._paragraph(text[span.start : span.end]) for span in spans])
        return self._pieces

    def _paragraph(self, part: str) -> Paragraph:
        one = self._known.get(part)
        if one is None:
            one = self._known[part] = Paragraph(part, plain=self._plain)
        return one


#: Paragraphs by number, and which entries of a gate they may hold; the same without the paragraphs.
_Let = tuple[tuple[int, Paragraph, Sequence[Any]], ...]
Hits = Sequence[tuple[int, Sequence[Any]]]
_NONE: _Let = ()


#: A memory is trimmed when it holds so many paragraphs more than four times those of its text.
_SPARE = 1000


class Memory:
    """What is known of the paragraphs of one text, kept while it is edited: those that stay are not looked at again.

    It changes nothing of what is found. Each text has its own, which is given to one plan after the other, not to two
    at the same time.
    """

    def __init__(self) -> None:
        self.paragraphs: dict[str, Paragraph] = {}
        self.blocks: dict[bytes, _Block] = {}
        self._scan: Scan | None = None
        self._texts: tuple[str, ...] = ()
        self._most = _SPARE

    def serve(self, text: str, scan: Scan | None) -> None:
        """Be ready for a text. What other rules, or rules for another language, have told is forgotten."""
        if scan is not self._scan:
            self.paragraphs, self.blocks, self._scan = {}, {}, scan
        self._texts = (*self._texts[:1], text)

    def trim(self) -> None:
        """Once a plan is made, keep only what is known of the first and the last of its texts, if that is much less."""
        if len(self.paragraphs) > self._most:
            parts = {text[span.start : span.end] for text in self._texts for span in paragraphs(text)}
            self.paragraphs = {part: one for part, one in self.paragraphs.items() if part in parts}
            self.blocks = {}
            self._most = 4 * len(parts) + _SPARE
        self._texts = ()


class View:
    """A text: its paragraphs and its own style, computed when first asked for.

    `matcher` answers for LanguageTool, `proposer` for a language model; None where they take no part. `scan` tells what
    paragraphs may hold, `memory` what is known of them. `made` is what led from the original to this text; None for the
    original.
    """

    def __init__(
        self,
        text: str,
        language: str | None = None,
        *,
        style: Style = OWN,
        matcher: Matcher | None = None,
        proposer: Proposer | None = None,
        scan: Scan | None = None,
        memory: Memory | None = None,
        before: View | None = None,
        made: Composition | None = None,
    ) -> None:
        self.text = text
        self._scan = scan
        self.matcher = matcher
        self.proposer = proposer
        self.made = made
        self._language = language
        self._style = style
        self._memory = memory or Memory()
        self._memory.serve(text, scan)
        self._cuts: Sequence[int] = before._ends if before else ()

    def on(self, text: str, made: Composition | None = None) -> View:
        """A view of what became of the text: what is known of a paragraph stays known."""
        asked = {"matcher": self.matcher, "proposer": self.proposer}
        return View(
            text,
            self._language,
            style=self._style,
            scan=self._scan,
            memory=self._memory,
            before=self,
            made=made,
            **asked,  # type: ignore[arg-type]
        )

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs, in order (see `cleanup.text.segments`)."""
        return tuple(paragraphs(self.text))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Every run of characters between blanks, once, in order."""
        found: dict[str, None] = {}
        first = 0
        for end in self._ends:  # a list of all runs at once takes ten times the text
            start, last = self.paragraphs[first].start, self.paragraphs[end - 1].end
            found |= dict.fromkeys(self.text[start:last].split())
            first = end
        return tuple(found)

    @cached_property
    def vocabulary(self) -> str:
        """The tokens with blanks between them: whoever looks for words, but not where, need not read the whole text."""
        return " ".join(self.tokens)

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where blocks end: paragraphs by number. Where they ended before, if there are as many paragraphs still."""
        if self._cuts and self._cuts[-1] == len(self.paragraphs):
            return self._cuts
        ends, size, enough = [], 0, (self._scan.policy if self._scan else POLICY).block
        for index, span in enumerate(self.paragraphs, 1):
            size += span.end - span.start
            if size >= enough:
                ends.append(index)
                size = 0
        return ends if not size else [*ends, len(self.paragraphs)]

    @cached_property
    def _blocks(self) -> tuple[tuple[_Block, Sequence[Span]], ...]:
        """Runs of paragraphs, with their spans; equal ones are the same object, also from one view to the next."""
        text, memory, blocks, first = self.text, self._memory, [], 0
        for end in self._ends:
            spans = self.paragraphs[first:end]
            data = "\n".join([text[span.start : span.end] for span in spans]).encode("utf-8", "surrogatepass")
            block = memory.blocks.get(data)
            if block is None:
                block = memory.blocks[data] = _Block(data, memory.paragraphs, self._scan)
                if self._scan:
                    self._scan.wait(len(data))
            blocks.append((block, spans))
            first = end
        return tuple(blocks)

    @property
    def blocks(self) -> int:
        """How many runs of paragraphs the text is looked at in."""
        return len(self._blocks)

    def ask(self, gate: Askable, number: int) -> _Let:
        """The paragraphs of one of them that may hold what a gate looks for: by number, with what they may hold."""
        block, spans = self._blocks[number]
        return block.open(gate, self.text, spans)

    def answer(self, number: int, answers: Mapping[Askable, Hits]) -> Mapping[int, Paragraph]:
        """Take from elsewhere which paragraphs of one of them, by number, gates let through; gives these paragraphs."""
        block, spans = self._blocks[number]
        return block.learn(answers, self.text, spans)

    def open(self, gate: Askable) -> Iterator[tuple[Span, Paragraph, Sequence[Any]]]:
        """The paragraphs that may hold what a gate looks for, and which entries of it."""
        text = self.text
        for block, spans in self._blocks:
            for number, paragraph, hits in block.open(gate, text, spans):
                yield spans[number], paragraph, hits

    def _find(self, name: str) -> Iterator[str]:
        findall, text = STYLE_MARKS[name].findall, self.text
        for span, *_ in self.open(_STYLE[name]):
            yield from findall(text, span.start, span.end + 1)

    @cached_property
    def profile(self) -> Profile:
        """The document's own style, measured on this text."""
        return Profile(self.text, self._language, self._style, self._find)
