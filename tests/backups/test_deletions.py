"""Tests of deletions that hold in restored data: of somebody who has done everything, through real services."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from bot.backups.deletions import Deletions
from bot.backups.folder import BackupFolder, default_folder
from bot.backups.making import back_up
from bot.backups.restoring import restore
from bot.backups.state import note_good
from bot.errors import StorageError
from bot.protocol.moments import DAY
from tests.prepared_database import prepared
from tests.privacy.test_deletion import traces_of
from tests.services.all_services import open_all_services
from tests.services.busy_person import DISCORD_ID, everything_done

MOMENT = 1_767_323_045_006
OTHER = 4_711


@pytest.fixture
def folder(tmp_path: Path) -> BackupFolder:
    """Where the backups of a database are."""
    database = prepared(tmp_path / "bot.sqlite3")
    return BackupFolder(default_folder(database), database, is_own=True)


async def test_a_deletion_holds_in_restored_data(folder: BackupFolder) -> None:
    """Somebody who asked to be deleted after a backup is deleted again from what is restored; the others stay."""
    async with open_all_services(folder.database.parent) as services:
        busy = await everything_done(services)
        other = await services.join(OTHER, "Other")
        back_up(folder, MOMENT)
        assert await services.deletion.delete(busy.person)
    told = restore(folder, None, MOMENT + 1, replace=True)
    assert "1 deletion asked for since then" in told
    assert "Warning" not in told
    async with open_all_services(folder.database.parent) as services:
        found = await services.database.read(lambda connection: list(traces_of(connection, busy.person)))
        assert found != []
        services.clock.move(30 * DAY)  # it began anew, and what was done lies ahead of it
        await services.deletion.go_on()
        found = await services.database.read(lambda connection: list(traces_of(connection, busy.person)))
        assert found == []
        assert await services.people.by_id(other.person_id) is not None


async def test_who_came_back_stays(folder: BackupFolder) -> None:
    """Somebody who was deleted before a backup, and came back, is not deleted by restoring it."""
    async with open_all_services(folder.database.parent) as services:
        await services.deletion.delete(await services.join(DISCORD_ID, "Somebody"))
        again = await services.join(DISCORD_ID, "Somebody")
        back_up(folder, MOMENT)
    assert "deletion" not in restore(folder, None, MOMENT + 1, replace=True)
    async with open_all_services(folder.database.parent) as services:
        await services.deletion.go_on()
        assert await services.people.by_id(again.person_id) is not None


def test_nobody_can_be_read_from_the_list(folder: BackupFolder) -> None:
    """It has no id, only its owner may read it, and with another key there are other hashes."""
    lines = set()
    for _ in range(2):
        Deletions(folder).append(DISCORD_ID)
        for file in (folder.deletions, folder.deletions_key):
            assert file.stat().st_mode & 0o777 == 0o600
        assert str(DISCORD_ID).encode() not in folder.deletions.read_bytes()
        lines |= set(folder.deletions.read_text().split())
        folder.deletions_key.unlink()
    assert len(lines) == 4


@pytest.mark.parametrize("lost", ["list", "key", "half"])
def test_a_list_that_is_missing_is_told(folder: BackupFolder, lost: str) -> None:
    """Without the list, its key or a part of it the operator is warned."""
    for number in range(3):
        Deletions(folder).append(number)
    back_up(folder, MOMENT)
    if lost == "half":
        folder.deletions.write_bytes(folder.deletions.read_bytes()[: 65 * 2])
    else:
        (folder.deletions if lost == "list" else folder.deletions_key).unlink()
    assert "Warning: the list of deletions in" in restore(folder, None, MOMENT + 1, replace=True)


def test_a_line_that_was_not_finished(folder: BackupFolder) -> None:
    """Where a process died in the middle of a line, that line counts for nothing and the next one is whole."""
    deletions = Deletions(folder)
    deletions.append(1)
    with folder.deletions.open("ab") as file:
        file.write(b"abc")
    assert deletions.begin() == 1
    deletions.append(2)
    assert deletions.begin() == 2
    assert folder.deletions.stat().st_size == 65 * 3


async def test_no_list_no_deletion(folder: BackupFolder) -> None:
    """Where nobody can be listed, the person is told, nothing is noted, and later it works."""
    async with open_all_services(folder.database.parent) as services:
        person = await services.join(DISCORD_ID, "Somebody")
        folder.path.write_text("in the way")
        with pytest.raises(StorageError):
            await services.deletion.delete(person)
        await services.deletion.go_on()
        assert await services.people.by_id(person.person_id) is not None
        folder.path.unlink()
        assert await services.deletion.delete(person)
        assert Deletions(folder).begin() == 1


def test_an_empty_folder_is_a_vanished_disk(folder: BackupFolder) -> None:
    """Where backups were made and nothing is left, no new list hides that the disk is not mounted."""
    made = back_up(folder, MOMENT)
    note_good(folder.database, made.path, made.made_at)
    for file in folder.path.iterdir():
        file.unlink()
    with pytest.raises(FileNotFoundError, match="is its disk mounted"):
        Deletions(folder).append(DISCORD_ID)


def test_two_first_uses_at_once(tmp_path: Path) -> None:
    """Of two who list somebody at the same moment, where no list is there yet, neither is lost."""
    database = prepared(tmp_path / "bot.sqlite3")
    for number in range(20):
        folder = BackupFolder(tmp_path / f"backups-{number}", database, is_own=True)
        together = Barrier(2)

        def append(person: int, folder: BackupFolder = folder, together: Barrier = together) -> None:
            together.wait()
            Deletions(folder).append(person)

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(append, (DISCORD_ID, OTHER)))
        assert Deletions(folder).begin() == 2
        assert {path.name for path in folder.path.iterdir()} == {folder.deletions.name, folder.deletions_key.name}
