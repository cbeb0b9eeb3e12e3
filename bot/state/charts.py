"""What a picture shows, in finished words and numbers: all that the child that draws is told."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

MOST_ALTERNATIVE_TEXT = 1_024
"""Characters; Discord's limit on the description of a picture."""


class Tone(StrEnum):
    """What a bar is about. Never the only carrier of that: every bar has its words beside it."""

    DONE = "done"
    UNDER_WAY = "under_way"
    SECOND = "second"
    OUT = "out"


class Number(BaseModel, frozen=True):
    """One number as people read it: what it counts, and how it is written."""

    label: str
    shown: str


class Bar(Number, frozen=True):
    """A number with a bar as long as its amount."""

    amount: int = Field(ge=0)
    tone: Tone = Tone.UNDER_WAY


class Bars(BaseModel, frozen=True):
    """Bars below each other. `full` is the amount of a bar across the whole width; None: the largest amount."""

    kind: Literal["bars"] = "bars"
    title: str
    rows: tuple[Bar, ...]
    full: int | None = Field(default=None, gt=0)


class Parts(BaseModel, frozen=True):
    """One bar that is divided among its rows."""

    kind: Literal["parts"] = "parts"
    title: str
    rows: tuple[Bar, ...]


class Days(BaseModel, frozen=True):
    """A column for each day, the oldest first.

    Attributes:
        title: what is counted.
        rows: the same in few numbers; they are not drawn.
        amounts: one for each day.
        highest: how the largest amount is written.
        first: what the first day is called.
        last: what the last day is called.
    """

    kind: Literal["days"] = "days"
    title: str
    rows: tuple[Number, ...]
    amounts: tuple[Annotated[int, Field(ge=0)], ...]
    highest: str
    first: str
    last: str


Panel = Annotated[Bars | Parts | Days, Field(discriminator="kind")]
"""One part of a picture."""


class Picture(BaseModel, frozen=True):
    """A picture: its panels below each other."""

    panels: tuple[Panel, ...]


class Request(BaseModel, frozen=True):
    """Everything that one child is to draw."""

    pictures: tuple[Picture, ...]


def alternative_text(picture: Picture) -> str:
    """Tell a picture's numbers in words, for who does not see it; at most `MOST_ALTERNATIVE_TEXT` characters."""
    panels = [
        "; ".join([f"{panel.title}: {rows[0]}" if rows else panel.title, *rows[1:]])
        for panel in picture.panels
        for rows in [[f"{row.label} {row.shown}" for row in panel.rows]]
    ]
    words = ". ".join(panels) + "."
    return words if len(words) <= MOST_ALTERNATIVE_TEXT else words[: MOST_ALTERNATIVE_TEXT - 1] + "…"


def can_be_drawn(picture: Picture) -> bool:
    """Say whether all letters of all words can be drawn: Latin, Greek and Cyrillic, not shaped ones."""
    words = []
    for panel in picture.panels:
        words += [panel.title, *(part for row in panel.rows for part in (row.label, row.shown))]
        if isinstance(panel, Days):
            words += [panel.highest, panel.first, panel.last]
    return all(is_drawable(word) for word in words)


def is_drawable(word: str) -> bool:
    """Say whether all of a word's letters are among those that are drawn."""
    return all(any(ord(letter) in letters for letters in _DRAWN) for letter in word)


# Blocks that DejaVu Sans, which comes with matplotlib, has whole and that are written without joining letters:
# Basic Latin to Cyrillic, combining marks left out; Latin Extended Additional (Vietnamese); General Punctuation.
_DRAWN = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x384, 0x483),
    range(0x48A, 0x526),
    range(0x1E00, 0x1EFA),
    range(0x2010, 0x2028),
    range(0x2030, 0x2050),
)
