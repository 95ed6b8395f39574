"""When the means that make matching fast pay: for a short text, making an automaton takes longer than it saves."""

from __future__ import annotations

import msgspec

from cleanup import lazy_regex


class Policy(msgspec.Struct, frozen=True):
    """Thresholds; none of them changes what is found.

    `unasked`: so many paragraphs pass a gate unseen, or told by words, before its automaton is made; `long`: a block of
    more bytes is worth an automaton by itself; `soon`: a scan whose listing is kept from an earlier run is made when so
    many blocks have come up; `many`: so many are worth making a listing; `block`: paragraphs of so many code points are
    asked about at once; `framed`: a gate of so many patterns at most asks for their contexts too, as more make an
    automaton too large.
    """

    unasked: int = lazy_regex.MAX_PROBES
    long: int = 20_000
    soon: int = 8
    many: int = 100
    block: int = 6000
    framed: int = 100


POLICY = Policy()
