"""The cards around the agreement, privacy and help."""

from collections.abc import Mapping, Sequence

from bot.cards.session_parts import WHOLE_CARD
from bot.interactions.components import Accent, Button, ButtonStyle, Card, Row, Separator, Text
from bot.interactions.custom_id import CustomId
from bot.texts import Sentences

NAMESPACE = "consent"


def agreement_card(paragraphs: Sequence[str], say: Sentences, wanted: str, notices: Sequence[str] = ()) -> Card:
    """Show the agreement, with its two answers.

    Args:
        paragraphs: the agreement in the reader's language.
        say: the reader's sentences.
        wanted: which wording this is and what they asked for; it comes back with their answer.
        notices: what they should know before they answer, beside the agreement.
    """
    return Card(
        (
            Text(f"### {say('agreement-title')}"),
            *(Text(paragraph) for paragraph in (*paragraphs, *notices)),
            Row(
                (
                    Button(say("button-agree"), str(CustomId(NAMESPACE, "agree", None, wanted)), ButtonStyle.SUCCESS),
                    Button(say("button-decline"), str(CustomId(NAMESPACE, "decline")), ButtonStyle.SECONDARY),
                )
            ),
        )
    )


def help_card(commands: Mapping[str, str], say: Sentences) -> Card:
    """Show what the bot does and how; `commands` gives the description of each command by its mention.

    Where they are too many for one message, they are named without their descriptions.
    """
    explained = [say("help-command", command=command, description=text) for command, text in commands.items()]
    intro = (Text(f"### {say('help-title')}\n{say('help-intro')}"), Text(say("help-how")), Separator())
    for lines in (explained, list(commands)):
        card = Card((*intro, Text("\n".join([say("help-commands-title"), *lines]))))
        if WHOLE_CARD.holds("".join(block.content for block in card.blocks if isinstance(block, Text))):
            break
    return card


def sentence_card(sentence: str, accent: Accent = Accent.QUIET) -> Card:
    """Say one thing on a card."""
    return Card((Text(sentence),), accent)
