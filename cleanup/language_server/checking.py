"""Checking the texts of an editor, one after the other, each with the configuration of its place."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path, PurePath
from types import MappingProxyType

import msgspec

from cleanup.config import config_file
from cleanup.config.rejected import Rejected, baseline_file
from cleanup.config.resolve import Overrides, Resolver, Settings
from cleanup.documents import readers
from cleanup.edits.finding_ids import NONE
from cleanup.errors import CleanupError, DocumentError, of_file
from cleanup.files.discovery import Source
from cleanup.language_server.formats import format_of, path_of
from cleanup.language_server.inputs import CheckInputs
from cleanup.matching.view import Memory
from cleanup.model import Level, Plan, Rule
from cleanup.processes.time_limit import MAX_SECONDS, TimeIsUpError, within

#: How many sets of rules are kept ready when the configuration changes, as it does with each word that is accepted.
_KEPT_ENGINES = 4

#: The path of a text without a file.
UNTITLED = "<untitled>"

_NO_RULES: Mapping[str, Rule] = MappingProxyType({})


class TextRevision(msgspec.Struct, frozen=True):
    """A state of an open text, and the directories of the workspace (absolute), whose first one is that of texts
    without a file.
    """

    uri: str
    language_id: str
    revision: int
    text: str
    folders: tuple[str, ...] = ()


class CheckResult(msgspec.Struct, frozen=True):
    """What was found in a state of a text: a plan with all findings, whose changes are the safe ones.

    Without a plan, the text is not checked: it is excluded or no prose (`problem` is None), or there is a problem.
    `configuration` is the file with the configuration, if any. `renewed` says that it has changed, for other texts too.
    `seconds` is the time of the processor that the plan took.
    """

    uri: str
    revision: int
    plan: Plan | None = None
    rules: Mapping[str, Rule] = _NO_RULES
    configuration: str = ""
    problem: CleanupError | None = None
    inputs: CheckInputs = CheckInputs()
    renewed: bool = False
    seconds: float = 0.0


class TextChecker:
    """Checks texts with the rules of their configurations, which it reads again when they change.

    It belongs to one thread; only in the main thread is a check ended that takes longer than `seconds`.
    """

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._resolver = Resolver()
        self._unconfigured = Resolver(Overrides(config=False), self._resolver.engines)
        self._rejected = Rejected()
        self._inputs: dict[str, CheckInputs] = {}
        self._memories: dict[str, Memory] = {}

    def forget(self, uri: str) -> None:
        """Drop what is kept of a text that was closed."""
        self._inputs.pop(uri, None)
        self._memories.pop(uri, None)

    def check(self, request: TextRevision) -> CheckResult:
        """Return the result for a text. Never raises: whatever goes wrong is the problem of that text."""
        path = path_of(request.uri)
        if path is None:
            return CheckResult(request.uri, request.revision)
        renewed = self._renewed(request.uri)
        place = path or (str(Path(request.folders[0], "untitled")) if request.folders else "")
        result = CheckResult(request.uri, request.revision, renewed=renewed)
        settings = None
        try:
            resolver = self._resolver if place else self._unconfigured
            settings = resolver.settings(place or "untitled")
            result = msgspec.structs.replace(result, configuration=settings.file.path)
            result = self._checked(request, path, resolver, settings, result)
        except TimeIsUpError:
            self._resolver.renew()
            self._memories.clear()
            said = f"took longer than {self._seconds:g} seconds"
            problem: CleanupError = DocumentError(
                said, path=path or UNTITLED, hint="it is checked again when it changes"
            )
            result = msgspec.structs.replace(result, problem=problem)
        except Exception as error:
            result = msgspec.structs.replace(result, problem=of_file(error, path or UNTITLED))
        if place:
            self._inputs[request.uri] = _inputs_of(place, settings)
            result = msgspec.structs.replace(result, inputs=self._inputs[request.uri])
        return result

    def _checked(
        self, request: TextRevision, path: str, resolver: Resolver, settings: Settings, result: CheckResult
    ) -> CheckResult:
        if path and resolver.excluded(Path(os.path.realpath(path)), folder=False):
            return result
        form = format_of(path, settings.form, request.language_id, request.text)
        if not form:
            return result
        engine = resolver.engine(settings)  # reading the rules does not count
        began = time.thread_time()
        with within(self._seconds):
            document = readers.document(request.text, path or UNTITLED, form)
            known = self._rejected.known(Source(path, PurePath(path)), document, settings) if path else NONE
            memory = self._memories.setdefault(request.uri, Memory())
            plan = resolver.plan(document, settings, through=Level.SAFE, known=known, memory=memory)
        return msgspec.structs.replace(result, plan=plan, rules=engine.rules, seconds=time.thread_time() - began)

    def _renewed(self, uri: str) -> bool:
        """Read configurations, rules and baselines again if those of a text have changed; return whether they have."""
        before = self._inputs.get(uri)
        if before is None or not before.changed:
            return False
        config_file.find.cache_clear()
        engines = self._resolver.engines
        # With other rule files, no engine is as it would be made now.
        kept = {} if before.rules_changed else dict(list(engines.items())[-_KEPT_ENGINES:])
        self._resolver = Resolver(engines=kept)
        self._unconfigured = Resolver(Overrides(config=False), kept)
        self._rejected = Rejected()
        self._inputs.clear()
        return True


def _inputs_of(place: str, settings: Settings | None) -> CheckInputs:
    folder = Path(os.path.realpath(place)).parent
    try:
        return CheckInputs.of(folder, settings, baseline_file(settings, None) if settings else None)
    except CleanupError:  # a baseline elsewhere, which is a problem already
        return CheckInputs.of(folder, settings)
