"""`--languagetool` and `cleanup languagetool`: what they accept, what they say, what they leave behind."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import threading
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cleanup.cli.languagetool_option import _tied
from cleanup.config import config_file
from cleanup.languagetool import install, local_copy
from cleanup.languagetool.local_copy import VERSION, Installation
from cleanup.local_servers.launcher import Lease
from tests.commandline import execute, invoke

TEXT = "She left the European union.\n"
FOUND = "one.txt:1:14 languagetool/lowercase-name A name of several words that lost a capital: “European union”"


@pytest.fixture
def article(desk: Path) -> Path:
    """A text that only LanguageTool finds fault with."""
    config_file.find.cache_clear()
    path = desk / "one.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("given", "tied"),
    [
        ("--languagetool a.txt", "--languagetool=local a.txt"),
        ("--languagetool", "--languagetool=local"),
        ("--languagetool required a.txt", "--languagetool=required a.txt"),
        ("--languagetool http://[::1]:8/ a.txt", "--languagetool=http://[::1]:8/ a.txt"),
        ("--languagetool=off a.txt", "--languagetool=off a.txt"),
        ("a.txt --languagetool --diff", "a.txt --languagetool=local --diff"),
        ("-- --languagetool off", "-- --languagetool off"),
    ],
)
def test_the_option_takes_a_value_only_when_it_is_one(given: str, tied: str) -> None:
    assert _tied(given.split()) == tied.split()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--languagetool=fast"], "'fast' is not 'required', 'off' or a URL such as http://127.0.0.1:8081"),
        (
            ["--languagetool=ftp://x/"],
            "invalid server address 'ftp://x/': it does not begin with http:// or https://",
        ),
        (
            ["--languagetool", "http:///x"],
            "invalid server address 'http:///x': it has no host; write it as http://",
        ),
        (
            ["--languagetool", "http://evil.test\\@127.0.0.1/"],
            "127.0.0.1/': it contains a backslash",
        ),
        (["--language", "english"], "'english' is not a language code such as en, de or fr"),
    ],
)
def test_a_wrong_value_is_refused(article: Path, args: list[str], said: str) -> None:
    result = invoke("check", *args, article.name)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("url", ["https://example.org/", "http://localhost.example.org/", "http://192.0.2.1:8081/"])
def test_another_machine_is_not_asked_without_leave(article: Path, url: str) -> None:
    result = invoke("fix", "--languagetool", url, article.name)
    assert result.exit_code == 2
    assert "text would be sent to another machine, " in result.stderr
    assert "; add --languagetool-allow-remote" in result.stderr
    assert article.read_text() == TEXT


def test_with_leave_it_is_said_where_the_text_goes(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_LANGUAGETOOL_TIMEOUT", "1")
    # An address of documentation, which nobody has.
    result = invoke("check", "--languagetool", "http://192.0.2.1:9/", "--languagetool-allow-remote", article.name)
    assert result.exit_code == 0
    assert result.stderr.startswith("Sending texts to 192.0.2.1 (LanguageTool).\nnot checked by LanguageTool: ")


def test_a_configuration_cannot_give_that_leave(article: Path) -> None:
    (article.parent / ".cleanup.toml").write_text('languagetool = "https://example.org/"\n')
    said = invoke("check", "--languagetool-allow-remote", article.name).stderr
    assert "key 'languagetool': example.org is not a numeric address of this machine; " in said
    (article.parent / ".cleanup.toml").write_text("languagetool-allow-remote = true\n")
    config_file.find.cache_clear()
    assert "unknown key 'languagetool-allow-remote'" in invoke("check", article.name).stderr


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            '"fast"',
            "1: key 'languagetool': 'fast' is not the URL of a server; expected true, false, 'required', or a URL",
        ),
        ("3", "1: key 'languagetool': Expected `bool | str`, got `int`; expected true, false, 'required', or a URL"),
    ],
)
def test_a_wrong_configuration_is_refused_with_its_line(article: Path, value: str, said: str) -> None:
    (article.parent / ".cleanup.toml").write_text(f"languagetool = {value}\n")
    result = invoke("check", article.name)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_it_is_asked_and_repairs(article: Path, server: Lease) -> None:
    assert server
    result = invoke("check", "--languagetool", article.name)
    assert (result.stdout.strip(), result.exit_code) == (FOUND, 1)
    assert invoke("fix", "--languagetool", article.name).exit_code == 0
    assert article.read_text() == "She left the European Union.\n"


@pytest.mark.parametrize("value", ["true", '"required"', '"{url}"'])
def test_the_configuration_can_ask_for_it(article: Path, server: Lease, value: str) -> None:
    (article.parent / ".cleanup.toml").write_text(f"languagetool = {value.format(url=server.url)}\n")
    leave = ["--languagetool"] if "{" in value else []
    result = invoke("check", *leave, article.name)
    assert (result.stdout.strip(), result.exit_code) == (FOUND, 1)
    assert invoke("check", "--languagetool=off", article.name).exit_code == 0


def test_without_being_asked_for_it_takes_no_part(article: Path) -> None:
    assert invoke("check", article.name).exit_code == 0


def test_a_second_run_asks_nothing(article: Path, server: Lease, monkeypatch: pytest.MonkeyPatch) -> None:
    assert server
    first = invoke("check", "--languagetool", article.name)
    monkeypatch.setattr("cleanup.languagetool.launcher.lease", pytest.fail)
    assert invoke("check", "--languagetool=required", article.name).stdout == first.stdout


def test_no_proxy_sees_what_is_meant_for_this_machine(
    article: Path, server: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    article.write_text("No proxy waited a hour.\n")
    result = invoke("check", "--languagetool=required", "--languagetool", server.url, article.name)
    assert result.stdout == "one.txt:1:17 languagetool/a-or-an “A” instead of “an”, or the reverse: “a”\n"


def test_the_language_is_told(article: Path, server: Lease) -> None:
    assert server
    article.write_text("Abrió la puerta con con una llave.\n")
    result = invoke("check", "--languagetool=required", "--language", "es", article.name)
    assert result.stdout.splitlines()[0].startswith("one.txt:1:17 languagetool/repeated-word-es ")


def test_a_language_without_a_module_is_said(article: Path, server: Lease) -> None:
    if "fr" in local_copy.find().languages:
        pytest.skip("the module for French is installed")
    assert server
    article.write_text("Il ouvre la porte avec avec une clé.\n")
    result = invoke("check", "--languagetool", "--language", "fr", article.name)
    assert (
        "not checked by LanguageTool: 1 file (one.txt): the LanguageTool module for 'fr' is not installed; "
        "install it with `cleanup languagetool install --language fr`\n" in result.stderr
    )


def test_status_says_what_is_missing(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(nowhere))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    result = invoke("languagetool", "status")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "LanguageTool: LanguageTool is not installed; install it with `cleanup languagetool install`",
        "Java:         Java is not installed; install Java 17 or later (a JRE is enough), or set JAVA_HOME",
    ]


def test_a_copied_folder_is_installed_started_and_stopped(installed: Installation, nowhere: Path) -> None:
    result = invoke("languagetool", "install", "--from", str(installed.folder))
    target = nowhere / "data" / installed.folder.name
    assert (result.exit_code, result.stdout.split(" MB, in ")[1]) == (0, f"{target}\n")
    assert Installation(target).languages == installed.languages
    try:
        started = invoke("languagetool", "start", "--heap", "600m")
        running = f"LanguageTool {installed.version} is running at "
        assert started.stdout.startswith(running)
        status = invoke("languagetool", "status")
        assert status.exit_code == 0
        url = started.stdout.removeprefix(running).strip()
        assert f"at {url}, process " in status.stdout
        assert ", heap 600m, runs until stopped" in status.stdout
        assert invoke("languagetool", "start").stdout == started.stdout
    finally:
        assert invoke("languagetool", "stop").stdout == "Stopped.\n"
    assert invoke("languagetool", "stop").stdout == "No server is running.\n"


def test_a_folder_of_something_else_is_not_installed(nowhere: Path) -> None:
    (nowhere / "other").mkdir()
    result = invoke("languagetool", "install", "--from", str(nowhere / "other"))
    assert result.exit_code == 2
    assert "no languagetool-server.jar in this directory; name the directory LanguageTool-x.y" in result.stderr


def test_what_cannot_be_installed_leaves_what_was_there(installed: Installation, nowhere: Path) -> None:
    target = nowhere / "data" / f"LanguageTool-{VERSION}"
    broken = nowhere / f"LanguageTool-{VERSION}"
    for folder in (target, broken):
        (folder / "libs").mkdir(parents=True)
        shutil.copy(installed.jar, folder)
        (folder / "libs" / "a.jar").write_bytes(installed.jar.read_bytes()[: -100 if folder == broken else None])
    result = invoke("languagetool", "install", "--from", str(broken))
    assert result.exit_code == 2
    assert "libs/a.jar: this jar is damaged or truncated" in result.stderr
    assert [path.name for path in (nowhere / "data").iterdir()] == [target.name]
    Installation(target).verify()


def test_languages_that_maven_does_not_bring_are_refused(nowhere: Path) -> None:
    if shutil.which("mvn") is None:
        pytest.skip("Maven is not installed")
    assert nowhere
    result = invoke("languagetool", "install", "--language", "de,xx")
    assert result.exit_code == 2
    assert "no module for language 'xx'; expected one of: ar, de, en, es, fr" in result.stderr


def test_the_pom_is_of_the_version_that_is_installed() -> None:
    assert f"<lt.version>{VERSION}</lt.version>" in install.POM.read_text("utf-8")


def test_rules_test_says_which_rules_it_left_out_and_why(nowhere: Path) -> None:
    assert nowhere
    result = invoke("rules", "test", "languagetool/repeated-word", "punctuation/spaced-repeated-full-stop")
    assert (result.exit_code, result.stderr) == (
        0,
        "1 rule of LanguageTool skipped: LanguageTool is not installed; "
        "install it with `cleanup languagetool install`\n1 rule tested, none failed.\n",
    )


def test_the_download_of_the_package_is_installed(installed: Installation, nowhere: Path) -> None:
    # Served from this machine, by the settings that language-tool-python has for mirrors.
    archive = nowhere / "mirror" / f"LanguageTool-{VERSION}.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(installed.folder.rglob("*.jar")):
            file.write(path, f"LanguageTool-{VERSION}/{path.relative_to(installed.folder)}")
    handler = functools.partial(QuietHandler, directory=str(archive.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as mirror:
        threading.Thread(target=mirror.serve_forever, daemon=True).start()
        done = execute(
            "languagetool",
            "install",
            "--by=download",
            LTP_DOWNLOAD_HOST_NEW_RELEASES=f"http://127.0.0.1:{mirror.server_address[1]}/",
            LTP_DOWNLOAD_SHA256=hashlib.sha256(archive.read_bytes()).hexdigest(),
            PYTHONWARNINGS="default",
        )
        mirror.shutdown()
    assert done.returncode == 0, done.stderr.decode()
    assert Installation(nowhere / "data" / f"LanguageTool-{VERSION}").languages == installed.languages


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


#: Says which folder's `.mvn` it would obey, as the scripts of Maven 3 find it, and gets no jars.
MAVEN = """#!/bin/sh
while [ "$1" != -f ]; do shift; done
folder=$(dirname "$2")
while [ ! -d "$folder/.mvn" ] && [ "$folder" != / ]; do folder=$(dirname "$folder"); done
echo "ERROR: obeys $folder, which holds $(ls "$folder/.mvn"); works in $(pwd), which holds $(ls)"
exit 1
"""


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_maven_obeys_nothing_of_a_project(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = nowhere / "bin"
    programs.mkdir()
    (programs / "mvn").write_text(MAVEN)
    (programs / "mvn").chmod(0o755)
    project = nowhere / "project"
    (project / ".mvn").mkdir(parents=True)
    (project / ".mvn" / "jvm.config").write_text("-XX:OnError=evil\n")
    # The data folder too, as in a project that keeps everything within.
    monkeypatch.setenv("CLEANUP_DATA", str(project / "data"))
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    monkeypatch.chdir(project)
    said = invoke("languagetool", "install", "--by", "maven").stderr
    own = re.escape(str(project / "data")) + r"/\.new-\w+/maven"
    pattern = (
        rf"Maven could not download the jars: ERROR: obeys {own}, which holds ; works in {own}, which holds pom\.xml\n"
    )
    assert re.fullmatch(pattern, said), said
