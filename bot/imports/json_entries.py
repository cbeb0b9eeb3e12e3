"""Values of JSON that stand one after the other in a long text, of which only a part is in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from bot.imports.source import LONGEST_LINE, UnreadableError

_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


class JsonEntries:
    """A place in a text, which moves on."""

    def __init__(self, pieces: Iterator[str]) -> None:
        """Begin.

        Args:
            pieces: The text.
        """
        self._pieces = pieces
        self._text = ""
        self._at = 0

    def next_character(self) -> str:
        """Return the next character that is not blank, and stay before it; an empty text at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = len(self._text) if blanks is None else blanks.end()
            if self._at < len(self._text):
                return self._text[self._at]
            self._text, self._at = next(self._pieces, ""), 0
            if not self._text:
                return ""

    def skip(self) -> None:
        """Move on by one character."""
        self._at += 1

    def value(self) -> Any:
        """Read the next value, and move on behind it.

        Raises:
            UnreadableError: There is none, or it is too long.
        """
        self.next_character()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise UnreadableError(why_not_json(error)) from None
            except ValueError as error:
                problem = why_not_json(error, self._at)
            else:
                # A number may go on in the next piece.
                if end < len(self._text) or isinstance(value, dict | list) or not self._read_on():
                    self._at = end
                    return value
                continue
            if len(self._text) - self._at > LONGEST_LINE:
                raise UnreadableError(f"it is longer than {LONGEST_LINE // 2**20} MiB")
            if not self._read_on():
                raise UnreadableError(problem)

    def _read_on(self) -> bool:
        """Have at least twice as much of the text from here on, so that a long value is not begun too often."""
        parts = [self._text[self._at :]]
        wanted = len(parts[0])
        while wanted >= 0 and (piece := next(self._pieces, "")):
            parts.append(piece)
            wanted -= len(piece)
        if len(parts) == 1:
            return False
        self._text, self._at = "".join(parts), 0
        return True


def why_not_json(error: ValueError | RecursionError, start: int = 0) -> str:
    """Say why something could not be read as JSON.

    Args:
        error: What the reader raised.
        start: Where the value began.
    """
    if isinstance(error, RecursionError):
        return "it nests too deeply to be read"
    if isinstance(error, json.JSONDecodeError):
        return f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}, at its character {error.pos - start + 1}"
    return "this is not JSON that can be read: it has a number of thousands of digits"
