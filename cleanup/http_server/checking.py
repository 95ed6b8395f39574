"""Answering one request to `/v2/check` with the rules of cleanup: pure work, in a process of its own.

The rules are the built-in ones. No configuration is read, nothing is written, and no language model is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cleanup import __version__
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.http_server import known_languages
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.exchange import JSON, HttpAnswer, HttpQuestion
from cleanup.http_server.known_languages import AUTO, FALLBACK, KnownLanguage
from cleanup.http_server.matches import Matches, RuleShelf
from cleanup.http_server.parameters import CheckRequest, check_request
from cleanup.http_server.replies import (
    CheckedLanguage,
    CheckReply,
    DetectedLanguage,
    LanguageRate,
    SentenceRange,
    Software,
    Warnings,
)
from cleanup.languages.identify import identify_language
from cleanup.matching.index_file import HeldListings
from cleanup.processes.time_limit import TimeIsUpError, within
from cleanup.rules.registry import Rulebook
from cleanup.text.segments import paragraphs

#: The build date is empty: an installation does not know it, and no client reads it.
SOFTWARE: Final = Software("cleanup", __version__, "")
#: The same as `/v2/info` has it.
INFO: Final = {"name": "cleanup", "version": __version__, "buildDate": "", "commit": "", "premium": False}
#: The code points at the beginning of a text that are still checked where all of it takes too long.
BEGINNING = 20_000
#: Examples of rules in one text, to make ready what is compiled when it is first needed.
_WARM = 100
#: One in so many examples is enough: the others shorten only some of the first requests.
_SHARE = 4


class Checker:
    """The built-in rules, ready for any number of texts, one at a time. A text may take so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._book: Rulebook = loading.load().pick()
        self._languages = sorted({language for rule in self._book.rules for language in rule.languages})
        self._listings = HeldListings()
        self.renew()
        self._listings.open = False

    def renew(self) -> None:
        """Create the engine anew, because an interruption may have left its state incomplete."""
        self.engine = Engine(self._book.rules, keep=self._listings.of)
        for languages in ((language,) for language in self._languages):
            self.engine.prepared(languages).scan.make()
        stages = (stage for part in self.engine.prepared(("en",)).stages for stage in part)
        self._of_whole_text = frozenset(rule for stage in stages if stage.whole for rule in stage.rules)

    def warm(self) -> None:
        """Look at the examples of the rules, so that the first request is answered as fast as the others."""
        texts = [text for rule in self._book.rules for one in rule.examples if (text := one.before or one.keep)]
        for at in range(0, len(texts), _SHARE * _WARM):
            some = texts[at : at + _SHARE * _WARM : _SHARE]
            self.engine.plan(document("\n\n".join(some)), language="en")

    def answer(self, question: HttpQuestion) -> HttpAnswer:
        """Return the reply to a request. Raises ApiError."""
        request = check_request(question)
        for part, reason in self._parts(request.text):
            try:
                with within(self._seconds if part.source else 0):
                    reply = self._reply(request, part, reason)
            except TimeIsUpError:
                self.renew()
                continue
            return HttpAnswer(200, JSON, encoded(reply))
        raise AssertionError("an empty text takes no time")

    def _parts(self, text: AnnotatedText) -> Iterator[tuple[AnnotatedText, str]]:
        """Yield what to check, each if the one before takes too long, with what to say of it."""
        yield text, ""
        beginning = cut(text, BEGINNING)
        limit = f"the text took longer than {self._seconds:g} seconds"
        yield beginning, f"{limit}; only its first {len(beginning.source)} characters were checked"
        yield AnnotatedText(""), f"{limit}; it was not checked"

    def _reply(self, request: CheckRequest, text: AnnotatedText, reason: str) -> CheckReply:
        projection = text.projection()
        shown = projection.shown
        detected = identify_language(shown)
        language = _checked(request, detected)
        # Where a text is to say itself what it is in, a doubt leaves the rules that are right in all languages.
        code = None if request.language == AUTO else language.code
        plan = self.engine.plan(document(shown), language=code)
        shelf = RuleShelf(self.engine.rules, self._of_whole_text)
        found = Matches(text, projection, plan, shelf)
        ranges = found.ranges()
        rates = (LanguageRate(detected or language.code, 1.0),)
        return CheckReply(
            SOFTWARE,
            Warnings(bool(reason), reason),
            CheckedLanguage(language.name, language.long_code, _detected(detected, language)),
            found.wanted(request.selection),
            tuple(ranges),
            tuple(SentenceRange(start, end, rates) for start, end in ranges),
        )


def _checked(request: CheckRequest, detected: str | None) -> KnownLanguage:
    if request.language != AUTO:
        return _known(request.language)
    return known_languages.usual(detected or "en", request.preferred) or _known(FALLBACK)


def _known(code: str) -> KnownLanguage:
    found = known_languages.named(code)
    if found is None:
        raise AssertionError(f"a request names {code!r}, which is in no table")
    return found


def _detected(code: str | None, checked: KnownLanguage) -> DetectedLanguage:
    found = known_languages.usual(code) if code else None
    return DetectedLanguage(found.name, found.long_code, 1.0) if found else _in_doubt(checked)


def _in_doubt(checked: KnownLanguage) -> DetectedLanguage:
    return DetectedLanguage(checked.name, checked.long_code, 0.0)


def cut(text: AnnotatedText, length: int) -> AnnotatedText:
    """Return the beginning of a text, to the end of a paragraph where possible, and outside mark-up."""
    ends = [span.end for span in paragraphs(text.source[:length]) if span.end < length]
    end = ends[-1] if ends else length
    end = next((hole.span.start for hole in text.holes if hole.span.start < end < hole.span.end), end)
    return AnnotatedText(text.source[:end], tuple(hole for hole in text.holes if hole.span.end <= end))


def encoded(reply: CheckReply | Sequence[KnownLanguage]) -> bytes:
    """Return a reply as JSON. Half a surrogate pair, which UTF-8 has no bytes for, is escaped."""
    try:
        return msgspec.json.encode(reply)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(reply)).encode()
