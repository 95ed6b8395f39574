"""One rule file: a mistake in it is one clear error with its line."""

from __future__ import annotations

import pytest

from cleanup.detectors import PARAMS
from cleanup.errors import RuleError
from cleanup.rules.rule_file import parse

MODEL = """\
kind    = "model"
summary = "An article that a language model would add"
why     = "Many languages have no articles."
level   = "suggested"
class   = "article"

[[examples]]
before   = "The ministry opened investigation."
proposal = "The ministry opened an investigation."
after    = "The ministry opened an investigation."

[[examples]]
keep     = "The ministry opened a letter."
proposal = "The ministry opened no letter."
"""
PHRASES = """\
kind    = "phrases"
summary = "A word-for-word phrase"
why     = "The translator kept the words of the source."
level   = "suggested"

[phrases]
"in the frame of" = "during"

[[examples]]
before = "They met in the frame of the visit."
after  = "They met during the visit."
"""
WITHOUT = "an example without a proposal, in a rule of the kind 'model'"
WITH = "an example with a proposal, in a rule of the kind 'phrases'"

BROKEN = {
    "no proposal of a before": (MODEL.replace('proposal = "The ministry opened an investigation."\n', ""), 8, WITHOUT),
    "no proposal of a keep": (MODEL.replace('proposal = "The ministry opened no letter."\n', ""), 13, WITHOUT),
    "a proposal of another kind": (PHRASES + 'proposal = "They met then."\n', 12, WITH),
}


def read(source: str) -> None:
    parse(source.encode(), "rules/model/x.toml", "model/x", PARAMS)


@pytest.mark.parametrize("source", [MODEL, PHRASES])
def test_examples_have_proposals_where_a_language_model_is_asked(source: str) -> None:
    read(source)


@pytest.mark.parametrize(("source", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_proposals_are_where_they_belong(source: str, line: int, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        read(source)
    assert caught.value.line == line


def test_an_unknown_format_is_named_with_what_was_meant() -> None:
    with pytest.raises(RuleError, match="unknown format: 'markdwn'") as caught:
        read(PHRASES.replace("level ", 'formats = ["text", "markdwn"]\nlevel '))
    assert (caught.value.line, "markdown" in str(caught.value.hint)) == (4, True)
