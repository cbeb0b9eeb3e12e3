"""Tests of finding a message again."""

from types import SimpleNamespace
from typing import Any, cast

from hikari.api import RESTClient

from bot.discord.messages import find_message
from bot.interactions.components import Button, Card, Row, Text

OURS, ANOTHER = "0" * 31 + "1", "0" * 31 + "2"


class Rest:
    """A channel with one message, whose buttons have these custom ids."""

    def __init__(self, *custom_ids: str) -> None:
        buttons = [SimpleNamespace(custom_id=each) for each in custom_ids]
        self.message = SimpleNamespace(id=9, components=[SimpleNamespace(components=buttons)])

    def fetch_messages(self, _: int) -> Any:
        """The messages, newest first."""

        async def messages() -> Any:
            yield self.message

        return SimpleNamespace(limit=lambda _: messages())


async def test_a_card_is_known_by_the_session_that_its_controls_are_about() -> None:
    """A button that is the same on many cards, `Guidelines` say, does not make another session's card this one."""
    guidelines = "guide1:show:-:assistant_reply"
    card = Card((Text("Work"), Row((Button("Skip", f"work1:skip:{OURS}"), Button("Guidelines", guidelines)))))
    for session, expected in ((OURS, 9), (ANOTHER, None)):
        rest = Rest(f"work1:submit:{session}", f"work1:skip:{session}", guidelines)
        assert await find_message(cast(RESTClient, rest), 5, card) == expected
