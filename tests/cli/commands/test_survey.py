"""`cleanup survey`: real folders, every output, what is refused, and the same result with several processes."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from pathlib import Path

import pytest

from tests.commandline import ROOT, environment, execute, invoke, on_a_terminal

CLEAN = (ROOT / "tests" / "clean" / "news.txt").read_text("utf-8")
#: Evidence of several telling signals.
DAMAGED = (
    "The talks lie at the river. He said it in the frame of a meeting, and he waited the results of the vote. "
    "There came 5 thousand people. The bridge costs 3,5 million euros. Nobody listens him. The most of the people "
    "came on Monday the 5 May.\n\n"
) + CLEAN


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = tmp_path / "texts"
    (texts / "in").mkdir(parents=True)
    (texts / "clean.txt").write_text(CLEAN)
    (texts / "damaged.txt").write_text(DAMAGED)
    (texts / "short.txt").write_text("Too short , to tell.\n")
    (texts / "in" / "page.html").write_text(f'<html class="translated-ltr"><body><p>{CLEAN}</p></body></html>')
    return texts


def rows(*args: str) -> list[dict[str, str]]:
    done = invoke("-q", "survey", "texts", "--csv", *args)
    assert done.exit_code in (0, 2)
    return list(csv.DictReader(done.stdout.splitlines(keepends=True)))


def test_each_document_has_a_line_and_nothing_is_changed(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = invoke("survey", "texts")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line.rpartition("  ")[2] for line in lines] == [
        "path",
        "texts/damaged.txt",
        "texts/clean.txt",
        "texts/in/page.html",
        "texts/short.txt",
    ]
    assert re.fullmatch(r" *\d+ +\d+\.\d +100 +\d+% +en 100% +strong +none +none +texts/damaged\.txt", lines[1])
    assert re.fullmatch(r" *4 +250\.0 +– +100% +\S+(?: \d+%)? +unknown +unknown +unknown +texts/short\.txt", lines[4])
    assert "Surveyed 4 documents" in done.stderr
    assert all(path.read_bytes() == data for path, data in before.items() if path.exists())


@pytest.mark.usefixtures("folder")
def test_the_worst_are_shown_with_reasons() -> None:
    done = invoke("survey", "texts", "--worst", "1")
    head, first, title, *reasons = done.stdout.splitlines()
    assert first.endswith("texts/damaged.txt")
    assert title == "    looks machine-translated (strong):"
    assert len(reasons) == 3
    assert all(re.fullmatch(r"      1:\d+  .+: .*\[.+\].*", reason) for reason in reasons)
    assert done.stderr.rstrip().endswith("1 shown.")
    bare = invoke("survey", "texts", "--worst", "1", "--no-reasons").stdout.splitlines()
    assert bare == [head, first]


@pytest.mark.usefixtures("folder")
def test_documents_are_chosen_and_sorted() -> None:
    assert [row["path"] for row in rows("--sort", "path")] == [
        "texts/clean.txt",
        "texts/damaged.txt",
        "texts/in/page.html",
        "texts/short.txt",
    ]
    chosen = rows("--looks", "translated", "--sort", "path")
    assert [(row["path"], row["translated"]) for row in chosen] == [
        ("texts/damaged.txt", "strong"),
        ("texts/in/page.html", "strong"),
    ]
    assert chosen[1]["translated_reasons"].startswith(
        '1:1 mark-up left by a translation tool: [<html class="translated-ltr">]<body><p>'
    )
    assert rows("--looks", "spun") == []


@pytest.mark.usefixtures("folder")
def test_json_and_csv_say_the_same() -> None:
    read = json.loads(invoke("-q", "survey", "texts", "--json").stdout)
    table = rows()
    assert [one["path"] for one in read["documents"]] == [row["path"] for row in table]
    for one, row in zip(read["documents"], table, strict=True):
        assert (str(one["words"]), str(one["touched"])) == (row["words"], row["touched"])
        assert one["translated"]["strength"] == row["translated"]
        assert sum(rate["findings"] for rate in one["groups"].values()) == int(row["findings"])
    assert {"translation_per_1000", "quotes_percentile"} <= table[0].keys()


def test_the_result_is_the_same_with_several_processes(folder: Path) -> None:
    for number in range(30):
        (folder / f"more-{number}.txt").write_text(DAMAGED if number % 3 else CLEAN)
    one, three = (execute("survey", "texts", "--json", "--jobs", jobs) for jobs in ("1", "3"))
    assert (one.stdout, one.stderr, one.returncode) == (three.stdout, three.stderr, three.returncode)


def test_a_file_that_cannot_be_read_is_an_error_and_the_others_go_on(folder: Path) -> None:
    (folder / "latin.txt").write_bytes(b"caf\xe9 au lait")
    done = invoke("survey", "texts", "nowhere.txt", "--json")
    assert done.exit_code == 2
    read = json.loads(done.stdout)
    assert len(read["documents"]) == 4
    assert {error["path"] for error in read["errors"]} == {"nowhere.txt", "texts/latin.txt"}
    assert "nowhere.txt: no such file or directory" in done.stderr


def test_a_binary_file_is_skipped(folder: Path) -> None:
    (folder / "noise.page").write_bytes(b"\0\1\2" * 100)
    skipped = invoke("-v", "survey", "texts/noise.page")
    assert skipped.stderr.splitlines()[0] == "texts/noise.page: skipped, because it is binary"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-",), "a survey reads files; - is not one"),
        (("texts", "--json", "--csv"), "--json cannot be combined with --csv"),
        (("texts", "--sort", "qotes"), "no such order: 'qotes'; did you mean 'quotes'?"),
        (("texts", "--html", "texts/clean.txt"), "texts/clean.txt: the overview would replace a text"),
        (("texts", "--select", "qotes"), "no such rule or group: 'qotes'; did you mean 'quotes'?"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, args: tuple[str, ...], said: str) -> None:
    done = invoke("survey", *args)
    assert done.exit_code == 2
    assert said in done.stderr.splitlines()[-1]
    assert (folder / "clean.txt").read_text() == CLEAN


@pytest.mark.usefixtures("folder")
def test_the_overview_leads_to_the_page_of_each_document(tmp_path: Path) -> None:
    done = invoke("survey", "texts", "--html", "out/my survey.html", "--pages", "2")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == "Overview: out/my survey.html"
    page = (tmp_path / "out" / "my survey.html").read_text()
    links = re.findall(r'<a href="([^#"]+)"><bdi>([^<]+)', page)
    assert [path for _, path in links] == ["texts/damaged.txt", "texts/clean.txt"]
    for link, path in links:
        review = (tmp_path / "out" / link.replace("%20", " ")).read_text()
        assert f"<bdi>{path}</bdi>" in review
    assert len(list((tmp_path / "out" / "my survey-pages").iterdir())) == 2
    assert page.count("<tr>") == 5


@pytest.mark.usefixtures("folder")
def test_what_a_survey_wrote_is_not_surveyed() -> None:
    first = invoke("survey", "texts", "--html", "texts/survey.html", "--json").stdout
    second = invoke("survey", "texts", "--html", "texts/survey.html", "--json").stdout
    assert json.loads(first)["documents"] == json.loads(second)["documents"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_pages_are_no_more_readable_than_the_texts(folder: Path, tmp_path: Path) -> None:
    (folder / "damaged.txt").chmod(0o600)
    invoke("survey", "texts", "--html", "survey.html", "--pages", "1")
    (review,) = (tmp_path / "survey-pages").iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (review, tmp_path / "survey.html")] == [0o600, 0o600]


def test_a_configuration_applies(folder: Path) -> None:
    (folder / ".cleanup.toml").write_text('ignore = ["translation"]\nexclude = ["in"]\n')
    listed = rows("--sort", "path")
    assert [row["path"] for row in listed] == ["texts/clean.txt", "texts/damaged.txt", "texts/short.txt"]
    assert "translation_per_1000" not in listed[0]


@pytest.mark.usefixtures("folder")
def test_results_go_to_a_file(tmp_path: Path) -> None:
    done = invoke("survey", "texts", "--csv", "--output-file", "out/table.csv", "--html", "out/survey.html")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[-2:] == ["Results: out/table.csv", "Overview: out/survey.html"]
    assert len((tmp_path / "out" / "table.csv").read_text().splitlines()) == 5


@pytest.mark.usefixtures("folder")
def test_a_terminal_shows_the_same_table() -> None:
    shown, code = on_a_terminal(environment(NO_COLOR="1"), "survey", "texts/clean.txt")
    assert code == 0
    assert shown.splitlines()[0] == "words  per 1,000  pct  touched  language  translated  spun  scraped  path"
