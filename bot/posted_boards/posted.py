"""What is posted where: the vocabulary of posted boards."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.cards.posted_board import PostedBoard, posted_board_card
from bot.interactions.components import Card, Text
from bot.posted_boards.schedule import TurningTime
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.texts import Catalogue

MOST_ROWS = 10
"""Rows of a posted board. `/leaderboard` has the others."""


DEFAULT_TURNING = TurningTime(9, "UTC")


class BoardTrouble(StrEnum):
    """Why boards cannot be posted, as the manager is told. What passes by itself is none of these."""

    PERMISSION = "permission"
    HIDDEN_CHANNEL = "hidden-channel"
    CHANNEL_GONE = "channel-gone"
    TOO_MANY_WEBHOOKS = "too-many-webhooks"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BoardSetting:
    """What a server's managers have set. Snowflakes are Discord's.

    `server_only` is whether only what was contributed in this server counts. `locale` is Discord's name of the language
    in which the boards are written, `manager` our id of who turned them on.
    """

    server_id: int
    channel_id: int | None = None
    is_on: bool = False
    periods: tuple[TimeFrame, ...] = (TimeFrame.WEEK, TimeFrame.TOTAL)
    turning: TurningTime = DEFAULT_TURNING
    server_only: bool = True
    locale: str = "en-US"
    manager: UUID | None = None
    revision: int = 0

    @property
    def can_be_posted(self) -> bool:
        """Whether enough is set to turn the boards on."""
        return self.channel_id is not None and bool(self.periods)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What a board shows: its rows as they were at a moment, and whom it congratulates on the period before."""

    rows: tuple[UserScore, ...]
    at: Moment
    winners: tuple[UserScore, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardMessage:
    """A message with a board.

    `message_id` is None while it is being sent. `begun_at` is when sending was begun, `edited_at` when Discord was last
    asked to post or edit the message, `digest` tells whether what it shows has changed. The moment at which its period
    turns is `turns_at`, None for the total. A final one keeps the moment at which its period turned; None says that it
    was no longer wanted from the moment of its page on.
    """

    key: int
    server_id: int
    period: TimeFrame
    channel_id: int
    webhook_id: int
    message_id: int | None
    server_only: bool
    locale: str
    begun_at: Moment
    turns_at: Moment | None
    edited_at: Moment
    digest: bytes
    is_final: bool
    is_stale: bool
    shown: ShownPage


@dataclass(frozen=True, slots=True)
class PostedBoards:
    """All that is known about one server's boards: settings, what is wrong, messages (present ones, and stale ones)."""

    setting: BoardSetting
    trouble: BoardTrouble | None = None
    messages: tuple[BoardMessage, ...] = ()

    def present(self, period: TimeFrame) -> BoardMessage | None:
        """Return the message of a period that is kept fresh."""
        return next((each for each in self.messages if each.period is period and not each.is_final), None)


def card_of(message: BoardMessage, catalogue: Catalogue) -> Card:
    """Build the card of a message, in its language."""
    return _card_as_of(message, message.shown.at, catalogue)


def digest_of(message: BoardMessage, catalogue: Catalogue) -> bytes:
    """Digest what a message shows, to tell whether it shows it still; the moment of its page is left out."""
    card = _card_as_of(message, 0, catalogue)
    texts = "\0".join(block.content for block in card.blocks if isinstance(block, Text))
    return hashlib.sha256(texts.encode()).digest()


def _card_as_of(message: BoardMessage, moment: Moment, catalogue: Catalogue) -> Card:
    board = PostedBoard(
        period=message.period,
        server_only=message.server_only,
        rows=message.shown.rows,
        winners=message.shown.winners,
        is_final=message.is_final,
        turns_at=message.turns_at,
    )
    return posted_board_card(board, moment, catalogue.sentences(message.locale))
