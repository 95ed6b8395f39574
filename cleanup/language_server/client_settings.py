"""What an editor may set: how severe the findings of a level are, and where the documentation is."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from lsprotocol.types import DiagnosticSeverity

from cleanup.errors import CleanupError, near_miss
from cleanup.model import Level
from cleanup.parsing import toml_positions

#: The key of the settings, in initialization options and in the configuration of a workspace.
SECTION = "cleanup"

SeverityName = Literal["error", "warning", "information", "hint", "off"]

_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "information": DiagnosticSeverity.Information,
    "hint": DiagnosticSeverity.Hint,
}


class SeverityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The severity of the findings of each level; findings whose level is `off` are not shown."""

    safe: SeverityName = "warning"
    suggested: SeverityName = "information"
    flag: SeverityName = "hint"

    def of(self, level: Level) -> DiagnosticSeverity | None:
        """Return the severity of a level, or None if its findings are not shown."""
        return _SEVERITIES.get(getattr(self, level.value))


class ClientSettings(msgspec.Struct, frozen=True):
    """The settings of an editor. `documentation` is the address of the documentation site, without `index.html`."""

    severity: SeverityTable = SeverityTable()
    documentation: str = ""


def read(value: object) -> ClientSettings:
    """Return the settings in a value of a client: a table with or without the key `cleanup`; none means the defaults.

    Raises CleanupError that names the setting.
    """
    table = value.get(SECTION, value) if isinstance(value, dict) else value
    try:
        return msgspec.convert(table or {}, ClientSettings)
    except msgspec.ValidationError as error:
        place, what = toml_positions.where(error)
        name = ".".join(filter(None, (SECTION, place)))
        raise CleanupError(f"setting {name!r}: {what}", hint=_hint(table, place)) from error


def _hint(table: object, place: str) -> str:
    """Return what would be right instead of a value, or of a key that does not exist."""
    keys = place.split(".")
    if keys[0] != "severity" or not isinstance(table, dict):
        return "expected an object with the keys 'severity' and 'documentation'"
    levels = table["severity"]
    if len(keys) == 2 and isinstance(levels, dict):
        return near_miss(str(levels[keys[1]]), get_args(SeverityName))
    unknown = [key for key in levels if key not in SeverityTable.__struct_fields__] if isinstance(levels, dict) else []
    return near_miss(str(unknown[0]), SeverityTable.__struct_fields__) if unknown else "expected an object"
