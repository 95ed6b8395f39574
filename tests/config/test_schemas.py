"""The JSON Schemas: those in `docs/schemas/` are current, and they accept what we accept."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, ValidationError, meta

from cleanup.cli.commands.config import SCHEMAS
from cleanup.config import config_file, schemas
from cleanup.rules.registry import builtin_folder
from tests.commandline import HOUSE, ROOT, invoke
from tests.config.test_config_file import EVERY_KEY

RULES = sorted(builtin_folder().rglob("*.toml"))


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))
    meta.validate(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_published_schema_is_current(name: str) -> None:
    published = (ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8")
    assert published == schemas.text(name), f"cleanup config --schema {name} > docs/schemas/{name}.json"


def test_every_schema_is_published_and_can_be_printed() -> None:
    published = {path.stem for path in (ROOT / "docs" / "schemas").iterdir()}
    assert published == set(schemas.SCHEMAS) == set(SCHEMAS)


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (("config", "--schema"), "configuration"),
        (("config", "--schema", "report"), "report"),
        (("rules", "schema"), "rule"),
    ],
)
def test_the_commands_print_it(args: tuple[str, ...], name: str) -> None:
    assert invoke(*args).stdout == schemas.text(name)


def test_every_key_of_a_configuration_is_in_its_schema() -> None:
    validator("configuration").validate(tomllib.loads(EVERY_KEY))
    listed = schemas.configuration()["properties"]
    assert set(listed) == set(config_file.keys_of(config_file.Config))
    assert all(entry["description"] for entry in listed.values())


@pytest.mark.parametrize(
    "body",
    ["speling = 'us'", "[style]\nspelling = 'au'", "fail-on = 'some'", "[levels]\nquotes = 'x'", "[formats]\na = 'b'"],
)
def test_the_schema_refuses_what_a_configuration_refuses(body: str) -> None:
    with pytest.raises(ValidationError):
        validator("configuration").validate(tomllib.loads(body))


def test_every_rule_file_is_in_the_schema() -> None:
    check = validator("rule")
    wrong = {path.stem: error.message for path in RULES for error in check.iter_errors(tomllib.loads(path.read_text()))}
    assert wrong == {}
    assert len(RULES) > 200


@pytest.mark.parametrize("key", ["patern", "examples", "kind", "pass"])
def test_the_schema_refuses_what_a_rule_file_refuses(key: str) -> None:
    rule: dict[str, Any] = tomllib.loads((builtin_folder() / "spacing" / "repeated-space.toml").read_text("utf-8"))
    rule[key] = "x"
    with pytest.raises(ValidationError):
        validator("rule").validate(rule)


def test_the_json_report_is_in_its_schema(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.\nAnd alot of whilom.\n")
    (desk / "bad.txt").write_bytes(b"\xff")
    for paths in ((".", "absent.txt"), ("one.txt",)):
        report = json.loads(invoke("check", *HOUSE, "--suggested", "--format", "json", *paths).stdout)
        validator("report").validate(report)
    assert len(report["files"][0]["changes"]) == 2
    report["files"][0]["findings"][0]["start"] = -1
    with pytest.raises(ValidationError):
        validator("report").validate(report)


def test_json_lines_are_in_their_schema(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.\nAnd alot of whilom.\n")
    lines = invoke("check", *HOUSE, "--format", "jsonl", ".").stdout.splitlines()
    for line in lines:
        validator("finding").validate(json.loads(line))
    assert len(lines) == 3
