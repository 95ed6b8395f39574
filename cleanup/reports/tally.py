"""What a run counted, and how it is summarised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from cleanup.model import Level, Plan
from cleanup.text.phrasing import counted

#: Why a repair is not made even at its level: another is made in its place, or would be.
_LOST = ("overlap", "rival", "unstable")
#: The minimum share of the total time for which a rule without findings gets a line.
SLOW = 0.01


class Tally(msgspec.Struct):
    """Counts over the plans of one run."""

    files: int = 0
    errors: int = 0
    skipped: int = 0
    found_in: int = 0
    changed: int = 0
    changes: int = 0
    known: int = 0
    by_level: Counter[Level] = msgspec.field(default_factory=Counter)
    by_rule: Counter[str] = msgspec.field(default_factory=Counter)
    repairable: Counter[Level] = msgspec.field(default_factory=Counter)
    left: Counter[Level] = msgspec.field(default_factory=Counter)

    def add(self, plan: Plan) -> None:
        """Count one more file."""
        self.files += 1
        self.found_in += bool(plan.findings)
        self.changed += bool(plan.changes)
        self.changes += len(plan.changes)
        self.known += len(plan.known)
        self.by_level.update(finding.level for finding in plan.findings)
        self.by_rule.update(finding.rule for finding in plan.findings)
        self.repairable.update(f.level for f in plan.findings if f.fixes and plan.held.get(f.id) not in _LOST)
        self.left.update(finding.level for finding in plan.findings if finding.id not in plan.chosen)

    @property
    def findings(self) -> int:
        """The number of findings, of every level."""
        return self.by_level.total()

    def statistics(self, spent: Mapping[str, int]) -> list[str]:
        """Return one line for each rule, with its findings and time (`spent`, in nanoseconds): ` 12 34.5 ms
        quotes/direction`.

        The most frequent come first, then those that found nothing and took a hundredth of the total time; the others
        share one line.
        """
        whole = sum(spent.values())
        slow = {rule for rule in spent.keys() - self.by_rule.keys() if spent[rule] >= SLOW * whole}
        ranked = [*sorted(self.by_rule, key=lambda rule: (-self.by_rule[rule], rule))]
        ranked += sorted(slow, key=lambda rule: (-spent[rule], rule))
        rows = [(self.by_rule[rule], spent.get(rule, 0), rule) for rule in ranked]
        if others := spent.keys() - set(ranked):
            rows.append((0, sum(spent[rule] for rule in others), counted(len(others), "other rule")))
        shown = [(str(number), f"{time / 1e6:,.1f} ms", name) for number, time, name in rows]
        wide = [max((len(row[column]) for row in shown), default=0) for column in (0, 1)]
        return [f"{number:>{wide[0]}}  {time:>{wide[1]}}  {name}" for number, time, name in shown]

    def checked(self, options: str = "") -> str:
        """Return the last line of `check`; `options` are those that `fix` needs to find the same."""
        if not self.findings:
            return f"Nothing found in {counted(self.files, 'file')}{self._unread()}."
        levels = ", ".join(_of_level(self.by_level[level], level) for level in Level if self.by_level[level])
        where = counted(self.found_in, "file")
        return f"{counted(self.findings, 'finding')} in {where}: {levels}{self._unread()}.{self._offer(options)}"

    def repaired(self, verb: str = "Repaired") -> str:
        """Return the last line of `fix`; `verb` is `Repaired` or `Would repair`."""
        done = f"{verb} {counted(self.changes, 'place')} in {counted(self.changed, 'file')}"
        if not self.changes:
            done = f"Nothing to repair in {counted(self.files, 'file')}"
        rest = self.left.total()
        if rest:
            names = {Level.SAFE: "safe", Level.SUGGESTED: "suggested", Level.FLAG: "flagged"}
            kinds = " or ".join(name for level, name in names.items() if self.left[level])
            more = f"{rest} more" if self.changes else counted(rest, "place")
            done += f"; {more} {'is' if rest == 1 else 'are'} {kinds} (see `cleanup check`)"
        return f"{done}{self._unread()}."

    def _offer(self, options: str) -> str:
        """Return which command repairs how many of the findings."""
        safe, suggested = self.repairable[Level.SAFE], self.repairable[Level.SUGGESTED]
        command = f"cleanup fix {options}".rstrip()
        if safe:
            more = f"; `--suggested` repairs {suggested} more" if suggested else ""
            return f" `{command}` repairs {safe}{more}."
        return f" `{command} --suggested` repairs {suggested}." if suggested else ""

    def _unread(self) -> str:
        known = f"; {self.known} known before" if self.known else ""
        errors = f"; {counted(self.errors, 'error')}" if self.errors else ""
        skipped = f"; {self.skipped} skipped" if self.skipped else ""
        return known + errors + skipped


def _of_level(number: int, level: Level) -> str:
    """Return `8 safe`, `3 suggested`, `1 flag`, `2 flags`."""
    return counted(number, "flag") if level is Level.FLAG else f"{number} {level}"
