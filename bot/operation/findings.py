"""What `doctor` finds: one line each."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a finding is meant; the value is what stands on the line."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILED = "FAILED"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line.

    Attributes:
        subject: what was looked at, in one word.
        grade: how it is meant.
        text: what was found; where something failed, also what to do about it.
    """

    subject: str
    grade: Grade
    text: str


def one_line(text: str) -> str:
    """Return a text in one line, without characters that would do something to a terminal."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
