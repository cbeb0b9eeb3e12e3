"""The one clock of the process. Everything that needs the time is handed a `Clock`."""

import time
from pathlib import Path
from typing import Protocol

from bot.protocol.moments import Moment


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> Moment:
        """Return the current moment, in milliseconds since the Unix epoch (UTC)."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> Moment:
        """Return the current moment, in milliseconds since the Unix epoch (UTC)."""
        return time.time_ns() // 1_000_000


class ShiftedClock:
    """The machine's clock plus an offset that another process writes into a file.

    With it a test lives through days in a second. The file holds seconds as text; a missing file means no offset.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: tuple[int, int, int] | None = None
        self._offset = 0

    def now(self) -> Moment:
        """Return the current moment, in milliseconds since the Unix epoch (UTC), moved by the offset in the file."""
        try:
            status = self._file.stat()
            # The time alone is too coarse: a file may be replaced twice within one tick of the file system's clock.
            stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
            if stamp != self._stamp:
                self._offset = round(float(self._file.read_text(encoding="ascii")) * 1000)
                self._stamp = stamp
        except FileNotFoundError:
            self._offset, self._stamp = 0, None
        except ValueError:
            # The file is being written at this moment: the offset of before holds, and the next call looks again.
            self._stamp = None
        return time.time_ns() // 1_000_000 + self._offset
