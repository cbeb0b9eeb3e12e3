"""Somebody at work: finds controls by their words, as people do."""

import asyncio
import re

from playground.client import Channel, Guild, Outcome, Person
from playground.screen import Message

SAVED = "✅ Saved. Thank you!"
_PRIVATE_THREAD = 12
_PATIENCE_SECONDS = 120.0
"""Only a machine that stands still takes so long."""
_CARD_LINK = re.compile(r"https://discord\.com/channels/\d+/(?P<channel>\d+)/(?P<message>\d+)")
_SHOWING = {"Guidelines", "More", "Read in full"}


class Contributor:
    """A person in a server, with what they do again and again.

    Attributes:
        person: who.
        guild: the server.
        channel: where they use commands.
    """

    def __init__(self, person: Person, guild: Guild, channel: Channel) -> None:
        self.person = person
        self.guild = guild
        self.channel = channel

    async def ask(self, **options: str) -> Outcome:
        """`/work`, and what came of it."""
        return await (await self.person.command(self.channel, "work", **options)).settled()

    async def work(self, **options: str) -> Message:
        """`/work`, with a yes to the agreement where it is asked; returns the card."""
        outcome = await self.ask(**options)
        if outcome.message.has_button("I agree"):
            outcome = await self.press(outcome.message, "I agree")
        return await self.card_of(outcome)

    async def reply(self) -> Message:
        """Get a package that asks for a reply of the assistant."""
        return await self.work(task="assistant_reply")

    async def card_of(self, outcome: Outcome) -> Message:
        """The card that an answer shows, or links to."""
        if outcome.messages and outcome.message.buttons:
            return outcome.message
        link = _CARD_LINK.search(outcome.text)
        assert link is not None, outcome.text
        seen = await self.person.messages(int(link["channel"]))
        return next(message for message in seen if message.id == int(link["message"]))

    async def cards(self) -> list[Message]:
        """All messages in the person's thread that have buttons, oldest first."""
        return [message for message in await self.person.messages(await self.thread()) if message.buttons]

    async def thread(self) -> Channel:
        """The person's own work thread."""
        threads = [thread for thread in await self.person.threads(self.guild) if thread.type == _PRIVATE_THREAD]
        assert len(threads) == 1, threads
        return threads[0]

    async def press(self, card: Message, label: str) -> Outcome:
        """Press a button, and wait for the whole answer: the next card comes before the old one loses its buttons."""
        outcome = await (await self.person.press(card, label)).settled()
        if label == "Next task" and outcome.messages and outcome.message.has_button("Skip"):
            await self._is_left(card)
        return outcome

    async def pressed(self, card: Message, label: str) -> Message:
        """The card after a button was pressed on it."""
        await self.press(card, label)
        return await self.person.look(card)

    async def typed(self, card: Message, text: str) -> Outcome:
        """Write a text in the form that the card opens, and send it."""
        buttons = [name for name in ("Write prompt", "Write reply", "Edit") if card.has_button(name)]
        assert buttons, card.text
        opened = await self.person.press(card, buttons[0])
        return await (await self.person.submit(opened.modal, {"text": text})).settled()

    async def written(self, card: Message, text: str) -> Message:
        """The card after a text was written for it."""
        await self.typed(card, text)
        return await self.person.look(card)

    async def finished(self, card: Message, text: str) -> Message:
        """The card after a text was written and submitted."""
        done = await self.pressed(await self.written(card, text), "Submit")
        assert SAVED in done.text, done.text
        return done

    async def next_card(self, done: Message, label: str = "Next task") -> Message:
        """The next card, from a finished one."""
        outcome = await (await self.person.press(done, label)).until_shown(1)
        await self._is_left(done)
        return outcome.shown[0]

    async def _is_left(self, card: Message) -> None:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (await self.person.look(card)).has_button("Next task"):  # noqa: ASYNC110 - it is seen by looking
                await asyncio.sleep(0.02)


def labels(card: Message) -> list[str]:
    """The words on a card's buttons, in order, without those that only show something."""
    return [button.label for button in card.buttons if button.label not in _SHOWING]
