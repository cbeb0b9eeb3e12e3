"""What a server's managers decide for their server."""

from bot.cards.people import sentence_card
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotPossible, OutOfSight
from bot.discord.permissions import permission_names
from bot.interactions.click import Click
from bot.interactions.components import Accent
from bot.interactions.responses import Response
from bot.policy import NotAllowed, may_change_settings
from bot.server_settings import repository
from bot.server_settings.repository import WORK_CHANNEL
from bot.store import Database
from bot.texts import Sentences


class ServerSettings:
    """Settings by server."""

    def __init__(self, database: Database, clock: Clock, discord: Discord, needed: int) -> None:
        """Make it.

        Args:
            database: where the settings are.
            clock: tells when they were made.
            discord: is asked what the bot may do.
            needed: the permissions that it takes to open work threads in a channel and to work there, as Discord's
                bits.
        """
        self._database = database
        self._clock = clock
        self._discord = discord
        self._needed = needed

    async def set_work_channel(self, click: Click, channel_id: int | None) -> Response:
        """Set the text channel in which new work threads are opened; None for wherever /work is used.

        A channel that the bot cannot use yet is set all the same: its permissions may be the manager's next step. The
        answer says what they are.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
        """
        server_id = click.place.server_id
        if server_id is None or not may_change_settings(click.rights):
            raise NotAllowed
        answer = await self._told(click.say, server_id, channel_id)
        if answer is None:
            return Response(sentence_card(click.say("settings-work-channel-gone"), Accent.PROBLEM))
        value = None if channel_id is None else str(channel_id)
        now = self._clock.now()
        await self._database.write(repository.set_setting, server_id, WORK_CHANNEL, value, now)
        return answer

    async def _told(self, say: Sentences, server_id: int, channel_id: int | None) -> Response | None:
        """Say what is to be said of a channel that is being set; None where it is no more."""
        if channel_id is None:
            return Response(sentence_card(say("settings-work-channel-anywhere"), Accent.DONE))
        channel = f"<#{channel_id}>"
        try:
            lacking = self._needed & ~await self._discord.permissions_in(server_id, channel_id)
        except OutOfSight:
            lacking = self._needed
        except Gone:
            return None
        except NotPossible:
            needed = _listed(self._needed, say)
            return Response(sentence_card(say("settings-work-channel-unchecked", channel=channel, permissions=needed)))
        if not lacking:
            return Response(sentence_card(say("settings-work-channel", channel=channel), Accent.DONE))
        told = say("settings-work-channel-lacking", channel=channel, permissions=_listed(lacking, say))
        return Response(sentence_card(told, Accent.PROBLEM))


def _listed(permissions: int, say: Sentences) -> str:
    """Name permissions as Discord's client names them in the reader's language."""
    keys = [name.lower().replace(" ", "-") for name in permission_names(permissions)]
    return ", ".join(f"**{say(f'permission-{key}')}**" for key in keys)
