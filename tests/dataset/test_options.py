"""Tests of what the command line can be asked of a dataset."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.dataset.options import DatasetOptions, Dates
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.selection import LabelBound
from bot.dataset.tables import TABLES, TableName
from bot.dataset.tables.terms import PairLayout
from bot.errors import StartError
from bot.people.repository import ask_for_deletion, save
from bot.protocol.trees import TreeState
from bot.settings import Settings, load_settings
from tests.settings_files import isolate

NAMES = Pseudonyms(b"")


def use(options: DatasetOptions, settings: Settings) -> None:
    """Make what is needed of options."""
    options.selection(settings)
    options.terms(settings, NAMES, NAMES)
    options.key()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings of an empty folder."""
    isolate(monkeypatch, tmp_path)
    return load_settings()


def test_without_options(settings: Settings) -> None:
    """By default what is finished is read, ties are left out, and moments are days."""
    options = DatasetOptions()
    selection = options.selection(settings)
    assert selection.wanted_states == (TreeState.READY_FOR_EXPORT,)
    assert not selection.everything
    terms = options.terms(settings, NAMES, NAMES)
    assert (terms.ties, terms.exact_dates, terms.layout) == (False, False, PairLayout.IMPLICIT)
    assert terms.licence == settings.dataset_licence


def test_filters(settings: Settings) -> None:
    """What is asked for is what is read; languages are understood as people write them."""
    options = DatasetOptions(
        state=[TreeState.GROWING],
        lang=["German", "en"],
        server=[7],
        since="2026-01-31",
        until="2026-02-01T12:00Z",
        label=["quality >= 0.5", "spam<0.25"],
        min_reviews=2,
        synthetic=False,
        dates=Dates.EXACT,
        objects=True,
    )
    selection = options.selection(settings)
    assert selection.wanted_states == (TreeState.GROWING,)
    assert selection.languages == frozenset({"de", "en"})
    assert selection.servers == frozenset({7})
    assert (selection.since, selection.until) == (1_769_817_600_000, 1_769_947_200_000)
    assert selection.labels == (LabelBound("quality", ">=", 0.5), LabelBound("spam", "<", 0.25))
    assert (selection.min_reviews, selection.synthetic) == (2, False)
    terms = options.terms(settings, NAMES, NAMES)
    assert (terms.exact_dates, terms.layout) == (True, PairLayout.OBJECTS)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (DatasetOptions(lang=["Klingonish"]), "--lang: "),
        (DatasetOptions(since="yesterday"), "--since: yesterday is no date"),
        (DatasetOptions(until="2026-13-01"), "--until: 2026-13-01 is no date"),
        (DatasetOptions(label=["beauty>0.5"]), "--label: beauty>0.5 is no bound.*quality"),
        (DatasetOptions(label=["quality=0.5"]), "--label: "),
        (DatasetOptions(label=["quality>0.5.1"]), "--label: "),
        (DatasetOptions(explicit=True, objects=True), "--explicit and --objects"),
        (DatasetOptions(pseudonym_key=Path("missing")), "--pseudonym-key: missing cannot be read"),
        (DatasetOptions(pseudonym_key=Path("short")), "--pseudonym-key: short has fewer than 16 bytes"),
    ],
)
def test_what_cannot_be_used_is_named(options: DatasetOptions, said: str, settings: Settings) -> None:
    """One sentence names the option and what is wrong with it."""
    Path("short").write_bytes(b"secret")
    with pytest.raises(StartError, match=said):
        use(options, settings)


def test_the_key_of_pseudonyms(tmp_path: Path) -> None:
    """A file is the key; without one it is another each time."""
    (tmp_path / "key").write_bytes(bytes(range(32)))
    assert DatasetOptions(pseudonym_key=tmp_path / "key").key() == bytes(range(32))
    assert DatasetOptions().key() != DatasetOptions().key()


def test_every_option_is_offered() -> None:
    """Each field is an option of `export` by its name."""
    told = re.sub(r"\x1b\[[0-9;]*m", "", CliRunner().invoke(cli, ["export", "--help"], terminal_width=200).output)
    for name in DatasetOptions.__dataclass_fields__:
        assert f"--{name.replace('_', '-')}" in told


@pytest.mark.parametrize("name", TableName)
def test_every_table_is_exported(
    name: TableName, pool: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`export FILE --format TABLE` writes the rows of the table and says how many."""
    isolate(monkeypatch, tmp_path)
    [(_, _, path)] = pool.execute("PRAGMA database_list")
    monkeypatch.setenv("DATABASE_PATH", path)
    told = CliRunner().invoke(cli, ["export", "rows.jsonl", "--format", name, "--everything", "--ties"])
    assert told.exit_code == 0, told.output
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text("utf-8").splitlines()]
    assert rows
    assert told.output.startswith(f"Written: {len(rows)} ")
    assert TABLES[name].name == name


@pytest.mark.parametrize("command", [("export", "rows.jsonl"), ("release", "folder")])
def test_nothing_is_written_of_somebody_to_be_deleted(
    command: tuple[str, str], pool: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a deletion waits, as in an older backup that was restored, nothing comes out before it is done."""
    isolate(monkeypatch, tmp_path)
    path = tmp_path / "restored.sqlite3"
    with sqlite3.connect(path) as restored:
        pool.backup(restored)
        save(restored, UUID(int=1), 7, "Ann", 0)
        ask_for_deletion(restored, UUID(int=1), 0)
    restored.close()
    monkeypatch.setenv("DATABASE_PATH", str(path))
    told = CliRunner().invoke(cli, command)
    assert isinstance(told.exception, StartError)
    assert str(told.exception).startswith("1 person asked to be deleted")
    assert not Path(command[1]).exists()
