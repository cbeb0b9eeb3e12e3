"""Tests of trying the newest backup: what can be restored, what cannot, and that nothing is left of it."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from bot.backups.deletions import Deletions
from bot.backups.drill import try_newest
from bot.backups.folder import BackupFolder, default_folder
from bot.backups.making import back_up
from bot.errors import StartError
from bot.people.repository import ask_for_deletion, save
from bot.protocol.moments import DAY
from bot.store.migrate import packaged_migrations
from tests.prepared_database import prepared
from tests.store.filled import make_filled

NOW = 1_700_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> BackupFolder:
    """The backups of a database."""
    database = prepared(tmp_path / "bot.sqlite3")
    return BackupFolder(default_folder(database), database, is_own=True)


def files(folder: BackupFolder) -> set[str]:
    """Every file beside the database and beside its backups, but the lock."""
    return {path.name for place in (folder.path, folder.database.parent) for path in place.iterdir()}


def test_a_good_backup(folder: BackupFolder) -> None:
    """The newest is tried, the list of deletions with it, and nothing is left; database and backup are as they were."""
    back_up(folder, NOW)
    newest = back_up(folder, NOW + 1_000)
    before, content = files(folder), folder.database.read_bytes()
    tried = try_newest(folder, NOW + 2_000)
    assert (tried.path, tried.made_at, tried.told) == (newest.path, newest.made_at, "")
    assert tried.rows > 0
    assert (files(folder), folder.database.read_bytes()) == (before, content)


def test_a_deletion_is_carried_over(folder: BackupFolder) -> None:
    """Whoever asked to be deleted after the backup would be asked for again."""
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as connection:
        save(connection, UUID(int=1), 7, "Ann", 0)
        back_up(folder, NOW)
        ask_for_deletion(connection, UUID(int=1), NOW)
    Deletions(folder).append(7)
    assert "1 deletion asked for since then" in try_newest(folder, NOW).told


def test_an_older_form_is_brought_up_to_date(tmp_path: Path) -> None:
    """The backup of an earlier version is restored as far as the start of this one would go."""
    path = tmp_path / "bot.sqlite3"
    make_filled(path, len(packaged_migrations()) - 1)
    folder = BackupFolder(default_folder(path), path, is_own=True)
    back_up(folder, NOW)
    assert try_newest(folder, NOW).rows > 0


def test_what_cannot_be_restored(folder: BackupFolder) -> None:
    """A backup that was cut off, or whose rows name others that are not there, is named, and nothing else is left."""
    made = back_up(folder, NOW)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2])
    before = files(folder)
    with pytest.raises(StartError, match="cannot be restored"):
        try_newest(folder, NOW)
    content = gzip.decompress(whole)
    made.path.write_bytes(gzip.compress(_with_an_orphan(folder.database.with_name("orphan"), content)))
    with pytest.raises(StartError, match="is not whole: rows of person_language"):
        try_newest(folder, NOW)
    assert files(folder) == before


def test_a_backup_that_lies_ahead(folder: BackupFolder) -> None:
    """One that was made while the clock was wrong is not the newest, unless there is no other."""
    ahead = back_up(folder, NOW + 365 * DAY)
    assert try_newest(folder, NOW + 1).path == ahead.path
    right = back_up(folder, NOW)
    assert try_newest(folder, NOW + 1).path == right.path


def test_no_backup(folder: BackupFolder) -> None:
    """Where there is none, that is said."""
    with pytest.raises(StartError, match="There is no backup"):
        try_newest(folder, NOW)


def _with_an_orphan(place: Path, content: bytes) -> bytes:
    place.write_bytes(content)
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("INSERT INTO person_language (person_id, place, language) VALUES (?, 0, 'en')", (bytes(16),))
    found = place.read_bytes()
    place.unlink()
    return found
