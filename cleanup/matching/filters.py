"""Which paragraphs are worth a look: one pass of RE2 instead of many searches that find nothing.

Nearly all paragraphs of a text hold nothing for nearly all rules. A gate asks for all entry patterns of a kind at once
which of them a paragraph may hold; where it says none, none is there, and the patterns themselves are not tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import re2

from cleanup.matching.policy import POLICY, Policy
from cleanup.regex.forms import is_odd, is_plain, narrowed, widened

if TYPE_CHECKING:
    from cleanup.regex.literals import Literals

OPTIONS = re2.Options()
OPTIONS.log_errors = False
OPTIONS.max_mem = 256 << 20  # a Set of many patterns, and the automata it builds as it reads


class Paragraph:
    """The text of a paragraph, its UTF-8 bytes, and whether it is plain.

    What plain and `odd` mean, `regex.forms` tells; `plain`, that the caller knows it is.
    `known` keeps what a detector found in it, by whatever it chooses to find that again; `told`, what a scan for many
    gates told of it (a gate, an entry of it, whether it is sure), None as long as none has been asked.
    """

    __slots__ = ("_known", "_lower", "data", "odd", "plain", "text", "told")

    def __init__(self, text: str, *, plain: bool = False) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self.plain = plain or is_plain(self.data)
        self.odd = not self.plain and is_odd(self.data)
        self._known: dict[object, Any] | None = None
        self._lower: bytes | None = None
        self.told: Sequence[tuple[Any, int, bool]] | None = None

    @property
    def known(self) -> dict[object, Any]:
        """Made when first asked for: most paragraphs hold nothing."""
        if self._known is None:
            self._known = {}
        return self._known

    @property
    def lower(self) -> bytes:
        """The bytes in small letters."""
        if self._lower is None:
            plain = self.plain
            self._lower = self.data.lower() if plain else self.text.lower().encode("utf-8", "surrogatepass")
        return self._lower


class Entry:
    """A pattern that a kind looks for first. Its groups named in `words` are only of interest with those words."""

    def __init__(self, pattern: re.Pattern[str], **words: Collection[str]) -> None:
        self._pattern = pattern
        self._words = words

    def source(self, *, sliced: bool, plain: bool) -> str:
        """The entry for RE2 (see `relaxed`)."""
        from cleanup.regex.superset import relaxed  # what is for automata only, a short text does without

        return relaxed(self._pattern, self._words, sliced=sliced, plain=plain)

    def literals(self, *, plain: bool) -> Literals | None:
        """What it cannot be found without."""
        from cleanup.regex.literals import of_python

        return of_python(self._pattern, self._words, plain=plain)


class AnyGate(Protocol):
    """What tells which of its entries, by number, a paragraph may hold, and whether a block holds none."""

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether a block of paragraphs, all plain or not, none odd, holds nothing for certain."""

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """The entries that a paragraph may hold."""


class Sorter(Protocol):
    """A gate that tells of many paragraphs at once, and is asked about each only once.

    Its entries may be anything it tells of a paragraph.
    """

    def among(self, paragraphs: Sequence[Paragraph]) -> Sequence[Sequence[Any]]:
        """The entries that each of the paragraphs may hold."""


#: What a view can be asked about.
Askable = AnyGate | Sorter


class Gate:
    """Entry patterns (Python's as `Entry`, RE2's as they are) in one automaton, made when it pays.

    `sliced`: the patterns are afterwards run on the whole text, and look beyond the paragraph. `many` says how many
    there are, where that is known before they are made.
    """

    even = False

    def __init__(
        self,
        entries: Callable[[], Iterable[Entry | str]],
        *,
        sliced: bool = False,
        many: int = 0,
        policy: Policy = POLICY,
    ) -> None:
        self._make = entries
        self._many = many
        self._sliced = sliced
        self._policy = policy
        self._waiting = policy.unasked
        self._sources: dict[bool, Sequence[str]] = {}

    @cached_property
    def _entries(self) -> tuple[Entry | str, ...]:
        return tuple(self._make())

    @cached_property
    def _all(self) -> tuple[int, ...]:
        return tuple(range(self._many or len(self._entries)))

    @cached_property
    def _plain(self) -> Any:
        return self._scan(plain=True)

    @cached_property
    def _wide(self) -> Any:
        return self._scan(plain=False)

    def sources(self, *, plain: bool) -> Sequence[str]:
        """The entries for RE2."""
        if plain not in self._sources:
            self._sources[plain] = [self._source(one, plain=plain) for one in self._entries]
        return self._sources[plain]

    def _source(self, entry: Entry | str, *, plain: bool) -> str:
        if isinstance(entry, str):
            return narrowed(entry) if plain else widened(entry)
        return entry.source(sliced=self._sliced, plain=plain)

    def take(self, sources: Sequence[str], *, plain: bool) -> None:
        """Those sources, worked out in an earlier run."""
        self._sources[plain] = sources

    def _scan(self, *, plain: bool) -> Any:
        scan = re2.Set.SearchSet(OPTIONS)
        for source in self.sources(plain=plain):
            scan.Add(f"(?m){source}")
        scan.Compile()
        return scan

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether several paragraphs in one, a block, hold nothing for certain."""
        if len(data) > self._policy.long:
            self._waiting = 0
        return not self._waiting and (self._plain if plain else self._wide).Match(data) is None

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """The numbers of the entries that the paragraph may hold, in no order; all where it is odd."""
        if self._waiting:
            self._waiting -= 1
            return self._all
        if paragraph.odd:
            return self._all
        return (self._plain if paragraph.plain else self._wide).Match(paragraph.data) or ()

    def literals(self, *, plain: bool) -> Sequence[Literals | None]:
        """Of each entry those it cannot be found without."""
        from cleanup.regex.literals import of_re2

        return [
            of_re2(one, plain=plain) if isinstance(one, str) else one.literals(plain=plain) for one in self._entries
        ]

    def confirmed(self, paragraph: Paragraph, _: Sequence[int]) -> Sequence[int]:
        """The entries that a paragraph may hold of which something has told."""
        return self(paragraph)


_BYTES = re2.Options()
_BYTES.log_errors = False
_BYTES.max_mem = 256 << 20
_BYTES.encoding = re2.Options.Encoding.LATIN1  # of bytes: whatever is not ASCII is a run of any such bytes


class PhraseGate:
    """Phrases (small letters, one blank between words, ’) in one automaton: whether a paragraph may hold any.

    `deny` tells of the first paragraphs, before it is made, which of them hold none for certain.
    """

    even = True

    def __init__(
        self,
        phrases: Callable[[], Iterable[str]],
        deny: Callable[[Paragraph], bool] = lambda _: False,
        policy: Policy = POLICY,
    ) -> None:
        self._phrases = phrases
        self._deny = deny
        self._policy = policy
        self._waiting = policy.unasked

    @cached_property
    def _scan(self) -> Any:
        scan = re2.Set.SearchSet(_BYTES)
        scan.Add(rf"(?:\A|[^0-9a-z])(?:{'|'.join(map(_in_bytes, sorted(self._phrases())))})")
        scan.Compile()
        return scan

    def closed(self, data: bytes, plain: bool) -> bool:
        """Whether several paragraphs in one, a block, hold none for certain."""
        if len(data) > self._policy.long:
            self._waiting = 0
        return plain and not self._waiting and self._scan.Match(data.lower()) is None

    def __call__(self, paragraph: Paragraph) -> Sequence[int]:
        """Not empty where it may hold one, as it always may where it is odd."""
        if self._waiting:
            self._waiting -= 1
            return () if self._deny(paragraph) else _ONE
        return _ONE if paragraph.odd else self._scan.Match(paragraph.lower) or ()

    def literals(self, *, plain: bool) -> Sequence[Literals | None]:  # noqa: ARG002 - any text
        """The phrases, which are one entry."""
        from cleanup.regex.literals import of_texts

        written = {form for one in self._phrases() for form in (one, one.replace("’", "'"))}
        return [of_texts(written)]

    def sources(self, *, plain: bool) -> Sequence[str]:  # noqa: ARG002 - any text
        """There is none: its literals tell of all."""
        return ()

    def confirmed(self, paragraph: Paragraph, _: Sequence[int]) -> Sequence[int]:
        """Not empty where it may hold one, of which something has told."""
        return self(paragraph)


def _in_bytes(phrase: str) -> str:
    written = "".join(_BYTE_FORMS.get(c) or (re.escape(c) if c.isascii() else _BEYOND) for c in phrase)
    return written + r"(?:[^0-9a-z]|\z)" if phrase[-1].isalnum() else written


_ONE = (0,)
_BEYOND = r"[\x80-\xff]+"
_BYTE_FORMS = {" ": r"[\t-\r\x1c-\x20\x80-\xff]+", "’": rf"(?:'|{_BEYOND})"}
