"""The reply to a check: what is found, in the language that it is in, within its time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cleanup.http_server import checking
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.checking import BEGINNING, Checker
from cleanup.http_server.exchange import HttpQuestion
from cleanup.http_server.replies import CheckReply
from cleanup.model import Hole, Span
from cleanup.processes.time_limit import TimeIsUpError
from tests.http_server.asking import TEXT, checker, form, places, reply, rules

FRENCH = "Il est parti hier soir parce que la maison était trop petite pour nous et qu’il pleuvait sans cesse."


def test_the_whole_reply() -> None:
    text = "He went , and left."
    assert reply(text=text) == {
        "software": {
            "name": "cleanup",
            "version": "0.1.0",
            "buildDate": "",
            "apiVersion": 1,
            "premium": False,
            "premiumHint": "",
            "status": "",
        },
        "warnings": {"incompleteResults": False},
        "language": {
            "name": "English (US)",
            "code": "en-US",
            "detectedLanguage": {"name": "English (US)", "code": "en-US", "confidence": 1.0, "source": "cleanup"},
        },
        "matches": [
            {
                "message": "Space before the mark in “,”.",
                "shortMessage": "A space before a comma or full stop",
                "replacements": [{"value": "went"}],
                "offset": 3,
                "length": 5,
                "context": {"text": text, "offset": 3, "length": 5},
                "sentence": text,
                "type": {"typeName": "Other"},
                "rule": {
                    "id": "CLEANUP_SPACING_BEFORE_COMMA_OR_FULL_STOP",
                    "subId": "spacing/before-comma-or-full-stop",
                    "description": "A space before a comma or full stop",
                    "issueType": "whitespace",
                    "category": {"id": "TYPOGRAPHY", "name": "Typography"},
                },
                "ignoreForIncompleteSentence": False,
                "contextForSureMatch": 0,
            }
        ],
        "sentenceRanges": [[0, 19]],
        "extendedSentenceRanges": [{"from": 0, "to": 19, "detectedLanguages": [{"language": "en", "rate": 1.0}]}],
    }


SAFE = ["spacing/before-comma-or-full-stop", "sentences/full-stop-before-lowercase"]
ALL = [SAFE[0], "translation/verb-for-object", SAFE[1]]
SELECTED: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing asked": ({}, SAFE),
    "picky": ({"level": "picky"}, ALL),
    "a flag by name": ({"enabledRules": "CLEANUP_TRANSLATION_VERB_FOR_OBJECT"}, ALL),
    "only one, by its own id": ({"enabledRules": SAFE[1], "enabledOnly": "true"}, [SAFE[1]]),
    "only a category": ({"enabledCategories": "TYPOGRAPHY", "enabledOnly": "true"}, [SAFE[0]]),
    "one disabled": ({"disabledRules": "CLEANUP_SPACING_BEFORE_COMMA_OR_FULL_STOP,EN_A_VS_AN"}, [SAFE[1]]),
    "a category disabled": ({"disabledCategories": "PUNCTUATION"}, [SAFE[0]]),
    "the whole text": ({"mode": "textLevelOnly", "level": "picky"}, [SAFE[1]]),
    "all but the whole text": ({"mode": "allButTextLevelOnly", "level": "picky"}, ALL[:2]),
}


@pytest.mark.parametrize("name", SELECTED)
def test_what_a_client_asks_for(name: str) -> None:
    asked, expected = SELECTED[name]
    assert rules(reply(text=TEXT, **asked)) == expected


@pytest.mark.parametrize(
    ("text", "asked", "code", "detected", "confidence"),
    [
        (TEXT, {"language": "auto"}, "en-US", "en-US", 1.0),
        (TEXT, {"language": "auto", "preferredVariants": "de-AT,en-GB"}, "en-GB", "en-US", 1.0),
        (FRENCH, {"language": "auto"}, "fr", "fr", 1.0),
        (FRENCH, {"language": "en-GB"}, "en-GB", "fr", 1.0),
        ("xyzzy", {"language": "auto"}, "en-US", "en-US", 0.0),
        ("", {"language": "auto", "preferredVariants": "en-ZA"}, "en-ZA", "en-ZA", 0.0),
        (TEXT, {"language": "de"}, "de", "en-US", 1.0),
    ],
)
def test_the_language_of_a_reply(text: str, asked: dict[str, str], code: str, detected: str, confidence: float) -> None:
    found = reply(text=text, **asked)["language"]
    assert (found["code"], found["detectedLanguage"]["code"]) == (code, detected)
    assert found["detectedLanguage"]["confidence"] == confidence


def test_an_empty_text_has_an_empty_reply() -> None:
    found = reply(text="")
    assert (found["matches"], found["sentenceRanges"], found["extendedSentenceRanges"]) == ([], [], [])


@pytest.mark.parametrize(
    "text", ["\0", "a\0 , b", "\ud800 , \udc00", "\u202e , x", "</script> , <!--", "￼ , ￼", "\r , \r\n"]
)
def test_odd_characters_do_no_harm(text: str) -> None:
    body = json.dumps({"text": text, "language": "en-US", "level": "picky"}).encode()
    found: dict[str, Any] = json.loads(
        checker().answer(HttpQuestion("check", "POST", b"", body, "application/json")).body
    )
    for start, length, _ in places(found):
        assert 0 <= start < start + length <= len(text.encode("utf-16-le", "surrogatepass")) // 2


# Time


class Slow(Checker):
    """Takes too long for texts of more than so many code points."""

    most = 0

    def _reply(self, request: Any, text: AnnotatedText, reason: str) -> CheckReply:
        if len(text.source) > self.most:
            raise TimeIsUpError
        return super()._reply(request, text, reason)


def test_what_takes_too_long_is_checked_at_its_beginning_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(10)
    monkeypatch.setattr(slow, "renew", lambda: None)
    text = "He went , and left.\n\n" * 2000
    slow.most = BEGINNING
    found = json.loads(slow.answer(form(text=text, language="en-US")).body)
    assert found["warnings"] == {
        "incompleteResults": True,
        "incompleteResultsReason": "the text took longer than 10 seconds; only its first 19990 characters were checked",
    }
    assert len(found["matches"]) == 952
    slow.most = 0
    found = json.loads(slow.answer(form(text=text, language="en-US")).body)
    assert found["warnings"]["incompleteResultsReason"] == "the text took longer than 10 seconds; it was not checked"
    assert (found["matches"], found["language"]["code"]) == ([], "en-US")


def test_an_engine_that_was_interrupted_is_made_anew() -> None:
    fast = Checker(0.002)
    before = fast.engine
    found = json.loads(fast.answer(form(text="“a ” b " * 30_000, language="en-US")).body)
    assert found["warnings"]["incompleteResults"] is True
    assert fast.engine is not before
    assert fast.engine.rules.keys() == before.rules.keys()


def test_a_text_is_cut_at_the_end_of_a_paragraph_and_outside_mark_up() -> None:
    assert checking.cut(AnnotatedText("one\n\ntwo\n\nthree"), 11).source == "one\n\ntwo"
    assert checking.cut(AnnotatedText("one two three"), 5).source == "one t"
    hole = Hole(Span(4, 9), "")
    assert checking.cut(AnnotatedText("abcd<b> >efgh", (hole,)), 6) == AnnotatedText("abcd")
    assert checking.cut(AnnotatedText("abcd<b> >efgh", (hole,)), 11) == AnnotatedText("abcd<b> >ef", (hole,))


def test_getting_ready_writes_nothing_of_a_text(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Checker(10)
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    for text in (
        TEXT,
        FRENCH,
        f"{FRENCH}\n\n{TEXT * 20}\n\n{FRENCH * 300}",
        "Все это очень хорошо, что мы здесь. " * 20,
    ):
        made.answer(form(text=text, language="auto"))
    assert list(tmp_path.iterdir()) == []
