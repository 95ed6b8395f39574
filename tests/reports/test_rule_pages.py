"""What is said about a rule, for the site and the terminal."""

from __future__ import annotations

from msgspec.structs import replace

from cleanup.engine import loading
from cleanup.model import Example
from cleanup.reports import rule_pages
from cleanup.reports.rule_pages import ShownExample

RULE = loading.load(prove=False).get("spacing/before-comma-or-full-stop")


def test_examples_are_of_four_kinds() -> None:
    every = (
        Example(before="a", after="b", style={"quotes": "curly"}),
        Example(before="a"),
        Example(keep="a"),
        Example(keep="a", proposal="b"),
    )
    assert list(rule_pages.examples(replace(RULE, examples=every))) == [
        ShownExample("changed", "a", "b", ("quotes = 'curly'",)),
        ShownExample("flagged", "a"),
        ShownExample("kept", "a"),
        ShownExample("refused", "a", "b"),
    ]


def test_only_a_built_in_rule_was_measured() -> None:
    assert rule_pages.facts(RULE)["measured"].endswith("words of clean text")
    assert rule_pages.facts(replace(RULE, path="/elsewhere/spacing/x.toml"))["measured"] == ""


def test_addresses_lead_to_the_pages_of_groups() -> None:
    assert rule_pages.address("quotes/unclosed") == "rules/quotes.html#unclosed"
    assert rule_pages.address("quotes") == "rules/quotes.html"
