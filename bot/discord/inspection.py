"""Looking at what Discord knows of the bot, without being it: nothing is changed, and no gateway session is begun.

hikari's client hides the headers of answers, and its gateway would identify: a second session with one token disturbs
the first, and each costs one of the day's. So the clock and the gateway are looked at with the HTTP client that hikari
itself stands on.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final, Self

import aiohttp
import hikari
from hikari.api import CommandBuilder

from bot.clock import Clock
from bot.discord.access import GatewayState, explained, gateway_state, sensible
from bot.discord.base import Gone, OutOfSight
from bot.discord.commands import CommandDifferences, PublishedCommands
from bot.discord.pace import Pace
from bot.discord.permissions import in_channel, in_server
from bot.errors import StartError
from bot.protocol.moments import SECOND

Commands = Sequence[CommandBuilder]
"""Every command of the bot, as it would be published."""

_SECONDS: Final = 10.0
_SECONDS_WITH_MANY_CALLS: Final = 60.0
_HELLO: Final = 10


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who the bot is: the ids of its user and of its application, and its name."""

    user_id: int
    application_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Server:
    """A server that the bot is in, and what it may do there at large, as Discord's bits."""

    server_id: int
    name: str
    permissions: int


@dataclass(frozen=True, slots=True)
class ChannelRights:
    """A channel's name, and what the bot may do in it, as Discord's bits."""

    name: str
    permissions: int


class Inspection:
    """Looks. Use as an async context manager."""

    def __init__(self, api_url: str, clock: Clock) -> None:
        """Make it; nothing is asked yet.

        Args:
            api_url: address of Discord's API, with its version.
            clock: what the bot takes for the time.
        """
        self._api_url = api_url
        self._clock = clock
        self._pace = Pace()
        self._stack = AsyncExitStack()
        self._http: aiohttp.ClientSession | None = None
        self._rest: hikari.api.RESTClient | None = None

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=_SECONDS)
        self._http = await self._stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def log_in(self, token: str) -> BotIdentity:
        """Ask Discord who has this token. What follows, but `clock_offset`, can be asked from then on.

        Raises:
            TokenRefused: nobody has it.
            StartError: Discord does not answer as it should; the sentence says what to do. So do all that follow.
        """
        timeouts = hikari.impl.HTTPTimeoutSettings(total=_SECONDS)
        settings = hikari.impl.HTTPSettings(force_close_transports=False, timeouts=timeouts)
        app = hikari.RESTApp(max_retries=0, url=self._api_url, http_settings=settings)
        await app.start()
        self._stack.push_async_callback(app.close)
        with sensible(), explained():
            async with asyncio.timeout(_SECONDS):
                client = await self._stack.enter_async_context(app.acquire(token, hikari.TokenType.BOT))
                user = await client.fetch_my_user()
                application = await client.fetch_application()
        self._rest = client
        return BotIdentity(int(user.id), int(application.id), user.username)

    async def clock_offset(self) -> float:
        """Return how many seconds our clock is ahead of Discord's, to about half a second."""
        before = self._clock.now()
        with sensible(), explained():
            async with self._session.get(f"{self._api_url}/gateway") as response:
                after = self._clock.now()
                theirs = parsedate_to_datetime(response.headers["Date"]).timestamp()
        # The header has whole seconds, the rest cut off.
        return (before + after) / 2 / SECOND - (theirs + 0.5)

    async def gateway(self) -> GatewayState:
        """Return what Discord says of its gateway."""
        return await gateway_state(self._client)

    async def greet_gateway(self, address: str) -> None:
        """Connect to the gateway, wait for its greeting, and leave without a word.

        Raises:
            StartError: it cannot be reached, or says something else.
        """
        host = address.partition("://")[2].partition("/")[0]
        try:
            async with (
                asyncio.timeout(_SECONDS),
                self._session.ws_connect(f"{address}/?v=10&encoding=json") as socket,
            ):
                greeting = await socket.receive_json()
        except (aiohttp.ClientError, OSError, TypeError, ValueError) as error:
            raise StartError(
                f"Discord's API answers, but its gateway does not ({type(error).__name__}). "
                f"Let WebSocket connections out to {host}: a firewall or a proxy may be in between."
            ) from error
        if not isinstance(greeting, dict) or greeting.get("op") != _HELLO:
            raise StartError(
                f"What answers at {host} is not Discord's gateway. Check DISCORD_API_URL, and the network."
            )

    async def servers(self) -> list[Server]:
        """Return every server that the bot is in, by name."""
        with explained():
            async with asyncio.timeout(_SECONDS_WITH_MANY_CALLS):
                found = [
                    Server(int(guild.id), guild.name, in_server(int(guild.my_permissions)))
                    async for guild in self._client.fetch_my_guilds()
                ]
        return sorted(found, key=lambda server: (server.name.casefold(), server.server_id))

    async def rights_in_channel(self, server: Server, channel_id: int, bot_id: int) -> ChannelRights:
        """Return what the bot may do in a channel of a server.

        Raises:
            OutOfSight: it cannot see the channel.
            Gone: the channel is no more.
        """
        await self._pace.turn()
        with explained():
            try:
                channel = await self._client.fetch_channel(channel_id)
            except hikari.NotFoundError as error:
                raise Gone(str(error.code)) from error
            except hikari.ForbiddenError as error:
                raise OutOfSight(str(error.code)) from error
            if not isinstance(channel, hikari.PermissibleGuildChannel) or channel.guild_id != server.server_id:
                raise Gone("no channel of this server")
            roles: Sequence[int] = ()
            overwrites = channel.permission_overwrites.values()
            if any(each.type is hikari.PermissionOverwriteType.ROLE for each in overwrites):
                await self._pace.turn()
                roles = [int(role) for role in (await self._client.fetch_member(server.server_id, bot_id)).role_ids]
        return ChannelRights(channel.name or str(channel_id), in_channel(channel, server.permissions, roles, bot_id))

    async def compare_commands(self, wanted: Commands) -> CommandDifferences:
        """Tell in what Discord's commands differ from the bot's."""
        with explained():
            async with asyncio.timeout(_SECONDS):
                return await PublishedCommands(self._client).compare(wanted)

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            raise RuntimeError("the inspection has not begun")
        return self._http

    @property
    def _client(self) -> hikari.api.RESTClient:
        if self._rest is None:
            raise RuntimeError("not logged in")
        return self._rest
