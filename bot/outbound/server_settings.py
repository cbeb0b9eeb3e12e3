"""What a server's managers decide for their server."""

from bot.cards.people import sentence_card
from bot.clock import Clock
from bot.interactions.answers import Answer
from bot.interactions.click import Click
from bot.outbound import repository
from bot.outbound.repository import WORK_CHANNEL
from bot.policy import NotAllowed, may_change_settings
from bot.store import Database


class ServerSettings:
    """Settings by server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def set_work_channel(self, click: Click, channel_id: int | None) -> Answer:
        """Set the text channel in which new work threads are opened; None for wherever /work is used.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
        """
        server_id = click.place.server_id
        if server_id is None or not may_change_settings(click.rights):
            raise NotAllowed
        value = None if channel_id is None else str(channel_id)
        now = self._clock.now()
        await self._database.write(
            lambda connection: repository.set_setting(connection, server_id, WORK_CHANNEL, value, now)
        )
        if channel_id is None:
            return Answer(sentence_card(click.say("settings-work-channel-anywhere")))
        return Answer(sentence_card(click.say("settings-work-channel", channel=f"<#{channel_id}>")))
