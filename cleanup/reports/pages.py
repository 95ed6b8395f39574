"""What all HTML pages share: how templates are filled in, and the policy that allows one style and one script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cleanup.text.phrasing import counted

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return what fills in the templates: every value is escaped, and none may be missing."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["count"] = counted
    return made


@cache
def source(*names: str) -> Markup:
    """Return the style or script in files of ours, one after the other, to be put into a page as it is."""
    return Markup("".join((_TEMPLATES / name).read_text("utf-8") for name in names))


def policy(style: str, script: str, **more: str) -> str:
    """Return a content security policy for a page with one style and one script.

    `more` maps kinds of requests to where they may go: nothing is loaded from or sent to anywhere else.
    """
    allowed = {"form": "'none'", **more}
    form = allowed.pop("form")
    sources = "".join(f"{kind}-src {where}; " for kind, where in allowed.items())
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; {sources}"
        f"base-uri 'none'; form-action {form}"
    )


def _hash(text: str) -> str:
    """Return how a content security policy names the one style or script that it allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
