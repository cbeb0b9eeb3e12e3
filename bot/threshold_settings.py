"""Every threshold of a tree's life as a setting, on top of the preset for the community's size.

The settings are named like the thresholds (`GOAL_TREE_SIZE`, `NUM_REVIEWS_REPLY` …); spans of time are in minutes and
named so (`TASK_VALIDITY_MINUTES`). What is not set comes from the preset.
"""

from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.protocol.moments import MINUTE
from bot.rules.thresholds import Thresholds, bounds_of

ENV_FILE = Path(".env")
ENV_FILE_ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that some editors write at the beginning of a file."""

_SPANS = {"recent_tasks_span", "task_validity", "duplicate_window", "stalled_tree_span", "extra_reviews_span"}


def setting_name(threshold: str) -> str:
    """Return the name of the environment variable of a threshold."""
    return f"{threshold}_minutes".upper() if threshold in _SPANS else threshold.upper()


def threshold_setting_names() -> frozenset[str]:
    """Return the names of the environment variables of all thresholds."""
    return frozenset(setting_name(field.name) for field in fields(Thresholds))


def load_thresholds(preset: Thresholds) -> tuple[Thresholds, dict[str, str]]:
    """Put on the preset what the operator has set otherwise.

    Returns:
        The thresholds, with the preset's in place of every value that cannot be used; and, for each of those, the name
        of its variable with what is expected of it.
    """
    problems: dict[str, str] = {}
    try:
        values = _model()().model_dump()
    except ValidationError as error:
        problems = {str(problem["loc"][0]).upper(): problem["msg"] for problem in error.errors()}
        values = _model()(**dict.fromkeys((name.lower() for name in problems), None)).model_dump()
    changes: dict[str, Any] = {}
    for field in fields(Thresholds):
        name = setting_name(field.name)
        value = values[name.lower()]
        if value is None:
            continue
        least, most = bounds_of(field.name)
        if field.name in _SPANS:
            most //= MINUTE
        if isinstance(value, bool) or least <= value <= most:
            changes[field.name] = value * MINUTE if field.name in _SPANS else value
        else:
            problems[name] = f"a number from {least} to {most} is expected"
    return replace(preset, **changes), problems


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
