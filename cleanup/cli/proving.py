"""Running the examples of rules, with LanguageTool where a rule needs it and it is installed."""

from __future__ import annotations

from collections import Counter

from cleanup.engine import loading
from cleanup.errors import CleanupError, RuleError
from cleanup.languagetool import service
from cleanup.languagetool.matches import Query
from cleanup.model import Rule


class Prover:
    """Runs the examples of one rule after another. Use it as a context manager, since it may start a server."""

    def __init__(self) -> None:
        self._service: service.Service | None = None
        #: The number of rules that were left out, by reason.
        self.reasons: Counter[str] = Counter()

    def __enter__(self) -> Prover:
        return self

    def __exit__(self, *_: object) -> None:
        if self._service:
            self._service.close()

    def check(self, rule: Rule) -> bool:
        """Return whether the rule was tested. Raises RuleError if an example fails."""
        loading.check_rule(rule)
        problem = self._ask(rule) if rule.kind == "languagetool" else None
        if problem:
            self.reasons[str(problem)] += 1
        return problem is None

    def _ask(self, rule: Rule) -> CleanupError | None:
        """Run the examples of a LanguageTool rule; return the reason if that was impossible."""
        if self._service is None:
            self._service = service.Service(service.local(), Query("en", ()))
        problem = self._service.reach()
        if problem is None:
            try:
                loading.check_rule(rule, self._service)
            except RuleError:
                if self._service.problem is None:
                    raise
            problem = self._service.take_problem()
        return problem
