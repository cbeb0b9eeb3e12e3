"""Every threshold of a tree's life as a setting, on top of the preset for the community's size.

The settings are named like the thresholds (`GOAL_TREE_SIZE`, `NUM_REVIEWS_REPLY` …); spans of time are in minutes and
named so (`TASK_VALIDITY_MINUTES`). What is not set comes from the preset.
"""

from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartError
from bot.protocol.moments import MINUTE
from bot.rules.thresholds import Thresholds

ENV_FILE = Path(".env")
ENV_FILE_ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that some editors write at the beginning of a file."""

_SPANS = {"recent_tasks_span", "task_validity", "duplicate_window", "stalled_tree_span"}


def setting_name(threshold: str) -> str:
    """Return the name of the environment variable of a threshold."""
    return f"{threshold}_minutes".upper() if threshold in _SPANS else threshold.upper()


def threshold_setting_names() -> frozenset[str]:
    """Return the names of the environment variables of all thresholds."""
    return frozenset(setting_name(field.name) for field in fields(Thresholds))


def load_thresholds(preset: Thresholds) -> Thresholds:
    """Load the preset with what the operator has set otherwise.

    Raises:
        StartError: a value is out of range; the sentence names the variable.
        pydantic.ValidationError: a value is not a number.
    """
    values = _model()().model_dump()
    changes = {
        threshold: value * MINUTE if threshold in _SPANS else value
        for threshold in (field.name for field in fields(Thresholds))
        if (value := values.get(setting_name(threshold).lower())) is not None
    }
    # One after the other, so that the name of the bad one is known.
    thresholds = preset
    for threshold, value in changes.items():
        try:
            thresholds = replace(thresholds, **{threshold: value})
        except ValueError as error:
            raise StartError(f"{setting_name(threshold)}: {error}") from None
    return thresholds


@cache
def _model() -> type[BaseSettings]:
    definitions: dict[str, Any] = {}
    for field in fields(Thresholds):
        default = field.default
        kind = int if field.name in _SPANS else type(default)
        definitions[setting_name(field.name).lower()] = (kind | None, None)
    return create_model("ThresholdSettings", __base__=_Base, **definitions)


class _Base(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding=ENV_FILE_ENCODING, extra="ignore", env_ignore_empty=True
    )
