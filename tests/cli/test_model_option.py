"""`--model`: what is asked, what is shown, what is said, and what is refused."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup.config import config_file
from tests.commandline import execute, invoke
from tests.language_model.replaying import ANSWERS, ARTICLE, HARM, TALK, Behaviour, Server, Wrap, replaying


@pytest.fixture(autouse=True)
def fresh(cache: Path) -> None:
    """No answers are kept, and configurations are read anew."""
    shutil.rmtree(cache / "language_model", ignore_errors=True)
    config_file.find.cache_clear()


@pytest.fixture
def server() -> Iterator[Server]:
    with replaying() as running:
        yield running


@pytest.fixture
def article(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text(ARTICLE)
    return path


def findings(*args: str) -> list[dict[str, object]]:
    """The findings in JSON, of all files."""
    done = invoke("check", "--format", "json", *args)
    return [one for file in json.loads(done.stdout)["files"] for one in file["findings"]]


def by_model(*args: str) -> set[tuple[str, object]]:
    """Of the findings that a model has proposed: text and rule."""
    return {(str(one["before"]).strip(), one["rule"]) for one in findings(*args) if one.get("model")}


def test_a_finding_says_which_model_proposed_it(server: Server, article: Path) -> None:
    found = findings("--model", server.url, article.name)
    assert {(one["rule"], one.get("model")) for one in found if one["before"] == "a"} == {
        ("model/article", "replayed, prompt 1")
    }
    assert {one.get("model") for one in found if one["rule"] == "spacing/before-comma-or-full-stop"} == {None}


def test_without_the_option_nobody_is_asked(server: Server, article: Path) -> None:
    assert by_model(article.name) == set()
    assert server.asked == []


def test_the_summary_counts_passages_and_tokens(server: Server, article: Path) -> None:
    first = invoke("check", "--model", server.url, article.name).stderr.splitlines()
    again = invoke("check", "--model", server.url, article.name).stderr.splitlines()
    assert first[-1].startswith("Model replayed, prompt 1: 6 passages asked, 0 known, ")
    assert again[-1] == "Model replayed, prompt 1: 0 passages asked, 6 known, 0 tokens."
    assert first[:-1] == again[:-1]
    assert f"`cleanup fix --model={server.url}`" in first[-2]


def test_talk_around_the_answers_changes_nothing(article: Path, tmp_path: Path) -> None:
    plain = [passage for passage, answer in ANSWERS.items() if answer]
    article.write_text("\n\n".join(plain))
    found = []
    for number, wraps in enumerate((TALK[:1], TALK)):
        with replaying(Behaviour(wraps=wraps)) as running:
            found.append(findings("--model", running.url, "--model-cache", str(tmp_path / str(number)), article.name))
    assert found[0]
    assert found[0] == found[1]


def test_answers_that_are_kept_give_the_same_json_without_a_server(server: Server, article: Path) -> None:
    online = invoke("check", "--format", "json", "--model", server.url, "--model-cache", "answers", article.name)
    count = len(server.asked)
    offline = invoke("check", "--format", "json", "--model-offline", "--model-cache", "answers", article.name)
    assert by_model("--model-offline", "--model-cache", "answers", article.name)
    assert online.stdout == offline.stdout
    assert (len(server.asked), online.exit_code) == (count, offline.exit_code)


def test_offline_without_answers_says_so(article: Path) -> None:
    done = invoke("check", "--model-offline", "--model-cache", "answers", article.name)
    assert done.stdout == invoke("check", article.name).stdout
    assert done.stderr.splitlines()[0] == (
        "not asked of the model: 6 passages of 1 file (one.txt): answers of 0 models are kept (none); name one with "
        "--model-name"
    )


@pytest.mark.parametrize("options", [(), ("--suggested",)])
@pytest.mark.parametrize("form", ["txt", "html"])
def test_to_fix_twice_gives_the_same_bytes(server: Server, desk: Path, options: tuple[str, ...], form: str) -> None:
    path = desk / f"one.{form}"
    path.write_text(ARTICLE if form == "txt" else "".join(f"<p>{one}</p>\n" for one in ARTICLE.split("\n\n")))
    before = path.read_text()
    first = invoke("fix", *options, "--model", server.url, path.name)
    once, count = path.read_text(), len(server.asked)
    second = invoke("fix", *options, "--model", server.url, path.name)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert once != before
    assert path.read_text() == once
    assert len(server.asked) == count
    assert ("for an hour" in once) == ("--suggested" in options)


def test_what_was_not_carried_out_is_still_shown(server: Server, article: Path) -> None:
    before = by_model("--model", server.url, article.name)
    invoke("fix", "--model", server.url, article.name)
    assert by_model("--model", server.url, article.name) == before


def test_a_diff_keeps_only_what_the_model_said(server: Server, article: Path) -> None:
    invoke("fix", "--diff", "--suggested", "--model", server.url, "--model-cache", "answers", article.name)
    assert len(list(Path("answers").rglob("*.json"))) == 6


def test_a_file_of_several_is_asked_about_whatever_the_jobs(server: Server, desk: Path) -> None:
    for number in range(3):
        (desk / f"{number}.txt").write_text(f"{ARTICLE}\nNumber {number} came late.\n")
    one = invoke("check", "--model", server.url, ".")
    two = invoke("check", "--model", server.url, "--jobs", "2", ".")
    assert one.stdout == two.stdout
    assert len(server.asked) == 6 + 3


@pytest.mark.parametrize(
    "wrap",
    [
        *HARM,
        lambda text: text.replace("Sunday", "Monday"),
    ],
)
def test_harm_is_never_suggested(article: Path, wrap: Wrap) -> None:
    with replaying(Behaviour(wraps=(wrap,), answers={passage: passage for passage in ANSWERS})) as running:
        found = findings("--model", running.url, article.name)
    assert {one["level"] for one in found if one.get("model")} <= {"flag"}


def test_an_estimate_sends_nothing(server: Server, article: Path) -> None:
    done = invoke("check", "--model", server.url, "--model-dry-run", article.name)
    assert done.stdout == invoke("check", article.name).stdout
    assert done.stderr.splitlines()[-1].startswith("Model: 6 passages would be asked, about 2,")
    assert server.asked == []
    refused = invoke("fix", "--model", server.url, "--model-dry-run", article.name)
    assert refused.exit_code == 2
    assert "--model-dry-run requires --diff" in refused.stderr
    assert article.read_text() == ARTICLE


def test_a_limit_leaves_all_other_findings(server: Server, article: Path) -> None:
    done = invoke("check", "--model", server.url, "--model-limit", "1", "--model-parallel", "1", article.name)
    assert done.stderr.splitlines()[0] == (
        "not asked of the model: 5 passages of 1 file (one.txt): the limit of 1 tokens is reached; raise it with "
        "--model-limit"
    )
    assert "spacing/before-comma-or-full-stop" in done.stdout


def test_another_machine_needs_leave(article: Path) -> None:
    done = invoke("check", "--model", "https://model.example/v1", article.name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "the model at https://model.example/v1: text would be sent to another machine, model.example; add "
        "--model-allow-remote to allow this\n"
    )


def test_where_texts_go_is_said(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with replaying() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        done = invoke("check", "--model", "http://model.example", "--model-allow-remote", article.name)
        assert done.stderr.splitlines()[0] == "Sending texts to model.example (language model)."
        assert len(proxy.asked) == 6


@pytest.mark.parametrize("value", ["nonsense://x", "http://user@127.0.0.1", "http://127.0.0.1:0"])
def test_what_is_no_address(article: Path, value: str) -> None:
    done = invoke("check", "--model", value, article.name)
    assert done.exit_code == 2
    assert "Invalid value for '--model'" in done.stderr


def test_a_bare_option_wants_a_configured_server(article: Path) -> None:
    done = invoke("check", "--model", article.name)
    assert (done.exit_code, done.stderr) == (
        2,
        "no model is configured; name its server, as in --model http://127.0.0.1:8080/v1\n",
    )


def test_the_package_that_is_missing_is_named(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    done = invoke("check", "--model", "http://127.0.0.1:1", article.name)
    assert (done.exit_code, done.stderr) == (
        2,
        "--model needs the package httpx2; `pip install 'cleanup-toolkit[model]'`\n",
    )


class TestConfigured:
    """A server that the configuration beside the texts names."""

    def test_one_on_this_machine_is_asked(self, server: Server, article: Path) -> None:
        (article.parent / ".cleanup.toml").write_text(f"[model]\nurl = '{server.url}'\ncache = 'answers'\n")
        assert by_model(article.name)
        assert (article.parent / "answers" / "replayed-prompt-1").is_dir()

    def test_the_command_line_turns_it_off(self, server: Server, article: Path) -> None:
        (article.parent / ".cleanup.toml").write_text(f"[model]\nurl = '{server.url}'\n")
        assert not by_model("--model", "off", article.name)
        assert server.asked == []

    def test_it_sees_the_key_only_where_the_command_line_asks_for_it(
        self, server: Server, article: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLEANUP_MODEL_KEY", "sk-very-secret")
        (article.parent / ".cleanup.toml").write_text(f"[model]\nurl = '{server.url}'\n")
        invoke("check", article.name)
        assert not any("Authorization" in headers for headers in server.headers)
        invoke("check", "--model", "--model-cache", "other", article.name)
        assert server.headers[-1]["Authorization"] == "Bearer sk-very-secret"

    def test_one_elsewhere_is_not_asked_and_that_is_said(self, article: Path) -> None:
        place = article.parent / ".cleanup.toml"
        place.write_text("[model]\nurl = 'https://model.example/v1'\n")
        done = invoke("check", article.name)
        assert done.stderr.splitlines()[0] == (
            f"{place}:2: the model at https://model.example/v1 is not used: another machine requires "
            "--model-allow-remote"
        )
        assert invoke("check", "--model", article.name).exit_code == 2

    def test_a_cache_that_leads_out_is_an_error(self, server: Server, article: Path) -> None:
        place = article.parent / ".cleanup.toml"
        place.write_text(f"[model]\nurl = '{server.url}'\ncache = '../elsewhere'\n")
        done = invoke("check", article.name)
        assert (done.exit_code, done.stderr) == (
            2,
            f"{place}:3: key 'model.cache': '../elsewhere' leads out of this directory; to use it, name it on the "
            "command line with --model-cache\n",
        )

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("url = 'x'", "key 'model.url': invalid server address 'x'"),
            ("parallel = 0", "key 'model.parallel': Expected `int` >= 1"),
            ("urls = ''", "unknown key 'urls'; did you mean 'url'?"),
            ("fail-on = 'safe'", "unknown key 'fail-on'; it belongs above the tables, not in [model]"),
        ],
    )
    def test_mistakes_name_their_line(self, article: Path, line: str, said: str) -> None:
        place = article.parent / ".cleanup.toml"
        place.write_text(f"[model]\n{line}\n")
        done = invoke("check", article.name)
        assert done.exit_code == 2
        assert done.stderr.startswith(f"{place}:2: {said}")


def test_the_key_is_in_nothing_that_is_written(article: Path, tmp_path: Path) -> None:
    secret = "sk-very-secret"
    with replaying(Behaviour(fail=3, status=401)) as running:
        done = execute(
            "check",
            "-v",
            "--format",
            "json",
            "--report",
            "r.html",
            "--model-cache",
            "answers",
            "--model",
            running.url,
            article.name,
            CLEANUP_MODEL_KEY=secret,
        )
        assert running.headers[-1]["Authorization"] == f"Bearer {secret}"
    assert b"the server answered 401: overloaded; Bearer \\u2026".replace(b"\\u2026", "…".encode()) in done.stderr
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 4
    assert not any(secret.encode() in data for data in (done.stdout, done.stderr, *written))


def test_the_report_page_filters_by_the_model(server: Server, article: Path) -> None:
    invoke("check", "--model", server.url, "--report", "with.html", article.name)
    invoke("check", "--report", "without.html", article.name)
    choice = '<label>Model <select name="model"><option value="">all</option>\n<option>replayed, prompt 1</option>\n'
    assert choice in Path("with.html").read_text("utf-8")
    assert '<input type="hidden" name="model">' in Path("without.html").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif", "checkstyle"])
def test_every_format_names_the_model(server: Server, article: Path, form: str) -> None:
    done = invoke("check", "--format", form, "--select", "model/article", "--model", server.url, article.name)
    assert "replayed, prompt 1" in done.stdout


def test_a_line_of_text_names_the_model(server: Server, article: Path) -> None:
    done = invoke("check", "--select", "model/article", "--model", server.url, article.name)
    (line,) = done.stdout.splitlines()
    assert line.startswith("one.txt:1:27 model/article ")
    assert line.endswith(" (replayed, prompt 1)")
