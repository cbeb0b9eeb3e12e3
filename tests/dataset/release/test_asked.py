"""What a release is asked to be on the command line, and what cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.dataset.formats import Form
from bot.dataset.options import DatasetOptions
from bot.dataset.release.command import Asked
from bot.errors import StartError
from bot.protocol.moments import from_iso
from bot.settings import Settings

TOKEN = "hf_anything"  # noqa: S105 - opens nothing
NOW = from_iso("2026-11-30T23:30:00+00:00")


def asked(**changed: Any) -> Asked:
    """What is asked where nothing is said, but for what is."""
    values: dict[str, Any] = {
        "folder": Path("/srv/Small Talk"),
        "options": DatasetOptions(),
        "version": None,
        "release_date": None,
        "title": "",
        "form": None,
        "validation_percent": 5,
        "previous": None,
        "benchmarks": (),
        "replaces": False,
        "repository": "",
        "token": "",
    }
    return Asked(**{**values, **changed})


def test_where_nothing_is_said() -> None:
    """A release is called by its date in UTC, the dataset by its folder, and its files are Parquet; the key is new."""
    plan = asked().plan(Settings(_env_file=None), NOW)
    assert (plan.version, plan.date, plan.name, plan.url) == ("2026.11.30", "2026-11-30", "small-talk", None)
    assert plan.form is Form.PARQUET
    assert plan.key != asked().plan(Settings(_env_file=None), NOW).key


def test_what_is_said_counts(tmp_path: Path) -> None:
    """A date, a version, a repository and benchmarks take the place of what would be."""
    settings = Settings(_env_file=None, benchmark_texts_path=tmp_path)
    said = asked(release_date="2026-01-31", repository="bees/Talk.1", token=TOKEN, benchmarks=(Path("list.txt"),))
    plan = said.plan(settings, NOW)
    assert (plan.version, plan.date, plan.name) == ("2026.1.31", "2026-01-31", "talk-1")
    assert plan.url == "https://huggingface.co/datasets/bees/Talk.1"
    assert plan.benchmarks == (Path("list.txt"),)
    assert asked(version="1.2.0").plan(settings, NOW).version == "1.2.0"
    assert asked().plan(settings, NOW).benchmarks == (tmp_path,)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"options": DatasetOptions(everything=True)}, "--everything and --deleted are for export"),
        ({"options": DatasetOptions(deleted=True)}, "--everything and --deleted are for export"),
        ({"options": DatasetOptions(pseudonym_key=Path("nowhere"))}, "--pseudonym-key: nowhere cannot be read"),
        ({"version": "a b"}, "--version: a b cannot be a version"),
        ({"version": "../1"}, "--version: ../1 cannot be a version"),
        ({"release_date": "yesterday"}, "--release-date: yesterday is no date"),
        ({"repository": "talk", "token": TOKEN}, "owner/name"),
        ({"repository": "bees/talk"}, "HF_TOKEN"),
    ],
)
def test_what_cannot_be_meant(said: dict[str, Any], told: str) -> None:
    """It is told in a sentence that names the option."""
    with pytest.raises(StartError, match=told):
        asked(**said).plan(Settings(_env_file=None), NOW)
