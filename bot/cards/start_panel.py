"""What everybody in a server can begin with: the start panel in a channel, and the hello of a bot that has just joined.

Panels stay in channels for years, so their custom ids never change.
"""

from bot.cards.guidelines import NAMESPACE as GUIDELINES_NAMESPACE
from bot.cards.settings_parts import NAMESPACE as SETTINGS_NAMESPACE
from bot.interactions.components import Button, ButtonStyle, Card, Row, Text
from bot.interactions.custom_id import CustomId
from bot.texts import Sentences

NAMESPACE = "start"


def start_panel(say: Sentences) -> Card:
    """Return the message with which everybody begins."""
    texts = (Text(f"### {say('panel-title')}\n{say('panel-text')}"), Text(say("panel-begin")))
    return Card((*texts, Row(_buttons(say))))


def hello_card(say: Sentences) -> Card:
    """Return what the bot says when it has joined a server: what it is for, and what its managers do next."""
    settings = Button(say("button-settings"), str(CustomId(SETTINGS_NAMESPACE, "show")), ButtonStyle.PRIMARY)
    return Card((Text(f"### {say('hello-title')}\n{say('hello-text')}"), Text(say("hello-steps")), Row((settings,))))


def _buttons(say: Sentences) -> tuple[Button, ...]:
    return (
        Button(say("button-begin"), str(CustomId(NAMESPACE, "work")), ButtonStyle.SUCCESS),
        Button(say("button-my-profile"), str(CustomId(NAMESPACE, "profile"))),
        Button(say("button-guidelines"), str(CustomId(GUIDELINES_NAMESPACE, "show"))),
    )
