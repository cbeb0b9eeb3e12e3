"""What became of backups: a small file beside the database, which whoever watches the bot may read."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.protocol.moments import Moment
from bot.store.files import BACKUP_STATE, beside


@dataclass(frozen=True, slots=True)
class GoodBackup:
    """A backup that was made.

    Attributes:
        made_at: When it was begun.
        size: In bytes, as it lies there.
        path: Where.
    """

    made_at: Moment
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done.

    Attributes:
        at: When.
        sentence: What the operator reads.
    """

    at: Moment
    sentence: str


@dataclass(frozen=True, slots=True)
class BackupState:
    """What became of backups.

    Attributes:
        last_good: The last one that was made.
        failure: Why the last try since then was in vain; None where it was not.
        hook_failure: The same of `BACKUP_HOOK`.
        last_drill: When a backup was last restored into a scratch file, as a drill.
        drill_failure: Why the last drill since then failed.
    """

    last_good: GoodBackup | None = None
    failure: Failure | None = None
    hook_failure: Failure | None = None
    last_drill: Moment | None = None
    drill_failure: Failure | None = None


_ADAPTER: Final = TypeAdapter(BackupState)


def load_state(database: Path) -> BackupState:
    """Return what became of the backups of a database; nothing where that is not known."""
    try:
        return _ADAPTER.validate_json(beside(database, BACKUP_STATE).read_bytes())
    except (OSError, ValidationError):
        return BackupState()


def note_good(database: Path, path: Path, made_at: Moment) -> None:
    """Note that a backup was made.

    Raises:
        OSError: It cannot be noted.
    """
    good = GoodBackup(made_at, path.stat().st_size, path.absolute())
    _save(database, replace(load_state(database), last_good=good, failure=None))


def note_failure(database: Path, sentence: str, at: Moment) -> None:
    """Note that no backup could be made.

    Raises:
        OSError: It cannot be noted.
    """
    _save(database, replace(load_state(database), failure=Failure(at, sentence)))


def note_hook(database: Path, failure: Failure | None) -> None:
    """Note what became of the hook.

    Raises:
        OSError: It cannot be noted.
    """
    _save(database, replace(load_state(database), hook_failure=failure))


def note_drill(database: Path, at: Moment, failure: str | None) -> None:
    """Note what became of a drill: None where the backup can be restored.

    Raises:
        OSError: It cannot be noted.
    """
    state = load_state(database)
    if failure is None:
        _save(database, replace(state, last_drill=at, drill_failure=None))
    else:
        _save(database, replace(state, drill_failure=Failure(at, failure)))


def _save(database: Path, state: BackupState) -> None:
    place = beside(database, BACKUP_STATE)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_bytes(_ADAPTER.dump_json(state))
    unfinished.replace(place)
