"""The recorded facts about the task backend API, for the tests that have them beside the checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_FACTS = (Path(__file__).resolve().parents[2] / "../shared/oasst").resolve()
TRANSCRIPT, DESCRIPTION = "transcript.jsonl", "backend-openapi.json"


@cache
def transcript() -> list[dict[str, Any]]:
    """Return the recorded exchanges; skip the test where there are none."""
    lines = _read(TRANSCRIPT).splitlines()
    return [json.loads(line) for line in lines]


@cache
def description() -> dict[str, Any]:
    """Return the backend's description of itself; skip the test where there is none."""
    found: dict[str, Any] = json.loads(_read(DESCRIPTION))
    return found


def has_description() -> bool:
    """Whether the backend's description of itself is beside this checkout."""
    return (_FACTS / DESCRIPTION).exists()


def _read(name: str) -> str:
    file = _FACTS / name
    if not file.exists():
        pytest.skip(f"the recorded facts ({name}) are not beside this checkout")
    return file.read_text(encoding="utf-8")
