"""The folder with the backups of a database: who may write there, and what is in it."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.errors import StartError
from bot.protocol.moments import Moment
from bot.settings import Settings
from bot.store.files import beside

COMPRESSED: Final = ".gz"

_LOCK: Final = ".lock"
_UNFINISHED: Final = ".unfinished"
_NAME: Final = re.compile(
    r"(?P<database>.+)\.(?P<made>\d{8}T\d{9}Z)(?:\.before-(?P<number>\d{4}))?(?P<compressed>\.gz)?"
)
_MOMENT: Final = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup that was finished.

    Attributes:
        made_at: When it was begun.
        path: The file.
        before_migration: The number of the migration before which it was made; None for any other.
    """

    made_at: Moment
    path: Path
    before_migration: int | None = None

    @property
    def is_compressed(self) -> bool:
        """Whether the file is compressed with gzip."""
        return self.path.suffix == COMPRESSED


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Where the backups of a database are.

    Attributes:
        path: The folder.
        database: The path of the database.
        is_own: Whether the bot may make the folder. What an operator names has to be there: else it is on a disk that
            is not mounted.
        deletions_in: The folder with the list of deletions, where that is another one.
    """

    path: Path
    database: Path
    is_own: bool = False
    deletions_in: Path | None = None

    @property
    def deletions(self) -> Path:
        """The list of those who asked to be deleted."""
        return (self.deletions_in or self.path) / f"{self._name}.deletions"

    @property
    def deletions_key(self) -> Path:
        """The key with which that list is written."""
        return self.deletions.with_name(f"{self._name}.deletions-key")

    @property
    def unfinished(self) -> tuple[Path, Path]:
        """Where a backup is while it is made, before and after it is compressed."""
        place = self.path / (self._name + _UNFINISHED)
        return place, place.with_name(place.name + COMPRESSED)

    def place(self, made_at: Moment, before_migration: int | None, *, compressed: bool) -> Path:
        """Return what a backup of a moment is to be called."""
        moment = datetime.fromtimestamp(made_at // 1_000, UTC)
        before = "" if before_migration is None else f".before-{before_migration:04}"
        ending = COMPRESSED if compressed else ""
        return self.path / f"{self._name}.{moment:%Y%m%dT%H%M%S}{made_at % 1_000:03}Z{before}{ending}"

    def backups(self) -> list[Backup]:
        """Return the backups that are there, the oldest first.

        Raises:
            OSError: The folder cannot be read.
        """
        if self.is_own and not self.path.exists():
            return []
        matches = ((path, _NAME.fullmatch(path.name)) for path in self.path.iterdir())
        return sorted(
            Backup(_moment(match["made"]), path, int(match["number"]) if match["number"] else None)
            for path, match in matches
            if match and match["database"] == self._name
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from making or trying a backup there meanwhile.

        Raises:
            StartError: The folder is not there, or somebody has it.
            OSError: It cannot be written to.
        """
        if self.is_own:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not self.path.is_dir():
            raise StartError(
                f"There is no folder {self.path} for backups. Is its disk mounted? If it is new, make it: "
                f"mkdir -p {self.path}"
            )
        lock = os.open(self.path / (self._name + _LOCK), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StartError(
                    f"A backup is being made, or tried, in {self.path} already. Wait until that is done."
                ) from error
            yield
        finally:
            os.close(lock)

    @property
    def _name(self) -> str:
        return beside(self.database, "").name


def folder_of(settings: Settings) -> BackupFolder:
    """Return where the backups of the bot's database go."""
    named = settings.backup_path
    return BackupFolder(named or default_folder(settings.database_path), settings.database_path, is_own=named is None)


def require_its_user(database: Path) -> None:
    """See that what is made of, or beside, a database can be written by whoever runs the bot.

    Raises:
        StartError: The database is another user's.
    """
    with suppress(OSError):  # what is not there, or cannot be seen, is told in its own way
        owner = database.stat().st_uid
        if owner != os.geteuid():
            raise StartError(
                f"{database} is another user's (number {owner}), and what this user makes beside it the bot could not "
                f"write to. Give the command as that user: sudo -u '#{owner}' …"
            )


def default_folder(database: Path) -> Path:
    """Return where backups go that nobody named a folder for: into one beside the database."""
    return beside(database, "").with_name("backups")


def written_moment(file: Path) -> Moment:
    """Return when a backup was made by its name; by the file's time, where it was renamed.

    Raises:
        StartError: There is no such file.
    """
    if not file.is_file():
        raise StartError(f"There is no file {file}.")
    match = _NAME.fullmatch(file.name)
    return _moment(match["made"]) if match else int(file.stat().st_mtime * 1_000)


def _moment(written: str) -> Moment:
    moment = datetime.strptime(written[:-1], _MOMENT).replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1_000 + moment.microsecond // 1_000
