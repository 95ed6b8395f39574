"""The listings of scans, so that the next run need not read the patterns of all rules.

A file for each set of rules and alphabet, kept for one version of the code, like that of proven rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from cleanup.cache import cache_file
from cleanup.cache.proven_rules import code_fingerprint
from cleanup.files.user_folders import cache_folder
from cleanup.matching.index import Listing
from cleanup.model import Rule

#: Files of other rules, languages and versions that may stay beside ours.
MOST_LISTINGS = 32


class ScanCache:
    """The listings of a scan over rules."""

    makes = True

    def __init__(self, rules: Iterable[Rule], folder: Path | None = None) -> None:
        self._rules = rules
        self._folder = folder

    @cached_property
    def _stem(self) -> Path:
        from hashlib import sha256

        digest = sha256(code_fingerprint().encode())
        for rule in self._rules:
            digest.update(f"\n{rule.id}\n{rule.pass_}\n".encode())
            digest.update(rule.digest.encode() or msgspec.msgpack.encode(rule.params))
        key = digest.hexdigest()[:16]
        return (self._folder or cache_folder()) / f"scan-{key}"

    def _path(self, *, plain: bool) -> Path:
        return self._stem.with_name(f"{self._stem.name}-{'plain' if plain else 'wide'}.msgpack")

    def get(self, *, plain: bool) -> Listing | None:
        """The listing of an alphabet, if it is there."""
        try:
            return msgspec.msgpack.decode(cache_file.read(self._path(plain=plain)), type=Listing)
        except (OSError, ValueError):  # what msgspec raises is a ValueError
            return None

    def put(self, listing: Listing, *, plain: bool) -> None:
        """Keep a listing."""
        body = msgspec.msgpack.encode(listing)
        cache_file.write(self._path(plain=plain), body, beside="scan-*.msgpack", most=MOST_LISTINGS)


class HeldListings:
    """Listings in memory, by their rules: read from the cache or made while it is `open`, and no others from then on.

    A server gets ready with them; afterwards no text of others has a file read or written, or takes seconds to get
    ready for.
    """

    def __init__(self) -> None:
        self.open = True
        self._held: dict[tuple[tuple[str, ...], bool], Listing] = {}

    def of(self, rules: Sequence[Rule]) -> HeldListing:
        """Return what is kept of a set of rules."""
        return HeldListing(self, rules)

    def get(self, rules: Sequence[Rule], *, plain: bool) -> Listing | None:
        """The listing of rules, if it is there."""
        key = _key(rules, plain)
        if key not in self._held and self.open and (found := ScanCache(rules).get(plain=plain)):
            self._held[key] = found
        return self._held.get(key)

    def put(self, rules: Sequence[Rule], listing: Listing, *, plain: bool) -> None:
        """Hold a listing; keep it for the next run too."""
        self._held[_key(rules, plain)] = listing
        if self.open:
            ScanCache(rules).put(listing, plain=plain)


class HeldListing:
    """The listings of a scan over rules among others that are held."""

    def __init__(self, held: HeldListings, rules: Sequence[Rule]) -> None:
        self._all = held
        self._rules = rules

    @property
    def makes(self) -> bool:
        """Whether a listing that is not there may be made."""
        return self._all.open

    def get(self, *, plain: bool) -> Listing | None:
        """The listing of an alphabet, if it is there."""
        return self._all.get(self._rules, plain=plain)

    def put(self, listing: Listing, *, plain: bool) -> None:
        """Hold a listing."""
        self._all.put(self._rules, listing, plain=plain)


def _key(rules: Iterable[Rule], plain: bool) -> tuple[tuple[str, ...], bool]:
    return tuple(rule.id for rule in rules), plain
