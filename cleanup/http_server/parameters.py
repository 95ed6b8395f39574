"""The parameters of a request to `/v2/check`: read from wherever a client puts them, and checked.

LanguageTool's own order of checks and its wording, measured on 6.8; unknown parameters are ignored, as clients send
some that no server knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from cleanup import lazy_regex
from cleanup.errors import CleanupError
from cleanup.http_server import annotated_text, categories, forms, known_languages
from cleanup.http_server.annotated_text import AnnotatedText
from cleanup.http_server.errors import ApiError
from cleanup.http_server.exchange import HttpQuestion
from cleanup.http_server.known_languages import AUTO, LANGUAGES
from cleanup.model import Level, Rule
from cleanup.parsing import json_text
from cleanup.text import utf16

#: The maximum number of parameters; LanguageTool has 25.
MAX_FIELDS = 200
#: The maximum length of a text, in UTF-16 units.
MAX_LENGTH = 2_000_000
LEVELS = (
    "default",
    "picky",
    "academic",
    "clarity",
    "professional",
    "creative",
    "customer",
    "jobapp",
    "objective",
    "elegant",
)
MODES = ("textLevelOnly", "allButTextLevelOnly", "all")

_HALF_ESCAPE = lazy_regex.pattern("%(?![0-9A-Fa-f]{2})")
# What LibreOffice 7.4 sends as a form: a text as it stands. A client that encodes leaves neither a blank in it, nor a
# percent sign, nor an `&` without the name of a parameter.
_UNENCODED = lazy_regex.pattern(r"(?s)(?=.* )(?=.*(?:%(?![0-9A-Fa-f]{2})|&(?![A-Za-z]+=)))text=(.*)&language=([\w-]+)")
_YES = ("yes", "true")

Parameters = Mapping[str, str]


class RuleFilter(msgspec.Struct, frozen=True):
    """Which rules a client wants to hear of; the ids are in LanguageTool's form (`categories.canonical`)."""

    enabled: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    only: bool = False
    picky: bool = False
    mode: str = "all"

    def wants(self, rule: Rule, level: Level, *, whole_text: bool) -> bool:
        """Return whether to show a finding of this level; `whole_text` says that the rule needs the whole text.

        Flags are shown to those who ask for them: by `level=picky`, or by name.
        """
        if self.mode != "all" and whole_text is not (self.mode == "textLevelOnly"):
            return False
        name, category = categories.public_id(rule.id), categories.category(rule).id
        named = name in self.enabled or category in self.enabled_categories
        if self.only:
            return named
        if name in self.disabled or (category in self.disabled_categories and name not in self.enabled):
            return False
        return named or self.picky or level is not Level.FLAG


class CheckRequest(msgspec.Struct, frozen=True):
    """A valid request. `language` is the long code of a known language, or `auto`."""

    text: AnnotatedText
    language: str
    selection: RuleFilter = RuleFilter()
    preferred: tuple[str, ...] = ()


def check_request(question: HttpQuestion) -> CheckRequest:
    """Return what is asked. Raises ApiError."""
    given = parameters(question)
    text = _text(given)
    language = _language(given)
    _refuse(given)
    return CheckRequest(text, language, _selection(given), _listed(given, "preferredVariants"))


# Where parameters stand


def parameters(question: HttpQuestion) -> Parameters:
    """Return the parameters of the query and of the body, which may be a form or JSON, whatever it is said to be.

    Raises ApiError.
    """
    query = _form(question.query, question.method)
    body = question.body
    if question.method != "POST" or not body:
        return query
    if forms.is_multipart(question.content_type, body):
        parts = forms.parse(body, question.content_type)
        return {**query, **{name: part.data.decode("utf-8", "replace") for name, part in parts.items()}}
    if "json" in question.content_type.lower() or body.lstrip()[:1] == b"{":
        return {**query, **_json(body)}
    return {**query, **_form(body, question.method)}


def _form(encoded: bytes, method: str) -> dict[str, str]:
    text = encoded.decode("utf-8", "replace")
    if unencoded := _UNENCODED.fullmatch(text):
        return {"text": unencoded[1], "language": unencoded[2]}
    if " " in text:
        text = text.replace("+", "%2B")
    if _HALF_ESCAPE.search(text):
        raise ApiError(400, f"Could not decode query. Query length: {len(text)} Request method: {method}")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="replace"))
    except ValueError as error:
        raise ApiError(400, f"More than {MAX_FIELDS} parameters") from error


def _json(body: bytes) -> dict[str, str]:
    try:
        given = json_text.load(body, "body")
    except CleanupError as error:
        raise ApiError(400, "Could not parse JSON from the body of the request") from error
    if not isinstance(given, dict):
        raise ApiError(400, "The JSON in the body of the request must be an object")
    return {name: _plain(value) for name, value in given.items() if value is not None}


def _plain(value: Any) -> str:
    """Return a value of JSON as a form would have it: lists with commas, objects as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return json.dumps(value)


# What they say


def _text(given: Parameters) -> AnnotatedText:
    if "text" in given and "data" in given:
        raise ApiError(400, "Set only 'text' or 'data' parameter, not both")
    if "text" not in given and "data" not in given:
        raise ApiError(400, "Missing 'text' or 'data' parameter")
    text = AnnotatedText(given["text"]) if "text" in given else annotated_text.parse(given["data"])
    size = utf16.length(text.source)
    if size > MAX_LENGTH:
        raise ApiError(413, f"Your text exceeds the limit of {MAX_LENGTH} characters (it's {size} characters). "
                            "Please submit a shorter text.")  # fmt: skip
    return text


def _language(given: Parameters) -> str:
    wanted = given.get("language", "")
    if not wanted:
        raise ApiError(
            400, "Missing 'language' parameter, e.g. 'language=en-US' for American English or 'language=fr' for French"
        )
    if wanted == AUTO:
        return AUTO
    found = known_languages.named(wanted)
    if found is None:
        raise _unknown_language(wanted)
    return found.long_code if "-" in wanted else found.code


def _unknown_language(code: str) -> ApiError:
    known = ", ".join(sorted({name for language in LANGUAGES for name in (language.code, language.long_code)}))
    return ApiError(
        400, f"'{_shown(code)}' is not a language code known to LanguageTool. Supported language codes are: {known}."
    )


def _shown(value: str) -> str:
    """Return the beginning of what a client has sent, as it can be sent back."""
    return value[:50].encode("utf-8", "replace").decode()


def _selection(given: Parameters) -> RuleFilter:
    return RuleFilter(
        enabled=categories.canonical(_listed(given, "enabledRules")),
        disabled=categories.canonical(_listed(given, "disabledRules")),
        enabled_categories=frozenset(_listed(given, "enabledCategories")),
        disabled_categories=frozenset(_listed(given, "disabledCategories")),
        only=_is_set(given, "enabledOnly"),
        picky=given.get("level", "").lower() == "picky",
        mode=given.get("mode", "all"),
    )


def _listed(given: Parameters, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.get(name, "").split(",") if part.strip())


def _is_set(given: Parameters, name: str) -> bool:
    return given.get(name, "").lower() in _YES


# What is refused, by the name of what is wrong with it


def _variant_without_auto(given: Parameters) -> str:
    if "preferredVariants" in given and given["language"] != AUTO:
        return "You specified 'preferredVariants' but you didn't specify 'language=auto'"
    return ""


def _variant_without_dash(given: Parameters) -> str:
    wrong = next((one for one in _listed(given, "preferredVariants") if "-" not in one), "")
    return f"Invalid format for 'preferredVariants', expected a dash as in 'en-GB': '{_shown(wrong)}'" if wrong else ""


def _mother_tongue(given: Parameters) -> str:
    code = given.get("motherTongue", "")
    return _unknown_language(code).message if code and known_languages.named(code) is None else ""


def _nothing_enabled(given: Parameters) -> str:
    names = ("enabledRules", "enabledCategories")
    if _is_set(given, "enabledOnly") and not any(_listed(given, name) for name in names):
        return "You must specify enabled rules or categories when using enabledOnly=true"
    return ""


def _disabled_besides(given: Parameters) -> str:
    names = ("disabledRules", "disabledCategories")
    if _is_set(given, "enabledOnly") and any(_listed(given, name) for name in names):
        return "You cannot specify disabled rules or categories using enabledOnly=true"
    return ""


def _unknown_level(given: Parameters) -> str:
    wanted = given.get("level", "default")
    if wanted.lower() in LEVELS:
        return ""
    return f"Unknown value '{_shown(wanted)}' for parameter 'level'. Valid values: {', '.join(LEVELS)}"


def _unknown_mode(given: Parameters) -> str:
    wanted = given.get("mode", "all")
    if wanted in MODES:
        return ""
    return f"Mode must be one of 'textLevelOnly', 'allButTextLevelOnly', or 'all' but was: '{_shown(wanted)}'"


def _name_without_key(given: Parameters) -> str:
    if given.get("username") and not given.get("apiKey") and not given.get("password"):
        return "With 'username' set, you also need to specify 'apiKey'"
    return ""


_REFUSED: tuple[Callable[[Parameters], str], ...] = (
    _variant_without_auto,
    _variant_without_dash,
    _mother_tongue,
    _nothing_enabled,
    _disabled_besides,
    _unknown_level,
    _unknown_mode,
    _name_without_key,
)


def _refuse(given: Parameters) -> None:
    for wrong in _REFUSED:
        if message := wrong(given):
            raise ApiError(400, message)
