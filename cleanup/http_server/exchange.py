"""What passes between the process that speaks HTTP and those that do the work."""

from __future__ import annotations

from typing import Literal

import msgspec

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
HTML = "text/html; charset=utf-8"
BYTES = "application/octet-stream"


class HttpQuestion(msgspec.Struct, frozen=True):
    """A request as it came: what is asked, the raw query and body, and what the body is said to be."""

    about: Literal["warm", "check", "review", "result"]
    method: str = "GET"
    query: bytes = b""
    body: bytes = b""
    content_type: str = ""


class HttpAnswer(msgspec.Struct, frozen=True):
    """A finished answer: status, media type, body, and further headers."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = {}
