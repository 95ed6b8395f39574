from __future__ import annotations

import pytest

from cleanup.cli import exit_codes
from cleanup.model import Level

_SAFE, _SUGGESTED, _FLAG = Level.SAFE, Level.SUGGESTED, Level.FLAG


@pytest.mark.parametrize(
    ("least", "levels", "counts"),
    [
        (_SAFE, [_SAFE], True),
        (_SAFE, [_SUGGESTED, _FLAG], False),
        (_SUGGESTED, [_FLAG, _SUGGESTED], True),
        (_SUGGESTED, [_FLAG], False),
        (_FLAG, [_FLAG], True),
        (_FLAG, [], False),
        (None, [_SAFE, _SUGGESTED, _FLAG], False),
    ],
)
def test_a_level_counts_if_it_is_at_least_as_trusted(least: Level | None, levels: list[Level], counts: bool) -> None:
    assert exit_codes.counts(least, levels) is counts


@pytest.mark.parametrize(
    ("errors", "found", "code"), [(False, False, 0), (False, True, 1), (True, False, 2), (True, True, 2)]
)
def test_an_error_outweighs_what_was_found(errors: bool, found: bool, code: int) -> None:
    assert exit_codes.of_run(errors=errors, found=found) == code
