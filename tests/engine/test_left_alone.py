"""What is left alone is left alone by every rule, whoever says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.evaluate import CORPORA
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Document, Level, Plan
from cleanup.review import decisions
from cleanup.review.proposals import proposals
from cleanup.rules.allowlist import Accepted
from tests.commandline import invoke

BOOK = loading.load(prove=False)
ENGINE = loading.engine()
LEVELS = (Level.SAFE, Level.SUGGESTED)
DIRTY = CORPORA / "dirty"

#: All kinds of damage, and what they touch: each piece may stand beside any other.
PIECES = """
the café|has swept away many. countries|Mr Bell|Mr. Bell|Mr. Crane|Dr Dunn|He said|he said ,|Tokaev|Tokayev|color|colour
donâ€™t|cafÃ©|Ã\xad|Ã\x8dsland|Â\xad|â€œaâ€\x9d|voilÃ  |naÃ¯ve|soft hy\xadphen|zero\u200bwidth|\x8d|\x02|of\ufb01ce
“|”|‘|’|"|'| ,| .|..|,,|  | |.|!|?|–| - |— |«|»|„low“|“ padded ”|"straight"|1,000|1 000|3 - 2|5 %|12:3o|$ 5|&#8217;s
a apple|an board|the the|has went|Were|elite. Kazakh.|in a statement. communicated.|once. upon|ChinaThe|Sept.Then|&nbsp;
Share on Facebook|Check Also|Read more:|READ ALSO|Leave a Comment|10 years old man|the President Putin|Monsieur Roux
is not more|&amp;|caf\ufffd|wasn\ufffdt
"""
WORDS = st.sampled_from(["\n", "\n\n", *(piece for line in PIECES[1:-1].split("\n") for piece in line.split("|"))])
TEXTS = st.lists(st.one_of(WORDS, WORDS.map(lambda piece: f" {piece}")), max_size=25).map("".join)
FORMATS = st.sampled_from(["a.txt", "a.md", "a.html", "a.srt"])
WRAPPED = {"a.html": "<p>{}</p>", "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n{}\n"}


def plan(engine: Engine, source: Document, through: Level = Level.SAFE, known: JudgedFindings = NONE) -> Plan:
    return engine.plan(source, through=through, known=known)


def nothing_is_new(source: Document) -> None:
    names = decisions.all_found(lambda through, known: plan(ENGINE, source, through, known))
    for through in LEVELS:
        again = plan(ENGINE, source, through, JudgedFindings(exact=names))
        assert (again.changes, again.findings) == ((), ()), through


@settings(max_examples=60)
@given(TEXTS, FORMATS)
def test_an_unchanged_text_has_nothing_new_after_a_baseline(text: str, path: str) -> None:
    nothing_is_new(document(WRAPPED.get(path, "{}").format(text), path))


@pytest.mark.skipif(not DIRTY.is_dir(), reason="the damaged corpora are not here")
def test_damaged_texts_have_nothing_new_after_a_baseline() -> None:
    files = sorted(path for path in DIRTY.rglob("*") if path.is_file())
    for path in files[:: max(1, len(files) // 12)]:
        nothing_is_new(document(path.read_text("utf-8")[:4000], "a.txt"))


@settings(max_examples=60)
@given(TEXTS, FORMATS, st.sampled_from(LEVELS), st.data())
def test_what_is_rejected_keeps_its_place(text: str, path: str, through: Level, data: st.DataObject) -> None:
    source = document(WRAPPED.get(path, "{}").format(text), path)
    asked = [one for one in proposals(plan(ENGINE, source, through)) if one.made]
    if not asked:
        return
    chosen = data.draw(st.lists(st.sampled_from(asked), min_size=1, unique_by=lambda one: one.ids))
    known = JudgedFindings(exact=frozenset(name for one in chosen for name in one.ids))
    again = plan(ENGINE, source, through, known)
    left = [edit.span for one in chosen for edit in one.edits]
    assert not [(change, span) for change in again.changes for span in left if change.span.conflicts(span)]


BYTES = "Das cafÃ\xad of Ã\x8dsland, Â\xad and voilÃ\xa0 \x8d, naÃ¯ve; â€œsoâ€\x9d.\n"


def ignoring(names: Sequence[str]) -> Engine:
    book = BOOK.pick((), names)
    return Engine(book.rules, guards=book.guards)


def decoded(engine: Engine, text: str, through: Level) -> str:
    return apply(plan(engine, document(text, "a.txt"), through).edits, text)


def at_level(level: Level) -> Engine:
    return Engine(BOOK.at({"encoding/mojibake": level}).pick().rules)


UNDECODED = ["Ã\xad", "Ã\x8d", "Â\xad", "voilÃ\xa0", "Ã¯", "â€œsoâ€\x9d"]


@pytest.mark.parametrize("through", LEVELS)
@pytest.mark.parametrize(
    "engine",
    [ignoring(["encoding/mojibake"]), ignoring(["encoding/mojibake", "encoding/entities"]), at_level(Level.FLAG)],
    ids=["ignored", "with another", "flagged"],
)
def test_undecoded_bytes_stay_as_they_are(engine: Engine, through: Level) -> None:
    result = decoded(engine, BYTES, through)
    assert [piece for piece in UNDECODED if piece not in result] == []


def test_a_control_that_is_no_undecoded_byte_goes_all_the_same() -> None:
    assert decoded(ignoring(["encoding/mojibake"]), "It is the re\xadport of the cafÃ\xad.", Level.SAFE) == (
        "It is the report of the cafÃ\xad."
    )


def test_a_guard_finds_nothing_itself() -> None:
    found = plan(ignoring(["encoding"]), document(BYTES, "a.txt")).findings
    assert [one.rule for one in found if one.rule.startswith("encoding/")] == []


@settings(max_examples=60)
@given(TEXTS)
def test_no_character_of_a_code_or_a_byte_is_lost_to_who_ignores_the_encoding(text: str) -> None:
    """Decoding afterwards finds each that was there before, unless the words around it went with a whole line."""
    engine = ignoring(["encoding", "boilerplate", "sentences", "grammar", "languagetool"])
    source = document(text, "a.txt")
    kept = [change.span for change in plan(ONLY_ENCODING, source).changes]
    changes = plan(engine, source).changes
    assert not [(one, span) for one in changes for span in kept if one.span.conflicts(span)]


ONLY_ENCODING = Engine(BOOK.pick(["encoding/mojibake", "encoding/entities"]).rules)

HELD = "It was a cafÃ\xad in Ã\x8dsland.\n"


def test_bytes_in_a_baseline_can_still_be_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(HELD)
    assert invoke("baseline", "a.txt").exit_code == 0
    known = ("--baseline", ".cleanup-baseline.json")
    assert invoke("check", *known, "a.txt").stdout == ""
    assert invoke("fix", "--suggested", *known, "a.txt").exit_code == 0
    assert Path("a.txt").read_text() == HELD
    assert invoke("fix", "a.txt").exit_code == 0
    assert Path("a.txt").read_text() == "It was a cafí in Ísland.\n"


def test_a_comment_keeps_its_place_from_every_rule() -> None:
    text = f"<!-- cleanup: ignore encoding/mojibake -->\n{HELD}"
    assert plan(ENGINE, document(text, "a.md"), Level.SUGGESTED).changes == ()


def test_a_comment_that_names_nothing_keeps_repairs_out_that_begin_outside() -> None:
    text = (
        "He had <!-- cleanup: ignore-start -->swept away many.<!-- cleanup: ignore-end --> countries of the region.\n"
    )
    assert plan(ENGINE, document(text, "a.md"), Level.SUGGESTED).changes == ()


def test_what_is_accepted_keeps_its_place() -> None:
    engine = Engine(BOOK.pick().rules, Accepted(["cafÃ\xad", "Ã\x8d"]))
    assert plan(engine, document(HELD, "a.txt")).changes == ()
