"""The card that tells somebody what did not work."""

from bot.cards.components import MOST_CHARACTERS, Accent, Card, Text
from bot.cards.conversation import quoted_excerpt
from bot.cards.fitting import Room
from bot.errors import BotError
from bot.texts import Sentences

_KEPT_TEXT = Room(MOST_CHARACTERS - 400, 9_000)


def error_card(error: BotError, say: Sentences) -> Card:
    """An error's sentence, and what the person had typed where this is the only place left to show it."""
    blocks = [Text("⚠️ " + say(error.sentence, **error.arguments))]
    if error.kept_text:
        blocks.append(Text(quoted_excerpt(error.kept_text, _KEPT_TEXT, say)[0]))
    return Card(tuple(blocks), Accent.PROBLEM)
