"""Tests of what the commands of backups refuse before they begin."""

import os
from pathlib import Path

import pytest

from bot.backups.command import backup, drill
from bot.backups.folder import folder_of
from bot.backups.restoring import restore
from bot.errors import StartError
from bot.settings import load_settings
from tests.clocks import StandingClock
from tests.prepared_database import prepared
from tests.settings_files import isolate


async def test_another_user_than_the_bots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made by a user whose files the bot could not write to: neither backups nor the list of deletions."""
    isolate(monkeypatch, tmp_path)
    database = prepared(tmp_path / "bot.sqlite3")
    monkeypatch.setenv("DATABASE_PATH", str(database))
    settings, clock = load_settings(), StandingClock()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    told = f"is another user's \\(number {owner}\\)"
    with pytest.raises(StartError, match=told):
        await backup(settings, clock, None)
    with pytest.raises(StartError, match=told):
        drill(settings, clock)
    with pytest.raises(StartError, match=told):
        restore(folder_of(settings), None, clock.now(), replace=True)
    assert os.listdir(tmp_path) == ["bot.sqlite3"]  # noqa: PTH208 - at once
