"""The page at `/`: a form for a text or a file. It works without its script too."""

from __future__ import annotations

from typing import Final

import msgspec

from cleanup import __version__
from cleanup.documents.readers import SUFFIXES
from cleanup.http_server.exchange import HTML, HttpAnswer
from cleanup.reports import pages

#: The formats that a pasted text can be in: the format, how it is called, and the file that it then is.
FORMATS: Final = {
    "text": ("plain text", "pasted.txt"),
    "markdown": ("Markdown", "pasted.md"),
    "html": ("HTML", "pasted.html"),
    "subtitles": ("subtitles (SRT)", "pasted.srt"),
}


class FormState(msgspec.Struct, frozen=True):
    """What the form shows: what was typed before, and what was wrong with it."""

    text: str = ""
    form: str = "text"
    suggested: bool = False
    problem: str = ""


#: What the form shows at first.
EMPTY: Final = FormState()


def answer(state: FormState = EMPTY, status: int = 200) -> HttpAnswer:
    """Return the page."""
    style, script = pages.source("report.css", "paste.css"), pages.source("paste.js")
    page = (
        pages.environment()
        .get_template("paste.html.j2")
        .render(
            style=style,
            script=script,
            version=__version__,
            accept=",".join(SUFFIXES),
            formats=[(value, label) for value, (label, _) in FORMATS.items()],
            text=state.text,
            format=state.form,
            suggested=state.suggested,
            problem=state.problem,
        )
    )
    return shown(page, pages.policy(style, script, img="data:", form="'self'"), status)


def shown(page: str, policy: str, status: int = 200) -> HttpAnswer:
    """Return a page that loads nothing and that no other page can have in a frame."""
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
    }
    return HttpAnswer(status, HTML, page.encode("utf-8", "replace"), headers)
