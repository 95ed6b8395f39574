"""What the tests of other engines need; without it they are skipped, and fail where CI=true."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest


def need_spark() -> None:
    """PySpark and Java."""
    missing = [] if importlib.util.find_spec("pyspark") else ["PySpark (pip install '.[spark]')"]
    missing += [] if shutil.which("java") else ["Java"]
    if missing:
        reason = f"missing: {', '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
