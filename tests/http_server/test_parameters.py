"""The parameters of a check: wherever they stand, and in the words of LanguageTool if they are wrong."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.http_server import parameters
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import HttpQuestion
from cleanup.http_server.parameters import MAX_FIELDS, MAX_LENGTH, CheckRequest, RuleFilter, check_request
from cleanup.model import Level, Rule

FORM = "application/x-www-form-urlencoded"
FIELDS = {"text": "a + ü 😀\r\n&=%", "language": "en-US", "disabledRules": "A,B"}
PARTS = "".join(f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in FIELDS.items())

QUESTIONS = {
    "a query": HttpQuestion("check", "GET", urlencode(FIELDS).encode()),
    "a form": HttpQuestion("check", "POST", b"", urlencode(FIELDS).encode(), FORM),
    "a form of another charset": HttpQuestion("check", "POST", b"", urlencode(FIELDS).encode(), f"{FORM}; charset=x"),
    "a form called multipart": HttpQuestion("check", "POST", b"", urlencode(FIELDS).encode(), "multipart/form-data"),
    "a form called text": HttpQuestion("check", "POST", b"", urlencode(FIELDS).encode(), "text/plain"),
    "a form called nothing": HttpQuestion("check", "POST", b"", urlencode(FIELDS).encode()),
    "a form that is not escaped where it need not be": HttpQuestion(
        "check",
        "POST",
        b"",
        f"text={quote(FIELDS['text'], safe=' ü😀')}&language=en-US&disabledRules=A,B".encode(),
        FORM,
    ),
    "parts": HttpQuestion("check", "POST", b"", f"{PARTS}--x--\r\n".encode(), "multipart/form-data; boundary=x"),
    "JSON": HttpQuestion("check", "POST", b"", json.dumps(FIELDS).encode(), "application/json"),
    "JSON called a form": HttpQuestion("check", "POST", b"", f" {json.dumps(FIELDS)}".encode(), FORM),
    "JSON with a list": HttpQuestion(
        "check", "POST", b"", json.dumps({**FIELDS, "disabledRules": ["A", "B"]}).encode(), "application/json"
    ),
    "both": HttpQuestion("check", "POST", b"language=en-US&text=x", urlencode(FIELDS).encode(), FORM),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_parameters_are_read_wherever_they_stand(name: str) -> None:
    assert parameters.parameters(QUESTIONS[name]) == FIELDS


@pytest.mark.parametrize(
    "text",
    [
        "Smith & Sons sold 50% of it, 2 + 2 of them",
        "100 %, she said & left",
        "salt &pepper, a=b & c=d",
        "1 + 1",
        "a+b c",
        "😀 Grüße + two\nlines & more",
    ],
)
def test_a_text_that_libreoffice_7_4_sends_unencoded_is_read_as_it_stands(text: str) -> None:
    body = f"text={text}&language=en-US".encode()
    assert parameters.parameters(HttpQuestion("check", "POST", b"", body, FORM)) == {"text": text, "language": "en-US"}


@given(st.text("a %&+=ü\n"))
def test_an_encoded_form_is_never_taken_for_an_unencoded_one(text: str) -> None:
    fields = {"text": text, "language": "en-US"}
    for encode in (quote, quote_plus):
        body = urlencode(fields, quote_via=encode).encode()
        assert parameters.parameters(HttpQuestion("check", "POST", b"", body, FORM)) == fields


def test_json_may_hold_the_annotation_itself() -> None:
    body = json.dumps({"data": {"annotation": [{"markup": "<b>"}]}, "language": "en", "level": None}).encode()
    request = check_request(HttpQuestion("check", "POST", b"", body, "application/json"))
    assert request.text.source == "<b>"


def asked(**fields: str) -> CheckRequest:
    return check_request(HttpQuestion("check", "GET", urlencode(fields).encode()))


def test_what_is_asked() -> None:
    found = asked(
        text="x", language="auto", preferredVariants="de-AT, en-GB", enabledRules="quotes/unclosed",
        disabledCategories="STYLE,MISC", level="picky", mode="textLevelOnly", foo="bar", motherTongue="de",
    )  # fmt: skip
    selection = RuleFilter(
        enabled=frozenset({"CLEANUP_QUOTES_UNCLOSED"}),
        disabled_categories=frozenset({"STYLE", "MISC"}),
        picky=True,
        mode="textLevelOnly",
    )
    assert found == CheckRequest(AnnotatedText("x"), "auto", selection, ("de-AT", "en-GB"))


def test_unknown_rules_and_other_levels_do_no_harm() -> None:
    assert (
        asked(text="x", language="en", level="academic", enabledRules="", enabledOnly="maybe").selection == RuleFilter()
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"text=%zz", "Could not decode query. Query length: 8 Request method: POST"),
        (b"&".join(b"a=%d" % i for i in range(MAX_FIELDS + 1)), f"More than {MAX_FIELDS} parameters"),
        (b"{", "Could not parse JSON from the body of the request"),
        (b"{" + b"[" * 9999, "Could not parse JSON from the body of the request"),
    ],
)
def test_a_body_that_cannot_be_read(body: bytes, message: str) -> None:
    with pytest.raises(ApiError) as error:
        parameters.parameters(HttpQuestion("check", "POST", b"", body, FORM))
    assert (error.value.status, error.value.message) == (400, message)


def test_json_has_to_be_an_object() -> None:
    with pytest.raises(ApiError, match="must be an object"):
        parameters.parameters(HttpQuestion("check", "POST", b"", b"[]", "application/json"))


def test_a_text_may_be_as_long_as_is_said() -> None:
    asked(data=json.dumps({"text": "😀" * (MAX_LENGTH // 2)}), language="en")
    with pytest.raises(ApiError) as error:
        asked(data=json.dumps({"text": "😀" * (MAX_LENGTH // 2) + "x"}), language="en")
    assert (error.value.status, error.value.message) == (
        413,
        "Your text exceeds the limit of 2000000 characters (it's 2000001 characters). Please submit a shorter text.",
    )


# Which findings are wanted

RULE = Rule("quotes/unclosed", "quotes", "", "", Level.SAFE, "quotes", None)
NAMED, CATEGORY = frozenset({"CLEANUP_QUOTES_UNCLOSED"}), frozenset({"PUNCTUATION"})
OTHER = frozenset({"OTHER"})
WANTED = {
    RuleFilter(): {"safe", "suggested"},
    RuleFilter(picky=True): {"safe", "suggested", "flag"},
    RuleFilter(disabled=NAMED): set(),
    RuleFilter(disabled=OTHER): {"safe", "suggested"},
    RuleFilter(disabled_categories=CATEGORY): set(),
    RuleFilter(disabled_categories=CATEGORY, enabled=NAMED): {"safe", "suggested", "flag"},
    RuleFilter(enabled=NAMED): {"safe", "suggested", "flag"},
    RuleFilter(enabled=NAMED, disabled=NAMED): set(),
    RuleFilter(enabled_categories=CATEGORY): {"safe", "suggested", "flag"},
    RuleFilter(enabled=OTHER, only=True): set(),
    RuleFilter(enabled=OTHER, only=True, picky=True): set(),
    RuleFilter(enabled=NAMED, only=True): {"safe", "suggested", "flag"},
    RuleFilter(enabled_categories=CATEGORY, only=True): {"safe", "suggested", "flag"},
    RuleFilter(mode="allButTextLevelOnly"): {"safe", "suggested"},
    RuleFilter(mode="textLevelOnly"): set(),
}


@pytest.mark.parametrize("selection", WANTED, ids=str)
def test_which_levels_of_a_rule_are_wanted(selection: RuleFilter) -> None:
    assert {level.value for level in Level if selection.wants(RULE, level, whole_text=False)} == WANTED[selection]


def test_a_client_that_asks_twice_is_shown_each_finding_once() -> None:
    twice = [RuleFilter(mode="textLevelOnly"), RuleFilter(mode="allButTextLevelOnly")]
    for whole in (True, False):
        assert [one.wants(RULE, Level.SAFE, whole_text=whole) for one in twice] == [whole, not whole]
