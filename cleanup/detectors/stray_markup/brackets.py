"""Square brackets that are mark-up: those of a link whose address is gone, of BBCode, of wikis, of notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cleanup import lazy_regex
from cleanup.matching import FullText, describe
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text.segments import search_lines

#: Words before it show that it is part of the sentence; what an editor inserts stands within quotations.
_LINK = lazy_regex.pattern(
    r"(?<=\w )\[(?P<text>[^\W\d_][^\[\]\n“”\"]{1,80} [^\[\]\n“”\"]{1,80})\](?=[\s.,;:!?)])(?! ?[(\[])"
)
_FUNCTION_WORD = lazy_regex.pattern(
    r"\b(?:an?|the|this|that|these|those|his|her|its|their|our|my|in|to|of|on|for|with|by|from|at|as|and|or|but|is|are"
    r"|was|were|has|have|had|see|about|into|after|before|under|called|told|said|according to) \Z"
)
_NOTES = lazy_regex.pattern(
    r"(?i)\b(?:sic|emphasis|italics|ellipsis|translat\w*|edit\w*|note|ed|laugh\w*|applause|cheer\w*|inaudible|pause\w*"
    r"|redacted|expletive|name|names|citation|source|clarification|who|when|by whom|update|correction)\b"
)
_BBCODE = lazy_regex.pattern(
    r"\[(?P<name>b|i|u|s|url|color|size|font|center|quote|left|right)(?P<value>=[^\[\]\n]{1,200})?\]"
    r"(?P<text>[^\[\]\n]{1,500})\[/(?P=name)\]",
)
_WIKI = lazy_regex.pattern(
    r"\[\[(?:[^\[\]|\n]{1,100}\|)?(?P<text>[^\[\]|\n]{1,100})\]\]|(?<!')'''(?P<bold>[^'\n]{2,100})'''(?!')"
)
#: The number of a note behind a sentence or a word, and what wikis put there.
_NOTE = lazy_regex.pattern(
    r"(?<=[a-z\d.,;:!?”’\"')\]%])(?:\[(?:\d{1,3}|note \d{1,2}|citation needed|when\?|who\?|clarification needed"
    r"|failed verification|better source needed|full citation needed)\])+(?=[\s.,;:!?)”’\"]|\Z)"
)
_AFTER_MARK = frozenset(".,;:!?”’\"')]")
#: What the notes belong to: a list of them, its heading, or other references of a scholar (`¹`, `[Bell 1999]`).
_REFERENCES = lazy_regex.pattern(
    r"(?im)^[ \t]*(?:\[(?:\d{1,3}|\^)\]|\^"
    r"|(?:references|notes|sources|footnotes|bibliography|literature|citations)\W*$)"
    r"|[.,;:!?”’\"')][¹²³⁴-⁹]+(?!\w)|\[(?!note )[^\W\d_]{2,}[^\[\]\n]{0,30} \d"
)
#: How far to look for quotation marks before a bracket, in code points.
_NEAR = 400


def _links(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the words in brackets that are part of a sentence outside quotations."""
    text = whole.text
    for match in search_lines(_LINK, text, "["):
        before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
        quoted = before.count('"') % 2 or before.count("“") > before.count("”") or before.count("«") > before.count("»")
        if _FUNCTION_WORD.search(before) and not quoted and not _NOTES.search(match["text"]):
            yield _unwrapped(rule, text, Span(*match.span()), Span(*match.span("text")))


def _bbcode(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield pairs of BBCode tags."""
    for match in search_lines(_BBCODE, whole.text, "[/"):
        yield _unwrapped(rule, whole.text, Span(*match.span()), Span(*match.span("text")))


def _wiki(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield links and bold words of wikis."""
    for match in search_lines(_WIKI, whole.text, "[[", "'''"):
        inner = Span(*match.span("text" if match["text"] else "bold"))
        yield _unwrapped(rule, whole.text, Span(*match.span()), inner)


def _notes(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the numbers of notes in a text that has none of the notes, nor other references."""
    text = whole.text
    found = [Span(*match.span()) for match in search_lines(_NOTE, text, "[")]
    behind_mark = any(text[span.start - 1] in _AFTER_MARK for span in found)
    if behind_mark and not _REFERENCES.search(text):
        for span in found:
            message = describe(rule, text[span.start : span.end])
            fix = Fix((Edit(span, ""),), "remove it")
            yield Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)


def _unwrapped(rule: Rule, text: str, outer: Span, inner: Span) -> Finding:
    """Return the finding that removes what surrounds the inner part."""
    edits = (Edit(Span(outer.start, inner.start), ""), Edit(Span(inner.end, outer.end), ""))
    message = describe(rule, text[outer.start : outer.end])
    return Finding(rule.id, outer, message, rule.level, (Fix(edits, rule.summary),), rule.confidence)


#: What finds each kind, and what a text contains where there is one.
FIND: Mapping[str, tuple[Callable[[Rule, FullText], Iterator[Finding]], tuple[str, ...]]] = {
    "links": (_links, ("[",)),
    "bbcode": (_bbcode, ("[/",)),
    "wiki": (_wiki, ("[[", "'''")),
    "notes": (_notes, ("]",)),
}
