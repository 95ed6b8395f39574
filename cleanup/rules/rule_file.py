"""Parsing one TOML rule file to one `Rule`, strictly validated.

Every error names the file, the line, the key, what is wrong and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec

from cleanup.documents import readers
from cleanup.edits.edits import ALPHABETS
from cleanup.errors import RuleError, near_miss
from cleanup.model import PASSES, Example, Level, Rule
from cleanup.parsing import toml_positions
from cleanup.parsing.toml_positions import line_of
from cleanup.style.house_style import OWN, Style

#: The pass a rule runs in when its file does not say: by group.
DEFAULT_PASS = {
    "encoding": "encoding",
    "spacing": "characters",
    "boilerplate": "layout",
    "quotes": "quotes",
    "sentences": "sentences",
    "languagetool": "grammar",
    "model": "language",
}


#: The kind of rule that judges what a language model proposes.
PROPOSING = "model"


class RuleHead(msgspec.Struct, frozen=True, rename={"pass_": "pass"}):
    """The keys that every rule file has, whatever its kind."""

    kind: str
    summary: str
    why: str
    level: Level
    pass_: str = ""
    message: str = ""
    status: Literal["stable", "preview"] = "stable"
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    confidence: float = 1.0
    url: str = ""
    guards: bool = False


class ExampleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[examples]]` table."""

    before: str | None = None
    after: str | None = None
    keep: str | None = None
    proposal: str | None = None
    style: Style = OWN


HEAD_KEYS = frozenset(name for name in RuleHead.__struct_encode_fields__) | {"examples"}


def digest(source: bytes) -> str:
    """Return what identifies the content of a rule file."""
    return sha256(source).hexdigest()


def parse(source: bytes, path: str, rule_id: str, kinds: dict[str, type[msgspec.Struct]]) -> Rule:
    """Return the rule in a file's bytes; `kinds` maps each kind to the struct of its own keys. Raises RuleError."""
    text = _decode(source, path)
    table = _load(text, path)
    kind = table.get("kind")
    if kind is None:
        raise RuleError("the key 'kind' is missing", path=path, line=1, hint=near_miss("", kinds))
    if kind not in kinds:
        hint = near_miss(str(kind), kinds)
        raise RuleError(f"unknown kind: {kind!r}", path=path, line=line_of(text, "kind"), hint=hint)
    own = _own_keys(kinds[kind])
    for key in table:
        if key not in HEAD_KEYS and key not in own:
            hint = near_miss(key, HEAD_KEYS | own)
            raise RuleError(f"unknown key {key!r}", path=path, line=line_of(text, key), hint=hint)
    examples = _examples(table.pop("examples", []), text, path)
    _check_proposals(kind, examples, text, path)
    head = _convert({k: v for k, v in table.items() if k in HEAD_KEYS}, RuleHead, text, path)
    params = _convert({k: v for k, v in table.items() if k in own}, kinds[kind], text, path)
    _check_names(head, text, path)
    return Rule(
        id=rule_id,
        kind=kind,
        summary=head.summary,
        why=head.why,
        level=head.level,
        pass_=head.pass_ or DEFAULT_PASS.get(rule_id.partition("/")[0], "words"),
        params=params,
        examples=examples,
        message=head.message,
        status=head.status,
        languages=head.languages,
        formats=head.formats,
        allow=head.allow,
        confidence=head.confidence,
        url=head.url,
        guards=head.guards,
        path=path,
        digest=digest(source),
    )


@cache
def _own_keys(params: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(params))


def line_in(path: str, key: str, table: int | None = None) -> int:
    """Return `line_of` in the file of a rule, or 0 if it cannot be read."""
    try:
        return line_of(Path(path).read_text("utf-8"), key, table)
    except OSError:
        return 0


def _decode(source: bytes, path: str) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise RuleError("not UTF-8", path=path, line=line, hint="save the file as UTF-8") from error


def _load(text: str, path: str) -> dict[str, Any]:
    return toml_positions.load(text, path, RuleError, "put patterns in 'single quotes', where a backslash is literal")


def _convert(table: dict[str, Any], into: type[Any], text: str, path: str, index: int | None = None) -> Any:
    try:
        return msgspec.convert(table, into)
    except msgspec.ValidationError as error:
        place, what = toml_positions.where(error)
        key = re.split(r"[.\[]", place)[0]
        missing = re.search(r"missing required field `(\w+)`", what)
        if missing:
            raise RuleError(
                f"the key {missing[1]!r} is missing", path=path, line=line_of(text, "", index), hint="add it"
            ) from error
        unknown = re.search(r"unknown field `(\w+)`", what)
        if unknown:
            names = [field.encode_name for field in msgspec.structs.fields(into)]
            raise RuleError(
                f"unknown key {unknown[1]!r}",
                path=path,
                line=line_of(text, unknown[1], index),
                hint=near_miss(unknown[1], names),
            ) from error
        line = line_of(text, key, index)
        hint = _choices(into, key)
        raise RuleError(f"key {key!r}: {what}", path=path, line=line, hint=hint) from error


def _choices(into: type[Any], key: str) -> str:
    """Return the allowed values of a key, if they are a closed set."""
    for field in msgspec.structs.fields(into):
        if field.encode_name == key:
            values: Iterable[Any] = (
                getattr(field.type, "__args__", ()) or getattr(field.type, "__members__", {}).values()
            )
            names = [str(value) for value in values if isinstance(value, str)]
            return f"expected one of: {', '.join(names)}" if names else ""
    return ""


def _examples(tables: Any, text: str, path: str) -> tuple[Example, ...]:
    if not isinstance(tables, list) or not tables:
        raise RuleError(
            "no examples", path=path, line=1, hint="add [[examples]] with before and after, and one with keep"
        )
    found: list[Example] = []
    for index, table in enumerate(tables):
        read = _convert(table, ExampleTable, text, path, index)
        if (read.before is None) == (read.keep is None) or (read.after is not None and read.before is None):
            hint = "write either before (with after), or keep"
            line = line_of(text, "keep" if read.keep is not None else "before", index)
            raise RuleError("an example needs either before or keep", path=path, line=line, hint=hint)
        found.append(Example(read.before, read.after, read.keep, read.proposal, table.get("style", {})))
    if all(example.before is None for example in found):
        line = line_of(text, "keep", 0)
        raise RuleError("no example has a finding", path=path, line=line, hint="add one with before and after")
    return tuple(found)


def _check_proposals(kind: str, examples: tuple[Example, ...], text: str, path: str) -> None:
    """Check that the examples say what a language model makes of them if, and only if, the rule is about that."""
    asks = kind == PROPOSING
    for index, example in enumerate(examples):
        if (example.proposal is None) == asks:
            key = "before" if example.keep is None else "keep"
            message = f"an example {'without' if asks else 'with'} a proposal, in a rule of the kind {kind!r}"
            hint = "write what a language model makes of the text" if asks else f"only the kind {PROPOSING!r} has it"
            line = line_of(text, key if asks else "proposal", index)
            raise RuleError(message, path=path, line=line, hint=hint)


def _check_names(head: RuleHead, text: str, path: str) -> None:
    if head.pass_ and head.pass_ not in PASSES:
        hint = near_miss(head.pass_, PASSES)
        raise RuleError(f"unknown pass: {head.pass_!r}", path=path, line=line_of(text, "pass"), hint=hint)
    for name in head.formats:
        if name not in readers.NAMES:
            hint = near_miss(name, readers.NAMES)
            raise RuleError(f"unknown format: {name!r}", path=path, line=line_of(text, "formats"), hint=hint)
    for name in head.allow:
        if name not in (*ALPHABETS, "case"):
            hint = near_miss(name, (*ALPHABETS, "case"))
            raise RuleError(f"allow: unknown alphabet: {name!r}", path=path, line=line_of(text, "allow"), hint=hint)
