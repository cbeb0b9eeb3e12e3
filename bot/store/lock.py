"""One bot process per database file: a lock beside the file names its holder."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import StartError


class DatabaseLock:
    """An exclusive lock on a database file, held by this process until it ends (a crash frees it too)."""

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database}.lock")
        self._database = database
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            StartError: Another process holds it, or its folder cannot be written; the sentence says which.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StartError(
                f"DATABASE_PATH: {self._database} cannot be used ({error.strerror}). "
                "Name a file in a folder that this user may write to."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _written_holder(descriptor)
            os.close(descriptor)
            raise StartError(
                f"{self._database} is in use by the process {holder}. "
                "Only one bot may run on a database file: stop that one first, or set another DATABASE_PATH."
            ) from error
        except OSError as error:
            os.close(descriptor)
            raise StartError(
                f"DATABASE_PATH: {self._path} cannot be locked ({error.strerror}). Choose a file on a local disk."
            ) from error
        self._descriptor = descriptor
        with suppress(OSError):  # on a full disk; the name of the holder is a courtesy
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def find_holder(database: Path) -> str | None:
    """Return who holds the lock of a database file.

    It is tried with a shared lock, which is given back at once and never waited for: a number that is written in a file
    says nothing, since it stays there after a crash, and may be that of a process in another container.

    Returns:
        The number of the process, as it wrote it down; None where nobody holds it.

    Raises:
        OSError: The lock cannot be looked at.
    """
    try:
        descriptor = os.open(f"{database}.lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written_holder(descriptor)
    finally:
        os.close(descriptor)
    return None


def _written_holder(descriptor: int) -> str:
    return os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
