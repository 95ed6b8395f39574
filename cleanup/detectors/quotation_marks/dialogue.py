"""Speech that dashes introduce and end, as Russian, Spanish and French set it, in a text that is English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.matching import FullText, Passage
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import attribution
from cleanup.text.remembered import remembered
from cleanup.text.segments import sentences

#: A paragraph that a dash opens, with what the narrator says behind another one.
_PARAGRAPH = lazy_regex.pattern(
    r"\A(?P<open>[—–-][ \u00a0]?)(?P<speech>[A-Z“‘¿¡][^\r\n]*?[,!?…])(?P<turn>[ \u00a0][—–-][ \u00a0])"
    r"(?P<narrator>[^—–\r\n]{3,160}?)(?:(?P<stop>[.,:])(?P<back>[ \u00a0][—–-][ \u00a0])(?P<more>[^—–\r\n]+))?\Z",
)
#: The dash before the narrator's words, behind a closing mark or behind speech that has none.
_TURN = lazy_regex.pattern(
    r"(?P<stop>[,.!?…]?)(?P<inner> ?)(?P<mark>[”\"])(?P<outer> ?,? ?)[—–-] (?=\w)"
    r"|(?<=[\w!?])(?P<bare>[,!?…]) [—–-] (?=\w)"
)
#: The dash that introduces speech behind a sentence, and a mark of a quotation that is open.
_INTRODUCED = lazy_regex.pattern(r"(?:\A|(?<=[.!?…:][ \u00a0]))[—–-][ \u00a0]?(?=[A-Z])")
_TYPESET = lazy_regex.pattern("[‘’“”–—…]")
_MARKS = lazy_regex.pattern(r"[“”\"«»]")
#: Speech that goes on behind a sentence of the narrator, or is introduced there. A name would be that of an author.
_RESUMED = lazy_regex.pattern(r"(?<=[a-z]{3}[.!?] )[—–-] (?=[A-Z][\w’']* [a-z])")
#: Verbs that report speech only where a dash shows it.
_ALSO = lazy_regex.pattern(
    r"(?:(?:he|she|they|I|we|[A-Z][\w’.-]+(?: [A-Z][\w’.-]+)?|the [\w ]{2,30}) )?"
    r"(?:agree[sd]?|share[sd]?|believe[sd]?|thinks?|thought|hope[sd]?|quote[sd]?|(?:is|was) sure|sum(?:med|s) up)\b"
)
TRIGGERS = (_PARAGRAPH, _TURN, _RESUMED)
#: How far back speech may begin, in code points.
_REACH = 1200

#: Double marks that the document writes.
Pair = tuple[str, str]


def dialogue_dash(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the speeches that are set in dashes, and the dashes between a quotation and its narrator."""
    marks = _marks(whole)
    for paragraph, match in whole.observed(_speech):
        if match is not None:
            yield _finding(rule, Span(*match.span("open")), _set_in_marks(match, marks)).shift(paragraph.start)
            continue
        text = whole.text[paragraph.start : paragraph.end]
        turned = [one for turn in _turns(text) if (one := _turned(rule, turn, marks))]
        repaired = {edit.span.start for one in turned for edit in one.fixes[0].edits}
        resumed = [Span(*one.span()) for one in _RESUMED.finditer(text) if one.start() not in repaired]
        for found in (*turned, *(_finding(rule, span, [], Level.FLAG) for span in resumed)):
            yield found.shift(paragraph.start)


def _marks(whole: FullText) -> Pair:
    """Return the double marks that the document writes, or would: straight ones in a text of typewriter characters."""
    typed = whole.profile.double_quotes is None and not _TYPESET.search(whole.text)
    return ('"', '"') if typed or whole.profile.double_quotes == "straight" else ("“", "”")


def _speech(passage: Passage) -> re.Match[str] | None:
    return next(
        (one for one in passage.finditer(_PARAGRAPH) if attribution.begins_with_speaker(one["narrator"])),
        None,
    )


@remembered
def _turns(text: str) -> tuple[re.Match[str], ...]:
    """Return the dashes before words that say who speaks."""
    return tuple(one for one in _TURN.finditer(text) if _is_narrated(text, one.end()))


def _is_narrated(text: str, at: int) -> bool:
    return bool(attribution.begins_with_speaker(text[at : at + 80]) or _ALSO.match(text, at))


def _set_in_marks(match: re.Match[str], marks: Pair) -> list[Edit]:
    opens, closes = marks
    edits = [Edit(Span(*match.span("open")), opens), Edit(Span(*match.span("turn")), f"{closes} ")]
    if match["more"]:
        edits += [Edit(Span(*match.span("back")), f" {opens}"), Edit(Span(match.end(), match.end()), closes)]
    return edits


def _turned(rule: Rule, match: re.Match[str], marks: Pair) -> Finding | None:
    """Return what writes a speech and the narrator's words behind a dash as English does.

    Where nothing says where the speech begins, a person decides whether it is one sentence.
    """
    text, span = match.string, Span(*match.span())
    if match["mark"]:
        if not (match["stop"] or "," in match["outer"] or attribution.begins_with_verb(text[match.end() :][:40])):
            return None  # an aside may begin with a speaker: “bread” – she said it twice –
        stop = "," if match["stop"] in ("", ".") else match["stop"]
        return _finding(rule, span, [Edit(span, f"{stop}{match['mark']} ")])
    start = max(0, match.start() - _REACH)
    opened = [one for one in _INTRODUCED.finditer(text, start, match.start()) if not _is_narrated(text, one.end())]
    marked = list(_MARKS.finditer(text, start, match.start()))
    turn = Edit(Span(match.end("bare"), match.end()), f"{marks[1]} ")
    if opened and not (marked and marked[-1].start() > opened[-1].start()):
        return _finding(rule, span, [Edit(Span(*opened[-1].span()), marks[0]), turn])
    if marked and (marked[-1].group() == "“" or (marked[-1].group() == '"' and len(marked) % 2)):
        return _finding(rule, span, [turn])
    if marked or not (parts := list(sentences(text[start : match.end("bare")]))):
        return None
    begins = Span(start + parts[-1].start, start + parts[-1].start)
    return _finding(rule, span, [Edit(begins, marks[0]), turn], Level.FLAG)


def _finding(rule: Rule, span: Span, edits: list[Edit], level: Level | None = None) -> Finding:
    message = "a dash introduces or ends speech; English uses quotation marks"
    fixes = (Fix(tuple(edits), "use quotation marks"),) if edits else ()
    return Finding(rule.id, span, message, level or rule.level, fixes, rule.confidence)
