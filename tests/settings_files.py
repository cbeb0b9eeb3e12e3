"""Settings in an environment of their own: nothing of the machine's, and a folder without a `.env`."""

import os
from pathlib import Path

import pytest


def isolate(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Empty the environment, and go to a folder in which a test may write its `.env`."""
    for name in list(os.environ):
        if name not in {"PATH", "HOME"} and not name.startswith("PYTEST"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(folder)
