"""Which strings the patterns of `cleanup.lazy_regex` require: `python -m benchmarks.required_strings --write`.

Without `--write`, it says whether the file that holds them is current, by its exit code. They are worked out for each
pattern outside corpora, from the pattern alone, so a pattern that changes never has wrong ones:
until they are written again it has none, and is compiled at once.
"""

from __future__ import annotations

import argparse
import gc
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import msgspec

import cleanup
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.lazy_regex import REQUIRED, Lazy, Required, key
from cleanup.regex.literals import bits, of_python

#: Needs libraries that are not always there, and its runs are long.
LEFT_OUT = "cleanup.corpora"
#: Bits that strings must tell to be worth looking for: fewer, and most texts of 1 KB hold one of them.
LEAST = 7.0
#: So many English examples are one text, which takes less time; others tell of their language one by one.
TOGETHER = 20


def patterns() -> Iterator[Lazy]:
    """All patterns that exist once the examples of all rules have been looked at, in no order."""
    for module in pkgutil.walk_packages(cleanup.__path__, "cleanup."):
        if not module.name.startswith((LEFT_OUT, "cleanup.__main__")):
            import_module(module.name)
    engine = loading.engine()
    examples = defaultdict(list)
    for rule in engine.rules.values():
        for example in rule.examples:
            examples[next(iter(rule.languages), None)].append(example.before or example.keep or "")
    for language, texts in examples.items():
        together = TOGETHER if language == "en" else 1
        for start in range(0, len(texts), together):
            engine.plan(document("\n\n".join(texts[start : start + together])), language=language)
    gc.unfreeze()
    return (one for one in gc.get_objects() if type(one) is Lazy and isinstance(one.source, str))


def written() -> bytes:
    """What they require, of each that requires enough: a line a pattern."""
    lines = set()
    for one in patterns():
        strings = of_python(one, plain=False, beside=True)  # type: ignore[arg-type]
        if strings and bits(strings.strings) >= LEAST:
            value = msgspec.json.encode(Required(strings.folded, tuple(sorted(strings.strings))))
            lines.add(b"%b\t%b\n" % (key(one.source, one.given_flags), value))
    return b"".join(sorted(lines))


def main() -> int:
    """Compare or write; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the file instead of comparing it")
    made = written()
    if parser.parse_args().write:
        REQUIRED.write_bytes(made)
        return 0
    current = REQUIRED.read_bytes() == made
    print("current" if current else f"{REQUIRED.name} is not current; run with --write")
    return not current


if __name__ == "__main__":
    sys.exit(main())
