"""Fitting long text into Discord's limits without ever cutting it silently.

Lengths are in characters (code points) and bytes (UTF-8), since Discord limits both.
"""

import unicodedata
from dataclasses import dataclass

from bot.cards.contributed_text import close_fence, open_fence

_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u20e3"}


@dataclass(frozen=True, slots=True)
class Room:
    """How much text fits: characters and bytes."""

    characters: int
    octets: int

    def holds(self, text: str) -> bool:
        """Whether the text fits."""
        return len(text) <= self.characters and byte_length(text) <= self.octets

    def without(self, text: str) -> "Room":
        """What is left once the text has been placed."""
        return Room(self.characters - len(text), self.octets - byte_length(text))


def byte_length(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def head(text: str, room: Room) -> str:
    """The longest beginning of the text that fits, preferably up to the end of a line or a word."""
    if room.holds(text):
        return text
    end = _longest_prefix(text, room)
    for separator, least in (("\n", 0.5), (" ", 0.7)):
        cut = text.rfind(separator, 0, end + 1)
        if cut >= end * least and cut > 0:
            return text[:cut]
    while 0 < end < len(text) and _belongs_to_previous(text, end):
        end -= 1
    return text[: end or _longest_prefix(text, room)]


def pages(text: str, room: Room) -> list[str]:
    """Cut a text into pages that each fit; a code fence that a cut falls into is closed and opened again.

    Args:
        text: any text.
        room: the room of one page, at least 64 characters.

    Returns:
        One page or more. Without the fences added at cuts and the white space at cuts, joining them gives the text.
    """
    if room.characters < 64 or room.octets < 256:
        raise ValueError("a page needs room for 64 characters and 256 bytes")
    found: list[str] = []
    opening = ""
    rest = text
    while True:
        prefix = opening + "\n" if opening else ""
        if room.holds(close_fence(prefix + rest)):
            found.append(close_fence(prefix + rest))
            return found
        # Room for the closing fence is set aside whether or not it is needed.
        part = head(rest, room.without(prefix + "\n```"))
        found.append(close_fence(prefix + part))
        opening = open_fence(prefix + part) or ""
        rest = rest[len(part) :]
        rest = rest[1:] if rest[:1] in {"\n", " "} else rest


def _longest_prefix(text: str, room: Room) -> int:
    if byte_length(text[: room.characters]) <= room.octets:
        return room.characters
    low, high = 0, room.characters
    while low < high:
        middle = (low + high + 1) // 2
        if byte_length(text[:middle]) <= room.octets:
            low = middle
        else:
            high = middle - 1
    return low


def _belongs_to_previous(text: str, position: int) -> bool:
    """Whether cutting before `position` would tear one visible character (accent, emoji sequence) apart."""
    character, previous = text[position], text[position - 1]
    return (
        character in _JOINERS
        or previous == "\u200d"
        or unicodedata.combining(character) != 0
        or ("\U0001f3fb" <= character <= "\U0001f3ff")
    )
