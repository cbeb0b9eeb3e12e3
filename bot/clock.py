"""The one clock of the process. Everything that needs the time is handed a `Clock`."""

import time
from pathlib import Path
from typing import Protocol

from bot.protocol.moments import Moment


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> Moment:
        """The current moment, in milliseconds since the Unix epoch (UTC)."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> Moment:
        """The current moment, in milliseconds since the Unix epoch (UTC)."""
        return time.time_ns() // 1_000_000


class ShiftedClock:
    """The machine's clock plus an offset that another process writes into a file.

    With it a test lives through days in a second. The file holds seconds as text; a missing file means no offset.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: int | None = None
        self._offset = 0

    def now(self) -> Moment:
        """The current moment, in milliseconds since the Unix epoch (UTC), moved by the offset in the file."""
        try:
            stamp = self._file.stat().st_mtime_ns
            if stamp != self._stamp:
                self._offset = round(float(self._file.read_text(encoding="ascii")) * 1000)
                self._stamp = stamp
        except FileNotFoundError:
            self._offset = 0
        return time.time_ns() // 1_000_000 + self._offset
