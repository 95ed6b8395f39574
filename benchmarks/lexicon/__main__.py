"""Make the lexicon of English: `python -m benchmarks.lexicon --write`.

Needs the Debian packages `scowl` and `wordnet-base`, and the extra `lexicon`; `docs/lexicon.md` names what is taken
from each. Without an option, it says whether the file was made by this recipe, by its exit code, and needs none of
them. `--count-cases FOLDER` counts again, in edited prose, how ambiguous forms are written. `--speed FOLDER` measures
opening the file and looking up the words of texts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.lexicon import cases, recipe, speed


def main() -> int:
    """Compare, write, count or measure; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the file")
    parser.add_argument("--count-cases", type=Path, metavar="FOLDER", help="write case_counts.tsv from texts")
    parser.add_argument("--speed", type=Path, metavar="FOLDER", help="measure opening and look-ups with texts")
    given = parser.parse_args()
    if given.count_cases:
        cases.write_case_counts(given.count_cases)
        return 0
    if given.speed:
        print("\n".join(speed.measured(given.speed)))
        return 0
    if given.write:
        recipe.write()
        return 0
    current = recipe.is_current()
    print("current" if current else f"{recipe.PATH.name} is not current; run with --write")
    return not current


if __name__ == "__main__":
    sys.exit(main())
