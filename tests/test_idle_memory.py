"""What the idle bot does not load: libraries that a few commands need are imported when those are used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import extension_names

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LATE = {"matplotlib", "numpy", "PIL"}
"""They stay out of the bot's process for ever: a child draws."""

_LOOK = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(list(sys.modules)))
"""


def test_the_bot_does_not_load_what_draws() -> None:
    """A process with the whole bot and all extensions in it has no library for pictures in memory."""
    command = [sys.executable, "-c", _LOOK, "bot.app", "bot.__main__", *extension_names()]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    loaded = set(json.loads(printed))
    assert "bot.statistics.pictures.service" in loaded
    assert loaded & LATE == set()
