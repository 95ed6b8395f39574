"""SHA-256 of a few bytes, without OpenSSL.

To load OpenSSL, as `hashlib` does, takes 2.5 ms of every start, and pays from half a megabyte on. What Python itself
brings is the same function; its `random` takes it from there as well. Larger things are left to `hashlib`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["sha256"]

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        sha256 = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256
    except ImportError:  # Python was built without
        sha256 = import_module("hashlib").sha256
