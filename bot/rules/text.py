"""The text of an answer: whether it can be taken, and when two are the same."""

from __future__ import annotations

import re
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
        text: See `as_entered`.
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
    entered = as_entered(text)
    return CheckedText(text=entered, length=len(entered), fault=_fault(entered, limit))


def as_entered(text: str) -> str:
    """Return a text as it is stored, whichever way it comes in.

    Its lines end with LF; blank lines at its beginning and white space at its end are gone. The indent of its first
    line stays: in code it means something.
    """
    return _BLANK_LINES_FIRST.sub("", with_line_feeds(text).rstrip())


def with_line_feeds(text: str) -> str:
    """Return a text in which every line ends with LF, whatever ended it before."""
    return _LINE_END.sub("\n", text)


def shows_nothing(text: str) -> bool:
    """Say whether there is nothing to see in a text, or a name: white space, and what is drawn as nothing."""
    if _SURELY_SHOWN.search(text):
        return False
    return all(character.isspace() or unicodedata.category(character)[0] == "M" for character in text_key(text))


def text_key(text: str) -> str:
    """Return what two texts share when they are the same to their readers: the one answer to that question.

    How accents are composed, what is drawn as nothing, and how many blanks or line ends of which kind stand somewhere
    make no difference; everything else does, letter case too. Only a keyed hash of this may be stored:
    see `fingerprints`.
    """
    visible = unicodedata.normalize("NFC", _DRAWN_AS_NOTHING.sub(lambda found: found[1] or "", text))
    return _BLANKS.sub(lambda found: "\n" if _LINE_END.search(found[0]) else " ", visible).strip()


def former_text_key(text: str) -> str:
    """Return the key of earlier versions, so that the fingerprints that they stored can still be read."""
    return unicodedata.normalize("NFC", text.strip().replace("\r\n", "\n").replace("\r", "\n"))


def whole_characters(text: str) -> str:
    """Return a text without halves of characters (lone surrogates), which UTF-8 cannot write: each is replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fault(entered: str, limit: int) -> TextFault | None:
    if "\0" in entered:
        return TextFault.NUL
    if _HALF.search(entered):
        return TextFault.BROKEN
    if shows_nothing(entered):
        return TextFault.EMPTY
    if len(entered) > limit:
        return TextFault.TOO_LONG
    return None


_DRAWN_AS_NOTHING: Final = re.compile(
    # Group 1 stays: the flags of England, Scotland and Wales are made of tags, which nothing else shows.
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    # Control characters but white space.
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    # What Unicode calls Default_Ignorable_Code_Point: soft hyphens, joiners, marks of direction, Hangul and Khmer
    # fillers, variation selectors, the byte order mark, tags. Then the anchors of annotations and an empty note head.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_BLANKS: Final = re.compile(r"[\s\u2800\u3164\uffa0]{2,}|[^\S ]|[\u2800\u3164\uffa0]")
"""White space of every kind, the blank Braille pattern, and the Hangul fillers that are as wide as a letter; but for a
single space between words, which is what all of them become."""

_SURELY_SHOWN: Final = re.compile(r"[0-9A-Za-z]")

_LINE_END: Final = re.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")

_BLANK_LINES_FIRST: Final = re.compile(r"\A(?:[^\S\n]*+\n)++")

_HALF: Final = re.compile(r"[\ud800-\udfff]")
