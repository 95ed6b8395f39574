"""The server: which texts are open, when each is checked, and what the editor is told.

It runs on the event loop of a thread of its own; checks are made in another one (see `queue`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from enum import Enum
from threading import Event
from typing import Any
from urllib.parse import unquote

from cattrs import Converter
from lsprotocol import types
from lsprotocol.types import Diagnostic, MessageType
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import to_fs_path

import cleanup
from cleanup.errors import CleanupError
from cleanup.language_server import client_settings
from cleanup.language_server.actions import ClientAbilities
from cleanup.language_server.checking import UNTITLED, CheckResult, TextChecker, TextRevision
from cleanup.language_server.client_settings import ClientSettings
from cleanup.language_server.diagnostics import diagnostic, problem_diagnostic, shown
from cleanup.language_server.formats import path_of
from cleanup.language_server.open_text import OpenText
from cleanup.language_server.progress import CheckProgress
from cleanup.language_server.queue import CheckQueue

#: How long to wait for the next change before a text is checked, in seconds: an eighth of what its last check took,
#: but no less and no more than this. Users of language servers complain about long waits, and about checks that keep
#: their machine busy while they type (sublimelsp/LSP#1089, openvadl#692).
SHORTEST_PAUSE, LONGEST_PAUSE = 0.01, 0.25
#: How often to look at configurations where the editor does not watch files, in seconds.
WATCH_INTERVAL = 2.0


class CleanupServer(LanguageServer):
    """The state of a connection. All methods are called on the event loop; `queue.run` is called in the main thread."""

    def __init__(self, *, pause: float | None = None, watch_interval: float = WATCH_INTERVAL) -> None:
        kind = types.TextDocumentSyncKind.Incremental
        super().__init__("cleanup", cleanup.__version__, kind, converter_factory=_converter)
        self.ended = Event()
        self.was_shut_down = False
        self.abilities = ClientAbilities()
        self.settings = ClientSettings()
        self.texts: dict[str, OpenText] = {}
        self.folders: dict[str, str] = {}
        self._pause, self._watch_interval = pause, watch_interval
        self._checker = TextChecker()
        self.queue = CheckQueue(self._checker.check, self._answer)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._problems: dict[str, str] = {}
        self._watch: asyncio.Task[None] | None = None
        self._progress = CheckProgress(self.work_done_progress)

    # A connection

    def begin(self, params: types.InitializeParams) -> None:
        """Take note of what the editor can do and wants."""
        self._loop = asyncio.get_running_loop()
        self.abilities = _abilities(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        self.change_folders(folders or [uri for uri in (params.root_uri,) if uri], ())
        self.configure(params.initialization_options)

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Take note of the directories of the workspace."""
        for uri in removed:
            self.folders.pop(uri, None)
        self.folders |= {uri: path for uri in added if (path := to_fs_path(uri))}

    def configure(self, value: object) -> None:
        """Use the settings of the editor; after a mistake in them, those that were used before."""
        try:
            self.settings = client_settings.read(value)
        except CleanupError as error:
            self.tell(error)

    async def ask_for_settings(self) -> None:
        """Use the settings that the editor has for this server, if it can be asked."""
        if self.abilities.configures:
            item = types.ConfigurationItem(section=client_settings.SECTION)
            (value,) = await self.workspace_configuration_async(types.ConfigurationParams([item]))
            if value is not None:
                self.configure(value)
        self.show_again()

    def watch_files(self) -> None:
        """Learn when a configuration, a rule or a baseline changes: from the editor, or by looking."""
        if not self.abilities.watches:
            self._watch = asyncio.get_running_loop().create_task(self._look_repeatedly())
            return
        patterns = ("**/*.toml", "**/.cleanup-baseline.json")
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in patterns]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        self._register(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)

    def watch_settings(self) -> None:
        """Have the editor tell when its settings change, if it does so only on request."""
        if self.abilities.registers_settings:
            self._register(types.WORKSPACE_DID_CHANGE_CONFIGURATION)

    def _register(self, method: str, options: object = None) -> None:
        self.client_register_capability(types.RegistrationParams([types.Registration(method, method, options)]))

    async def _look_repeatedly(self) -> None:
        while not self.ended.is_set():
            await asyncio.sleep(self._watch_interval)
            self.files_changed()

    def end(self) -> None:
        """End the connection."""
        self.ended.set()
        if self._watch:
            self._watch.cancel()

    # Texts

    def open(self, item: types.TextDocumentItem) -> None:
        """Begin to check a text."""
        text = OpenText(item, named(self.server_capabilities.position_encoding or ""))
        self.close(item.uri)
        self.texts[unquote(item.uri)] = text
        self.check(text)

    def find(self, uri: str) -> OpenText | None:
        """Return an open text; editors do not encode its address in the same way always."""
        return self.texts.get(unquote(uri))

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take the changes of a text; check it when there are no others for a moment."""
        text = self.find(params.text_document.uri)
        if text is None:
            return
        fewer = text.change(params.text_document.version, params.content_changes)
        if fewer:
            self._publish(text)
        self.check(text, after=pause_after(text.checked) if self._pause is None else self._pause)

    def close(self, uri: str) -> None:
        """Forget a text, and have the editor forget what was found in it."""
        text = self.texts.pop(unquote(uri), None)
        if text is None:
            return
        self.queue.drop(text.uri)
        self._show_progress()
        self._problems.pop(text.uri, None)
        if text.timer:
            text.timer.cancel()
        _wake(text)
        if not self.abilities.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(text.uri, []))

    def check(self, text: OpenText, after: float = 0.0) -> None:
        """Check a text, unless it is changed within some seconds."""
        if text.timer:
            text.timer.cancel()
            text.timer = None
        if after and self._loop:
            text.timer = self._loop.call_later(after, self.check, text)
            return
        folders = tuple(self.folders.values())
        self.queue.put(TextRevision(text.uri, text.language_id, text.revision, text.text, folders))
        self._show_progress()

    async def checked(self, text: OpenText, *, now: bool = False) -> None:
        """Wait until a text has been checked as it is then, or closed; `now` does without the pause."""
        while not text.is_current and self.find(text.uri) is text:
            if now and text.timer:
                self.check(text)
            done = asyncio.get_running_loop().create_future()
            text.waiting.append(done)
            await done

    def check_again(self, texts: Iterable[OpenText]) -> None:
        """Check texts again that have not changed themselves."""
        outdated = list(texts)
        for text in outdated:
            text.outdate()
            self.check(text)
        if outdated:
            self._refresh()

    def files_changed(self) -> None:
        """Check the texts again for which something in files has changed."""
        self.check_again(one for one in self.texts.values() if one.checked and one.checked.inputs.changed)

    # Results

    def _answer(self, result: CheckResult) -> None:
        """Take a result, in the thread that checks."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._receive, result)

    def _receive(self, result: CheckResult) -> None:
        text = self.find(result.uri)
        if result.renewed:
            self.check_again(one for one in self.texts.values() if one is not text)
        taken = text is not None and text.receive(result)
        self._progress.end()
        self._show_progress()
        if text is None or not taken:
            return
        self._take_problem(text, result.problem)
        self._publish(text)
        _wake(text)

    def _show_progress(self) -> None:
        """Show that a result is waited for, if it is for long and the editor can show that."""
        if self.abilities.waits and any(not text.is_current for text in self.texts.values()):
            self._progress.begin()
        else:
            self._progress.end()

    def _take_problem(self, text: OpenText, problem: CleanupError | None) -> None:
        """Show a problem elsewhere than in a text, as in its configuration, once for all texts that have it."""
        said = "" if problem is None or _is_own(text, problem) else str(problem)
        if problem and said and said not in self._problems.values():
            self.tell(problem)
        self._problems[text.uri] = said

    def tell(self, error: CleanupError) -> None:
        """Show an error."""
        self.window_show_message(types.ShowMessageParams(MessageType.Error, f"cleanup: {error}"))

    def inform(self, message: str) -> None:
        """Show what was done."""
        self.window_show_message(types.ShowMessageParams(MessageType.Info, f"cleanup: {message}"))

    def diagnostics(self, text: OpenText) -> list[Diagnostic]:
        """Return the diagnostics of a text as it is now."""
        rules = text.checked.rules if text.checked else {}
        problem = text.checked.problem if text.checked and text.is_current else None
        if problem and _is_own(text, problem):
            return [problem_diagnostic(problem, text.index)]
        findings = shown(text.findings(), self.settings)
        return [diagnostic(one, text.index, rules, self.settings, tags=self.abilities.tags) for one in findings]

    def show_again(self) -> None:
        """Show all that is known again, because it is to look different."""
        for text in self.texts.values():
            self._publish(text)
        self._refresh()

    def _publish(self, text: OpenText) -> None:
        if not self.abilities.pulls and text.checked:
            found = self.diagnostics(text)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(text.uri, found, text.version))

    def _refresh(self) -> None:
        if self.abilities.refreshes and self.texts:
            self.workspace_diagnostic_refresh(None)


def _is_own(text: OpenText, problem: CleanupError) -> bool:
    """Return whether a problem is one of the text itself."""
    return problem.path in (path_of(text.uri), UNTITLED)


def pause_after(checked: CheckResult | None) -> float:
    """Return how long to wait for another change of a text before it is checked again, in seconds."""
    taken = checked.seconds if checked else 0.0
    return min(max(taken / 8, SHORTEST_PAUSE), LONGEST_PAUSE)


def _wake(text: OpenText) -> None:
    """Let go on what waits for a text."""
    waiting, text.waiting = text.waiting, []
    for done in waiting:
        if not done.done():
            done.set_result(None)


def _converter() -> Converter:
    """Return what reads messages; it knows `workspace.diagnostic` too, as the library of Helix misspells
    `workspace.diagnostics` (astral-sh/ruff#15014).
    """
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    read = made.get_structure_hook(types.WorkspaceClientCapabilities)

    def capabilities(value: Mapping[str, Any], kind: Any) -> types.WorkspaceClientCapabilities:
        given: types.WorkspaceClientCapabilities = read({"diagnostics": value.get("diagnostic"), **value}, kind)
        return given

    made.register_structure_hook(types.WorkspaceClientCapabilities, capabilities)
    return made


def _abilities(client: types.ClientCapabilities) -> ClientAbilities:
    return ClientAbilities(
        versioned=bool(_at(client, "workspace.workspace_edit.document_changes")),
        tags=_at(client, "text_document.publish_diagnostics.tag_support") is not None
        or _at(client, "text_document.diagnostic.tag_support") is not None,
        markdown=types.MarkupKind.Markdown in (_at(client, "text_document.hover.content_format") or ()),
        pulls=_at(client, "text_document.diagnostic") is not None,
        refreshes=bool(_at(client, "workspace.diagnostics.refresh_support")),
        watches=bool(_at(client, "workspace.did_change_watched_files.dynamic_registration")),
        configures=bool(_at(client, "workspace.configuration")),
        registers_settings=bool(_at(client, "workspace.did_change_configuration.dynamic_registration")),
        waits=bool(_at(client, "window.work_done_progress")),
    )


def _at(client: types.ClientCapabilities, path: str) -> Any:
    """Return a capability, or None where the client does not mention it."""
    found: Any = client
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def named(kind: Enum | str) -> str:
    """Return the name of a kind, which may be one that lsprotocol does not know."""
    return str(kind.value) if isinstance(kind, Enum) else kind
