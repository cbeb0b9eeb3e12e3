"""Tests of the backups that the bot makes by itself, by a real child process and real commands."""

import shlex
import sys
from pathlib import Path

import pytest

from bot.backups.folder import BackupFolder, default_folder
from bot.backups.hook import run_hook
from bot.backups.schedule import ScheduledBackups
from bot.backups.state import BackupState, load_state
from bot.errors import StartError
from bot.protocol.moments import DAY, HOUR
from bot.rules.rotation import Kept
from tests.clocks import StandingClock
from tests.prepared_database import prepared

NOTING = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database."""
    return prepared(tmp_path / "bot.sqlite3")


def command(code: str, *arguments: str) -> str:
    """A command for the hook that runs some Python."""
    return shlex.join([sys.executable, "-c", code, *arguments])


async def test_a_backup_a_day(database: Path, tmp_path: Path) -> None:
    """One is made when it is due and not again on that day; older ones go, the hook gets its path, and it is noted."""
    folder, clock = BackupFolder(default_folder(database), database, is_own=True), StandingClock()
    backups = ScheduledBackups(folder, clock, 0, Kept(1, 0, 0), command(NOTING, str(tmp_path / "noted")))
    for _ in range(2):
        await backups.carry_out()
    [first] = folder.backups()
    assert first.made_at == clock.now()
    clock.move(DAY)
    await backups.carry_out()
    [second] = folder.backups()
    assert second.made_at == clock.now()
    assert (tmp_path / "noted").read_text() == str(second.path)
    state = load_state(database)
    assert state.last_good is not None
    assert (state.last_good.made_at, state.last_good.path) == (second.made_at, second.path)
    assert state.last_good.size == second.path.stat().st_size
    assert state.failure is state.hook_failure is None


async def test_a_vanished_disk(database: Path, tmp_path: Path) -> None:
    """Where the folder has gone that is noted with a sentence, and tried again after an hour."""
    folder, clock = BackupFolder(tmp_path / "disk", database), StandingClock()
    backups = ScheduledBackups(folder, clock, 0, Kept(1, 0, 0), "")
    await backups.carry_out()
    failure = load_state(database).failure
    assert failure is not None
    assert (failure.at, "Is its disk mounted?" in failure.sentence) == (clock.now(), True)
    folder.path.mkdir()
    await backups.carry_out()
    assert folder.backups() == []
    clock.move(HOUR)
    await backups.carry_out()
    assert len(folder.backups()) == 1
    assert load_state(database).failure is None


async def test_a_hook_that_fails(database: Path) -> None:
    """The backup stays, and what the command said is noted."""
    folder, clock = BackupFolder(default_folder(database), database, is_own=True), StandingClock()
    hook = command("import sys; sys.exit('the other machine is down')")
    await ScheduledBackups(folder, clock, 0, Kept(1, 0, 0), hook).carry_out()
    state = load_state(database)
    assert len(folder.backups()) == 1
    assert state.failure is None
    assert state.hook_failure is not None
    assert "BACKUP_HOOK ended with 1: the other machine is down" in state.hook_failure.sentence


async def test_a_hook_that_hangs_or_is_none(tmp_path: Path) -> None:
    """A command that does not end is ended, and one that is not there is named."""
    with pytest.raises(StartError, match="BACKUP_HOOK was ended after 0 seconds"):
        await run_hook(command("import time; time.sleep(600)"), tmp_path, most_seconds=0.2)
    with pytest.raises(StartError, match="BACKUP_HOOK cannot be run"):
        await run_hook(str(tmp_path / "missing"), tmp_path)


async def test_a_hook_gets_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot's token is not in the environment of the command."""
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    await run_hook(command("import os, sys; sys.exit('DISCORD_TOKEN' in os.environ)"), tmp_path)


def test_a_note_that_cannot_be_read(database: Path) -> None:
    """A damaged note counts as none."""
    database.with_name("bot.sqlite3.backups.json").write_text("{")
    assert load_state(database) == BackupState()


async def test_the_newest_is_tried_every_week(database: Path) -> None:
    """After a good drill the next is a week later, after one in vain a day; what failed is noted until one is good."""
    folder, clock = BackupFolder(default_folder(database), database, is_own=True), StandingClock()
    backups = ScheduledBackups(folder, clock, 0, Kept(1, 0, 0), "")
    await backups.carry_out()
    first = clock.now()
    assert load_state(database).last_drill == first
    clock.move(6 * DAY)
    await backups.carry_out()
    assert load_state(database).last_drill == first
    clock.move(DAY - 1)
    await backups.carry_out()
    clock.move(1)
    [newest] = folder.backups()
    whole = newest.path.read_bytes()
    newest.path.write_bytes(whole[:100])
    await backups.carry_out()
    state = load_state(database)
    assert (state.last_drill, state.failure) == (first, None)
    assert state.drill_failure is not None
    assert "cannot be restored" in state.drill_failure.sentence
    clock.move(DAY)
    await backups.carry_out()
    state = load_state(database)
    assert (state.last_drill, state.drill_failure) == (clock.now(), None)
