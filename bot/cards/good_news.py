"""Good news: the offer, the wish, and the news themselves."""

from collections.abc import Sequence

from bot.cards.open_tasks import NAMESPACE as TASKS_ROOM
from bot.interactions.components import Accent, Button, ButtonStyle, Card, Row, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.tasks import RANDOM
from bot.texts import Sentences

NAMESPACE = "news"


def wish_card(say: Sentences, *, wanted: bool, has_changed: bool = False) -> Card:
    """Show what good news is, whether the person wants it, and the button that changes that.

    Args:
        say: the reader's sentences.
        wanted: whether they want it now.
        has_changed: whether they have just said so.
    """
    state = say("news-are-on") if wanted else say("news-are-off")
    if wanted:
        button = Button(say("button-news-off"), str(CustomId(NAMESPACE, "off")))
    else:
        button = Button(say("button-news-on"), str(CustomId(NAMESPACE, "on")), ButtonStyle.PRIMARY)
    accent = Accent.DONE if wanted and has_changed else Accent.QUIET
    return Card((Text(f"### {say('news-title')}\n{say('news-explained')}\n\n{state}"), Row((button,))), accent)


def news_card(news: Sequence[str], say: Sentences) -> Card:
    """Show some news, each a sentence of its own, in one message."""
    controls = (
        Button(say("button-news-work"), str(CustomId(TASKS_ROOM, "start", None, f"{RANDOM}/")), ButtonStyle.PRIMARY),
        Button(say("button-news-off"), str(CustomId(NAMESPACE, "stop"))),
    )
    return Card((Text("\n".join([f"### {say('news-title')}", *news])), Row(controls)), Accent.DONE)
