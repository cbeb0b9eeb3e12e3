"""Who may read the files of a database: the bot's user, and nobody else on the machine."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o077
"""A mask for `os.umask`: whatever this process makes, only its user may read."""

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_SUFFIXES: Final = ("", "-wal", "-shm", ".lock")


def is_open_to_others(file: Path) -> bool:
    """Whether other users of the machine may do anything with a file; not where there is none."""
    try:
        return bool(file.stat().st_mode & _OTHERS)
    except OSError:
        return False


def files_open_to_others(database: Path) -> list[Path]:
    """Return the files of a database that other users of the machine may read or write."""
    return [file for file in _files(database) if is_open_to_others(file)]


def keep_to_owner(database: Path) -> None:
    """Take from other users what they may do with the files of a database that an earlier version made.

    Where that is not ours to decide (another user's file, a file system without modes) all stays as it is; doctor
    says so.
    """
    for file in files_open_to_others(database):
        with suppress(OSError):
            file.chmod(stat.S_IMODE(file.stat().st_mode) & ~_OTHERS)


def _files(database: Path) -> Iterator[Path]:
    # SQLite puts its log beside the file itself, where the path is a link to it.
    for path in dict.fromkeys((str(database), os.path.realpath(database))):
        for suffix in _SUFFIXES:
            yield Path(f"{path}{suffix}")
