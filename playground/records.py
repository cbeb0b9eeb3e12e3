"""The record of everything that people do and see, one JSON object a line, for the transcript page."""

from pathlib import Path
from typing import Any, BinaryIO

import orjson

from playground.clock import PlaygroundClock


class Recorder:
    """Writes the record.

    Args:
        clock: Gives each line its time.
        path: The file; None writes nothing.
    """

    def __init__(self, clock: PlaygroundClock, path: Path | None = None) -> None:
        self._clock = clock
        self._number = 0
        self._file: BinaryIO | None = path.open("wb", buffering=0) if path is not None else None

    @property
    def wanted(self) -> bool:
        """Whether anybody reads the record: making a line costs something."""
        return self._file is not None

    def write(self, kind: str, **fields: Any) -> None:
        """Add a line, in the file at once.

        Args:
            kind: What happened.
            **fields: What belongs to it.
        """
        if self._file is None:
            return
        self._number += 1
        line = {"n": self._number, "at": self._clock.now().isoformat(), "kind": kind, **fields}
        self._file.write(orjson.dumps(line) + b"\n")

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
