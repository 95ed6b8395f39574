"""Real clients of LanguageTool, and requests as others send them, at the real server."""

from __future__ import annotations

import http.client
import json
import random
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import language_tool_python
import pytest

from benchmarks.malformed_requests import SENDERS, answered, bad_host

TEXT = "😀 He went , and it has swept away many. countries of the region."
REPAIRED = "😀 He went, and it has swept away many countries of the region."
#: The malformed requests of a test; the benchmark sends 10,000.
MALFORMED = 450


def asked(served: str, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
    """Status and body of an answer."""
    connection = http.client.HTTPConnection(urlsplit(served).netloc, timeout=60)
    connection.request(method, path, body.encode() or None, {k.replace("_", "-"): v for k, v in headers.items()})
    with closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.read()


def checked(served: str, path: str = "/v2/check", **fields: str) -> dict[str, Any]:
    """The reply to a form."""
    kind = "application/x-www-form-urlencoded"
    status, body = asked(served, "POST", path, urlencode(fields), content_type=kind)
    assert status == 200
    found: dict[str, Any] = json.loads(body)
    return found


def test_language_tool_python(served: str) -> None:
    with language_tool_python.LanguageTool("en-US", remote_server=served) as tool:
        found = tool.check(TEXT)
        assert [(one.rule_id, one.offset, one.error_length, one.replacements) for one in found] == [
            # It counts code points.
            ("CLEANUP_SPACING_BEFORE_COMMA_OR_FULL_STOP", 5, 5, ["went"]),
            ("CLEANUP_SENTENCES_FULL_STOP_BEFORE_LOWERCASE", 34, 5, ["many"]),
        ]
        assert tool.correct(TEXT) == REPAIRED
        tool.disabled_rules = {"CLEANUP_SENTENCES_FULL_STOP_BEFORE_LOWERCASE"}
        assert tool.correct(TEXT) == TEXT.replace(" ,", ",")
        tool.picky = True
        assert any(one.rule_id == "CLEANUP_TRANSLATION_VERB_FOR_OBJECT" for one in tool.check(TEXT))


def test_language_tool_python_that_finds_the_language_out(served: str) -> None:
    with language_tool_python.LanguageTool("auto", remote_server=f"{served}/") as tool:
        assert tool.correct(TEXT) == REPAIRED


SCRIPT = """
const gramma = require("gramma");
(async () => {
  const [url, text] = process.argv.slice(1);
  const options = { api_url: url, language: "en-US" };
  const plain = await gramma.check(text, options);
  const repaired = gramma.replaceAll(text, plain.matches.map((one) => (
    { offset: one.offset, length: one.length, change: one.replacements[0].value }
  )));
  const marked = await gramma.check(`# One\\n\\n**He** went , and left.`, { ...options, markdown: true });
  const other = await gramma.check(text, { ...options, rules: { ...gramma.rules, punctuation: false } });
  const told = (one) => [one.offset, one.length, one.word, one.replacements.map(({ value }) => value)];
  console.log(JSON.stringify({ repaired, marked: marked.matches.map(told), other: other.matches.map(told) }));
})();
"""


@pytest.mark.parametrize("path", ["/v2/check", "/check"])
def test_gramma(served: str, gramma: Path, path: str) -> None:
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, "-e", SCRIPT, served + path, TEXT], cwd=gramma, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "repaired": REPAIRED,
        "marked": [[14, 5, "went ", ["went"]]],
        "other": [[6, 5, "went ", ["went"]]],
    }


def test_the_request_of_ltex(served: str) -> None:
    annotation = [
        {"text": "It is "},
        {"markup": "\\textbf{", "interpretAs": ""},
        {"text": "here"},
        {"markup": "}"},
        {"markup": "\\cite{x}", "interpretAs": "Dummy0"},
        {"text": ", and he went , and left."},
        {"markup": "\n\n\\section{", "interpretAs": "\n\n"},
    ]
    found = checked(
        served,
        data=json.dumps({"annotation": annotation}),
        language="en-US",
        level="picky",
        motherTongue="de-DE",
        enabledRules="PASSIVE_VOICE,TOO_LONG_SENTENCE",
    )
    (match,) = found["matches"]
    source = "".join(part.get("text", part.get("markup", "")) for part in annotation)
    assert source[match["offset"] :][: match["length"]] == "went "
    assert {
        "message",
        "shortMessage",
        "replacements",
        "offset",
        "length",
        "context",
        "sentence",
        "rule",
    } <= match.keys()


def test_a_client_that_asks_twice_sees_each_finding_once(served: str) -> None:
    every = checked(served, text=TEXT, language="auto")["matches"]
    twice = [
        match
        for mode in ("allButTextLevelOnly", "textLevelOnly")
        for match in checked(served, text=TEXT, language="auto", mode=mode, noopLanguages="de", v="standalone")[
            "matches"
        ]
    ]
    assert sorted(twice, key=lambda match: match["offset"]) == every
    assert len(every) == 2


def test_malformed_requests_are_refused_and_harm_nothing(served: str) -> None:
    port = urlsplit(served).port
    assert port
    draw = random.Random(4)
    wrong = []
    for number in range(MALFORMED):
        request = SENDERS[number % len(SENDERS)](draw, port)
        status = answered(port, request)
        if not 400 <= status < 500:
            wrong.append((status, request))
    assert wrong == []
    assert {answered(port, bad_host(draw, port)) for _ in range(20)} == {403}
    # The fixture asserts that it has written nothing to standard error.
    assert len(checked(served, text=TEXT, language="en-US")["matches"]) == 2
