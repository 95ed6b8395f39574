"""The listings of scans, so that the next run need not read the patterns of all rules.

A file for each set of rules and alphabet, kept for one version of the code, like that of proven rules.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
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

    @cached_property
    def lasting(self) -> bool:
        """Whether what is kept will be there in the next run."""
        existing = next((one for one in self._stem.parents if one.exists()), None)
        return existing is not None and existing.is_dir() and os.access(existing, os.W_OK)

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
