"""The settings of an editor, and what is said about wrong ones."""

from __future__ import annotations

import pytest
from lsprotocol.types import DiagnosticSeverity

from cleanup.errors import CleanupError
from cleanup.language_server.client_settings import ClientSettings, SeverityTable, read
from cleanup.model import Level


@pytest.mark.parametrize("value", [None, {}, {"cleanup": None}, {"cleanup": {}}, {"trace": "off"}])
def test_without_settings_there_are_defaults(value: object) -> None:
    settings = read(value)
    assert settings == ClientSettings()
    assert [settings.severity.of(level) for level in Level] == [
        DiagnosticSeverity.Warning,
        DiagnosticSeverity.Information,
        DiagnosticSeverity.Hint,
    ]


@pytest.mark.parametrize("nested", [True, False])
def test_settings_are_read_with_and_without_their_section(nested: bool) -> None:
    value = {"severity": {"safe": "error", "flag": "off"}, "documentation": "https://example.org"}
    settings = read({"cleanup": value} if nested else value)
    assert settings == ClientSettings(SeverityTable("error", "information", "off"), "https://example.org")
    assert settings.severity.of(Level.FLAG) is None


WRONG = [
    (
        7,
        "setting 'cleanup': Expected `object`, got `int`; "
        "expected an object with the keys 'severity' and 'documentation'",
    ),
    ([], None),
    (
        {"severity": {"safe": "warn"}},
        "setting 'cleanup.severity.safe': Invalid enum value 'warn'; did you mean 'warning'?",
    ),
    (
        {"cleanup": {"severity": {"sugested": "hint"}}},
        "setting 'cleanup.severity': Object contains unknown field `sugested`; did you mean 'suggested'?",
    ),
    ({"severity": 1}, "setting 'cleanup.severity': Expected `object`, got `int`; expected an object"),
    (
        {"documentation": 1},
        "setting 'cleanup.documentation': Expected `str`, got `int`; "
        "expected an object with the keys 'severity' and 'documentation'",
    ),
]


@pytest.mark.parametrize(("value", "said"), WRONG)
def test_a_wrong_setting_is_one_line(value: object, said: str | None) -> None:
    if said is None:
        assert read(value) == ClientSettings()
        return
    with pytest.raises(CleanupError) as error:
        read(value)
    assert str(error.value) == said
