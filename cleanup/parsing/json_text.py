"""Parsing JSON, with one error for all that can be wrong with it."""

from __future__ import annotations

import json
from typing import Any

from cleanup.errors import CleanupError
from cleanup.parsing import nesting


def load(data: bytes, path: str, hint: str = "") -> Any:
    """Return the value in the bytes of a file. Raises CleanupError with the line."""
    try:
        value = json.loads(data)
    except json.JSONDecodeError as error:
        raise CleanupError(f"not JSON: {error.msg}", path=path, line=error.lineno, hint=hint) from error
    except UnicodeDecodeError as error:
        raise CleanupError("not JSON: not UTF-8", path=path, hint=hint) from error
    except RecursionError as error:
        raise _deep(data, path, hint) from error
    except ValueError as error:
        line, digits = nesting.long_number(data.decode("utf-8", "replace"))
        what = nesting.too_long(digits) if digits else str(error)
        raise CleanupError(what, path=path, line=line, hint=hint) from error
    if nesting.too_deep(value):
        raise _deep(data, path, hint)
    return value


def _deep(data: bytes, path: str, hint: str) -> CleanupError:
    line = nesting.deep_line(data.decode("utf-8", "replace"))
    return CleanupError(nesting.TOO_DEEP, path=path, line=line, hint=hint)
