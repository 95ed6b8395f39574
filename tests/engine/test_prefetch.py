"""What other processes find out about blocks of a large text: the plan is that of one process."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.readers import document
from cleanup.engine import loading, parallel
from cleanup.engine.engine import Engine
from cleanup.engine.passes import Prefetch, Stage
from cleanup.engine.prefetch import PrefetchedBlock, Stages, computed_block, store_block
from cleanup.matching.view import View
from cleanup.model import Level, Plan
from cleanup.processes.pool import METHOD
from tests.commandline import ROOT, execute

RULES = loading.load(prove=False).pick().rules
EXAMPLES = [e.before if e.before is not None else e.keep or "" for rule in RULES for e in rule.examples]
CLEAN = sorted((ROOT / "tests" / "clean").rglob("*.txt"))
#: Enough for some eight blocks.
PROSE = "\n\n".join(EXAMPLES[::4])
copied = pytest.mark.skipif(METHOD != "fork", reason="processes are no copies of each other here")


def _plan(engine: Engine, text: str, prefetch: Prefetch | None = None) -> Plan:
    return engine.plan(document(text), through=Level.SUGGESTED, language="en", prefetch=prefetch)


def _elsewhere(view: View, by_pass: Sequence[Sequence[Stage]]) -> None:
    """All that another process, with a view of its own, would tell of the blocks."""
    stages = Stages(by_pass)
    other = View(view.text, "en", scan=AHEAD.prepared(("en",)).scan)
    for block in range(view.blocks):
        store_block(view, stages, block, pickle.loads(pickle.dumps(computed_block(other, stages, block))))


ALONE, AHEAD = Engine(RULES), Engine(RULES)
_plan(AHEAD, PROSE)  # makes the automata
WANTED = _plan(ALONE, PROSE)


def _same(one: Plan, other: Plan) -> None:
    assert (one.findings, one.changes) == (other.findings, other.changes)


@given(st.lists(st.sampled_from(EXAMPLES), max_size=25), st.sampled_from(["\n\n", "\n", " "]))
def test_what_is_told_of_the_blocks_changes_nothing(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    _same(_plan(AHEAD, text, _elsewhere), _plan(ALONE, text))


def _crash() -> PrefetchedBlock:
    raise ValueError


@copied
@pytest.mark.parametrize("fault", [None, _crash, lambda: os._exit(3)], ids=["all is well", "a rule fails", "one dies"])
def test_processes_share_a_text_and_the_plan_is_the_same(fault: object, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def faulty(view: View, stages: Stages, block: int) -> PrefetchedBlock:
        if callable(fault) and os.getpid() != parent and block % 3 == 0:
            fault()
        return computed_block(view, stages, block)

    monkeypatch.setattr(parallel, "LARGE", 0)
    monkeypatch.setattr(parallel, "computed_block", faulty)
    shared = parallel.sharing(2, lambda _share, _how: None)
    _same(_plan(AHEAD, PROSE, shared), WANTED)


@copied
def test_one_large_file_is_shared_by_the_processes_that_are_asked_for(tmp_path: Path) -> None:
    text = "\n\n".join(path.read_text("utf-8") for path in CLEAN)
    while len(text) < parallel.LARGE:
        text += "\n\n" + text
    text = f"{PROSE[:20_000]}\n\n{text}"
    (tmp_path / "large.txt").write_text(text, "utf-8")
    one, two = (
        execute("check", "--jobs", jobs, "--format", "jsonl", str(tmp_path / "large.txt")) for jobs in ("1", "2")
    )
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
