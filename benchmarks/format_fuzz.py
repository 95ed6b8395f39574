"""Throw made-up documents at every reader and look for a crash, a hang, a lost byte, or what does not come to rest.

`python -m benchmarks.format_fuzz --minutes 5` does so for each format in turn and prints what it tried, and the seed. A
rule set that changes about every character it can reach stands in for the rules, so that edits fall on and around all
mark-up; then the built-in rules repair the document, and once more, which must change nothing.
"""

from __future__ import annotations

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.made_documents import DOCUMENTS
from cleanup.detectors import PARAMS
from cleanup.documents import readers
from cleanup.documents.source_map import markup
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.errors import DocumentError
from cleanup.model import Edit, Level
from cleanup.rules.rule_file import parse

#: Rules without mercy: pattern and replacement.
_MERCILESS = {
    "teh": "the",
    ",": "",
    " {2,}": " ",
    " b": " <b",
    "q": '“Q"',
    "x y": "y x",
    r"[.*_]": "",
    "z": "&",
    "k": "- ",
    "w|v": "",
    "’": "'",
}


@lru_cache(maxsize=1)
def merciless() -> Engine:
    """An engine that changes whatever it can reach."""
    rules = []
    for number, (pattern, replacement) in enumerate(_MERCILESS.items()):
        head = f"kind = 'pattern'\nsummary = 's'\nwhy = 'w'\nlevel = 'safe'\npattern = '''{pattern}'''"
        source = f"{head}\nreplace = '''{replacement}'''\n[[examples]]\nbefore = 'x'\n"
        rules.append(parse(source.encode(), f"{number}.toml", f"spacing/rule-{number}", PARAMS))
    return Engine(rules)


def check(data: bytes, path: str) -> int:
    """Read, repair and read again; the number of changes, -1 when refused. Raises AssertionError for harm."""
    try:
        source = readers.read(data, path)
    except DocumentError:
        return -1
    assert readers.write(source) == data, "reading and writing changed a byte"
    assert all(a.span.end <= b.span.start for a, b in zip(source.holes, source.holes[1:], strict=False))
    plan = merciless().plan(source)
    try:
        fixed = readers.write(source, plan.edits)
    except DocumentError:
        # The encoding of the file cannot hold a repair, so it is left as it is.
        return -1
    again = readers.read(fixed, path)
    assert markup(again, plan.edits) == markup(source), "mark-up changed"
    assert outside(again.text, plan.edits, repaired=True) == outside(source.text, plan.edits), "a lost byte"
    assert not merciless().plan(again).changes, "not idempotent"
    if path.endswith(".docx"):
        _check_members(data, fixed)
    return len(plan.changes)


@lru_cache(maxsize=1)
def builtin() -> Engine:
    """The engine of all built-in rules."""
    return loading.engine()


def rest(data: bytes, path: str, through: Level = Level.SAFE) -> int:
    """Repair with the built-in rules, twice; the number of changes, -1 when refused.

    Raises AssertionError when the second time changes anything.
    """
    try:
        source = readers.read(data, path)
    except DocumentError:
        return -1
    plan = builtin().plan(source, through=through)
    again = readers.read(readers.write(source, plan.edits), path)
    more = builtin().plan(again, through=through)
    assert not more.changes, f"not idempotent, {through}: {[(one.before, one.after) for one in more.changes]}"
    return len(plan.changes)


def outside(text: str, edits: tuple[Edit, ...], *, repaired: bool = False) -> list[str]:
    """What lies between edits, in the text before or after they were made."""
    pieces, at, drift = [], 0, 0
    for edit in edits:
        start = edit.span.start + drift
        pieces.append(text[at:start])
        at = start + (len(edit.replacement) if repaired else len(edit.span))
        drift += len(edit.replacement) - len(edit.span) if repaired else 0
    return [*pieces, text[at:]]


def _check_members(before: bytes, after: bytes) -> None:
    """The members without text keep their names, order, dates and packed bytes."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert _damaged(new) == _damaged(old)
        assert old.namelist() == new.namelist()
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.extra, one.external_attr) == (other.date_time, other.extra, other.external_attr)
            if not one.filename.startswith(_WITH_TEXT):
                assert packed(before, one) == packed(after, other)


_WITH_TEXT = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def _damaged(archive: zipfile.ZipFile) -> list[str]:
    """The members that cannot be unpacked."""
    damaged = []
    for name in archive.namelist():
        try:
            archive.read(name)
        except Exception:
            damaged.append(name)
    return damaged


def packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member in its file, from its local header on."""
    head = 30 + int.from_bytes(data[info.header_offset + 26 :][:2], "little")
    head += int.from_bytes(data[info.header_offset + 28 :][:2], "little")
    return data[info.header_offset : info.header_offset + head + info.compress_size]


def mangled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, taken out, doubled or cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((1, 1, 3, 20))
        part = (bytes(chance.randrange(256) for _ in range(size)), b"", made[at : at + size] * 2, b'&<>{}"\\'[:size])
        made[at : at + size] = chance.choice(part)
    return bytes(made[: chance.randrange(len(made) + 1)] if chance.random() < 0.1 else made)


def fuzz(name: str, seconds: float, first: int = 0, report: Callable[[str], None] = print) -> None:
    """Try documents of a format for so long, from a seed on; every third is mangled too. Raises at the first harm."""
    counts = {"documents": 0, "refused": 0, "changes": 0}
    slowest = 0.0
    end = time.monotonic() + seconds
    turn = 0

    def one(data: bytes, number: int) -> None:
        nonlocal slowest
        if time.monotonic() > end:
            return
        chance = random.Random(number)
        began = time.process_time()  # others may keep the machine busy
        tried = mangled(data, chance) if number % 3 == 0 else data
        changes = check(tried, f"a.{name}")
        for through in (Level.SAFE, Level.SUGGESTED):
            changes += max(0, rest(tried, f"a.{name}", through))
        slowest = max(slowest, time.process_time() - began)
        counts["documents"] += 1
        counts["refused"] += changes < 0
        counts["changes"] += max(0, changes)

    while time.monotonic() < end:
        run = given(DOCUMENTS[name], st.integers(0, 1 << 30))(one)
        checks = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
        phases = (Phase.generate, Phase.shrink)
        run = settings(max_examples=500, deadline=None, database=None, suppress_health_check=checks, phases=phases)(run)
        seed(first + turn)(run)()
        turn += 1
    report(
        f"{name:6}" + ", ".join(f"{number:,} {what}" for what, number in counts.items()) + f", slowest {slowest:.2f} s"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(DOCUMENTS)}; all without")
    parser.add_argument("--minutes", type=float, default=5, help="for all of them (default: 5)")
    parser.add_argument("--seed", type=int, help="of an earlier run, instead of a random one")
    options = parser.parse_args()
    first = random.randrange(1 << 30) if options.seed is None else options.seed
    print(f"seed {first}", flush=True)
    names = options.formats or list(DOCUMENTS)
    for name in names:
        fuzz(name, options.minutes * 60 / len(names), first)


if __name__ == "__main__":
    main()
