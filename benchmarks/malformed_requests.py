"""Requests that a server has to refuse: made up anew each time, by the part that is wrong."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable
from urllib.parse import quote, urlencode

FORM = "application/x-www-form-urlencoded"
#: Values that are trouble in some place or other.
TROUBLE = (
    "", "\0", "%", "%zz", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "😀" * 50, "\r\n", "{", "[]",
    "null", "../../etc/passwd", "<script>", "'\"", "\u202e", "9" * 400, "-1", "NaN", "a" * 5000, "en-XX", "{{7*7}}",
    "[" * 500, "zz-zz", "\x1b[31m", "true,false", "&", "=", "+",
)  # fmt: skip


def _head(method: str, target: str, port: int, *headers: str) -> bytes:
    lines = (f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", *headers)
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"


def _posted(target: str, body: bytes, port: int, kind: str = FORM, *headers: str) -> bytes:
    return _head("POST", target, port, f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers) + body


def bad_values(draw: random.Random, port: int) -> bytes:
    """A form in which a value is none of those allowed."""
    name, prefix = draw.choice([("language", "?"), ("mode", "?"), ("level", "?"), ("motherTongue", "?"), ("data", "?"),
                                ("preferredVariants", "?"), ("enabledOnly", "true")])  # fmt: skip
    fields = {"text": "He went.", "language": "en-US", name: prefix.replace("?", "?" + draw.choice(TROUBLE))}
    return _posted("/v2/check", urlencode(fields, errors="replace").encode(), port)


def missing_values(draw: random.Random, port: int) -> bytes:
    """A form without what is needed."""
    some = draw.sample(["foo", "bar", "languages", "txt", "level", "mode"], 3)
    fields = {name: draw.choice(TROUBLE) for name in some if name not in ("level", "mode")}
    return _posted(draw.choice(["/v2/check", "/check"]), urlencode(fields, errors="replace").encode(), port)


def bad_data(draw: random.Random, port: int) -> bytes:
    """An annotation that is none."""
    wrong: list[object] = [
        [], {}, 5, None, "x", {"text": "a", "annotation": []}, {"annotation": [5]}, {"annotation": [[]]},
        {"annotation": [{"text": "a", "markup": "b"}]}, {"annotation": [{"x": draw.choice(TROUBLE)}]},
        {"annotation": [{"text": "a", "interpretAs": draw.choice(TROUBLE)}]}, {"annotation": [None] * 50},
    ]  # fmt: skip
    data = json.dumps(draw.choice(wrong))
    data = draw.choice([data, data + draw.choice("}]x"), data[:-1] + "\\", "[" * draw.randrange(2000)])
    return _posted("/v2/check", urlencode({"data": data, "language": "en"}).encode(), port)


def bad_json(draw: random.Random, port: int) -> bytes:
    """A body of JSON that is none, or none of an object, or without what is needed."""
    whole = json.dumps({"text": draw.choice(TROUBLE), "lang": "en", "n": 10**400, "deep": [[[]]]}).encode()
    body = draw.choice([b"", b"5", b"[]", b"{", b"null", b'{"text":', b"\xff\xfe", b"[" * 20_000, whole, whole[:-1]])
    return _posted("/v2/check", body, port, "application/json")


def noise(draw: random.Random, port: int) -> bytes:
    """A body of random bytes, called anything."""
    kind = draw.choice([FORM, "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "image/png",
                        "application/json", "\x01", "a" * 1000])  # fmt: skip
    body = draw.choice([b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n"])
    return _posted("/v2/check", body + draw.randbytes(draw.randrange(300)), port, kind)


def bad_host(draw: random.Random, port: int) -> bytes:
    """Another name for the server than its own."""
    name = draw.choice(["evil.example", f"localhost.evil.example:{port}", f"127.0.0.1:{port}.evil", "localhost", "",
                        f"127.0.0.1:{port + 1}", f"127.1:{port}", f"user@127.0.0.1:{port}", "a" * 3000])  # fmt: skip
    return f"GET /v2/languages HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode()


def bad_path(draw: random.Random, port: int) -> bytes:
    """A path or method that there is none of."""
    path = "/" + draw.choice(["v2/", "", "review/"]) + quote("x" + draw.choice(TROUBLE)[:2000], errors="replace")
    return _head(draw.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "X" * 20]), path, port)


def bad_http(draw: random.Random, port: int) -> bytes:
    """No HTTP."""
    head = _head("GET", "/v2/languages", port)
    return draw.choice([
        head.replace(b"Host:", b"Host"), draw.randbytes(200) + b"\r\n\r\n",
        head.replace(b"Host:", b"Host: a\r\nHost:"), b"GET\r\n\r\n", head.replace(b"\r\n\r\n", b"\r\nA: \0\r\n\r\n"),
        _head("POST", "/v2/check", port, "Content-Length: -5"), _head("POST", "/v2/check", port, "Content-Length: x"),
        _head("POST", "/v2/check", port, "Transfer-Encoding: chunked") + b"zz\r\n\r\n",
        _head("GET", "/v2/check?" + "a" * 70_000, port),
    ])  # fmt: skip


def bad_page(draw: random.Random, port: int) -> bytes:
    """What only the page of the server may ask, and asks otherwise."""
    own = f"Origin: http://127.0.0.1:{port}"
    origin = draw.choice([own, own, "Origin: null", "Origin: http://evil.example", "X: y"])
    body = draw.choice([b"", b"{}", b"[]", b'{"source": 5}', b'{"source": "!", "path": "a", "decisions": "{}"}',
                        json.dumps({"source": "YQ==", "path": draw.choice(TROUBLE), "decisions": "x"}).encode(),
                        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\nPK'
                        + draw.randbytes(50) + b"\r\n--x--\r\n", draw.randbytes(100)])  # fmt: skip
    kind = draw.choice([FORM, "application/json", "multipart/form-data; boundary=x"])
    return _posted(draw.choice(["/review", "/result"]), body, port, kind, origin)


Sender = Callable[[random.Random, int], bytes]
SENDERS: tuple[Sender, ...] = (
    bad_values, missing_values, bad_data, bad_json, noise, bad_host, bad_path, bad_http, bad_page,
)  # fmt: skip


def send(port: int, sender: Sender, draw: random.Random) -> int:
    """Send a request and return the status of the answer; 0 if there is none."""
    return answered(port, sender(draw, port))


def answered(port: int, request: bytes) -> int:
    """Send bytes and return the status of the answer; 0 if there is none."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        first = connection.makefile("rb").readline()
    return int(first.split()[1]) if first.startswith(b"HTTP/") else 0
