"""What a card is made of, and Discord's limits on it.

The limits are those of Discord's message and modal components (Components V2): 40 components, 4,000 characters and
(measured, not documented) about 10,000 bytes of UTF-8 in one message.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4_000
MOST_BYTES = 10_000
MOST_IN_ROW = 5
MOST_OPTIONS = 25
MOST_BUTTON_LABEL = 80
MOST_OPTION_TEXT = 100
MOST_MODAL_TITLE = 45
MOST_INPUT_LABEL = 45
MOST_INPUT_VALUE = 4_000


class ButtonStyle(Enum):
    """How loud a button is. Never the only carrier of a meaning."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUCCESS = "success"
    DANGER = "danger"


class Accent(Enum):
    """The colour of a card's edge, as 0xRRGGBB. Decoration only: the words say the same."""

    WORK = 0x5865F2
    READY = 0xE0A526
    DONE = 0x2D9D5F
    QUIET = 0x80848E
    PROBLEM = 0xD83C3E


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in Discord's Markdown."""

    content: str


@dataclass(frozen=True, slots=True)
class Separator:
    """A thin line."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends its custom id."""

    label: str
    custom_id: str
    style: ButtonStyle = ButtonStyle.SECONDARY
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select."""

    label: str
    value: str
    description: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from; `least` and `most` options may be chosen."""

    custom_id: str
    options: tuple[Option, ...]
    placeholder: str | None = None
    least: int = 1
    most: int = 1
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class ChannelSelect:
    """A list of the server's text and announcement channels, filled by Discord; one or none may be chosen.

    `chosen` is the id of the channel that is shown as chosen. `only_text` leaves announcement channels out, in which
    there are no private threads.
    """

    custom_id: str
    placeholder: str | None = None
    chosen: int | None = None
    only_text: bool = False


@dataclass(frozen=True, slots=True)
class RoleSelect:
    """A list of the server's roles, filled by Discord; one is chosen, or (`may_be_none`) none.

    `chosen` is the id of the role that is shown as chosen.
    """

    custom_id: str
    placeholder: str | None = None
    chosen: int | None = None
    may_be_none: bool = False


Control = Button | LinkButton | Select | ChannelSelect | RoleSelect


@dataclass(frozen=True, slots=True)
class Row:
    """Up to five buttons side by side, or one select."""

    items: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is attached to the message; `description` (1 to 1,024 characters) is its alternative text."""

    name: str
    data: bytes = field(repr=False)
    description: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """Up to ten pictures; a single one is shown across the whole card."""

    images: tuple[Image, ...]


MOST_BYTES_PER_FILE = 8 * 1024 * 1024
"""Discord takes files of at least that size everywhere."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is attached to the message."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """One Discord message: a framed block of text, separators and pictures, with its controls."""

    blocks: tuple[Text | Separator | Gallery | Row, ...]
    accent: Accent = Accent.WORK
    files: tuple[File, ...] = field(default=())

    def characters(self) -> int:
        """Count the characters of text in all, as Discord counts them (code points)."""
        return sum(len(text) for text in self._texts())

    def octets(self) -> int:
        """Count the bytes of text in all, in UTF-8."""
        return sum(len(text.encode("utf-8", "surrogatepass")) for text in self._texts())

    def size(self) -> int:
        """Count the components in all, the frame included."""
        return 1 + sum(1 + len(block.items) if isinstance(block, Row) else 1 for block in self.blocks) + len(self.files)

    def controls(self) -> Iterator[Control]:
        """Yield every button and select, in order."""
        for block in self.blocks:
            if isinstance(block, Row):
                yield from block.items

    def without_controls(self) -> "Card":
        """Return the same card, for a message that is no longer in use."""
        return Card(tuple(block for block in self.blocks if not isinstance(block, Row)), Accent.QUIET, self.files)

    def without_control(self, custom_id: str) -> "Card":
        """Return the same card without one of its controls, and without the row that has no other."""
        blocks: list[Text | Separator | Gallery | Row] = []
        for block in self.blocks:
            if not isinstance(block, Row):
                blocks.append(block)
            elif kept := tuple(
                item for item in block.items if isinstance(item, LinkButton) or item.custom_id != custom_id
            ):
                blocks.append(Row(kept))
        return Card(tuple(blocks), self.accent, self.files)

    def _texts(self) -> Iterator[str]:
        for block in self.blocks:
            if isinstance(block, Text):
                yield block.content


@dataclass(frozen=True, slots=True)
class TextInput:
    """A field of a modal; lengths in characters."""

    custom_id: str
    label: str
    value: str = ""
    placeholder: str = ""
    long: bool = True
    required: bool = True
    most: int = MOST_INPUT_VALUE


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that opens over the card."""

    custom_id: str
    title: str
    inputs: tuple[TextInput, ...]
