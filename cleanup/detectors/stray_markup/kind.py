"""The `stray_markup` kind: signs of Markdown, tags of HTML, and brackets, that were left in plain text.

Language models answer in Markdown; pasted into a page as it is, the answer keeps its asterisks and hash signs. A text
that is written in Markdown throughout (code, many headings, many links) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText, Report, describe, document_kind, replace
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text.segments import search_lines


class Params(msgspec.Struct, frozen=True):
    """Keys of a stray_markup rule: `report` names the signs that it reports."""

    report: Literal["emphasis", "heading", "tags", "links", "bbcode", "wiki", "notes"]


_CODE = lazy_regex.pattern(r"(?m)^ {0,3}(?:```|~~~)|`[^`\n]+`|^---$")
_EMPHASIS = lazy_regex.pattern(r"(?<![\w*\\])\*\*(?P<text>[^\s*](?:[^*\n]{0,200}[^\s*])?)\*\*(?![\w*])")
_HEADING = lazy_regex.pattern(r"(?m)^(?P<mark>#{1,6} +)(?P<text>[^\W\d_][^\r\n#|{}<>]{1,100})(?=\r?$)")
_LINK = lazy_regex.pattern(
    r"(?<![!\w\\])\[(?P<text>[^\[\]\n]{1,120})\]\((?P<url>(?:https?://|www\.|/|#)[^\s()]{1,300})\)"
)
#: A text with more headings or links than this is a Markdown document, and its signs are intentional.
MAX_SIGNS = 3


def _is_markdown(whole: FullText) -> bool:
    """Return whether the text is written in Markdown as a whole."""
    text = whole.text
    if any(True for _ in search_lines(_CODE, text, "`", "~~~", "---")):
        return True
    return any(sum(1 for _ in search_lines(*one)) > MAX_SIGNS for one in ((_HEADING, text, "#"), (_LINK, text, "](")))


def _emphasis(rule: Rule, whole: FullText) -> Iterator[Finding]:
    text = whole.text
    if "**" not in text or whole.once(_is_markdown):
        return
    for match in search_lines(_EMPHASIS, text, "**"):
        start, end = match.span()
        edits = (Edit(Span(start, start + 2), ""), Edit(Span(end - 2, end), ""))
        fix = Fix(edits, "remove the asterisks")
        yield Finding(rule.id, Span(start, end), describe(rule, match.group()), rule.level, (fix,), rule.confidence)


def _heading(rule: Rule, whole: FullText) -> Iterator[Finding]:
    text = whole.text
    if "#" not in text or whole.once(_is_markdown):
        return
    for match in search_lines(_HEADING, text, "#"):
        span = Span(*match.span("mark"))
        fix = replace(span, "", "remove the hash signs")
        yield Finding(rule.id, span, describe(rule, match.group()), rule.level, (fix,), rule.confidence)


def _tags(rule: Rule, whole: FullText) -> Iterator[Finding]:
    if "<" in whole.text:
        from cleanup.detectors.stray_markup import tags  # few texts contain any

        yield from tags.find(rule, whole.text)


def _brackets(rule: Rule, whole: FullText) -> Iterator[Finding]:
    if "[" in whole.text or "'''" in whole.text:
        from cleanup.detectors.stray_markup.brackets import FIND  # few texts contain any

        find, signs = FIND[rule.params.report]
        if any(sign in whole.text for sign in signs) and not whole.once(_is_markdown):
            yield from find(rule, whole)


KIND = document_kind(
    Params,
    {
        "emphasis": Report(_emphasis),
        "heading": Report(_heading),
        "tags": Report(_tags),
        "links": Report(_brackets),
        "bbcode": Report(_brackets),
        "wiki": Report(_brackets),
        "notes": Report(_brackets),
    },
)
