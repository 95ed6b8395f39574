"""Model files: those that can be installed by name, and those in the user's data folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cleanup.errors import CleanupError, near_miss, reason
from cleanup.files.user_folders import data_folder
from cleanup.language_model import gguf
from cleanup.language_model.llama_server import INSTALL_HINT

LIST_HINT = "`cleanup model install` lists models"
_SUFFIX = ".gguf"
#: What is still being fetched or copied.
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model file on the Hugging Face Hub, of one revision and content."""

    name: str
    #: Gigabytes of memory that it takes to run.
    memory: int
    licence: str
    repository: str
    revision: str
    file: str
    size: int
    sha256: str


#: From small to large. All are quantized to four bits and follow instructions without reasoning first.
MODELS = (
    NamedModel(
        name="qwen2.5-1.5b",
        memory=2,
        licence="Apache-2.0",
        repository="Qwen/Qwen2.5-1.5B-Instruct-GGUF",
        revision="91cad51170dc346986eccefdc2dd33a9da36ead9",
        file="qwen2.5-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_736,
        sha256="6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e",
    ),
    NamedModel(
        name="qwen3-4b",
        memory=4,
        licence="Apache-2.0",
        repository="bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
        revision="ae44f08e1392f39c0e474af10c3ff8355c8b6688",
        file="Qwen_Qwen3-4B-Instruct-2507-Q4_K_M.gguf",
        size=2_497_280_736,
        sha256="2fde00ce69dd4899c70d020845e2638353015bba0fdf161b3eb965f2bca4464e",
    ),
    NamedModel(
        name="qwen3-8b",
        memory=8,
        licence="Apache-2.0",
        repository="Qwen/Qwen3-8B-GGUF",
        revision="7c41481f57cb95916b40956ab2f0b139b296d974",
        file="Qwen3-8B-Q4_K_M.gguf",
        size=5_027_783_488,
        sha256="d98cdcbd03e17ce47681435b5150e34c1417f50b5c0019dd560e4882c5745785",
    ),
)


def folder() -> Path:
    """Where installed models lie. Raises CleanupError without a home."""
    return data_folder() / "models"


def installed() -> list[Path]:
    """The installed models, by name."""
    return sorted(folder().glob(f"*{_SUFFIX}"))


def place(name: str) -> Path:
    """Where the model of that name lies once it is installed."""
    return folder() / f"{name}{_SUFFIX}"


def named(name: str) -> NamedModel:
    """The model of that name. Raises CleanupError."""
    for model in MODELS:
        if model.name == name:
            return model
    raise CleanupError(f"no model is named {name!r}", hint=near_miss(name, [model.name for model in MODELS]))


def is_named(word: str) -> bool:
    """Return whether a word names a model: an installed one, or a file that is there or has the suffix of one."""
    return word.endswith(".gguf") or Path(word).is_file() or any(path.stem == word for path in installed())


def find(wanted: str) -> Path:
    """The file that a path or the name of an installed model means; the only installed one for an empty text.

    Raises CleanupError.
    """
    if wanted:
        known = {path.stem: path for path in installed()}
        return known.get(wanted, Path(wanted))
    found = installed()
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(path.stem for path in found)
        raise CleanupError("several models are installed", hint=f"name one of them: {names}")
    raise CleanupError("no model is installed", hint=f"name a model file (GGUF); {LIST_HINT}")


def copy(source: Path, name: str) -> Path:
    """Install a model file that is here already. Raises CleanupError when it is none, or not the named model."""
    gguf.check(source)
    known = [model for model in MODELS if model.name == name]

    def write(partial: Path) -> None:
        shutil.copyfile(source, partial)

    with _errors(source):
        for model in known:
            _verify(source, model)
        return _put(name, write)


def fetch(model: NamedModel, *, progress: bool = False) -> Path:
    """Install a named model from the Hub; what an earlier attempt has fetched is not fetched again.

    `progress` is shown as a bar on standard error. Raises CleanupError.
    """
    try:
        import httpx2
        from huggingface_hub import hf_hub_url
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers, disable_progress_bars
        from huggingface_hub.utils.logging import set_verbosity_error
    except ImportError as error:
        raise CleanupError("a download requires the package huggingface_hub", hint=INSTALL_HINT) from error
    set_verbosity_error()
    if not progress:
        disable_progress_bars()
    url = hf_hub_url(model.repository, model.file, revision=model.revision)

    def write(partial: Path) -> None:
        if partial.exists() and partial.stat().st_size > model.size:
            partial.unlink()
        # `hf_hub_download` begins anew after every interruption. The user's token is of no use here, and is not sent.
        with partial.open("ab") as file:
            http_get(
                url,
                file,
                resume_size=file.tell(),
                headers=build_hf_headers(token=False),
                expected_size=model.size,
                displayed_filename=model.file,
            )
        try:
            _verify(partial, model)
        except CleanupError:
            partial.unlink()
            raise

    with _errors(folder()):
        try:
            return _put(model.name, write)
        except (httpx2.HTTPError, ValueError) as error:
            said = " ".join(str(error).split())[:300]
            raise CleanupError(f"the download failed: {said}", hint="run the command again to continue") from error


def _put(name: str, write: Callable[[Path], None]) -> Path:
    """The place of a model, once it has been written beside; what was there stays until then."""
    target = place(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(_PARTIAL)
    write(partial)
    gguf.check(partial)
    partial.replace(target)
    return target


def _verify(path: Path, model: NamedModel) -> None:
    """Raise CleanupError unless the file is the model, to the last bit."""
    import hashlib

    size = path.stat().st_size
    if size != model.size:
        raise _other(path, model, f"{size:,} bytes instead of {model.size:,}")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != model.sha256:
        raise _other(path, model, f"SHA-256 {digest} instead of {model.sha256}")


def _other(path: Path, model: NamedModel, how: str) -> CleanupError:
    return CleanupError(f"this file is not the model {model.name}: {how}", path=str(path))


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CleanupError(reason(error), path=str(error.filename or path)) from error
