"""Tests of the thresholds as settings."""

from dataclasses import Field, fields
from pathlib import Path

import pytest

from bot.protocol.moments import DAY, MINUTE
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from bot.threshold_settings import load_thresholds, setting_name
from tests.settings_files import isolate


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def test_spans_are_named_in_minutes() -> None:
    """A span of time is set in minutes and named so; every other threshold is named as it is."""
    assert setting_name("task_validity") == "TASK_VALIDITY_MINUTES"
    assert setting_name("goal_tree_size") == "GOAL_TREE_SIZE"
    long_values = {field.name for field in fields(Thresholds) if _reads_as_span(field.name)}
    assert long_values == {field.name for field in fields(Thresholds) if setting_name(field.name).endswith("_MINUTES")}


def _reads_as_span(name: str) -> bool:
    value = getattr(SMALL_COMMUNITY, name)
    return isinstance(value, int) and value >= MINUTE


@pytest.mark.parametrize("preset", [Thresholds(), SMALL_COMMUNITY])
def test_without_settings_the_preset_holds(preset: Thresholds) -> None:
    """What is not set comes from the preset."""
    assert load_thresholds(preset) == (preset, {})


@pytest.mark.parametrize("field", fields(Thresholds), ids=lambda field: field.name)
def test_every_threshold_can_be_set(monkeypatch: pytest.MonkeyPatch, field: Field[object]) -> None:
    """Each threshold takes its own variable, and no other changes."""
    value, expected = _other_value(field.name)
    monkeypatch.setenv(setting_name(field.name), value)
    loaded, problems = load_thresholds(Thresholds())
    assert problems == {}
    assert getattr(loaded, field.name) == expected
    assert {other.name for other in fields(Thresholds) if getattr(loaded, other.name) != other.default} == {field.name}


def _other_value(name: str) -> tuple[str, float]:
    """A value that is not the default: as it is written, and as it is understood."""
    default = getattr(Thresholds(), name)
    if isinstance(default, bool):
        return str(not default).lower(), not default
    if setting_name(name).endswith("_MINUTES"):
        return "4320", 3 * DAY
    if isinstance(default, float):
        return "0.5", 0.5
    return str(default + 1), default + 1
