"""Whoever asked to be deleted, as keyed hashes in a file beside the backups, so that it holds in restored data too.

The key has a file of its own there: hashes and key survive the loss of the database, and a copy of one of the two files
says nothing about anybody. The file begins with a hash of the key's own; each further line is a person's.
"""

import fcntl
import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.backups.folder import BackupFolder
from bot.backups.repository import ask_for_deletion, noted_deletions, people_of
from bot.backups.state import load_state
from bot.counting import counted
from bot.protocol.moments import Moment
from bot.store.files import BACKUP_STATE, beside

_LINE: Final = 65
"""Bytes: a SHA-256 in hexadecimal and the end of the line."""

_KEY_BYTES: Final = 32
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class _Kept:
    """A key, and the lines that were written with it."""

    key: bytes
    lines: tuple[str, ...]


class Deletions:
    """The list of those who asked to be deleted."""

    def __init__(self, folder: BackupFolder) -> None:
        """Make it.

        Args:
            folder: Where backups are.
        """
        self._folder = folder

    def begin(self) -> int:
        """Have the files there, and return how many deletions are listed.

        Raises:
            OSError: They cannot be had: the disk is not there, is full, or cannot be written.
        """
        with self._alone():
            return len(self._open().lines)

    def append(self, discord_id: int) -> None:
        """List somebody; it is on the disk afterwards. To list somebody twice does no harm.

        Raises:
            OSError: It could not be written.
        """
        with self._alone():
            self._append(self._open().key, discord_id)

    def _append(self, key: bytes, discord_id: int) -> None:
        descriptor = os.open(self._folder.deletions, _FLAGS, 0o600)
        try:
            # A process may have died, or the disk been full, in the middle of a line.
            end = os.fstat(descriptor).st_size // _LINE * _LINE
            os.ftruncate(descriptor, end)
            if os.pwrite(descriptor, _line(key, discord_id).encode() + b"\n", end) != _LINE:
                raise OSError("the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def apply(self, copy: Path, now: Moment) -> str:
        """Ask, in a copy that is to be restored, for the deletions that were asked for after it was made.

        Args:
            copy: A database that nobody uses; the bot carries deletions out when it runs on it.
            now: When it is.

        Returns:
            What the operator is to know; empty where nobody asked.

        Raises:
            OSError: The list cannot be read.
            sqlite3.Error: The copy cannot be written.
        """
        missing = f" Warning: the list of deletions in {self._folder.deletions.parent} is"
        again = "whoever asked to be deleted after this backup was made is in the data again."
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            noted = noted_deletions(connection)
            kept = self._read()
            if kept is None:
                return f"{missing} not there, or its key is not: {again}"
            later = set(kept.lines[noted:])
            people = [person for person, discord_id in people_of(connection) if _line(kept.key, discord_id) in later]
            ask_for_deletion(connection, people, now)
        told = f" {counted(len(people), 'deletion')} asked for since then: the bot carries them out when it runs."
        short = f"{missing} shorter than when the backup was made: {again}" if len(kept.lines) < noted else ""
        return (told if people else "") + short

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Lock the folder: of two who find no key, each would make one, and lose whom the other has listed."""
        place = self._folder.deletions.parent
        if self._folder.is_own:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _open(self) -> _Kept:
        if (kept := self._read()) is not None:
            return kept
        self._require_the_disk()
        key = secrets.token_bytes(_KEY_BYTES)
        with suppress(FileNotFoundError):  # without its key it says nothing more
            self._folder.deletions.rename(self._folder.deletions.with_suffix(".without-key"))
        _write(self._folder.deletions_key, key)
        _write(self._folder.deletions, _line(key, None).encode() + b"\n")
        return _Kept(key, ())

    def _require_the_disk(self) -> None:
        """See that the folder is not what is left where a disk was mounted. That all is gone, nobody should hide."""
        good = load_state(self._folder.database).last_good
        folder = self._folder.deletions.parent
        if good is not None and good.path.parent == folder.absolute() and not any(folder.glob("*.gz")):
            note = beside(self._folder.database, BACKUP_STATE)
            raise FileNotFoundError(
                f"backups were made in {folder}, and it is empty: is its disk mounted? If you emptied it, remove {note}"
            )

    def _read(self) -> _Kept | None:
        try:
            key = self._folder.deletions_key.read_bytes()
            whole = self._folder.deletions.read_bytes().decode("ascii", "replace")
        except FileNotFoundError:
            return None
        first, *lines = (whole[start : start + _LINE - 1] for start in range(0, max(len(whole), 1), _LINE))
        if len(key) != _KEY_BYTES or first != _line(key, None):
            return None
        return _Kept(key, tuple(line for line in lines if len(line) == _LINE - 1))


def _line(key: bytes, discord_id: int | None) -> str:
    return hmac.digest(key, b"the key" if discord_id is None else b"person %d" % discord_id, "sha256").hex()


def _write(place: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all."""
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(place)
    folder = os.open(place.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
