"""What a run counted, how it says so, and what follows for the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cleanup.model import Level, Plan


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def reaches(limit: str, levels: Iterable[Level]) -> bool:
    """Whether a level is at least as certain as `limit`; nothing reaches `never`."""
    return limit != "never" and any(level.rank <= Level(limit).rank for level in levels)


@dataclass(slots=True)
class Tally:
    """Counts over the plans of one run."""

    files: int = 0
    errors: int = 0
    skipped: int = 0
    found_in: int = 0
    changed: int = 0
    changes: int = 0
    known: int = 0
    by_level: Counter[Level] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    repairable: Counter[Level] = field(default_factory=Counter)
    left: Counter[Level] = field(default_factory=Counter)

    def add(self, plan: Plan) -> None:
        """Count one more file."""
        self.files += 1
        self.found_in += bool(plan.findings)
        self.changed += bool(plan.changes)
        self.changes += len(plan.changes)
        self.known += len(plan.known)
        self.by_level.update(finding.level for finding in plan.findings)
        self.by_rule.update(finding.rule for finding in plan.findings)
        self.repairable.update(finding.level for finding in plan.findings if finding.fixes)
        self.left.update(finding.level for finding in plan.findings if finding.id not in plan.chosen)

    @property
    def findings(self) -> int:
        """All findings, of every level."""
        return self.by_level.total()

    def statistics(self) -> list[str]:
        """One line a rule, the most frequent first: `  12  quotes/direction`."""
        width = len(str(max(self.by_rule.values(), default=0)))
        ranked = sorted(self.by_rule.items(), key=lambda item: (-item[1], item[0]))
        return [f"{number:>{width}}  {rule}" for rule, number in ranked]

    def checked(self) -> str:
        """The last line of `check`."""
        if not self.findings:
            return f"Nothing found in {count(self.files, 'file')}{self._unread()}."
        levels = ", ".join(_of_level(self.by_level[level], level) for level in Level if self.by_level[level])
        where = count(self.found_in, "file")
        return f"{count(self.findings, 'finding')} in {where}: {levels}{self._unread()}.{self._offer()}"

    def repaired(self, verb: str = "Repaired") -> str:
        """The last line of `fix`, `verb` being what was done: `Repaired`, or `Would repair`."""
        done = f"{verb} {count(self.changes, 'place')} in {count(self.changed, 'file')}"
        if not self.changes:
            done = f"Nothing to repair in {count(self.files, 'file')}"
        rest = self.left.total()
        if rest:
            names = {Level.SAFE: "safe", Level.SUGGESTED: "suggested", Level.FLAG: "flagged"}
            kinds = " or ".join(name for level, name in names.items() if self.left[level])
            more = f"{rest} more" if self.changes else count(rest, "place")
            done += f"; {more} {'is' if rest == 1 else 'are'} {kinds} (see `cleanup check`)"
        return f"{done}{self._unread()}."

    def _offer(self) -> str:
        """Which command repairs how many of the findings."""
        safe, suggested = self.repairable[Level.SAFE], self.repairable[Level.SUGGESTED]
        if safe:
            more = f"; `--suggested` repairs {suggested} more" if suggested else ""
            return f" `cleanup fix` repairs {safe}{more}."
        return f" `cleanup fix --suggested` repairs {suggested}." if suggested else ""

    def _unread(self) -> str:
        known = f"; {self.known} known before" if self.known else ""
        errors = f"; {count(self.errors, 'error')}" if self.errors else ""
        skipped = f"; {self.skipped} skipped" if self.skipped else ""
        return known + errors + skipped


def _of_level(number: int, level: Level) -> str:
    """`8 safe`, `3 suggested`, `1 flag`, `2 flags`."""
    return count(number, "flag") if level is Level.FLAG else f"{number} {level}"
