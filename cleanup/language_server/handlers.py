"""What the server does on each request and notification of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from lsprotocol import types
from lsprotocol.types import CodeAction, CodeActionKind, Hover

from cleanup.language_server import commands
from cleanup.language_server.actions import FIX_ALL, OfferedActions
from cleanup.language_server.diagnostics import shown
from cleanup.language_server.explaining import explanation
from cleanup.language_server.server import CleanupServer, named
from cleanup.model import Span

# pygls passes the server to a function whose first parameter is `ls`.


def _begin(ls: CleanupServer, params: types.InitializeParams) -> None:
    ls.begin(params)


async def _begun(ls: CleanupServer, _params: types.InitializedParams) -> None:
    ls.watch_files()
    ls.watch_settings()
    await ls.ask_for_settings()


def _shut_down(ls: CleanupServer, _params: None) -> None:
    ls.was_shut_down = True


def _end(ls: CleanupServer, _params: None) -> None:
    ls.end()


def _open(ls: CleanupServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.open(params.text_document)


def _change(ls: CleanupServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.change(params)


def _close(ls: CleanupServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _folders(ls: CleanupServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    event = params.event
    ls.change_folders([one.uri for one in event.added], [one.uri for one in event.removed])


async def _settings(ls: CleanupServer, params: types.DidChangeConfigurationParams) -> None:
    if params.settings:
        ls.configure(params.settings)
    await ls.ask_for_settings()


def _files(ls: CleanupServer, _params: types.DidChangeWatchedFilesParams) -> None:
    ls.files_changed()


async def _pull(ls: CleanupServer, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    text = ls.find(params.text_document.uri)
    if text is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    await ls.checked(text)
    found = ls.diagnostics(text)
    name = sha256(repr(found).encode("utf-8")).hexdigest()
    if name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
    return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=name)


async def _actions(ls: CleanupServer, params: types.CodeActionParams) -> list[CodeAction]:
    text = ls.find(params.text_document.uri)
    if text is None:
        return []
    only = [named(kind) for kind in params.context.only or ()]
    if only and not text.is_current:
        # Whoever asks for a kind, as when saving, asks once, and wants what is right for the text as it is.
        await ls.checked(text, now=True)
    place = text.index.span(params.range)
    offered = OfferedActions(text, ls.settings, ls.abilities, stored=commands.configuration(ls, text) is not None)
    return offered.at(place, only)


def _hover(ls: CleanupServer, params: types.HoverParams) -> Hover | None:
    text = ls.find(params.text_document.uri)
    if text is None or text.checked is None:
        return None
    at = text.index.offset(params.position)
    findings = [one for one in shown(text.findings(), ls.settings) if one.span.start <= at <= one.span.end]
    if not findings:
        return None
    markdown = ls.abilities.markdown
    parts = [
        explanation(one, text.checked.rules[one.rule], ls.settings.documentation, markdown=markdown) for one in findings
    ]
    whole = Span(min(one.span.start for one in findings), max(one.span.end for one in findings))
    value = ("\n\n---\n\n" if markdown else "\n\n").join(part.value for part in parts)
    return Hover(types.MarkupContent(parts[0].kind, value), text.index.range(whole))


#: The handler of each method, and its options.
HANDLERS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (_begin, None),
    types.INITIALIZED: (_begun, None),
    types.SHUTDOWN: (_shut_down, None),
    types.EXIT: (_end, None),
    types.TEXT_DOCUMENT_DID_OPEN: (_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_change, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_close, None),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (_folders, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (_settings, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_files, None),
    types.TEXT_DOCUMENT_DIAGNOSTIC: (
        _pull,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="cleanup"),
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _actions,
        types.CodeActionOptions(code_action_kinds=[CodeActionKind.QuickFix, FIX_ALL]),
    ),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
}

#: What pygls does itself and must not: keep texts, whose lines it ends at other characters than the protocol, and end
#: the process.
_REPLACED = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.EXIT,
)


def register(server: CleanupServer) -> None:
    """Let a server answer all methods and commands."""
    for method in _REPLACED:
        server.protocol.fm.builtin_features.pop(method)
    for method, (handler, options) in HANDLERS.items():
        server.feature(method, options)(handler)
    for name, handler in commands.COMMANDS.items():
        server.command(name)(handler)
