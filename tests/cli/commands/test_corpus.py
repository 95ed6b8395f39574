"""`cleanup corpus` over real shards."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from click.testing import Result

from cleanup.config import config_file
from cleanup.corpora.shards import formats
from tests.commandline import HOUSE, environment, execute, invoke
from tests.corpora import samples
from tests.corpora.samples import ADDED, GAP, NOTHING, tree


def corpus(*args: str) -> Result:
    """The command with the three rules, on one processor."""
    return invoke("corpus", *args, *HOUSE, "--jobs", "1")


def test_every_kind_of_shard_becomes_one_of_the_same_name(desk: Path) -> None:
    samples.write(desk / "src")
    result = corpus("src", "--output", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == ("Manifest: out/manifest.json\nCleaned 8 documents in 4 shards: 4 changed, 4 changes.\n")
    made = tree(desk / "out")
    assert list(made) == ["a.jsonl", "d.parquet", "in/b.jsonl.gz", "in/c.jsonl.zst", "manifest.json"]
    assert made["a.jsonl"].decode() == (f'{{"id": 1, "text": "a b", {ADDED}}}\n{{"id": 2, "text": "ab", {NOTHING}}}\n')
    rows = [
        {"id": 1, "text": "a b", "cleanup_changes": [GAP], "cleanup_findings": 1, "cleanup_error": None},
        {"id": 2, "text": "ab", "cleanup_changes": [], "cleanup_findings": 0, "cleanup_error": None},
    ]
    assert [samples.plain(name, made[name]) for name in list(made)[:4]] == [rows] * 4
    packed = pq.ParquetFile(pa.BufferReader(made["d.parquet"])).metadata.row_group(0).column(1).compression
    assert packed == "ZSTD"


def test_the_manifest_says_what_was_done(desk: Path) -> None:
    (desk / "a.jsonl").write_bytes(samples.lines([{"id": "x", "text": "a  b"}, {"id": "y"}]) + b"{\n")
    assert corpus("a.jsonl", "--output", "out").exit_code == 1
    manifest = json.loads((desk / "out" / "manifest.json").read_bytes())
    counts = {
        "documents": 2,
        "changed": 1,
        "changes": 1,
        "findings": 1,
        "left": 1,
        "malformed": 1,
        "changes_by_rule": {"spacing/gap": 1},
    }
    assert manifest["totals"] == counts
    assert manifest["failed"] == []
    assert manifest["versions"]["cleanup"] == "0.1.0"
    (shard,) = manifest["shards"]
    assert (shard["input"], shard["output"], shard["counts"]) == ("a.jsonl", "a.jsonl", counts)
    assert (shard["input_bytes"], shard["output_bytes"]) == (
        (desk / "a.jsonl").stat().st_size,
        (desk / "out" / "a.jsonl").stat().st_size,
    )
    assert shard["problems"] == [
        {"kind": "left", "place": 2, "reason": "no key 'text'", "id": "y"},
        {"kind": "malformed", "place": 3, "reason": "expecting value at column 2", "id": None},
    ]


def test_malformed_lines_keep_their_bytes_and_are_named(desk: Path) -> None:
    odd = b'{"text": "a  b"\r\n', b"\r\n", b"\xff\n", b'\xef\xbb\xbf{"text":"a"}\n', b'["a  b"]'
    good = b'\xef\xbb\xbf{"text":"a  b"}\r\n'
    (desk / "a.jsonl").write_bytes(good + b"".join(odd))
    result = corpus("a.jsonl", "--output", "out", "--no-columns")
    assert (desk / "out" / "a.jsonl").read_bytes() == b'\xef\xbb\xbf{"text":"a b"}\r\n' + b"".join(odd)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Manifest: out/manifest.json",
        "a.jsonl:2: malformed JSON: ',' is missing at column 16",
        "a.jsonl:4: malformed JSON: not UTF-8: byte 1 of the line",
        "a.jsonl:5: malformed JSON: it is not a JSON object",
        "a.jsonl:6: malformed JSON: it is not a JSON object",
        "Cleaned 1 document in 1 shard: 1 changed, 1 change; 4 malformed lines.",
    ]


def test_a_name_of_half_a_surrogate_pair_is_shown_as_it_is_written(desk: Path) -> None:
    (desk / "a.jsonl").write_bytes(b'{"id":"\\ud800","text":5}\n')
    result = corpus("a.jsonl", "--output", "out", "--no-columns")
    assert result.stderr.splitlines()[1] == "a.jsonl:1 (\\ud800): left unchanged: 'text' is not a string"
    assert json.loads((desk / "out" / "manifest.json").read_bytes())["shards"][0]["problems"][0]["id"] == "\\ud800"


@pytest.mark.parametrize("columns", ["--columns", "--no-columns"])
def test_files_without_a_document_stay_as_they_are(desk: Path, columns: str) -> None:
    empty = pa.schema([("text", pa.string())], metadata={"made": "by hand"}).empty_table()
    (desk / "src").mkdir()
    shards = {"a.jsonl": b"", "b.jsonl": b"\xef\xbb\xbf", "c.jsonl": b"\r\n\n", "d.jsonl.gz": b"", "e.jsonl.zst": b""}
    for name, data in shards.items():
        (desk / "src" / name).write_bytes(data)
    pq.write_table(empty, desk / "src" / "f.parquet")
    result = corpus("src", "--output", "out", columns)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        "Cleaned 0 documents in 6 shards: 0 changed, 0 changes.",
    )
    made = tree(desk / "out")
    assert [made[name] for name in list(shards)[:3]] == list(shards.values())[:3]
    assert [samples.plain(name, made[name]) for name in ("d.jsonl.gz", "e.jsonl.zst", "f.parquet")] == [[], [], []]
    assert pq.read_schema(desk / "out" / "f.parquet").metadata[b"made"] == b"by hand"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is Unicode")
def test_a_shard_whose_name_is_no_text_is_refused(desk: Path) -> None:
    (desk / "src").mkdir()
    (desk / "src" / "a\udcff.jsonl").write_bytes(b'{"text":"a"}\n')
    result = corpus("src", "--output", "out")
    assert (result.exit_code, result.stderr) == (2, "src/a\\udcff.jsonl: the name is not UTF-8; rename it\n")


@pytest.mark.parametrize("name", ["a.jsonl", "a.JSONL.GZ", "a.jsonl.zst", "a.parquet"])
@pytest.mark.parametrize("command", ["check", "fix"])
def test_the_commands_for_one_text_name_this_one(desk: Path, command: str, name: str) -> None:
    (desk / name).write_bytes(b'{"text":"a  b"}\n')
    result = invoke(command, name, *HOUSE)
    assert result.exit_code == 2
    hint = f"use `cleanup corpus {name} --output DIR`"
    assert result.stderr.splitlines()[0] == f"{name}: this file contains many texts; {hint}"


def test_without_columns_only_the_text_changes(desk: Path) -> None:
    samples.write(desk / "src")
    assert corpus("src", "--output", "out", "--no-columns").exit_code == 0
    made = tree(desk / "out")
    assert made["a.jsonl"] == b'{"id": 1, "text": "a b"}\n{"id": 2, "text": "ab"}\n'
    before, after = pq.read_schema(desk / "src" / "d.parquet"), pq.read_schema(desk / "out" / "d.parquet")
    assert after.equals(before, check_metadata=True)


@pytest.mark.usefixtures("desk")
def test_parquet_keeps_its_metadata_and_its_rows_in_small_batches() -> None:
    schema = pa.schema([("n", pa.int16()), ("body", pa.large_string())], metadata={"made": "by hand"})
    rows = [{"n": n, "body": None if n % 3 == 0 else "a  b"} for n in range(10)]
    pq.write_table(pa.Table.from_pylist(rows, schema), "a.parquet", row_group_size=7)
    result = corpus("a.parquet", "--output", "out", "--text-key", "body", "--batch-size", "4", "--no-columns")
    assert result.exit_code == 0
    table = pq.read_table("out/a.parquet")
    assert table.schema.equals(schema, check_metadata=True)
    assert table.to_pylist() == [{"n": n, "body": None if n % 3 == 0 else "a b"} for n in range(10)]


def test_the_level_and_the_configuration_of_the_current_folder_apply(desk: Path) -> None:
    (desk / "a.jsonl").write_bytes(b'{"text":"alot  of"}\n')

    def made(*args: str) -> str:
        assert corpus("a.jsonl", "--output", "out", "--no-columns", *args).exit_code == 0
        return json.loads((desk / "out" / "a.jsonl").read_bytes())["text"]  # type: ignore[no-any-return]

    assert made() == "alot of"
    assert made("--level", "suggested") == "a lot of"
    (desk / ".cleanup.toml").write_text("suggested = true\n")
    config_file.find.cache_clear()
    assert made() == "a lot of"
    assert made("--level", "safe") == "alot of"
    assert made("--ignore", "spacing") == "a lot  of"


def test_a_document_beyond_a_limit_is_left_alone_and_named(desk: Path) -> None:
    samples.write(desk / "src", [{"id": "long", "text": "a  b" * 3}, {"id": "short", "text": "a  b"}])
    result = corpus("src", "--output", "out", "--max-characters", "10")
    assert result.exit_code == 1
    assert "src/d.parquet:1 (long): left unchanged: longer than 10 characters: 12" in result.stderr.splitlines()
    error = "longer than 10 characters: 12"
    for name, data in list(tree(desk / "out").items())[:4]:
        first, second = samples.plain(name, data)
        assert (first["text"], first["cleanup_error"]) == ("a  b" * 3, error)
        assert (second["text"], second["cleanup_error"]) == ("a b", None)


def test_globs_folders_and_files_are_found_once(desk: Path) -> None:
    for name in ("src/x/a.jsonl", "src/y/a.jsonl", "src/.hidden/a.jsonl", "src/x/readme.txt"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_bytes(b'{"text":"a  b"}\n')
    assert corpus("src/*/*.jsonl", "src/x/a.jsonl", "--output", "out").exit_code == 0
    assert list(tree(desk / "out")) == ["manifest.json", "x/a.jsonl", "y/a.jsonl"]
    assert corpus(".", "--output", "src/z", "--no-columns").exit_code == 0
    assert list(tree(desk / "src" / "z")) == [
        "manifest.json",
        "out/x/a.jsonl",
        "out/y/a.jsonl",
        "src/x/a.jsonl",
        "src/y/a.jsonl",
    ]


@pytest.mark.parametrize(
    ("glob", "found"),
    [
        ("src/**/*.jsonl", ["src/a.jsonl", "src/x/b.jsonl"]),
        ("src/**", ["src/a.jsonl", "src/x/b.jsonl"]),
        ("**/b.jsonl", ["src/x/b.jsonl"]),
        ("src/**/*", ["src/a.jsonl", "src/x/b.jsonl"]),
        ("src/**/x/**/*.jsonl", ["src/x/b.jsonl"]),
        ("src/**/away/*.jsonl", ["src/x/away/c.jsonl"]),
        ("src/*/away/*.jsonl", ["src/x/away/c.jsonl"]),
        ("src/x/*/*.jsonl", ["src/x/away/c.jsonl", "src/x/down/b.jsonl", "src/x/up/a.jsonl"]),
    ],
)
def test_two_stars_follow_no_link_that_is_not_named(desk: Path, glob: str, found: list[str]) -> None:
    for name in ("src/a.jsonl", "src/x/b.jsonl", "src/.x/h.jsonl", "elsewhere/c.jsonl"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text("")
    # Two circles: following both would have two to the power of forty paths.
    for link, target in {"up": "..", "down": ".", "away": "../../elsewhere"}.items():
        (desk / "src/x" / link).symlink_to(target)
    assert [source.path for source in formats.find([glob]).sources] == found


def test_a_dry_run_counts_and_writes_nothing(desk: Path) -> None:
    samples.write(desk / "src")
    before = tree(desk)
    result = corpus("src", "--dry-run", "--output", "out")
    assert (result.exit_code, result.stdout) == (0, "4  spacing/gap\n")
    assert result.stderr == "Read 8 documents in 4 shards: 4 would change, 4 changes.\n"
    assert tree(desk) == before


def test_stats_shows_the_manifest(desk: Path) -> None:
    (desk / "a.jsonl").write_bytes(b'{"text":"a  b"}\n{"text":"alot"}\n{\n')
    corpus("a.jsonl", "--output", "out", "--no-columns")
    result = invoke("corpus", "stats", "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2 documents in 1 shard, 34 bytes → 33 bytes",
        "1 changed, 1 change, 2 findings",
        "1 malformed line",
        "",
        "changes by rule",
        "1  spacing/gap",
        "",
        "problems",
        "a.jsonl:3: malformed JSON: expecting value at column 2",
    ]


def test_a_sample_is_drawn_by_the_seed_and_shown(desk: Path) -> None:
    samples.write(desk / "src", [{"id": n, "text": f"a  b{n}"} for n in range(20)])

    def page(*args: str) -> str:
        result = corpus("src", "--sample", "3", "--report", "page.html", *args)
        assert (result.exit_code, result.stderr) == (0, "Report: page.html (3 documents).\n")
        return (desk / "page.html").read_text("utf-8")

    first = page()
    assert first.count("src/") >= 3
    assert page() == first
    assert page("--seed", "1") != first
    assert not (desk / "out").exists()


def test_a_sample_goes_round_a_broken_shard(desk: Path) -> None:
    samples.write(desk / "src")
    (desk / "src" / "e.jsonl.gz").write_bytes(b"no gzip")
    result = corpus("src", "--sample", "9", "--report", "page.html")
    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        ["src/e.jsonl.gz: not a gzipped file (b'no')", "Report: page.html (8 documents)."],
    )


ERRORS: dict[str, tuple[tuple[str, ...], str]] = {
    "nowhere to write": (("src",), "one of --output, --dry-run or --sample is required"),
    "half of a sample": (("src", "--sample", "3"), "--sample and --report require each other"),
    "no such folder": (("no", "--output", "out"), "no: no such file or directory"),
    "a glob without a match": (("no/*.jsonl", "--output", "out"), "no/*.jsonl: no such file or directory"),
    "a folder without shards": (
        ("empty", "--output", "out"),
        "empty: no shards in this directory; expected one of: .jsonl, .jsonl.gz, .jsonl.zst, .parquet",
    ),
    "a file of another kind": (
        ("src/a.txt", "--output", "out"),
        "src/a.txt: unsupported file type; expected one of: .jsonl, .jsonl.gz, .jsonl.zst, .parquet",
    ),
    "two of one name": (
        ("src", "twin", "--output", "out"),
        "src/a.jsonl and twin/a.jsonl would both be written to out/a.jsonl; use a separate --output for each",
    ),
    "onto itself": (
        ("src", "--output", "src"),
        "the copy of src/a.jsonl would replace the original src/a.jsonl; choose another directory for --output",
    ),
    "onto a file of another": (
        ("src", "--output", "taken"),
        "taken/a.jsonl: this file was not written by cleanup; choose another directory for --output",
    ),
    "a rule that does not exist": (
        ("src", "--output", "out", "--ignore", "spacing/gip"),
        "no such rule or group: 'spacing/gip'; did you mean 'spacing/gap'?",
    ),
    "no manifest": (
        ("stats", "src"),
        "src: no manifest.json in this directory; use the directory that was the --output of the run",
    ),
}


@pytest.mark.parametrize(("args", "message"), ERRORS.values(), ids=ERRORS)
def test_a_wrong_call_is_one_line_and_changes_nothing(desk: Path, args: tuple[str, ...], message: str) -> None:
    (desk / "empty").mkdir()
    for folder in ("src", "twin", "taken"):
        (desk / folder).mkdir()
        (desk / folder / "a.jsonl").write_bytes(b'{"text":"a  b"}\n')
    (desk / "src" / "a.txt").write_bytes(b"a  b")
    before = tree(desk)
    result = invoke("corpus", *args) if args[0] == "stats" else corpus(*args)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].removeprefix("Error: ") == message
    assert tree(desk) == before


BROKEN: dict[str, tuple[str, bytes, str, int]] = {
    "a Zstandard file that is cut off": (
        "b.jsonl.zst",
        zstandard.compress(samples.lines([{"text": f"a  b {n}"} for n in range(500)]))[:-9],
        "the compressed data is truncated",
        0,
    ),
    "a gzip file that is cut off": (
        "b.jsonl.gz",
        gzip.compress(samples.lines([{"text": f"a  b {n}"} for n in range(500)]))[:-9],
        "compressed file ended before the end-of-stream marker was reached",
        0,
    ),
    "a Parquet file that is none": ("b.parquet", b"PAR1 and not much more", "parquet", 0),
    "a shard that was cleaned before": (
        "b.jsonl",
        b'{"text":"a"}\n{"text":"a  b","cleanup_error":null}\n',
        "the key 'cleanup_error' already exists; remove it, or use --no-columns",
        2,
    ),
}


@pytest.mark.parametrize(("name", "data", "message", "at"), BROKEN.values(), ids=BROKEN)
def test_a_broken_shard_is_named_and_the_others_are_done(
    desk: Path, name: str, data: bytes, message: str, at: int
) -> None:
    (desk / "src").mkdir()
    for other in ("a.jsonl", "c.jsonl"):
        (desk / "src" / other).write_bytes(b'{"text":"a  b"}\n')
    (desk / "src" / name).write_bytes(data)
    result = corpus("src", "--output", "out")
    assert result.exit_code == 2
    line = next(line for line in result.stderr.splitlines() if line.startswith(f"src/{name}:{f'{at}:' if at else ''} "))
    assert message in line.lower() if message == "parquet" else message in line
    assert "2 shards: 2 changed, 2 changes; 1 shard failed." in result.stderr.splitlines()[-1]
    assert list(tree(desk / "out")) == ["a.jsonl", "c.jsonl", "manifest.json"]
    assert [one["input"] for one in json.loads((desk / "out" / "manifest.json").read_bytes())["failed"]] == [
        f"src/{name}"
    ]


@pytest.mark.parametrize(
    ("name", "package", "what"), [("a.parquet", "pyarrow", "Parquet"), ("a.jsonl.zst", "zstandard", "Zstandard")]
)
def test_a_missing_package_is_one_line(
    desk: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, what: str
) -> None:
    (desk / name).write_bytes(b"whatever")
    monkeypatch.setitem(sys.modules, package, None)
    result = corpus(name, "--output", "out")
    assert (result.exit_code, result.stderr) == (
        2,
        f"{what} requires the package {package}; pip install 'cleanup-toolkit[corpus]'\n",
    )


def test_plain_json_lines_need_no_extra(desk: Path) -> None:
    (desk / "a.jsonl").write_bytes(b'{"text":"a  b"}\n')
    probe = (
        "import sys; sys.modules.update(pyarrow=None, zstandard=None); "
        f"sys.argv = ['cleanup', 'corpus', 'a.jsonl', '--output', 'out', *{list(HOUSE)!r}]; "
        "from cleanup.cli import main; main()"
    )
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, tree(desk / "out")["a.jsonl"][:15]) == (0, b'{"text":"a b","')


def test_two_jobs_make_what_one_makes(desk: Path) -> None:
    samples.write(desk / "src", [{"id": n, "text": f"a  b {n} alot"} for n in range(50)])
    one = execute("corpus", "src", "--output", "one", *HOUSE, "--jobs", "1")
    two = execute("corpus", "src", "--output", "two", *HOUSE, "--jobs", "2")
    assert (one.returncode, two.returncode) == (0, 0)
    assert two.stderr.replace(b"two", b"one") == one.stderr
    assert tree(desk / "two") == tree(desk / "one")
