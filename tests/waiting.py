"""Waiting for what other processes do."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds that a busy machine may take.
PATIENCE = 300


def eventually(holds: Callable[[], object]) -> bool:
    """Return whether it comes to hold."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False
