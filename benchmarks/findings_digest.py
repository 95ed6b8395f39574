"""Whether a change keeps the findings: `python -m benchmarks.findings_digest` prints a digest for each corpus.

Run it with the code before and after. A digest covers place, level, confidence and edits of every finding and the
repaired text at both levels, not the names of rules and the wording of messages, which may change without harm.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.evaluate import CORPORA
from cleanup import plan

ROOT = Path(__file__).parent.parent

#: Code points of a text that are looked at, so that books take no longer than articles.
LONGEST = 60_000


def corpora(shared: Path) -> Iterator[tuple[str, list[Path]]]:
    """The folders of texts, each with its files in order: those of the project, then the shared ones."""
    folders = [ROOT / "seeds", *sorted((ROOT / "tests" / "clean").iterdir())]
    folders += [folder for kind in ("clean", "dirty") for folder in sorted((shared / kind).glob("*"))]
    folders.append(shared.parent / "gold" / "articles")
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(folder.rglob("*.txt"))
        if files:
            yield folder.name, files


def described(text: str) -> Iterator[str]:
    """What is found in a text and made of it, a line each."""
    for suggested in (False, True):
        made = plan(text, suggested=suggested)
        yield repr(made.text)
        for finding in made.findings:
            edits = [
                [(edit.span.start, edit.span.end, edit.replacement) for edit in fix.edits] for fix in finding.fixes
            ]
            yield repr((finding.span.start, finding.span.end, finding.level.value, finding.confidence, edits))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    args = parser.parse_args()
    whole = hashlib.sha256()
    for name, files in corpora(args.corpora):
        digest, found = hashlib.sha256(), 0
        for file in files:
            for line in described(file.read_text("utf-8", errors="replace")[:LONGEST]):
                found += line.startswith("(")
                digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
        whole.update(digest.digest())
        print(f"{name:24}{len(files):6} texts{found:8} findings  {digest.hexdigest()[:16]}", flush=True)
    print(f"{'all':54}{whole.hexdigest()[:16]}")


if __name__ == "__main__":
    main()
