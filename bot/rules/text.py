"""The text of an answer: whether it can be taken, and when two are the same."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class TextFault(StrEnum):
    """Why a text cannot be taken."""

    EMPTY = "empty"
    """There is nothing to read in it."""
    TOO_LONG = "too_long"
    """It has more code points than the limit."""
    NUL = "nul"
    """It contains the character NUL, which the task backend's database cannot hold."""
    BROKEN = "broken"
    """It contains half of a character (a lone surrogate), which cannot be written as UTF-8."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text as it would be stored, and what speaks against it.

    Attributes:
        text: Without the white space around it, its lines ended by LF.
        length: In code points.
        fault: None if it can be taken.
    """

    text: str
    length: int
    fault: TextFault | None


def check_text(text: str, limit: int) -> CheckedText:
    """Check the text of an answer.

    Args:
        text: As it was written.
        limit: The highest number of code points that the backend takes.
    """
    stripped = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return CheckedText(text=stripped, length=len(stripped), fault=_fault(stripped, limit))


def duplicate_key(text: str) -> str:
    """Return what two texts share when they are an exact repeat of each other.

    White space around the text, the way in which lines end and the way in which accents are composed make no
    difference, for the writer sees none; everything else does. Only a keyed hash of this may be stored.
    """
    return unicodedata.normalize("NFC", text.strip().replace("\r\n", "\n").replace("\r", "\n"))


def _fault(stripped: str, limit: int) -> TextFault | None:
    if "\0" in stripped:
        return TextFault.NUL
    if any("\ud800" <= character <= "\udfff" for character in stripped):
        return TextFault.BROKEN
    if all(_is_blank(character) for character in stripped):
        return TextFault.EMPTY
    if len(stripped) > limit:
        return TextFault.TOO_LONG
    return None


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _DRAWN_AS_NOTHING or unicodedata.category(character) in ("Cc", "Cf")


# Letters and marks that fonts draw as nothing: Hangul fillers, the blank Braille pattern, the combining grapheme
# joiner, variation selectors.
_DRAWN_AS_NOTHING: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
