"""What the bot does not load: libraries that need much memory are for its child processes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import extension_names

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LATE = {"matplotlib", "numpy", "PIL", "py3langid"}
"""They stay out of the bot's process for ever: children draw, and guess languages."""

_LOOK = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(list(sys.modules)))
"""


def test_the_bot_does_not_load_what_its_children_need() -> None:
    """A process with the whole bot and all extensions in it has no library for pictures or languages in memory."""
    command = [sys.executable, "-c", _LOOK, "bot.app", "bot.__main__", *extension_names()]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    loaded = set(json.loads(printed))
    assert {"bot.statistics.pictures.service", "bot.sessions.language_guesser"} <= loaded
    assert loaded & LATE == set()
