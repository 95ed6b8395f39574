"""One look at a text for all gates: which of them need be asked, and about which paragraphs.

Most entries of most gates have literals, and all literals are looked for at once; what no literal tells of is looked
for by one more automaton for all gates together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import msgspec
import re2

from cleanup.matching import filters as gates
from cleanup.matching.filters import AnyGate, Gate, Paragraph
from cleanup.matching.policy import POLICY, Policy

if TYPE_CHECKING:
    from cleanup.regex.literals import Literals


@runtime_checkable
class IndexedFilter(AnyGate, Protocol):
    """A gate whose entries have literals."""

    #: Whether its literals tell only of texts in which all blanks are single spaces or line ends.
    even: bool

    def literals(self, *, plain: bool) -> Sequence[Literals | None]:
        """Of each entry those it cannot be found without; `plain`: in plain paragraphs."""

    def sources(self, *, plain: bool) -> Sequence[str]:
        """The entries for RE2; empty where their literals are all there is to say."""

    def confirmed(self, paragraph: Paragraph, entries: Sequence[int]) -> Sequence[int]:
        """The entries that a paragraph may hold, if it may hold no others than these."""


#: Of gates the paragraphs, by number, and the entries that each may hold.
_Entries = dict[AnyGate, dict[int, list[int]]]


class BlockScan:
    """What a scan tells of a block of paragraphs: `surely` as far as RE2 can tell, `perhaps` where a literal stands."""

    __slots__ = ("_perhaps", "_surely")

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._surely: _Entries = {}
        self._perhaps: _Entries = {}
        for number, one in enumerate(paragraphs):
            for member, entry, surely in one.told or ():
                by_number = (self._surely if surely else self._perhaps).setdefault(member, {})
                by_number.setdefault(number, []).append(entry)

    def open(
        self, gate: IndexedFilter, paragraphs: Sequence[Paragraph]
    ) -> Iterator[tuple[int, Paragraph, Sequence[int]]]:
        """The paragraphs that a gate lets through, by number, with the entries they may hold."""
        surely, perhaps = self._surely.get(gate, _NONE), self._perhaps.get(gate, _NONE)
        for number in sorted({*surely, *perhaps}) if perhaps else surely:
            one, found = paragraphs[number], surely.get(number, [])
            hits = gate.confirmed(one, [*found, *perhaps[number]]) if number in perhaps else found
            if hits:
                yield number, one, hits


_NONE: dict[int, list[int]] = {}

#: Blanks other than the space, and line ends, in ASCII: each becomes a space where a text is made small.
_BLANKS = b"\t\n\v\f\r\x1c\x1d\x1e\x1f"
_TO_SPACES = bytes.maketrans(_BLANKS, b" " * len(_BLANKS))
#: The last bytes of the blanks of plain texts beyond ASCII, which few other characters of them end in; and U+2000.
_OF_BLANKS, _EN_QUAD = bytes((0xA0, *range(0x81, 0x8B), 0xA8, 0xA9, 0xAF, 0x9F)), b"\x80\x80"
_OF_NO_BLANKS = bytes(range(0x100)).translate(None, _OF_BLANKS)


#: Literals that stand in a greater part of all paragraphs are not worth a look: their entries are silent.
TELLING = 0.02
#: Silent entries that are found in more than such a part are often found. The others make so many groups.
OFTEN, GROUPS = 0.01, 5

#: A member and an entry, by number, and its pattern.
_Silent = tuple[int, int, str]


class Listing(msgspec.Struct, frozen=True, array_like=True):
    """What is looked for in the texts of one alphabet, for the members of a scan by their number.

    `strings` are literals in small letters; of each, `any_case` are those it counts for, and `one_case`, by its number,
    those it counts for if it is written so. They are given as numbers of `told`, which are members and entries.
    `silent` are those of which no literal tells: first those that are often found, then groups of rare ones. `sources`
    are the entries of each member for RE2.
    """

    strings: list[bytes]
    any_case: list[tuple[int, ...]]
    one_case: dict[int, dict[bytes, tuple[int, ...]]]
    told: list[tuple[int, int]]
    silent: list[list[_Silent]]
    sources: list[tuple[str, ...]]


def listed(members: Sequence[IndexedFilter], sample: Sequence[str], *, plain: bool) -> Listing:
    """What is to be looked for in plain texts, or in others; `sample` are paragraphs that show what is frequent."""
    from cleanup.regex.literals import Literals

    literals = {
        (number, entry): found
        for number, member in enumerate(members)
        for entry, found in enumerate(member.literals(plain=plain))
    }
    # Each costs a look wherever it stands, in whichever case.
    every = _with_literals({where: Literals(one.strings, folded=True) for where, one in literals.items() if one})
    often = _frequent(every, sample)
    sources = [member.sources(plain=plain) for member in members]
    telling = {
        where: found for where, found in literals.items() if found and (where not in often or not sources[where[0]])
    }
    silent = [(number, entry, sources[number][entry]) for number, entry in literals if (number, entry) not in telling]
    listing = _with_literals(telling)
    listing.silent.extend(_grouped(silent, sample))
    listing.sources.extend(map(tuple, sources))
    return listing


def _grouped(silent: Sequence[_Silent], sample: Sequence[str]) -> list[list[_Silent]]:
    """Those that are often found, and groups of the others: the automaton of too many patterns has too many states.

    A group holds what is found about as often, so that few blocks need to be searched for more than one or two groups.
    """
    scan = _automaton(silent)
    counts = Counter(index for one in sample for index in scan.Match(one.encode("utf-8", "surrogatepass")) or ())
    often = [one for index, one in enumerate(silent) if counts[index] > OFTEN * len(sample)]
    falling = sorted(range(len(silent)), key=lambda index: -counts[index])
    rare = [silent[index] for index in falling if counts[index] <= OFTEN * len(sample)]
    size = max(1, -(-len(rare) // GROUPS))
    return [often, *(rare[first * size : (first + 1) * size] for first in range(GROUPS))]


def _automaton(silent: Sequence[_Silent]) -> Any:
    scan = re2.Set.SearchSet(gates.OPTIONS)
    for _, _, source in silent:
        scan.Add(f"(?m){source}")
    scan.Compile()
    return scan


def _with_literals(literals: Mapping[tuple[int, int], Literals]) -> Listing:
    numbers: dict[bytes, int] = {}
    any_case: dict[int, tuple[int, ...]] = {}
    one_case: dict[int, dict[bytes, tuple[int, ...]]] = {}
    for index, found in enumerate(literals.values()):
        for one in found.strings:
            data = one.encode("utf-8", "surrogatepass")
            number = numbers.setdefault(_small(data), len(numbers))
            if found.folded:
                any_case[number] = (*any_case.get(number, ()), index)
            else:
                written = one_case.setdefault(number, {})
                written[data] = (*written.get(data, ()), index)
    return Listing([*numbers], [any_case.get(number, ()) for number in numbers.values()], one_case, [*literals], [], [])


def _frequent(listing: Listing, sample: Sequence[str]) -> set[tuple[int, int]]:
    """The members and entries, by number, whose literals stand in many paragraphs."""
    paragraphs = [one.encode("utf-8", "surrogatepass") for one in sample]
    data = b"\n".join(paragraphs)
    found = _LiteralAutomaton(listing).found(data, _small(data), [*accumulate(len(one) + 1 for one in paragraphs)])
    return {listing.told[index] for index, numbers in found.items() if len(numbers) > TELLING * len(sample)}


class _LiteralAutomaton:
    """The literals of a listing in one automaton."""

    def __init__(self, listing: Listing) -> None:
        import ahocorasick_rs  # a short text needs none

        self._any_case, self._one_case = listing.any_case, listing.one_case
        self._find = ahocorasick_rs.BytesAhoCorasick(listing.strings).find_matches_as_indexes

    def found(self, data: bytes, small: bytes, ends: Sequence[int]) -> dict[int, set[int]]:
        """What is told of in a text, also given in small letters: by number, with the paragraphs, by where they end."""
        found: dict[int, set[int]] = defaultdict(set)
        any_case, one_case = self._any_case, self._one_case
        for index, start, end in self._find(small, overlapping=True):
            told = any_case[index]
            if index in one_case:
                told = (*told, *one_case[index].get(data[start:end], ()))
            for one in told:
                found[one].add(bisect_right(ends, start))
        return found


class _Automata:
    """The automata of a listing."""

    def __init__(self, members: Sequence[IndexedFilter], listing: Listing, *, plain: bool) -> None:
        self._plain = plain
        self._even = [member for member in members if member.even]
        self._literals = _LiteralAutomaton(listing)
        self._told = [(members[number], entry, False) for number, entry in listing.told]
        for member, sources in zip(members, listing.sources, strict=True):
            if isinstance(member, Gate):
                member.take(sources, plain=plain)
        groups = [(_automaton(one).Match, [(members[n], entry, True) for n, entry, _ in one]) for one in listing.silent]
        self._often, *self._rare = groups

    def tell(self, paragraphs: Sequence[Paragraph]) -> None:
        """Note with each of the paragraphs what there may be in it."""
        told: dict[int, list[tuple[IndexedFilter, int, bool]]] = defaultdict(list)
        data = b"\n".join([one.data for one in paragraphs])
        small = _small(data)
        ends = [*accumulate([len(one.data) + 1 for one in paragraphs])]
        for index, numbers in self._literals.found(data, small, ends).items():
            for number in numbers:
                told[number].append(self._told[index])
        for look, entries in (self._often, *(group for group in self._rare if group[0](data))):
            for number, one in enumerate(paragraphs):
                for index in look(one.data) or ():
                    told[number].append(entries[index])
        if not self._plain or b"  " in small or _has_blanks(data):
            for number, one in enumerate(paragraphs):
                if not self._plain or b"  " in _small(one.data) or _has_blanks(one.data):
                    told[number] += [(member, 0, False) for member in self._even]
        for number, one in enumerate(paragraphs):
            one.told = told.get(number, ())


def _small(data: bytes) -> bytes:
    return data.lower().translate(_TO_SPACES)


def _has_blanks(data: bytes) -> bool:
    return _EN_QUAD in data or bool(data.translate(None, _OF_NO_BLANKS))


class Listings(Protocol):
    """Where listings are kept from run to run."""

    @property
    def makes(self) -> bool:
        """Whether a listing that is not there may be made, which takes seconds for many rules."""

    def get(self, *, plain: bool) -> Listing | None:
        """The listing of an alphabet, if it is there."""

    def put(self, listing: Listing, *, plain: bool) -> None:
        """Keep a listing."""


class Scan:
    """A scan for many gates, which are asked for when it is due, as a policy says."""

    def __init__(
        self,
        members: Callable[[], Sequence[IndexedFilter]],
        sample: Callable[[], Sequence[str]],
        listings: Listings | None = None,
        policy: Policy = POLICY,
    ) -> None:
        self._make = members
        self._sample = sample
        self._listings = listings
        self.policy = policy
        self._ready = not policy.unasked
        self._blocks = 0
        self._alphabets: dict[bool, _Automata] = {}

    @cached_property
    def _members(self) -> Sequence[IndexedFilter]:
        return self._make()

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(map(id, self._members))

    def knows(self, gate: object) -> bool:
        """Whether it can tell of a gate, and is ready to."""
        return self._ready and id(gate) in self._known

    def wait(self, size: int) -> None:
        """A block of so many bytes comes up."""
        if self._ready:
            return
        before, self._blocks = self._blocks, self._blocks + max(1, size // self.policy.block)
        if before < self.policy.soon <= self._blocks:
            self._ready = self._take(plain=True)
        if self._blocks >= self.policy.many and (self._listings is None or self._listings.makes):
            self._ready = True

    def make(self) -> None:
        """Make the automata now, for who expects many texts."""
        self._ready = True
        for plain in (True, False):
            self._alphabet(plain=plain)

    def _alphabet(self, *, plain: bool) -> _Automata:
        if plain not in self._alphabets and not self._take(plain=plain):
            listing = listed(self._members, self._sample(), plain=plain)
            if self._listings:
                self._listings.put(listing, plain=plain)
            self._alphabets[plain] = _Automata(self._members, listing, plain=plain)
        return self._alphabets[plain]

    def _take(self, *, plain: bool) -> bool:
        """Make the automata of an alphabet from the listing that is kept; return whether there is one."""
        listing = self._listings.get(plain=plain) if self._listings else None
        if listing is None or len(listing.sources) != len(self._members):
            return False
        self._alphabets[plain] = _Automata(self._members, listing, plain=plain)
        return True

    def told(self, paragraphs: Sequence[Paragraph]) -> BlockScan:
        """What there may be in paragraphs; those that have been looked at before are not looked at again."""
        unseen = dict.fromkeys([one for one in paragraphs if one.told is None])
        for plain in (True, False):
            if some := [one for one in unseen if one.plain is plain]:
                self._alphabet(plain=plain).tell(some)
        return BlockScan(paragraphs)
