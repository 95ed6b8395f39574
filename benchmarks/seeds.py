"""Print what `cleanup fix` does to the two seed articles, by tier: `python -m benchmarks.seeds`."""

from __future__ import annotations

from pathlib import Path

import cleanup
from benchmarks.scoring import Score, read_rows, score

ROOT = Path(__file__).parent.parent
TIERS = ("safe", "likely", "judgement")


def scores(*, suggested: bool) -> dict[str, Score]:
    """The score of each seed article by file name."""
    rows, traps = (read_rows(ROOT / "tests" / "gold" / name) for name in ("seeds.jsonl", "traps.jsonl"))
    result = {}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        plan = cleanup.plan(path.read_text("utf-8"), suggested=suggested)
        mine = [row for row in rows if row.file == path.name]
        result[path.name] = score(plan, mine, [trap for trap in traps if trap.file == path.name])
    return result


def count(results: dict[str, Score], tier: str, part: str) -> int:
    """How many rows of a tier are in one part (`exact`, `found`, `missed`) of the scores."""
    return sum(row.tier == tier for one in results.values() for row in getattr(one, part))


def main() -> None:
    """Print the table."""
    print(f"{'':22}{'rows':>6}{'found':>8}{'exact':>8}")
    for suggested in (False, True):
        results = scores(suggested=suggested)
        print("cleanup fix --suggested" if suggested else "cleanup fix")
        for tier in TIERS:
            found, exact, missed = (count(results, tier, part) for part in ("found", "exact", "missed"))
            print(f"  {tier:20}{found + missed:6}{found:8}{exact:8}")
        wrong = sum(len(one.wrong) for one in results.values())
        trapped = sum(len(one.trapped) for one in results.values())
        print(f"  {'wrong changes':20}{wrong:22}\n  {'changes in traps':20}{trapped:22}")


if __name__ == "__main__":
    main()
