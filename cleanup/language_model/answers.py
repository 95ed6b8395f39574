"""Replies that were given before, in a folder: a passage that has not changed is never asked about again.

One small JSON file a reply, below a folder for each model and version of the prompt. The folder may be that of the
cache, or one that is committed beside the texts; whatever in it is not whole, or not ours, is not there.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from cleanup.errors import CleanupError, reason
from cleanup.files import atomic, regular_files
from cleanup.files.user_folders import cache_folder
from cleanup.language_model.prompt import VERSION
from cleanup.language_model.unwrap import Reply

#: Bytes that a reply has at most.
MOST_BYTES = 1_000_000


class _KeptReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file: what was asked of whom, and the reply."""

    model: str
    prompt: str
    passage: str
    text: str
    finish: str = "stop"
    refusal: str = ""


_decoder = msgspec.json.Decoder(_KeptReply)


def default_folder() -> Path:
    """Where replies are kept when no other folder is named."""
    return cache_folder() / "language_model"


class KeptReplies:
    """The replies of one model to this version of the prompt; for any number of threads."""

    def __init__(self, model: str, folder: Path) -> None:
        self._model = model
        self._folder = folder / _name(model)

    def get(self, passage: str) -> Reply | None:
        """The reply that is known."""
        kept = _read(self._path(passage))
        if kept is None or (kept.model, kept.prompt, kept.passage) != (self._model, VERSION, passage):
            return None
        return Reply(kept.text, kept.finish, kept.refusal)

    def put(self, passage: str, reply: Reply) -> None:
        """Keep a reply. Raises CleanupError where that cannot be done."""
        path = self._path(passage)
        kept = _KeptReply(self._model, VERSION, passage, reply.text, reply.finish, reply.refusal)
        try:
            data = msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic.beside(str(path), lasting=False) as file:
                file.write(data)
        except OSError as error:
            raise CleanupError(f"answers cannot be kept: {reason(error)}", path=str(path.parent)) from error

    def _path(self, passage: str) -> Path:
        material = "\0".join((self._model, VERSION, passage))
        name = sha256(material.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / name[:2] / f"{name}.json"


def models(folder: Path) -> list[str]:
    """The models whose replies to this version of the prompt lie in a folder."""
    found: set[str] = set()
    for below in sorted(folder.glob(f"*{_SUFFIX}")):
        with suppress(OSError):
            kept = next((one for path in below.glob("??/*.json") if (one := _read(path))), None)
            if kept and _name(kept.model) == below.name:
                found.add(kept.model)
    return sorted(found)


def _read(path: Path) -> _KeptReply | None:
    try:
        return _decoder.decode(regular_files.load(path, MOST_BYTES)[0])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


_SUFFIX = f"-prompt-{VERSION}"
_ODD = re.compile(r"[^A-Za-z0-9._-]+|^\.+")


def _name(model: str) -> str:
    """The folder of a model: its name as far as any system takes it, and what tells it from names like it."""
    plain = _ODD.sub("-", model)[:60]
    if plain != model or os.path.normcase(plain) != plain:
        plain += f"-{sha256(model.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return plain + _SUFFIX
