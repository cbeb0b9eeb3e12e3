"""The files of a database, told apart by device and inode and never by the way their paths are written.

Only paths are looked at. To open a file that SQLite has open in this process, and to close it again, would drop
SQLite's locks on it: https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
"""

from pathlib import Path
from typing import Final, TypeAlias

FileId: TypeAlias = tuple[int, int]
"""Device and inode."""

BACKUP_STATE: Final = ".backups.json"
"""How the name of the file goes on that tells what became of backups."""

BESIDE: Final = ("-wal", "-shm", "-journal", ".lock", BACKUP_STATE)
"""How the names of files go on that stand beside a database: those of SQLite, the lock, and what became of backups."""


def file_id(path: Path) -> FileId | None:
    """Return which file is at a path, links followed; None where there is none, or none that can be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def beside(database: Path, ending: str) -> Path:
    """Return where a file of a database is: beside the database itself, not beside a symbolic link to it."""
    real = database.resolve()
    return real.with_name(real.name + ending)


def is_part_of(database: Path, path: Path) -> bool:
    """Say whether a path leads to a database, to a file that belongs to it, or to the place of such a file."""
    places = [beside(database, ending) for ending in ("", *BESIDE)]
    real = path.resolve()
    if file_id(real.parent) == file_id(places[0].parent) and real.name in {place.name for place in places}:
        return True
    found = file_id(path)
    return found is not None and found in {file_id(place) for place in places}


class OpenFiles:
    """The files of a database that is open, and where they were when it was opened."""

    def __init__(self, database: Path) -> None:
        """Remember what is there now; each of the files has to be there.

        Args:
            database: The path by which it was opened: a symbolic link may be turned to another file.
        """
        places = (database, beside(database, "-wal"), beside(database, "-shm"))
        self._known = {place: file_id(place) for place in places}

    def missing(self) -> Path | None:
        """Return the place of a file that was deleted or replaced since; None while all are where they were."""
        return next((place for place, known in self._known.items() if file_id(place) != known), None)
