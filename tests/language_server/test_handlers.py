"""What depends on what an editor can do, and on its settings: each test with a server of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from lsprotocol.types import DiagnosticSeverity, Position, Range
from pygls.exceptions import JsonRpcException

from cleanup.language_server.server import CleanupServer
from tests.language_server.editors import CONFIGURATION, PULLED, PUSHED, TEXT, desk, editing, places

pytestmark = pytest.mark.asyncio


def codes(report: types.DocumentDiagnosticReport) -> list[str]:
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    return [str(one.code) for one in report.items]


async def test_findings_are_pulled_where_the_editor_can(tmp_path: Path) -> None:
    desk(tmp_path)
    settings = {"severity": {"safe": "error", "flag": "off"}}
    async with editing(PULLED, root=tmp_path, settings=settings) as editor:
        uri = editor.open_file(tmp_path / "one.txt")
        first = await editor.pull(uri)
        assert codes(first) == ["spacing/gap", "grammar/alot"]
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        assert [one.severity for one in first.items] == [DiagnosticSeverity.Error, DiagnosticSeverity.Information]
        unchanged = await editor.pull(uri, first.result_id)
        assert isinstance(unchanged, types.RelatedUnchangedDocumentDiagnosticReport)
        assert unchanged.result_id == first.result_id

        editor.replace(uri, "alot", "much")  # the answer waits for the check of what the text is now
        assert codes(await editor.pull(uri, first.result_id)) == ["spacing/gap"]

        hover = await editor.hover(uri, "  ")
        assert hover
        address = (tmp_path / "house/spacing/gap.toml").as_uri()
        shown = (
            "**Spaces in a row**\n\nSpaces in a row. A tag between them was removed.\n\n"
            f"```diff\n- wide  gap\n+ wide gap\n```\n\n[spacing/gap]({address}) (safe)"
        )
        assert hover.contents == types.MarkupContent(types.MarkupKind.Markdown, shown)

        before = editor.client.diagnostic_refresh_count
        editor.client.set_configuration({"cleanup": {"severity": {"safe": "off"}}})
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await editor.wait(lambda: editor.client.diagnostic_refresh_count > before)
        assert codes(await editor.pull(uri)) == ["translation/whilom"]
        assert [one.title for one in await editor.actions(uri, "  ")] == ["Fix all that is safe (cleanup)"]

        editor.close(uri)
        assert codes(await editor.pull(uri)) == []
        assert editor.published == []


async def test_configurations_are_looked_at_where_the_editor_does_not_watch(tmp_path: Path) -> None:
    desk(tmp_path)
    async with editing(PULLED, root=tmp_path) as editor:
        uri = editor.open_file(tmp_path / "one.txt")
        assert codes(await editor.pull(uri)) == ["spacing/gap", "grammar/alot", "translation/whilom"]
        before = editor.client.diagnostic_refresh_count
        (tmp_path / ".cleanup.toml").write_text('rules = ["house"]\nselect = ["grammar/alot"]\n')
        await editor.wait(lambda: editor.client.diagnostic_refresh_count > before)
        assert codes(await editor.pull(uri)) == ["grammar/alot"]


async def test_an_editor_is_asked_to_tell_when_its_settings_change() -> None:
    changes = types.DidChangeConfigurationClientCapabilities(dynamic_registration=True)
    workspace = types.WorkspaceClientCapabilities(configuration=True, did_change_configuration=changes)
    async with editing(types.ClientCapabilities(workspace=workspace)) as editor:
        await editor.wait(lambda: bool(editor.registered))
        assert [one.method for one in editor.registered] == ["workspace/didChangeConfiguration"]


@pytest.mark.parametrize("name", ["diagnostics", "diagnostic"])
async def test_pulling_again_is_known_by_the_name_that_helix_gives_it(name: str) -> None:
    server = CleanupServer()
    capabilities = {"workspace": {"configuration": True, name: {"refreshSupport": True}}}
    given = {"processId": None, "rootUri": None, "capabilities": capabilities}
    server.begin(server.protocol._converter.structure(given, types.InitializeParams))
    assert server.abilities.refreshes
    assert server.abilities.configures


def unable() -> types.ClientCapabilities:
    """An editor that can do as little as the protocol allows."""
    return types.ClientCapabilities()


async def test_the_plainest_editor_is_served(tmp_path: Path) -> None:
    desk(tmp_path)
    options = {"cleanup": {"severity": {"suggested": "hint"}, "documentation": "https://docs.example.org/cleanup/"}}
    async with editing(unable(), options=options) as editor:
        uri = editor.open_file(tmp_path / "one.txt")
        found = await editor.findings(uri)
        assert [one.severity for one in found] == [
            DiagnosticSeverity.Warning,
            DiagnosticSeverity.Hint,
            DiagnosticSeverity.Hint,
        ]
        (action,) = await editor.actions(uri, only=["source.fixAll"])
        assert places(action.edit) == [(uri, None, [(Range(Position(0, 2), Position(0, 3)), "")])]
        assert editor.registered == []

        editor.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"cleanup": {"severity": {"safe": "warn"}}})
        )
        said = "cleanup: setting 'cleanup.severity.safe': Invalid enum value 'warn'; did you mean 'warning'?"
        await editor.wait(lambda: said in editor.messages)


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [("utf-8", [(10, 12), (19, 23)]), ("utf-16", [(6, 8), (13, 17)]), ("utf-32", [(4, 6), (10, 14)])],
)
async def test_positions_are_in_the_encoding_of_the_editor(
    tmp_path: Path, encoding: str, columns: list[tuple[int, int]]
) -> None:
    desk(tmp_path)
    wanted = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)])
    async with editing(types.ClientCapabilities(general=wanted, workspace=PUSHED.workspace)) as editor:
        assert editor.encoding == encoding
        uri = editor.open_file(tmp_path / "one.txt", "One.\n😀 😀a  b 😀 alot of it.\n")
        found = await editor.findings(uri)
        assert [(one.range.start.character, one.range.end.character) for one in found] == columns
        action = await editor.action(uri, "Write “a lot” for “alot”")
        assert action.edit
        editor.apply(action.edit)
        editor.replace(uri, "One", "😀")
        assert editor.texts[uri][1] == "😀.\n😀 😀a  b 😀 a lot of it.\n"
        await editor.wait(lambda: [len(one.diagnostics) for one in editor.published][-1] == 1)
        editor.replace(uri, "a  b", "a b")
        assert await editor.findings(uri) == []


async def test_furniture_is_marked_as_unnecessary() -> None:
    capabilities = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                tag_support=types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary])
            )
        )
    )
    options = {"documentation": "https://docs.example.org/cleanup/"}
    async with editing(capabilities, options=options) as editor:
        text = "The council met on Monday to discuss the new bridge over the river.\n\nLeave a Comment\n"
        (found,) = await editor.findings(editor.open("untitled:one", text))
        assert list(found.tags or ()) == [types.DiagnosticTag.Unnecessary]
        assert str(found.code).startswith("boilerplate/")
        page = str(found.code).removeprefix("boilerplate/")
        assert found.code_description
        assert found.code_description.href == f"https://docs.example.org/cleanup/rules/boilerplate.html#{page}"


async def test_a_workspace_has_the_configuration_of_texts_without_a_file(tmp_path: Path) -> None:
    desk(tmp_path)
    async with editing(root=tmp_path) as editor:
        found = await editor.findings(editor.open("untitled:Untitled-1", TEXT))
        assert [one.code for one in found] == ["spacing/gap", "grammar/alot", "translation/whilom"]
        offered = [one.title for one in await editor.actions("untitled:Untitled-1", "whilom")]
        assert "Ignore translation/whilom everywhere" in offered
        assert "Ignore translation/whilom in this file" not in offered
        command = types.ExecuteCommandParams("cleanup.ignoreInFile", ["untitled:Untitled-1", "translation/whilom"])
        with pytest.raises(JsonRpcException, match="save the text first"):
            await editor.client.workspace_execute_command_async(command)
        assert (tmp_path / ".cleanup.toml").read_text() == CONFIGURATION
