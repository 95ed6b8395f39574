"""A real server with the OpenAI chat API that answers with recorded corrections of our own sentences."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Sentences, and what a model makes of them. Among them are lists of links, which no article has.
ANSWERS = {
    "She was waiting there for a hour and than she has left.": "She was waiting there for an hour and then she left.",
    "They discussed about the new bridge, who crosses the river.": "They discussed the new bridge, which crosses the "
    "river.",
    "He is agree with the mayor of the old town.": "He agrees with the mayor of the old town.",
    "The ferry did not leave the harbor on Sunday.": "The ferry did not leave the harbor on Sunday.",
    "Read more stories like this one": "",
}
#: An article of them, with a slip that a rule repairs.
ARTICLE = "\n\n".join(ANSWERS) + "\n\nThe old harbor was closed , and nobody came.\n"

Wrap = Callable[[str], str]
#: How models dress an answer up.
TALK: tuple[Wrap, ...] = (
    lambda text: text,
    lambda text: f"Here is the corrected version:\n\n{text}",
    lambda text: f"```\n{text}\n```",
    lambda text: f'"{text}"',
    lambda text: f"{text}\n\nLet me know if you would like further changes!",
    lambda text: f"<passage>{text}</passage>",
    lambda text: f"<think>\nIs it right? <passage>no</passage>\n</think>\n\n{text}",
    lambda text: f"Sure! Here's the corrected text:\n\n> {text}\n\n**Changes made:**\n- none",
)
#: How an answer can do harm.
HARM: tuple[Wrap, ...] = (
    lambda text: re.sub(r"\d+", "7", text + " It was in 1999."),
    lambda text: re.sub(r"\b(?:not|no|never) ", "", text, count=1),
    lambda text: text.replace("mayor", "president").replace("ferry", "tanker"),
    lambda text: text + " This was confirmed by officials on Friday.",
    lambda _: "I'm sorry, but I can't help with that request.",
    lambda text: text.upper(),
    lambda text: "Voici le texte corrigé : " + text[::-1],
    lambda text: " ".join(word for number, word in enumerate(text.split(" ")) if number % 7 != 3),
)


@dataclass
class Behaviour:
    """What the server does besides answering: talk, harm, fail every so many times, wait, refuse fields, die."""

    wraps: tuple[Wrap, ...] = TALK[:1]
    fail: int = 0
    status: int = 503
    delay: float = 0.0
    refuses: tuple[str, ...] = ()
    dies_after: int = 0
    models: tuple[str, ...] = ("replayed",)
    finish: str = "stop"
    tokens_read: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=lambda: ANSWERS)


@dataclass
class Server:
    """A running server: where it is, and the requests that it was sent, with their headers."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def passages(self) -> list[str]:
        """The passages that it was asked about."""
        return [passage_of(request) for request in self.asked]


def passage_of(request: Mapping[str, Any]) -> str:
    """The passage at the end of a request."""
    found = re.search(r"(?s)<passage>\n?(.*)\n?</passage>", request["messages"][-1]["content"])
    assert found
    return found.group(1).rstrip("\n")


def completion(how: Behaviour, request: Mapping[str, Any], number: int) -> object:
    passage = passage_of(request)
    text = how.wraps[number % len(how.wraps)](how.answers.get(passage, passage))
    read = sum(len(message["content"]) for message in request["messages"]) // 4
    usage = {"prompt_tokens": read if how.tokens_read is None else how.tokens_read, "completion_tokens": 10}
    usage["total_tokens"] = sum(usage.values())
    message = {"role": "assistant", "content": text}
    return {"choices": [{"index": 0, "finish_reason": how.finish, "message": message}], "usage": usage}


@contextmanager
def replaying(behaviour: Behaviour | None = None) -> Iterator[Server]:
    """A server that behaves so."""
    how = behaviour or Behaviour()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing."""

        def _send(self, status: int, body: object) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in how.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            server.headers.append(dict(self.headers))
            self._send(200, {"object": "list", "data": [{"id": name} for name in how.models]})

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                server.asked.append(request)
                server.headers.append(dict(self.headers))
                number = len(server.asked)
            time.sleep(how.delay)
            if how.dies_after and number > how.dies_after:
                self.close_connection = True
                self.connection.close()
                return
            if how.fail and number % how.fail == 0:
                self._send(how.status, {"error": {"message": f"overloaded; {self.headers.get('Authorization')}"}})
                return
            if refused := next((name for name in how.refuses if name in request), None):
                self._send(400, {"error": {"message": f"Unsupported parameter: '{refused}'", "param": refused}})
                return
            self._send(200, completion(how, request, number))

    class Running(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Nothing: who asked may go away at any time."""

    with Running(("127.0.0.1", 0), Handler) as running:
        server = Server(f"http://127.0.0.1:{running.server_address[1]}")
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        running.shutdown()
