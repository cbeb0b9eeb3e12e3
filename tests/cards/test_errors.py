"""Tests of the card that tells what did not work."""

import pytest

from bot.cards.errors import error_card
from bot.errors import UnexpectedError
from bot.interactions.components import Text
from bot.state.session_errors import SessionEnded
from tests.cards.limits import check_card
from tests.cards.sessions import LONG_TEXTS, long_text
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")


@pytest.mark.parametrize("name", sorted(LONG_TEXTS))
@pytest.mark.parametrize("length", [100, 2_000, 4_000])
def test_no_word_is_lost(name: str, length: int) -> None:
    """What somebody had typed, and what is stored nowhere else, is shown whole, or comes whole as a file."""
    text = long_text(name, length)
    card = error_card(SessionEnded(text), SAY)
    check_card(card)
    texts = [block.content for block in card.blocks if isinstance(block, Text)]
    if card.files:
        assert card.files[0].data.decode() == text
        assert "attached file" in texts[-1]
    else:
        assert texts[-1].replace("\n> ", "\n").replace("\u200b", "").replace("\\`", "`").startswith(f"> {text}")


def test_the_id_of_an_error_is_told() -> None:
    """An unexpected error tells the id under which the log has the details."""
    error = UnexpectedError()
    (text,) = error_card(error, SAY).blocks
    assert isinstance(text, Text)
    assert error.error_id in text.content
