"""Tests of both command lines: what they say of themselves."""

import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import bot
import playground
from bot.__main__ import cli
from playground.__main__ import app

ROOT = Path(__file__).parents[1]


def test_there_is_one_version() -> None:
    """The bot, the playground and the package say the same version."""
    packaged = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert bot.__version__ == playground.__version__ == packaged


@pytest.mark.parametrize("application", [cli, app])
def test_the_version_is_told(application: typer.Typer) -> None:
    """--version says which version this is in one line, and does nothing else."""
    told = CliRunner().invoke(application, ["--version"])
    assert told.exit_code == 0
    assert told.output.endswith(f"assistant-dataset-bot {bot.__version__}\n")
    assert told.output.count("\n") == 1
