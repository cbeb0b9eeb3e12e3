"""The playground's clock: real time plus an offset that can only be moved forward."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class PlaygroundClock:
    """What the playground takes for the time of day.

    The bot under test reads the total offset from a file, so that both move together.

    Args:
        offset_file: Where the total offset in seconds is written as text; None writes nothing.
    """

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_seconds = 0.0
        self._offset_file = offset_file
        self._write()

    @property
    def offset_seconds(self) -> float:
        """Seconds that this clock is ahead of real time."""
        return self._offset_seconds

    @property
    def elapsed(self) -> float:
        """The same offset, under the name by which the engine asks for it."""
        return self._offset_seconds

    def now(self) -> datetime:
        """Return the playground's present moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._offset_seconds)

    def advance(self, seconds: float) -> None:
        """Move the clock forward.

        Args:
            seconds: How far; 0 or more.

        Raises:
            ValueError: If the clock would go backwards.
        """
        if seconds < 0:
            msg = "the clock cannot go backwards"
            raise ValueError(msg)
        self._offset_seconds += seconds
        self._write()

    def _write(self) -> None:
        if self._offset_file is None:
            return
        temporary = self._offset_file.with_name(self._offset_file.name + ".new")
        temporary.write_text(repr(self._offset_seconds), encoding="ascii")
        os.replace(temporary, self._offset_file)  # noqa: PTH105 - the atomic rename is the point, and its name says so
