"""Reading a database where nothing can be written: on a read-only disk, or in a folder of another user's.

SQLite reads a file with a write-ahead log by an index beside it, which it makes where it is missing. Where it cannot
make one, it could be told that the file never changes; but a bot may start on it meanwhile, and what was read would be
neither the old nor the new. So a copy is read that was made while nothing changed.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from bot.errors import StartError
from bot.store.files import beside

_LOG: Final = "-wal"
_INDEX: Final = "-shm"
_TRIES: Final = 3
_EFFECTIVE: Final = os.access in os.supports_effective_ids

_State: TypeAlias = list[tuple[int, int, int, int] | None]
"""Of each file: device, inode, length and the time of the last change; None where it is not there."""


def can_be_written(path: Path) -> bool:
    """Say whether this user may write a database file, and new files beside it."""
    return all(
        os.access(place, os.W_OK, effective_ids=_EFFECTIVE) for place in (beside(path, ""), beside(path, "").parent)
    )


def lacks_index(path: Path) -> bool:
    """Say whether the index by which SQLite reads beside others is missing, or the log that it is about."""
    return not all(beside(path, ending).exists() for ending in (_LOG, _INDEX))


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Copy a database with its log to a folder for temporary files, which only this user may read.

    Args:
        path: Of the database; nobody uses it just now.

    Yields:
        Where the copy is, until the block ends.

    Raises:
        StartError: The files change all the time.
        OSError: They cannot be read, or there is no room for the copy.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        for _ in range(_TRIES):
            before = _state(path)
            for ending in ("", _LOG):
                beside(copy, ending).unlink(missing_ok=True)
                if beside(path, ending).exists():
                    shutil.copyfile(beside(path, ending), beside(copy, ending))
            if _state(path) == before:
                yield copy
                return
        raise StartError(f"DATABASE_PATH: {path} changes while it is read. Try again.")


def _state(path: Path) -> _State:
    found: _State = []
    for ending in ("", _LOG, _INDEX):
        try:
            status = beside(path, ending).stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))
    return found
