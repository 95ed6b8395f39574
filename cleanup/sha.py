"""SHA-256 of a few bytes, without OpenSSL.

To load OpenSSL, as `hashlib` does, takes 2.5 ms of every start, and pays from half a megabyte on. What Python itself
brings is the same function; its `random` takes it from there as well. Larger things are left to `hashlib`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def _own() -> Callable[[bytes], Any]:
    """That of Python, or where it was built without, the one of `hashlib`."""
    try:
        module = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        module = import_module("hashlib")
    found: Callable[[bytes], Any] = module.sha256
    return found


sha256 = _own()
