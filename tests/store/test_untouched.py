"""Tests of looking through a file; what it leaves on the disk is in tests/operation/test_database_checks.py."""

import sqlite3
from pathlib import Path

import pytest

from bot.store.untouched import open_untouched, quick_check


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database whose name is not easily written into an address."""
    path = tmp_path / "a bot's #1?.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE number (value INTEGER)")
    connection.execute(
        "INSERT INTO number WITH RECURSIVE up(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM up WHERE n < 50000) "
        "SELECT n FROM up"
    )
    connection.commit()
    connection.close()
    return path


def test_reading(path: Path) -> None:
    """It can be read and not be written."""
    with open_untouched(path) as connection:
        assert connection.execute("SELECT count(*) FROM number").fetchone() == (50_000,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM number")


def test_reading_beside_a_writer(path: Path) -> None:
    """What another connection has written into the log is seen."""
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO number VALUES (0)")
    with open_untouched(path) as connection:
        assert connection.execute("SELECT min(value) FROM number").fetchone() == (0,)
    writer.close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """There is nothing to look at, and that stays so."""
    with pytest.raises(sqlite3.OperationalError), open_untouched(tmp_path / "none.sqlite3"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_no_fault(path: Path) -> None:
    """A sound file has no faults."""
    with open_untouched(path) as connection:
        assert quick_check(connection, 60.0) == []


def test_not_enough_time(path: Path) -> None:
    """A file that takes too long is let off, and can be read on."""
    with open_untouched(path) as connection:
        assert quick_check(connection, -1.0) is None
        assert connection.execute("SELECT count(*) FROM number").fetchone() == (50_000,)
