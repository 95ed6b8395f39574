"""What a document shows of its own style, beyond its profile."""

from __future__ import annotations

import pytest

from cleanup.guard.house import serial_comma

SERIAL = "They sold bread, milk, and eggs. They saw dogs, cats, and birds. It rained on hills, woods, and fields. "
PLAIN = "They sold bread, milk and eggs. They saw dogs, cats and birds. It rained on hills, woods and fields. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SERIAL, True),
        (PLAIN, False),
        ("They sold bread, milk and eggs.", None),
        (SERIAL + PLAIN, None),
        ("", None),
    ],
)
def test_serial_comma(text: str, expected: bool | None) -> None:
    assert serial_comma(text) is expected
