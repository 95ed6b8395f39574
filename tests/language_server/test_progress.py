"""An editor is told that a check takes long, if it can show that: with the server as a program."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from cleanup.engine import loading
from tests.language_server.editors import PUSHED, editing

pytestmark = pytest.mark.asyncio

WAITING = types.ClientCapabilities(
    workspace=PUSHED.workspace, window=types.WindowClientCapabilities(work_done_progress=True)
)
EXAMPLES = [one.before or one.keep or "" for rule in loading.load(prove=False).rules for one in rule.examples]
#: Enough for seconds.
LONG = "\n\n".join(EXAMPLES)


@pytest.mark.parametrize("capabilities", [WAITING, PUSHED], ids=["can show it", "cannot"])
async def test_a_long_check_is_shown_until_it_is_done(tmp_path: Path, capabilities: types.ClientCapabilities) -> None:
    async with editing(capabilities, root=tmp_path) as editor:
        await editor.findings(editor.open_file(tmp_path / "one.txt", LONG))
        shown = [[type(one).__name__ for one in reports] for reports in editor.client.progress_reports.values()]
    wanted = ["WorkDoneProgressBegin", "WorkDoneProgressEnd"]
    assert shown == ([wanted] if capabilities is WAITING else [])
