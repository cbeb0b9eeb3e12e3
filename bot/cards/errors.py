"""The card that tells somebody what did not work."""

from bot.cards.session_parts import WHOLE_CARD
from bot.errors import BotError
from bot.interactions.components import Accent, Card, File, Text
from bot.interactions.contributed_text import quoted
from bot.texts import Sentences


def error_card(error: BotError, say: Sentences) -> Card:
    """Show an error's sentence, and what the person had typed where no other place is left to show it.

    Such a text is stored nowhere else, so one that does not fit comes whole, as a file.
    """
    sentence = Text("⚠️ " + say(error.sentence, **error.arguments))
    if not error.kept_text:
        return Card((sentence,), Accent.PROBLEM)
    kept = quoted(error.kept_text)
    if WHOLE_CARD.without(sentence.content).holds(kept):
        return Card((sentence, Text(kept)), Accent.PROBLEM)
    file = File("text.txt", error.kept_text.encode())
    return Card((sentence, Text(say("error-kept-as-file"))), Accent.PROBLEM, (file,))
