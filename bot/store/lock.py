"""One bot process per database file, by whatever path it is reached.

Two locks are taken. The one on `<database>.lock` tells who holds it, but a hard link in another folder has a lock file
of its own, and a lock file can be deleted. So the database file itself is locked too: a byte far behind those on which
SQLite locks, by a lock of the open file description (Linux), which no other closing of the file in this process drops.
The descriptor stays open for as long as SQLite uses the file, since closing it would drop SQLite's own locks.
"""

import fcntl
import os
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bot.errors import StartError
from bot.store.files import FileId, beside, file_id

_LOCKED_BYTE: Final = 2**62
"""No file is that long, and SQLite's locks are at 2**30."""

_FLOCK: Final = "hhqqi4x"
"""The struct flock of fcntl(2): type, whence, start, length, process."""

_held: set[FileId] = set()
"""The files that this process has locked: they are not opened a second time, since they would have to be closed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has locked a database.

    Attributes:
        process: Its number, as it wrote it down; "unknown" where it did not.
        has_the_file: Whether it is the file at this path that it has; else that was deleted or replaced since.
    """

    process: str
    has_the_file: bool


class DatabaseLock:
    """An exclusive lock on a database file, held by this process until it ends (a crash frees it too)."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._descriptors: list[int] = []
        self._file: FileId | None = None

    def __enter__(self) -> Self:
        """Take the lock; the database file is made, empty, where it is missing.

        Raises:
            StartError: Another process holds it, or it cannot be had; the sentence says which.
        """
        try:
            self._lock_beside()
            self._lock_itself()
        except OSError as error:
            self._close()
            raise StartError(
                f"DATABASE_PATH: {self._database} cannot be used ({error.strerror}). "
                "Name a file in a folder that this user may write to, on a local disk."
            ) from error
        except StartError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back; the database has to be closed by now."""
        self._close()

    def _lock_beside(self) -> None:
        place = beside(self._database, ".lock")
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = self._open(place)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise self._in_use_by(f"the process {_written_holder(descriptor)}") from error
        with suppress(OSError):  # on a full disk; the name of the holder is a courtesy
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)

    def _lock_itself(self) -> None:
        place = beside(self._database, "")
        if file_id(place) in _held:
            raise self._in_use_by("this very process")
        if place.exists() and not place.is_file():
            raise OSError(0, "it is no file")
        descriptor = self._open(place)
        try:
            _lock_byte(descriptor)
        except BlockingIOError as error:
            raise self._in_use_by("another process, by another path or without its lock file") from error
        found = os.fstat(descriptor)
        self._file = (found.st_dev, found.st_ino)
        _held.add(self._file)

    def _open(self, place: Path) -> int:
        self._descriptors.append(os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._descriptors[-1]

    def _in_use_by(self, holder: str) -> StartError:
        return StartError(
            f"{self._database} is in use by {holder}. "
            "Only one bot may run on a database file: stop that one first, or set another DATABASE_PATH."
        )

    def _close(self) -> None:
        while self._descriptors:
            os.close(self._descriptors.pop())
        if self._file is not None:
            _held.discard(self._file)
            self._file = None


def find_holder(database: Path) -> Holder | None:
    """Return who holds the lock of a database file. Not for a process that has opened the file without a lock.

    It is tried with a shared lock, which is given back at once and never waited for: a number that is written in a file
    says nothing, since it stays there after a crash, and may be that of a process in another container.

    Returns:
        The holder; None where nobody holds it.

    Raises:
        OSError: The lock cannot be looked at.
    """
    process, has_the_file = _find_process(beside(database, ".lock")), _is_locked(beside(database, ""))
    if process is None and not has_the_file:
        return None
    return Holder(process or "unknown", has_the_file is not False)


def _find_process(lock_file: Path) -> str | None:
    try:
        descriptor = os.open(lock_file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written_holder(descriptor)
    finally:
        os.close(descriptor)
    return None


def _is_locked(database: Path) -> bool | None:
    """Whether the file itself is locked; None where that cannot be known."""
    if file_id(database) in _held:
        return True
    if not database.is_file():
        return False
    descriptor = os.open(database, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return _is_byte_locked(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "linux":

    def _lock_byte(descriptor: int) -> None:
        wanted = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _LOCKED_BYTE, 1, 0)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)

    def _is_byte_locked(descriptor: int) -> bool | None:
        asked = struct.pack(_FLOCK, fcntl.F_RDLCK, os.SEEK_SET, _LOCKED_BYTE, 1, 0)
        found: bytes = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, asked)
        return bool(struct.unpack(_FLOCK, found)[0] != fcntl.F_UNLCK)

else:  # no such locks: the lock file alone has to do

    def _lock_byte(descriptor: int) -> None:
        pass

    def _is_byte_locked(descriptor: int) -> bool | None:  # noqa: ARG001 - as above
        return None


def _written_holder(descriptor: int) -> str:
    return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
