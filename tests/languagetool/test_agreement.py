"""What `check` lists with LanguageTool is what `fix` makes, and what both find is one finding: with the real server."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.evaluate import CORPORA
from cleanup.documents.readers import document
from cleanup.edits.conflicts import alike
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.languagetool.service import Service
from cleanup.local_servers.launcher import Lease
from cleanup.model import Edit, Level, Plan, Span
from tests.commandline import invoke

DIRTY = CORPORA / "dirty"

#: Each has damage that LanguageTool finds, most of them damage that our rules find too.
DAMAGED = {
    "doubled": "It was made of of oak, and it was a fine fine table.",
    "article": "They sang for a hour in an village, over an uniting song.",
    "disputed": "He stayed in an unesco residence for a week.",
    "numbers": "It cost 965,4 million and 80.000 people paid 4.488,88 euro.",
    "stops": "They talked until 1 p.m.. Then they left,, all of them.",
    "glued": "It was luck.Nobody had seen it.They went home.",
    "month": "It was broadcast from april 1978 to may 1991.",
    "age": "They searched for a 25-year old and a 30 year-old man.",
    "orphan": "They had done similar things. achieve. Was it your only wish?",
    "untranslated": "The number of its ausländischen staff members is small.",
    "forms": "The defects could not substantially reduced, and these thing was seen.",
    "names": "She left the European union and the ukraine on monday.",
    "quoted": "He said ” it is a old house ” and went  away.",
    "effect": "This will have the same effect like a strike , they said.",
    "clean": "Nothing is wrong with this sentence, and nothing is found.",
}


@pytest.fixture
def folder(desk: Path) -> Path:
    for name, text in DAMAGED.items():
        (desk / f"{name}.txt").write_text(f"{text}\n", "utf-8")
    (desk / "page.html").write_text("<p>It was made <b>of</b> of oak,, for a hour.</p>\n", "utf-8")
    (desk / "note.md").write_text("It was *made* of of oak, for a hour. It cost 965,4 million.\n", "utf-8")
    for path in _sample(6):
        (desk / path.name).write_bytes(path.read_bytes())
    return desk


def _sample(number: int) -> list[Path]:
    """Some of the machine translations, as far apart as they can be; none where there are none."""
    found = sorted(DIRTY.rglob("*.txt"))
    return found[:: max(1, len(found) // number)][:number]


@pytest.mark.parametrize("options", [(), ("--suggested",)])
@pytest.mark.parametrize("raised", [False, True])
def test_the_changes_that_check_lists_are_what_fix_writes(
    folder: Path, server: Lease, options: tuple[str, ...], raised: bool
) -> None:
    if raised:
        (folder / ".cleanup.toml").write_text('[levels]\nlanguagetool = "safe"\n')
    asked = ("--languagetool=required", f"--languagetool={server.url}", *options, ".")
    checked = invoke("check", "--format", "json", *asked)
    report = json.loads(checked.stdout)
    before = {path.name: path.read_bytes().decode() for path in folder.iterdir() if not path.name.startswith(".")}
    promised = {entry["path"]: _made(before[entry["path"]], entry["changes"]) for entry in report["files"]}
    assert promised.keys() == before.keys()
    assert invoke("fix", *asked).exit_code == 0
    assert {path.name: path.read_bytes().decode() for path in folder.iterdir() if path.name in before} == promised
    assert promised != before
    # And nothing is left that it would make.
    assert "Nothing to repair" in invoke("fix", *asked).stderr


def _made(text: str, changes: list[dict[str, object]]) -> str:
    edits = [Edit(Span(int(str(c["start"])), int(str(c["end"]))), str(c["after"])) for c in changes]
    assert all(text[edit.span.start : edit.span.end] != edit.replacement for edit in edits)
    return apply(edits, text)


def test_the_offer_of_check_is_what_fix_does(desk: Path, server: Lease) -> None:
    (desk / "a.txt").write_text("It was made of of oak. It cost 965,4 million.\n\nThey left the European union.\n")
    asked = f"--languagetool={server.url}"
    offered = invoke("check", asked, "a.txt").stderr.splitlines()[-1]
    assert (
        offered
        == f"3 findings in 1 file: 2 safe, 1 suggested. `cleanup fix {asked}` repairs 2; `--suggested` repairs 1 more."
    )
    assert invoke("fix", asked, "--suggested", "a.txt").stderr.startswith("Repaired 3 places in 1 file.")


@pytest.mark.parametrize("through", [Level.SAFE, Level.SUGGESTED])
def test_no_two_findings_say_the_same(service: Service, through: Level) -> None:
    engine = loading.engine()
    texts = [*DAMAGED.values(), *(path.read_text("utf-8") for path in _sample(25))]
    for text in texts:
        plan = engine.plan(document(text), through=through, matcher=service)
        found = dict(enumerate(plan.findings))
        done = {i for i, one in found.items() if one.id in plan.chosen}
        groups = [set(group) - done for group in alike(found, engine.rules, text)]
        assert not [group for group in groups if group], text
        assert service.problem is None


@pytest.mark.parametrize("name", DAMAGED)
def test_no_word_is_named_twice_by_both(service: Service, name: str) -> None:
    engine = loading.engine()
    plan = engine.plan(document(DAMAGED[name]), matcher=service)
    by_place: defaultdict[Span, list[str]] = defaultdict(list)
    for finding in plan.findings:
        by_place[finding.span].append(finding.rule)
    assert {tuple(rules) for rules in by_place.values() if len(rules) > 1} == set()


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("through", [Level.SAFE, Level.SUGGESTED])
def test_once_is_enough(service: Service, name: str, through: Level) -> None:
    engine = loading.engine()
    text = DAMAGED[name]
    plans: list[Plan] = []
    for _ in range(2):
        plans.append(engine.plan(document(text), through=through, matcher=service))
        text = apply(plans[-1].edits, text)
    assert plans[1].changes == ()
    assert not re.search(r"\b(of of|a hour)\b", text) or through is Level.SAFE


def test_what_ours_find_alone_keeps_its_names(service: Service) -> None:
    engine = loading.engine()
    for text in DAMAGED.values():
        alone = engine.plan(document(text))
        together = engine.plan(document(text), matcher=service)
        ours = {(f.id, f.rule) for f in alone.findings if f.level is not Level.FLAG}
        assert ours <= {(f.id, f.rule) for f in together.findings}
