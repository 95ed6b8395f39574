"""Lines of JSON: only the characters of a repair change, the keys are added behind the last member."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.corpora.cleaning import NOTHING, Cleaner, Outcome, Repair
from cleanup.corpora.shards import jsonl
from cleanup.errors import CleanupError


def repaired(line: str, cleaner: Cleaner, *, columns: bool = False) -> str:
    """The line with its text cleaned."""
    found = jsonl.parse(line)
    outcome = NOTHING if found.text is None else cleaner.clean(found.text)
    return jsonl.rewritten(found, outcome, columns=columns)


CASES = {
    "numbers and spaces stay": ('{"n": 1.50e+3 ,"text" : "a  b"  }', '{"n": 1.50e+3 ,"text" : "a b"  }'),
    "escapes stay": (
        r'{"text":"caf\u00e9 \/ \"a  b\" \ud83d\ude00  \u0041"}',
        r'{"text":"caf\u00e9 \/ \"a b\" \ud83d\ude00 \u0041"}',
    ),
    "characters stay raw": ('{"text":"“a”  é"}', '{"text":"“a” é"}'),
    "an escaped blank is one": (r'{"text":"a\u0020 b"}', r'{"text":"a\u0020b"}'),
    "the same words elsewhere stay": (
        '{"a":"a  b","text":"a  b","z":{"text":"a  b"}}',
        '{"a":"a  b","text":"a b","z":{"text":"a  b"}}',
    ),
    "an escaped key is the key": (r'{"te\u0078t":"a  b"}', r'{"te\u0078t":"a b"}'),
    "of equal keys the last counts": ('{"text":"a  b","text":"c  d"}', '{"text":"a  b","text":"c d"}'),
    "no text is no change": ('{"text":null, "x":"a  b"}', '{"text":null, "x":"a  b"}'),
    "a clean line stays": ('{ "text":"a\\u0020b","x":NaN }', '{ "text":"a\\u0020b","x":NaN }'),
}


@pytest.mark.parametrize(("line", "expected"), CASES.values(), ids=CASES)
def test_only_the_repair_changes(cleaner: Cleaner, line: str, expected: str) -> None:
    assert repaired(line, cleaner) == expected


def test_the_keys_are_added_in_the_manner_of_the_line(cleaner: Cleaner) -> None:
    change = '[{"start": 2, "end": 3, "before": " ", "after": "", "rules": ["spacing/gap"]}]'
    assert repaired('{"text": "a  b", "x": 1 }', cleaner, columns=True) == (
        f'{{"text": "a b", "x": 1, "cleanup_changes": {change}, "cleanup_findings": 1, "cleanup_error": null }}'
    )
    assert repaired('{"text":"ab"}', cleaner, columns=True) == (
        '{"text":"ab","cleanup_changes":[],"cleanup_findings":0,"cleanup_error":null}'
    )
    assert json.loads(repaired("{ }", cleaner, columns=True)) == {
        "cleanup_changes": [],
        "cleanup_findings": 0,
        "cleanup_error": None,
    }


def test_a_line_of_ascii_stays_one() -> None:
    outcome = Outcome((Repair(0, 1, '"', "“", ("quotes/x",)),), 1)
    plain, mixed = jsonl.parse(r'{"text":"\"a"}'), jsonl.parse(r'{"text":"\"é"}')
    assert jsonl.rewritten(plain, outcome, columns=False) == r'{"text":"\u201ca"}'
    assert jsonl.rewritten(mixed, outcome, columns=False) == '{"text":"“é"}'


def test_a_line_that_was_cleaned_before_is_refused(cleaner: Cleaner) -> None:
    with pytest.raises(CleanupError, match="the key 'cleanup_error' already exists"):
        repaired('{"text":"a","cleanup_error":null}', cleaner, columns=True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": broken', "expecting value at column 10"),
        ('{"text": "a', "unterminated string starting at column 10"),
        ('{"text": "a"', "',' is missing at column 13"),
        ('{"text": "a",}', "extra comma at column 13"),
        ('{"text": "a"} {}', "more than one object, from column 14"),
        ('{"text" "a"}', "':' is missing at column 9"),
        ('{5: "a"}', "no key at column 2"),
        ('["a"]', "it is not a JSON object"),
        ("", "it is not a JSON object"),
        ("{", "expecting value at column 2"),
        ('{"text": "a\tb"}', "invalid control character at column 12"),
        ('{"a":' + "[" * 100_000, "it is too deeply nested"),
    ],
)
def test_a_malformed_line_says_what_is_wrong(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason) + "$"):
        jsonl.parse(line)


def test_what_is_no_text_is_told() -> None:
    assert jsonl.parse('{"x":1}').missing == "no key 'text'"
    assert jsonl.parse('{"text":[1]}').missing == "'text' is not a string"
    assert jsonl.parse('{"text":null}').missing is None


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("17", "17"),
        ("1.50", "1.50"),
        ('"a"', "a"),
        ("null", None),
        ("true", None),
        ('{"a":1}', None),
        (r'"\ud800"', r"\ud800"),
        ('"' + "a" * 300 + '"', "a" * 200 + "…"),
    ],
)
def test_a_document_is_called_by_its_id_if_that_is_a_name(id_: str, name: str | None) -> None:
    assert jsonl.parse(f'{{"text":"a","id":{id_}}}').id == name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
TEXTS = st.lists(st.sampled_from(["a", "  ", "alot", '"', "\\", "/", "é", "\U0001f600", "\n", "\x01", "“"])).map(
    "".join
)


@given(
    rest=st.dictionaries(st.text(max_size=4), JSON, max_size=3),
    text=TEXTS,
    style=st.tuples(st.booleans(), st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")])),
    columns=st.booleans(),
)
def test_the_line_says_the_same_but_for_the_repairs(
    cleaner: Cleaner,
    rest: dict[str, object],
    text: str,
    style: tuple[bool, tuple[str, str]],
    columns: bool,
) -> None:
    line = json.dumps({**rest, "text": text}, ensure_ascii=style[0], separators=style[1])
    made = repaired(line, cleaner, columns=columns)
    outcome = cleaner.clean(text)
    added = {
        "cleanup_changes": [json.loads(json.dumps(one)) for one in map(_as_dict, outcome.changes)],
        "cleanup_findings": outcome.findings,
        "cleanup_error": None,
    }
    expected = {**rest, "text": outcome.text(text), **(added if columns else {})}
    assert repr(json.loads(made)) == repr(json.loads(json.dumps(expected)))
    assert made.isascii() or not line.isascii()
    if not outcome.changes and not columns:
        assert made == line


def _as_dict(change: Repair) -> dict[str, object]:
    return {field: getattr(change, field) for field in change.__struct_fields__}
