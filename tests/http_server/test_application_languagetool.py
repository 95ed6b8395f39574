"""The API beside the real LanguageTool 6.8: the same requests, the same errors, and replies of the same shape."""

from __future__ import annotations

import http.client
import json
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from cleanup.local_servers.launcher import Lease

FORM = "application/x-www-form-urlencoded"


class Reply(NamedTuple):
    """What a client receives."""

    status: int
    kind: str
    body: str


def asked(url: str, method: str, path: str, body: str | None = None, kind: str = FORM) -> Reply:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)) as connection:
        headers = {"Content-Type": kind} if body is not None else {}
        connection.request(method, path, body.encode() if body is not None else None, headers)
        answer = connection.getresponse()
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        return Reply(answer.status, kind, answer.read().decode())


def fields(**given: str) -> str:
    return urlencode(given)


def data(value: object, **given: str) -> str:
    return fields(
        data=value if isinstance(value, str) else json.dumps(value, separators=(",", ":")), language="en-US", **given
    )


GOOD = {"text": "hi", "language": "en-US"}
REFUSED = {
    "nothing": "",
    "no text": fields(language="en-US"),
    "no language": fields(text="hi"),
    "an empty language": fields(text="hi", language=""),
    "an unknown language": fields(text="hi", language="xx"),
    "an unknown variant": fields(text="hi", language="en-XX"),
    "a language with an underscore": fields(text="hi", language="en_US"),
    "an unknown mother tongue": fields(**GOOD, motherTongue="xx"),
    "text and data": fields(**GOOD, data="{}"),
    "data that is no JSON": data("xx"),
    "data that is a list": data(["x"]),
    "data without text": data({}),
    "data with both": data({"text": "a", "annotation": []}),
    "a part with both": data({"annotation": [{"text": "a", "markup": "b"}]}),
    "a part with neither": data({"annotation": [{"foo": "a"}]}),
    "a part that is a string": data({"annotation": ["x"]}),
    "a text with an interpretation": data({"annotation": [{"text": "a", "interpretAs": "b"}]}),
    "only, with nothing enabled": fields(**GOOD, enabledOnly="true"),
    "only, with something disabled": fields(**GOOD, enabledOnly="true", enabledRules="A", disabledRules="B"),
    "only, with a category disabled": fields(**GOOD, enabledOnly="yes", enabledRules="A", disabledCategories="B"),
    "an unknown level": fields(**GOOD, level="foo"),
    "an empty level": fields(**GOOD, level=""),
    "an unknown mode": fields(**GOOD, mode="foo"),
    "a mode in other case": fields(**GOOD, mode="ALL"),
    "variants for one language": fields(**GOOD, preferredVariants="en-GB"),
    "a variant without a dash": fields(text="hi", language="auto", preferredVariants="en"),
    "a name without a key": fields(**GOOD, username="a"),
    "half an escape": "text=%zz&language=en-US",
}


def first_sentence(said: str) -> str:
    """What is wrong, without the lists and addresses that may follow."""
    return said.partition(" Supported language codes")[0].partition(". Please")[0]


@pytest.mark.parametrize("name", REFUSED)
def test_the_same_requests_are_refused_in_the_same_words(name: str, served: str, server: Lease) -> None:
    theirs, ours = (asked(url, "POST", "/v2/check", REFUSED[name]) for url in (server.url, served))
    assert theirs.status == 400
    assert ours.status == theirs.status
    assert first_sentence(ours.body) == first_sentence(theirs.body)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v2/foo"), ("POST", "/v2/"), ("GET", "/v2/check"), ("PUT", "/v2/check"), ("DELETE", "/v2/check")],
)
def test_the_same_paths_and_methods_are_refused_in_the_same_words(
    method: str, path: str, served: str, server: Lease
) -> None:
    theirs, ours = (asked(url, method, path) for url in (server.url, served))
    assert theirs.status in (400, 404)
    assert ours.status == theirs.status
    assert first_sentence(ours.body) == first_sentence(theirs.body)


# Replies of the same shape

#: Keys that LanguageTool leaves out where there is nothing to say, and `sourceFile`, the place in its own source.
OPTIONAL = {"subId", "sourceFile", "urls", "incompleteResultsReason"}


def shape(value: Any) -> Any:
    """The types of a value: of a list, those of all its members together."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items() if key not in OPTIONAL}
    if isinstance(value, list):
        shapes = {json.dumps(shape(one)) for one in value}
        return [json.loads(one) for one in sorted(shapes)]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


TEXT = "😀 He went , and left . She went , too."
ACCEPTED = {
    "a form": fields(text=TEXT, language="en-US"),
    "a language alone": fields(text=TEXT, language="en"),
    "a language to be found out": fields(text=TEXT, language="auto", preferredVariants="en-GB"),
    "text with mark-up": data({"annotation": [{"text": TEXT}, {"markup": "<b>", "interpretAs": "\n"}, {"text": TEXT}]}),
    "data with a text": data({"text": TEXT}),
    "all else that clients send": fields(
        text=TEXT, language="en-US", motherTongue="es", level="picky", mode="all", disabledRules="A,B",
        enabledRules="C", disabledCategories="D", enabledCategories="E", allowIncompleteResults="true", foo="bar",
    ),
    "an annotation that is no list": data({"annotation": "x"}),
    "values that are no strings": data({"annotation": [{"text": 5}, {"text": None}, {"markup": True}, {"text": [1]}]}),
    "an empty text": fields(text="", language="en-US"),
    "two texts": "text=a&text=b&language=en-US",
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_replies_have_the_same_shape(name: str, served: str, server: Lease) -> None:
    theirs, ours = (asked(url, "POST", "/v2/check", ACCEPTED[name]) for url in (server.url, served))
    assert (ours.status, ours.kind) == (theirs.status, theirs.kind) == (200, "application/json")
    expected, found = json.loads(theirs.body), json.loads(ours.body)
    # Theirs is null for an empty text, where clients expect a string.
    expected["language"]["detectedLanguage"]["source"] = expected["language"]["detectedLanguage"]["source"] or ""
    # Either may find what the other does not; what matches are like is compared below.
    expected["matches"] = found["matches"] = []
    assert shape(found) == shape(expected)


def test_matches_have_the_same_shape_and_the_same_positions(served: str, server: Lease) -> None:
    rules = {
        "enabledRules": "COMMA_PARENTHESIS_WHITESPACE,CLEANUP_SPACING_BEFORE_COMMA_OR_FULL_STOP",
        "enabledOnly": "true",
    }
    annotation = [{"text": "😀 It is "}, {"markup": "<b>"}, {"text": "here"}, {"markup": "</b>"}, {"text": f". {TEXT}"}]
    request = data({"annotation": annotation}, **rules)
    theirs, ours = (json.loads(asked(url, "POST", "/v2/check", request).body) for url in (server.url, served))
    assert shape(ours) == shape(theirs)
    # Both say where the space is, and where the mark ends; LanguageTool's match begins at the one, ours at the word.
    source = "".join(part.get("text", part.get("markup", "")) for part in annotation).encode("utf-16-le")

    def marked(match: dict[str, Any]) -> tuple[int, str]:
        end = match["offset"] + match["length"]
        return end, source[2 * match["offset"] : 2 * end].decode("utf-16-le")

    assert [marked(one) for one in theirs["matches"]] == [(34, " ,"), (45, " ."), (56, " ,")]
    assert [marked(one) for one in ours["matches"]] == [(33, "went "), (44, "left "), (55, "went ")]
    assert [one["replacements"] for one in ours["matches"]] == [[{"value": word}] for word in ("went", "left", "went")]


@pytest.mark.parametrize("path", ["/v2/languages", "/v2/info", "/v2/healthcheck", "/v2/maxtextlength"])
def test_other_endpoints_are_of_the_same_kind(path: str, served: str, server: Lease) -> None:
    theirs, ours = (asked(url, "GET", path) for url in (server.url, served))
    assert (ours.status, ours.kind) == (theirs.status, theirs.kind)
    if theirs.kind == "application/json":
        assert shape(json.loads(ours.body)) == shape(json.loads(theirs.body))
    else:
        assert ours.body.isdigit() == theirs.body.isdigit()


def test_every_language_of_theirs_is_one_of_ours(served: str, server: Lease) -> None:
    theirs, ours = (json.loads(asked(url, "GET", "/v2/languages").body) for url in (server.url, served))
    assert [language for language in theirs if language not in ours] == []
    assert len(theirs) > 10
