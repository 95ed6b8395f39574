"""SubRip and WebVTT: the text of the cues is prose; numbers, time codes, settings and tags are protected.

The lines of a cue are one paragraph, unless a line begins with the dash of another speaker; a sentence that continues
in the next cue joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.documents.readers.parts import BREAK, INLINE, LINE, SPACE, ParsedText, Part, shield, weave
from cleanup.documents.readers.protected import addresses

_LINE = lazy_regex.pattern(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_TIMES = lazy_regex.pattern(
    r"[ \t]*-?(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*-?(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}"
)
_NUMBER = lazy_regex.pattern(r"[ \t]*\d+[ \t]*\Z")
_PIECE = lazy_regex.pattern(
    r"(?P<tag></?[A-Za-z][^<>\r\n]{0,300}>|</>|<\d[\d:.]{4,20}>|\{\\?[A-Za-z][^{}\r\n]{0,100}\})"
    r"|(?P<reference>&(?:amp|lt|gt|nbsp|lrm|rlm|\#\d{1,7});)|(?P<sign>[<&{][ \t]*)|[^<&{]+"
)
_SPEAKER = lazy_regex.pattern(r"[ \t]*(?:<[^<>\r\n]{0,100}>)?[ \t]*[-–—♪>\[(]")
_ENDS = lazy_regex.pattern(r"[.!?…:][”’\"')\]♪]*\Z")


def read(text: str) -> ParsedText:
    """Return the holes of a subtitle file."""
    return ParsedText(shield(text, weave(text, list(_parts(text))), addresses))


def _parts(text: str) -> Iterator[Part]:
    """Yield the parts of the cues. What lies between them is a gap, or is joined."""
    last = -1
    for lines in _cues(text):
        first = text[lines[0][0] : lines[0][1]].lstrip()
        if last >= 0 and first[:1].islower() and not _ENDS.search(text[max(0, last - 20) : last].rstrip()):
            yield Part(last, lines[0][0], SPACE)
        elif last >= 0:
            yield Part(last, lines[0][0], BREAK)
        for number, (start, end) in enumerate(lines):
            if number:
                yield Part(last, start, LINE if _SPEAKER.match(text, start) else SPACE)
            yield from _line(text, start, end)
            last = end


def _cues(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines of text of each cue: those after its times, up to an empty line."""
    cue: list[tuple[int, int]] = []
    in_cue = False
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None
        start, end = line.span(1)
        times = _TIMES.match(text, start, end)
        if times or not text[start:end].strip():
            if times and len(cue) > 1 and _NUMBER.match(text, *cue[-1]):
                # The number of this cue, if there is no empty line before it.
                cue.pop()
            if cue:
                yield cue
            cue, in_cue = [], bool(times)
        elif in_cue:
            cue.append((start, end))
        at = line.end()
    if cue:
        yield cue


def _line(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of a line of a cue."""
    from html import unescape

    for match in _PIECE.finditer(text, start, end):
        if match["tag"]:
            yield Part(*match.span(), INLINE)
        elif match["reference"]:
            yield Part(*match.span(), unescape(match.group()))
        elif match["sign"]:
            yield Part(*match.span(), match.group())
        else:
            yield Part(*match.span())
