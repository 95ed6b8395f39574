"""Whatever happens to the server, the other rules' findings stay, one line says what is missing, and no JVM is left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from cleanup.errors import CleanupError
from cleanup.languagetool import launcher
from cleanup.languagetool.local_copy import SERVER_JAR, Installation
from cleanup.local_servers import supervisor
from tests.commandline import environment, invoke
from tests.waiting import PATIENCE, eventually

#: What `check` finds without LanguageTool in `TEXT`.
OURS = "one.txt:1:8 spacing/before-comma-or-full-stop"
TEXT = "He went , and waited for a hour.\n"


@pytest.fixture
def article(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text(TEXT)
    return path


def gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def started(*args: str) -> subprocess.Popen[str]:
    """The command as a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "cleanup", *args],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def log() -> str:
    try:
        return launcher.SERVER.log.read_text("utf-8", "replace")
    except OSError:
        return ""


def jvms() -> list[int]:
    """The JVMs that run on the settings of this test's cache folder."""
    settings = str(launcher.SERVER.folder / supervisor.SETTINGS)
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
        except psutil.Error:
            continue
        if settings in command and "org.languagetool.server.HTTPServer" in command and "-P" not in command:
            found.append(process.pid)
    return found


def long_text(words: int) -> str:
    """Different sentences, so that none is known already, and some slips for the other rules."""
    sentence = "In {0} the ship of {1} men went , as it had in {2}, to sea."
    return "\n\n".join(sentence.format(n, n % 97, n * 7 % 1009) for n in range(words))


def test_a_server_killed_during_a_request(apart: Path, article: Path) -> None:
    assert apart
    article.write_text(long_text(6000))
    wanted = invoke("check", article.name)
    run = started("check", "--languagetool", article.name)
    assert eventually(lambda: log().count("Handling POST") > 1)
    (jvm,) = jvms()
    os.kill(jvm, signal.SIGKILL)
    out, err = run.communicate(timeout=PATIENCE)
    assert (out, run.returncode) == (wanted.stdout, wanted.exit_code)
    first, *rest = err.splitlines()
    assert first == "not checked by LanguageTool: 1 file (one.txt): the server is unreachable"
    offered = wanted.stderr.replace("`cleanup fix`", "`cleanup fix --languagetool`")
    assert rest == offered.splitlines()


def test_a_killed_run_leaves_no_server(apart: Path, article: Path) -> None:
    assert apart
    article.write_text(long_text(6000))
    run = started("check", "--languagetool", article.name)
    assert eventually(lambda: "Server started" in log())
    (jvm,) = jvms()
    run.kill()
    run.communicate()
    assert eventually(lambda: gone(jvm))


@pytest.mark.skipif(sys.platform != "linux", reason="the system binds the JVM to its supervisor on Linux alone")
def test_a_killed_supervisor_leaves_no_server_and_its_file_is_put_away(apart: Path, installed: Installation) -> None:
    assert apart
    lease = launcher.lease(installed)
    state = json.loads((launcher.SERVER.folder / "server.json").read_text())
    os.kill(state["pid"], signal.SIGKILL)
    assert eventually(lambda: gone(lease.facts["process"]))
    lease.close()
    assert (launcher.SERVER.folder / "server.json").exists()
    again = launcher.lease(installed)
    assert again.url != lease.url
    again.close()
    assert eventually(lambda: gone(again.facts["process"]) and not (launcher.SERVER.folder / "server.json").exists())


def test_a_port_that_is_taken_is_left_for_the_next(apart: Path, installed: Installation) -> None:
    with socket.create_server((supervisor.HOST, 0)) as other:
        taken, free = other.getsockname()[1], supervisor.free_port()
        ports = iter([taken, free])
        program = launcher.program(installed, "300m")
        jvm = supervisor.Server(program, apart, launcher.SERVER.start_seconds, lambda: next(ports))
        jvm.start()
        try:
            assert eventually(lambda: not jvm.ended() and jvm.ready())
            assert jvm.port == free
        finally:
            jvm.stop()


def _hang_up(listener: socket.socket) -> None:
    """What a program does that does not know the token."""
    listener.accept()[0].close()


def test_a_port_that_another_program_has_now_is_not_taken_for_ours(apart: Path, installed: Installation) -> None:
    with socket.create_server((supervisor.HOST, 0)) as other:
        launcher.SERVER.folder.mkdir(parents=True)
        state = {"pid": 1, "port": other.getsockname()[1], "token": "0"}
        (launcher.SERVER.folder / "server.json").write_text(json.dumps(state))
        threading.Thread(target=_hang_up, args=(other,), daemon=True).start()
        assert launcher.SERVER.status() is None
    assert apart
    assert installed


def test_four_processes_at_once_share_one_server(apart: Path, desk: Path) -> None:
    assert apart
    for n in range(4):
        (desk / f"{n}.txt").write_text(f"{n}: {TEXT}\n\n{long_text(50 + n)}")
    runs = [started("check", "--languagetool=required", f"{n}.txt") for n in range(4)]
    seen: set[int] = set()

    def all_ended() -> bool:
        time.sleep(0.5)
        seen.update(jvms())
        return all(run.poll() is not None for run in runs)

    assert eventually(all_ended)
    answers = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [1] * 4, answers
    assert all("languagetool/a-or-an" in out for out, _ in answers)
    assert len(seen) == 1
    assert eventually(lambda: gone(*seen))


@pytest.mark.parametrize(("option", "code"), [("--languagetool", 1), ("--languagetool=required", 2)])
def test_without_java(apart: Path, article: Path, monkeypatch: pytest.MonkeyPatch, option: str, code: int) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(apart))
        patch.delenv("JAVA_HOME", raising=False)
        result = invoke("check", option, article.name)
    assert result.stdout.startswith(OURS)
    assert result.exit_code == code
    assert result.stderr.splitlines()[0] == (
        "not checked by LanguageTool: 1 file (one.txt): Java is not installed; "
        "install Java 17 or later (a JRE is enough), or set JAVA_HOME"
    )


def test_without_the_jars(nowhere: Path, article: Path) -> None:
    assert nowhere
    result = invoke("fix", "--languagetool", article.name)
    assert article.read_text() == "He went, and waited for a hour.\n"
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == (
        "not checked by LanguageTool: 1 file (one.txt): LanguageTool is not installed; "
        "install it with `cleanup languagetool install`"
    )


def test_with_a_jar_cut_off(
    installed: Installation, nowhere: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = nowhere / "cut" / "LanguageTool-6.8"
    (folder / "libs").mkdir(parents=True)
    shutil.copy(installed.jar, folder / SERVER_JAR)
    for jar in installed.folder.glob("libs/*.jar"):
        (folder / "libs" / jar.name).symlink_to(jar)
    core = folder / "libs" / "languagetool-core.jar"
    data = core.read_bytes()
    core.unlink()
    core.write_bytes(data[: len(data) // 2])
    monkeypatch.setenv("LTP_PATH", str(folder.parent))
    result = invoke("check", "--languagetool", article.name)
    assert (result.stdout.startswith(OURS), result.exit_code) == (True, 1)
    assert result.stderr.splitlines()[0] == (
        f"not checked by LanguageTool: 1 file (one.txt): {core}: this jar is damaged or truncated; "
        "install it with `cleanup languagetool install`"
    )


def test_a_jvm_that_does_not_start_is_explained_by_its_own_words(
    apart: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert apart
    monkeypatch.setenv("CLEANUP_LANGUAGETOOL_HEAP", "1k")
    result = invoke("check", "--languagetool", article.name)
    assert (result.stdout.startswith(OURS), result.exit_code) == (True, 1)
    assert "the server did not start: Error" in result.stderr.splitlines()[0]


class _Sick(BaseHTTPRequestHandler):
    """A server that says which languages it has, and then fails, or hangs."""

    hangs = False

    def do_GET(self) -> None:
        self._say(200, json.dumps([{"code": "en", "longCode": "en-US"}]))

    def do_POST(self) -> None:
        if self.hangs:
            time.sleep(5)
        self._say(500, "Error: Internal Error")

    def _say(self, code: int, body: str) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(params=[False, True], ids=["it answers 500", "it hangs"])
def sick(request: pytest.FixtureRequest) -> Iterator[tuple[str, bool]]:
    """Its URL, and whether it hangs."""
    kind = type("Handler", (_Sick,), {"hangs": request.param})

    class Running(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Not a word in a later test: who asked has gone by then."""

    with Running(("127.0.0.1", 0), kind) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/", request.param
        running.shutdown()


def test_a_sick_server(sick: tuple[str, bool], desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_LANGUAGETOOL_TIMEOUT", "0.5")
    url, hangs = sick
    for name in ("one", "two", "three", "four", "five"):
        (desk / f"{name}.txt").write_text(TEXT)
    result = invoke("check", "--languagetool", url, str(desk))
    assert result.stdout.count("spacing/before-comma-or-full-stop") == 5
    assert result.exit_code == 1
    said = "the server timed out" if hangs else "the server returned an error: Error: Internal Error"
    line, _ = result.stderr.splitlines()
    assert line.startswith("not checked by LanguageTool: 5 files (")
    assert line.endswith(f", …): {said}")


def test_without_the_package(apart: Path, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert apart
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    result = invoke("check", "--languagetool", article.name)
    assert (result.stdout.startswith(OURS), result.exit_code) == (True, 1)
    assert result.stderr.splitlines()[0] == (
        "not checked by LanguageTool: 1 file (one.txt): the package language-tool-python is missing; "
        "`pip install language-tool-python`"
    )


def test_a_wrong_timeout_is_said(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_LANGUAGETOOL_TIMEOUT", "soon")
    result = invoke("check", "--languagetool", "http://127.0.0.1:9/", article.name)
    assert "CLEANUP_LANGUAGETOOL_TIMEOUT: expected a number of seconds, not 'soon'; such as 120" in result.stderr


def test_an_installation_without_its_libraries_is_no_installation(tmp_path: Path) -> None:
    folder = tmp_path / "LanguageTool-6.8"
    folder.mkdir()
    (folder / SERVER_JAR).write_bytes(b"")
    with pytest.raises(CleanupError, match="the directory libs/ beside the jar is missing"):
        Installation(folder).verify()


def test_nothing_that_lies_in_the_current_folder_is_run(apart: Path, article: Path) -> None:
    assert apart
    for name in sys.stdlib_module_names:
        (article.parent / f"{name}.py").write_text(f"open({str(article.parent / 'ran')!r}, 'a').write({name!r})\n")
    for name in ("java", "java.exe"):
        (article.parent / name).write_text(f"#!/bin/sh\ntouch {article.parent / 'ran'}\n")
        (article.parent / name).chmod(0o755)
    command = [sys.executable, "-P", "-m", "cleanup", "check", "--languagetool=required", article.name]
    env = {**environment(), "PATH": f".{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, (article.parent / "ran").exists()) == (1, False)
    assert "one.txt:1:26 languagetool/a-or-an" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_ctrl_c_does_not_wait_for_a_server_that_does_not_answer(article: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        command = [sys.executable, "-m", "cleanup", "check", "--languagetool", url, article.name]
        env = environment(CLEANUP_LANGUAGETOOL_TIMEOUT="100000")
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(4) in {b"GET ", b"POST"}
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
