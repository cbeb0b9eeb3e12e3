"""What a noted message with a board shows, and whether that has changed."""

import hashlib

from bot.cards.posted_board import PostedBoard, posted_board_card
from bot.interactions.components import Card, Text
from bot.posted_boards.posted import BoardMessage
from bot.protocol.moments import Moment
from bot.texts import Catalogue


def card_of(message: BoardMessage, catalogue: Catalogue) -> Card:
    """The card of a message, in its language."""
    return _card_as_of(message, message.shown.at, catalogue)


def digest_of(message: BoardMessage, catalogue: Catalogue) -> bytes:
    """Tells whether a message shows what it showed; the moment of its page is left out."""
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
