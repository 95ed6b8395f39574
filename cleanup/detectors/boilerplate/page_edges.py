"""The `page_edges` kind: what a site prints at the edges of a text: the headline again, the date, names.

A page has its headline twice: as the title of the window, where the name of the site follows, and above the text. Only
lines above the first paragraph are judged, and who signs behind the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.page_lines import PageLines
from cleanup.detectors.boilerplate.shared_parts import defined
from cleanup.matching import FullText, Report, describe, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span, weakest
from cleanup.text.sizes import ARTICLE


class Params(msgspec.Struct, frozen=True):
    """Keys of a page_edges rule: `report` names what it reports."""

    report: Literal["repeated-headline", "site-line", "site-in-headline", "signature"]


#: The lines that may be the head of a page, and the words of the shortest headline that is not repeated by chance.
HEAD, HEADLINE_WORDS = 8, 4
#: So far down a page of many short lines its headline may be printed again, word for word.
FAR = 24
#: Words of a paragraph that shows that the text is prose.
PARAGRAPH_WORDS = 12
#: So many code points at the beginning tell that a line may begin with the same words twice.
SAME = 15
#: The longest line with the name of a site, and the longest headline, in code points.
SITE_LINE, HEADLINE = 100, 250

_BAR = r"(?:\|\|?|::|[-–—•·»])"
#: What a text holds where one of them is a bar, and where papers are named behind one.
_BARS = (" -", " –", " —", "|", "::", "•", "·", "»")
_SIGNS = ("|", "--", "Yahoo", "ersion ", "edition ", "Digital ", "Online ")
_WHEN = defined("<date>(?:<time>)?", {})
_SITE = r"[^\W_][\w.’'&!-]*(?: [\w.’'&!-]+){0,3}"
_NAME = r"[A-ZÀ-ÞĀ-ŽА-Я][\w.’'&!-]*(?: (?:of|the|de|la|le|el|[A-ZÀ-ÞĀ-ŽА-Я])[\w.’'&!-]*){0,3}"
_MEDIA = (
    "News|Times|Post|Guardian|Herald|Tribune|Journal|Gazette|Chronicle|Telegraph|Independent|Observer|Express|Mirror"
    "|Mail|Sun|Star|Globe|Bulletin|Courier|Examiner|Inquirer|Register|Review|Standard|Weekly|Daily|CNN|BBC|NPR|ABC|NBC"
    "|CBS|Reuters|Bloomberg|Online|Today|Magazine|Media|TV|Radio|Press|Blog|Wikipedia|YouTube|Forbes|Medium"
)
_SITE_LINE = lazy_regex.pattern(rf"(?i)(?:{_WHEN} ?{_BAR} ?{_SITE}|{_SITE} ?{_BAR} ?{_WHEN}(?: ?{_BAR} ?{_SITE})?)")
_JOINED = lazy_regex.pattern(
    rf"(?P<cut> ?{_BAR} ?(?:{_NAME} ?{_BAR} ?(?i:{_WHEN})|(?i:{_WHEN})(?: ?{_BAR} ?{_NAME})?)\s+)"
    r"(?=[“\"'‘]?[A-ZÀ-ÞĀ-Ž])"
)
_BEHIND = lazy_regex.pattern(
    rf"(?<=[\w’”?!\"')])(?P<cut>(?:\s*(?:\|\|?|::|[•»])\s*{_NAME}){{1,2}}"
    rf"|\s+[-–—]\s+(?:the )?(?:{_NAME} )?(?:{_MEDIA})(?:[. ]{_NAME})?"
    r"|\s+[-–—|]\s+(?:www\.)?[\w-]+\.(?:com|org|net|co\.uk|de|ru|ua|fr|es|it|info|news|tv|in))\Z"
)
_PAPER = rf"(?:{_MEDIA}|Shimbun|Shinbun|Nippo)"
_EDITION = "(?:[Ee]lectronic (?:version|edition)|Digital|Online)"
_SUPPLEMENT = rf"(?:{_PAPER}|{_EDITION}|LIVE|Web|Plus|Sports|at S)"
#: A headline, the name of a site and the first sentence, run together: `… win (Harbour Sports) --Yahoo! News The …`.
_RUN_IN = lazy_regex.pattern(
    rf"(?P<cut>(?:(?: ?\({_NAME}\))? ?-{{1,2}} ?Yahoo! ?News|: (?:[A-Z][\w-]+ ){{1,3}}{_EDITION}"
    rf"|(?:(?: ?\| ?{_NAME})*? ?(?:\||--) ?(?:{_NAME} )?{_PAPER}(?: {_SUPPLEMENT})*)+)"
    r"(?: ?\|)?\s+)(?=[“\"'‘\[【]?[A-ZÀ-ÞĀ-Ž])"
)
_ROLE = (
    "[Ss]ource|[Pp]rovided by|[Cc]ourtesy of(?: the)?|[Tt]ext(?: by)?|[Rr]eporter|[Bb]y|[Rr]eport(?:ed|ing)? by"
    "|[Ee]ditor|[Cc]orrespondent|[Ww]riter|[Mm]eteorologist|[Ww]eather forecaster|[Pp]hoto by|AP|via"
)
_PERSON = r"(?:[A-ZÀ-ÞĀ-Ž][\w’'-]*\.?(?: (?:van|von|de|der|al|bin|el|la|le|da|di))? ){1,2}[A-ZÀ-ÞĀ-Ž][\w’'-]+"
_NAMED = lazy_regex.pattern(r"[A-ZÀ-ÞĀ-Ž][\w.’'-]*(?: [\w.’'-]+){0,2} [A-ZÀ-ÞĀ-Ž][\w.’'-]+")
_SIGNED = lazy_regex.pattern(
    rf"(?<=[.!?…”’\"'])(?P<cut>\s*[(（](?:(?:{_ROLE}):? ?[^()（）]{{2,50}}|{_PERSON}(?:, [^()（）]{{2,30}})?)"
    r"[)）]\.?)\Z"
)
_TWICE = lazy_regex.pattern(r"(?P<head>\w(?:[^\r\n]{19,200}?)[\w?!”\"’)])(?P<cut>\s+(?P=head))(?=\s+[“\"‘']?[^\W\d_])")
_DECORATION = lazy_regex.pattern(r"[\s#*_“”\"'‘’.…|–—-]+")
_DIGITS = lazy_regex.pattern(r"\d{4}|\d[./-]\d")


def _plain(text: str) -> str:
    return _DECORATION.sub(" ", text).strip().casefold()


def _is_paragraph(text: str) -> bool:
    return len(text.split()) >= PARAGRAPH_WORDS and text.rstrip("”’\"')]»")[-1:] in tuple(".!?")


def _runs_on(text: str) -> bool:
    """Return whether a line is long enough for a headline and what follows it."""
    return len(text.split()) > PARAGRAPH_WORDS + HEADLINE_WORDS


def _head(rows: PageLines) -> int:
    """Return how many lines there are before the first paragraph; 0 if there is none near."""
    return next((i for i, row in enumerate(rows[: HEAD + 1]) if i and _is_paragraph(row.text)), 0)


def _lines(whole: FullText) -> PageLines | None:
    """Return the lines of an article; None for a book and a single line."""
    return PageLines(whole.text) if len(whole.text) <= ARTICLE else None


def _repeated(rule: Rule, whole: FullText) -> Iterator[Finding]:
    rows = whole.once(_lines)
    if not rows:
        return
    first = rows[0].text
    again = first.find(first[:SAME], SAME, HEADLINE) > 0
    if again and (match := _TWICE.match(first)) and len(match["head"].split()) >= HEADLINE_WORDS and _runs_on(first):
        span = Span(*match.span("cut")).shift(rows[0].start)
        yield _finding(rule, span, span, match["head"], Level.SUGGESTED)
    if _is_paragraph(first):
        return
    site = _BEHIND.search(first) if any(map(first.__contains__, _BARS)) else None
    title = first[: site.start()] if site else first
    headline = _plain(title)
    if len(headline.split()) < HEADLINE_WORDS:
        return
    near, far = _head(rows), min(FAR, len(rows))
    for index in range(1, max(near, far)):
        row = rows[index]
        same = index < far and row.text in (title, first) and (site is not None or first.isupper())
        if same or (index < near and not row.adjoins and _plain(row.text) == headline):
            level = Level.SAFE if index == 1 and row.text == first else Level.SUGGESTED
            yield _finding(rule, row.span, rows.removed(index), row.text, level)


def _run_in(opening: str) -> re.Match[str] | None:
    """Return what a site put between the headline and the first sentence; most openings hold no sign of it."""
    found = _JOINED.search(opening) if _DIGITS.search(opening) and any(map(opening.__contains__, _BARS)) else None
    return found or (_RUN_IN.search(opening) if any(map(opening.__contains__, _SIGNS)) else None)


def _site_line(rule: Rule, whole: FullText) -> Iterator[Finding]:
    rows = whole.once(_lines)
    if not rows:
        return
    for index in range(_head(rows)):
        row = rows[index]
        if len(row.text) <= SITE_LINE and _DIGITS.search(row.text) and _SITE_LINE.fullmatch(row.text):
            gone = rows.removed(index, opening=not index)
            yield _finding(rule, row.span, gone, row.text, Level.SUGGESTED)
    first = rows[0]
    opening = first.text[:HEADLINE]
    match = _run_in(opening) if _runs_on(first.text) else None
    if match and len(opening[: match.start()].split()) >= HEADLINE_WORDS - 1:
        span = Span(*match.span("cut")).shift(first.start)
        fix = replace(span, "\n\n", "begin a new paragraph")
        message = describe(rule, match["cut"].strip())
        yield Finding(rule.id, span, message, weakest(rule.level, Level.SUGGESTED), (fix,), rule.confidence)


def _site_in_headline(rule: Rule, whole: FullText) -> Iterator[Finding]:
    rows = whole.once(_lines)
    if not rows or not _head(rows) or len(rows[0].text) > HEADLINE or rows[0].text.startswith("|"):
        return
    match = _BEHIND.search(rows[0].text) if any(map(rows[0].text.__contains__, _BARS)) else None
    if match and len(rows[0].text[: match.start()].split()) >= HEADLINE_WORDS - 1:
        span = Span(*match.span("cut")).shift(rows[0].start)
        yield _finding(rule, span, span, match["cut"].strip(), Level.SUGGESTED)


def _signature(rule: Rule, whole: FullText) -> Iterator[Finding]:
    rows = whole.once(_lines)
    last = rows[-1] if rows else None
    if last and rows and len(last.text) <= SITE_LINE and _is_author(rows, last.text):
        yield _finding(rule, last.span, rows.removed(len(rows) - 1), last.text, Level.SUGGESTED)
    if last and last.text.endswith((")", "）", ").")) and _runs_on(last.text) and (match := _SIGNED.search(last.text)):
        span = Span(*match.span("cut")).shift(last.start)
        yield _finding(rule, span, span, match["cut"].strip(), Level.SUGGESTED)


def _is_author(rows: PageLines, name: str) -> bool:
    """Return whether a byline near the top names who signs."""
    return bool(_NAMED.fullmatch(name)) and any(row.text.lower() == f"by {name.lower()}" for row in rows[: 2 * HEAD])


def _finding(rule: Rule, span: Span, gone: Span, shown: str, level: Level) -> Finding:
    fix = replace(gone, "", "remove it")
    return Finding(rule.id, span, describe(rule, shown), weakest(rule.level, level), (fix,), rule.confidence)


KIND = document_kind(
    Params,
    {
        "repeated-headline": Report(_repeated),
        "site-line": Report(_site_line),
        "site-in-headline": Report(_site_in_headline),
        "signature": Report(_signature),
    },
)
