"""Tests of what counts as ready."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.backups.state import BackupState, Failure, GoodBackup
from bot.protocol.moments import DAY, MINUTE, SECOND
from bot.watching.facts import Facts
from bot.watching.readiness import parts_of
from bot.watching.repository import Waiting

NOW = 100 * DAY
GOOD = GoodBackup(NOW - DAY, 5, Path("backup.gz"))
WELL = Facts(
    at=NOW,
    latency_seconds=0.04,
    disconnected=0,
    waiting=Waiting(0, None, 3),
    pool=None,
    backend_answers=True,
    backup=BackupState(last_good=GOOD),
    database_bytes=1,
    log_bytes=0,
    free_bytes=2**40,
)


def not_ready(facts: Facts, *, makes_backups: bool = True) -> dict[str, str]:
    """What is not, with what was seen."""
    return {part.name: part.detail for part in parts_of(facts, makes_backups=makes_backups) if not part.is_ready}


def test_all_is_well() -> None:
    """Where nothing is wrong every part is ready, also what waits for a moment."""
    assert not_ready(WELL) == {}
    assert not_ready(replace(WELL, latency_seconds=None, waiting=Waiting(4, NOW - MINUTE, 0))) == {}


@pytest.mark.parametrize(
    ("facts", "part", "detail"),
    [
        (replace(WELL, disconnected=2), "gateway", "2 without connection"),
        (replace(WELL, backend_answers=False), "backend", "does not answer"),
        (replace(WELL, waiting=Waiting(4, NOW - 601 * SECOND, 0)), "outbox", "4 waiting, the oldest for 601 s"),
        (replace(WELL, backup=BackupState(replace(GOOD, made_at=NOW - 3 * DAY))), "backup", "4,320 minutes old"),
        (replace(WELL, backup=BackupState(GOOD, Failure(NOW, "full"))), "backup", "the last one failed"),
        (replace(WELL, backup=BackupState(GOOD, drill_failure=Failure(NOW, "bad"))), "backup", "cannot be restored"),
        (replace(WELL, free_bytes=2**20), "disk", "1 MiB free"),
    ],
)
def test_one_part_is_not(facts: Facts, part: str, detail: str) -> None:
    """What is wrong is named, and nothing else."""
    [(name, told)] = not_ready(facts).items()
    assert name == part
    assert detail in told


def test_a_silent_database() -> None:
    """Where the database does not answer nobody knows what waits."""
    assert set(not_ready(replace(WELL, waiting=None))) == {"database", "outbox"}


def test_backups_that_nobody_asked_for() -> None:
    """Where the bot is not to make backups, old ones are no fault."""
    old = replace(WELL, backup=BackupState(replace(GOOD, made_at=0)))
    assert not_ready(old, makes_backups=False) == {}
