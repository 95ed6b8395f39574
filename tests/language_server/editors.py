"""How the tests talk to the server: as an editor does, through a client of pytest-lsp, with the server as a program."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

from lsprotocol import types
from lsprotocol.converters import get_converter
from lsprotocol.types import CodeAction, Diagnostic, Range
from pytest_lsp import LanguageClient, make_test_lsp_client

from cleanup.language_server.positions import PositionIndex
from cleanup.model import Span
from tests.commandline import HOUSE_RULES, environment, write_rules

#: The longest wait for anything, in seconds; the first check waits until all rules have been proven.
PATIENCE = 200.0

SERVER = (sys.executable, "-P", "-m", "cleanup", "lsp")

#: A safe finding, a suggested one and a flag, with the three rules of `HOUSE_RULES` only.
TEXT = "A  gap here.\n\nAnd alot of whilom.\n"
CONFIGURATION = '# ours\nrules = ["house"]  # three\nselect = ["spacing/gap", "grammar/alot", "translation/whilom"]\n'

_DOCUMENT_CHANGES = types.WorkspaceEditClientCapabilities(document_changes=True)
#: What an editor can do that is told what is found.
PUSHED = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=_DOCUMENT_CHANGES,
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    )
)
#: What an editor can do that asks for what is found.
PULLED = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=_DOCUMENT_CHANGES,
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        configuration=True,
    ),
    text_document=types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities(),
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
            tag_support=types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary])
        ),
    ),
)


def desk(folder: Path, configuration: str = CONFIGURATION) -> Path:
    """Return a folder with the house rules and a configuration that uses only these."""
    write_rules(folder / "house", HOUSE_RULES)
    (folder / ".cleanup.toml").write_text(configuration, "utf-8")
    return folder


def places(edit: types.WorkspaceEdit | None) -> list[tuple[str, int | None, list[tuple[Range, str]]]]:
    """Return the texts that an edit is one of, their versions, and the edits."""
    assert edit is not None
    found: list[tuple[str, int | None, list[tuple[Range, str]]]] = []
    for uri, edits in (edit.changes or {}).items():
        found.append((uri, None, [(one.range, one.new_text) for one in edits]))
    for change in edit.document_changes or ():
        assert isinstance(change, types.TextDocumentEdit)
        own = [(one.range, one.new_text) for one in change.edits if isinstance(one, types.TextEdit)]
        found.append((change.text_document.uri, change.text_document.version, own))
    return found


class Editor:
    """An editor with open texts, by address: their versions and contents, and all that it was told about them."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.texts: dict[str, tuple[int, str]] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self.result: types.InitializeResult
        self._news = asyncio.Event()

    @property
    def encoding(self) -> str:
        """The encoding of positions."""
        kind = self.result.capabilities.position_encoding
        return str(getattr(kind, "value", kind))

    def told(self, params: types.PublishDiagnosticsParams) -> None:
        """Take diagnostics of the server."""
        self.published.append(params)
        self._news.set()

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Make the edits of an action, or of the server, and report them as changes."""
        for uri, version, edits in places(edit):
            assert version == self.texts[uri][0]
            self.edit(uri, *edits)

    def edit(self, uri: str, *edits: tuple[Range, str]) -> None:
        """Make edits of one state of a text, from the last to the first as an editor sends them."""
        version, text = self.texts[uri]
        index = PositionIndex(text, self.encoding)
        changes = []
        for place, new in sorted(edits, key=lambda one: index.span(one[0]), reverse=True):
            span = index.span(place)
            text = text[: span.start] + new + text[span.end :]
            changes.append(types.TextDocumentContentChangePartial(range=place, text=new))
        self.texts[uri] = version + 1, text
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version + 1, uri), changes)
        )

    def replace(self, uri: str, old: str, new: str) -> None:
        """Replace the first place of a string in a text."""
        text = self.texts[uri][1]
        at = text.index(old)
        self.edit(uri, (PositionIndex(text, self.encoding).range(Span(at, at + len(old))), new))

    def open(self, uri: str, text: str, language: str = "plaintext") -> str:
        """Open a text."""
        self.texts[uri] = 1, text
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def open_file(self, path: Path, text: str = TEXT, language: str = "plaintext") -> str:
        """Write a file, and open it."""
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return self.open(path.as_uri(), text, language)

    def close(self, uri: str) -> None:
        """Close a text."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is the case."""
        async with asyncio.timeout(PATIENCE):
            while not ready():
                self._news.clear()
                try:
                    await asyncio.wait_for(self._news.wait(), 0.05)
                except TimeoutError:
                    continue

    async def findings(self, uri: str, version: int | None = None) -> list[Diagnostic]:
        """Return what the server tells next about a version of a text, by default the present one."""
        wanted = version or self.texts[uri][0]
        before = len(self.published)

        def news() -> list[types.PublishDiagnosticsParams]:
            return [one for one in self.published[before:] if one.uri == uri and one.version == wanted]

        await self.wait(lambda: bool(news()))
        return list(news()[-1].diagnostics)

    async def pull(self, uri: str, previous: str | None = None) -> types.DocumentDiagnosticReport:
        """Ask for what is found."""
        identifier = types.TextDocumentIdentifier(uri)
        params = types.DocumentDiagnosticParams(identifier, previous_result_id=previous)
        return await self.client.text_document_diagnostic_async(params)

    async def actions(self, uri: str, at: str = "", only: Sequence[str] | None = None) -> list[CodeAction]:
        """Return what is offered at a string of a text, or for the whole text."""
        text = self.texts[uri][1]
        index = PositionIndex(text, self.encoding)
        start = text.index(at) if at else 0
        place = index.range(Span(start, start + len(at) if at else len(text)))
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [one for one in found or () if isinstance(one, CodeAction)]

    async def action(self, uri: str, title: str, at: str = "") -> CodeAction:
        """Return the action with a title."""
        return next(one for one in await self.actions(uri, at) if one.title == title)

    async def run(self, action: CodeAction) -> Any:
        """Carry out the command of an action."""
        assert action.command is not None
        params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
        return await self.client.workspace_execute_command_async(params)

    async def hover(self, uri: str, at: str) -> types.Hover | None:
        """Return what is shown at a string of a text."""
        text = self.texts[uri][1]
        position = PositionIndex(text, self.encoding).position(text.index(at))
        return await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), position)
        )

    @property
    def messages(self) -> list[str]:
        """What the server had shown to the user."""
        return [one.message for one in self.client.messages]


def _command_or_action(value: dict[str, Any], _kind: object) -> types.Command | CodeAction:
    """Tell the two apart as the protocol does; lsprotocol 2025.0.0 takes an action with a command for a command."""
    if isinstance(value.get("command"), str):
        return get_converter().structure(value, types.Command)
    return get_converter().structure(value, CodeAction)


@asynccontextmanager
async def editing(
    capabilities: types.ClientCapabilities = PUSHED,
    *,
    root: Path | None = None,
    options: Any = None,
    settings: Any = None,
) -> AsyncIterator[Editor]:
    """An editor with a server of its own."""
    client = make_test_lsp_client()
    editor = Editor(client)
    client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    def told(params: types.PublishDiagnosticsParams) -> None:
        editor.told(params)

    def register(params: types.RegistrationParams) -> None:
        editor.registered += params.registrations

    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    handlers: dict[str, Callable[..., Any]] = {
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: told,
        types.CLIENT_REGISTER_CAPABILITY: register,
        types.WORKSPACE_APPLY_EDIT: apply,
    }
    for method, handler in handlers.items():
        client.feature(method)(handler)
    converter = client.protocol._converter
    converter.register_structure_hook(types.Command | CodeAction, _command_or_action)
    converter.register_structure_hook(Union[types.Command, CodeAction], _command_or_action)  # noqa: UP007
    client.set_configuration({"cleanup": settings})
    await client.start_io(*SERVER, env=environment())
    folders = [types.WorkspaceFolder(root.as_uri(), root.name)] if root else None
    editor.result = await client.initialize_session(
        types.InitializeParams(capabilities, workspace_folders=folders, initialization_options=options)
    )
    try:
        yield editor
    finally:
        async with asyncio.timeout(PATIENCE):
            await client.shutdown_session()
            await client.stop()  # type: ignore[no-untyped-call]
