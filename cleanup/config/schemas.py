"""JSON Schemas (2020-12) of the files that people write and programs read, generated from the types of the code.

A test compares the copies in `docs/schemas/` with these.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from cleanup.config.config_file import Config
from cleanup.detectors import PARAMS
from cleanup.documents.readers import NAMES
from cleanup.edits.edits import ALPHABETS
from cleanup.model import PASSES
from cleanup.reports.jsonreport import FindingLine, JsonReport
from cleanup.rules.rule_file import ExampleTable, RuleHead

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def configuration() -> Schema:
    """Return the schema of `.cleanup.toml` and of the table `[tool.cleanup]`."""
    schema = _schema(Config)
    schema["properties"]["formats"]["additionalProperties"] = {"enum": sorted(NAMES)}
    for table in ("style", "model"):
        schema["properties"][table].pop("default")
    return _titled("Configuration of cleanup", _without_null(schema))


def rule() -> Schema:
    """Return the schema of a rule file of any kind."""
    head, example = _schema(RuleHead), _schema(ExampleTable)
    head["properties"]["pass"] = {"enum": list(PASSES)}
    head["properties"]["allow"]["items"] = {"enum": [*ALPHABETS, "case"]}
    shared = {**head["properties"], "examples": {"type": "array", "minItems": 1, "items": example}}
    example["properties"]["style"].pop("default")
    definitions = {**head["$defs"], **example.pop("$defs"), **shared}
    referred = {key: {"$ref": f"#/$defs/{key}"} for key in shared}
    kinds = []
    for name, params in sorted(PARAMS.items()):
        own = _schema(params)
        definitions |= own.pop("$defs", {})
        kinds.append(
            {
                "title": name,
                "description": own["description"],
                "type": "object",
                "properties": {**referred, "kind": {"const": name}, **own["properties"]},
                "required": [*head["required"], "examples", *own["required"]],
                "additionalProperties": False,
            }
        )
    return _titled("A rule file of cleanup", _without_null({"oneOf": kinds, "$defs": definitions}))


def report() -> Schema:
    """Return the schema of what `cleanup check --format json` writes."""
    return _titled("Report of cleanup, version 1", _schema(JsonReport))


def finding() -> Schema:
    """Return the schema of a line that `cleanup check --format jsonl` writes."""
    return _titled("A finding of cleanup", _schema(FindingLine))


#: The schemas by name; each is a file of that name in `docs/schemas/`.
SCHEMAS: dict[str, Callable[[], Schema]] = {
    "configuration": configuration,
    "rule": rule,
    "report": report,
    "finding": finding,
}


def text(name: str) -> str:
    """Return a schema as JSON text."""
    return msgspec.json.format(msgspec.json.encode(SCHEMAS[name]()), indent=2).decode() + "\n"


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, **schema, "title": title}


def _schema(kind: type[msgspec.Struct]) -> Schema:
    """Return the schema of a struct, at the top level, with only the definitions that it refers to."""
    made = msgspec.json.schema(kind)
    definitions = made.pop("$defs")
    own = definitions.pop(made["$ref"].rpartition("/")[2])
    tidy: Schema = _tidy({**own, "$defs": definitions} if definitions else own)
    return tidy


def _tidy(part: Any) -> Any:
    """Return the schema with the indentation of descriptions removed."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, Mapping):
        return part
    made = {key: _tidy(value) for key, value in part.items()}
    if isinstance(made.get("description"), str):
        made["description"] = inspect.cleandoc(made["description"])
    return made


def _without_null(part: Any) -> Any:
    """Return the schema for TOML, which has no null: a key without a value is absent."""
    if isinstance(part, list):
        return [_without_null(item) for item in part if item not in (None, {"type": "null"})]
    if not isinstance(part, Mapping):
        return part
    made = {key: _without_null(value) for key, value in part.items() if not (key == "default" and value is None)}
    if len(made.get("anyOf", ())) == 1:
        made |= made.pop("anyOf")[0]
    return made
