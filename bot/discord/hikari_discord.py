"""`Discord` over hikari's REST client."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta

import hikari

from bot.clock import Clock
from bot.discord.base import (
    Gone,
    NotPossible,
    OutOfSight,
    ServerRole,
    ServerRoles,
    ThreadLocked,
)
from bot.discord.calls import TIMEOUT_SECONDS, Calls, within
from bot.discord.component_builders import build_card
from bot.discord.messages import find_message, post_message
from bot.discord.permissions import MANAGE_ROLES, in_channel, in_server
from bot.discord.rest import open_rest
from bot.interactions.components import Card
from bot.protocol.moments import Moment, to_datetime

_ARCHIVE_AFTER = timedelta(days=1)
_ARCHIVE_PUBLIC_AFTER = timedelta(days=7)
_EMPTYING_SECONDS = 300.0
_NAMELESS = "✍️"
_WEBHOOK_NAME = "Leaderboards"
_NOT_IN_WEBHOOK_NAMES = ("discord", "clyde")
_NEWEST_MESSAGES = 100
# Not those in which Discord itself says something, "… was added to the thread" for example: they cannot be deleted.
_DELETABLE = {hikari.MessageType.DEFAULT, hikari.MessageType.REPLY, hikari.MessageType.CHAT_INPUT}
_POWERS = (
    hikari.Permissions.ADMINISTRATOR
    | hikari.Permissions.BAN_MEMBERS
    | hikari.Permissions.KICK_MEMBERS
    | hikari.Permissions.MODERATE_MEMBERS
    | hikari.Permissions.MANAGE_CHANNELS
    | hikari.Permissions.MANAGE_GUILD
    | hikari.Permissions.MANAGE_GUILD_EXPRESSIONS
    | hikari.Permissions.MANAGE_EVENTS
    | hikari.Permissions.MANAGE_MESSAGES
    | hikari.Permissions.MANAGE_NICKNAMES
    | hikari.Permissions.MANAGE_ROLES
    | hikari.Permissions.MANAGE_THREADS
    | hikari.Permissions.MANAGE_WEBHOOKS
    | hikari.Permissions.MENTION_ROLES
    | hikari.Permissions.MOVE_MEMBERS
    | hikari.Permissions.MUTE_MEMBERS
    | hikari.Permissions.DEAFEN_MEMBERS
    | hikari.Permissions.VIEW_AUDIT_LOG
)


@asynccontextmanager
async def open_discord(token: str, api_url: str, clock: Clock) -> "AsyncIterator[HikariDiscord]":
    """Open calls to Discord without a gateway, for the command line.

    Args:
        token: the bot's.
        api_url: where Discord's API is.
        clock: tells the time.

    Yields:
        What makes the calls, until the block ends.
    """
    async with open_rest(token, api_url) as rest:
        yield HikariDiscord(rest, clock)


class HikariDiscord:
    """Calls outside interaction answers."""

    def __init__(self, rest: hikari.api.RESTClient, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        self._calls = Calls()
        self._own_id: int | None = None

    async def create_private_thread(self, channel_id: int, name: str) -> int:
        """See `Discord.create_private_thread`."""
        async with within():
            thread = await self._calls.make_once(
                self._rest.create_thread,
                channel_id,
                hikari.ChannelType.GUILD_PRIVATE_THREAD,
                name,
                auto_archive_duration=_ARCHIVE_AFTER,
                invitable=False,
            )
            return int(thread.id)

    async def create_public_thread(self, channel_id: int, name: str) -> int:
        """See `Discord.create_public_thread`."""
        kind = hikari.ChannelType.GUILD_PUBLIC_THREAD
        async with within():
            thread = await self._calls.make_once(
                self._rest.create_thread, channel_id, kind, name, auto_archive_duration=_ARCHIVE_PUBLIC_AFTER
            )
            return int(thread.id)

    async def bring_back_thread(self, thread_id: int) -> None:
        """See `Discord.bring_back_thread`."""
        async with within():
            await self._bring_back(thread_id)

    async def unused_threads(self, server_id: int, channel_id: int, name: str) -> tuple[int, ...]:
        """See `Discord.unused_threads`."""
        async with within():
            own_id = await self._fetch_own_id()
            return tuple(
                int(thread.id)
                for thread in await self._calls.make(self._rest.fetch_active_threads, server_id)
                if (thread.owner_id, thread.parent_id, thread.name) == (own_id, channel_id, name)
                and thread.last_message_id is None
            )

    async def add_member(self, thread_id: int, member_id: int) -> None:
        """See `Discord.add_member`."""
        async with within():
            await self._calls.make(self._rest.add_thread_member, thread_id, member_id)

    async def add_to_thread(self, thread_id: int, member_id: int) -> None:
        """See `Discord.add_to_thread`."""
        async with within():
            await self._bring_back(thread_id)
            await self._calls.make(self._rest.add_thread_member, thread_id, member_id)

    async def post(self, channel_id: int, card: Card) -> int:
        """See `Discord.post`."""
        async with within():
            await self._calls.turn()
            return await post_message(self._rest, channel_id, card)

    async def find(self, channel_id: int, card: Card) -> int | None:
        """See `Discord.find`."""
        async with within():
            await self._calls.turn()
            return await find_message(self._rest, channel_id, card)

    async def is_there(self, channel_id: int, message_id: int) -> bool:
        """See `Discord.is_there`."""
        try:
            async with within():
                await self._calls.make(self._rest.fetch_message, channel_id, message_id)
        except (OutOfSight, NotPossible):
            return True
        except Gone:
            return False
        return True

    async def edit(self, channel_id: int, message_id: int, card: Card) -> None:
        """See `Discord.edit`."""
        async with within():
            await self._calls.make(
                self._rest.edit_message,
                channel_id,
                message_id,
                components=build_card(card),
                mentions_everyone=False,
                user_mentions=False,
                role_mentions=False,
            )

    async def delete(self, channel_id: int, message_id: int) -> None:
        """See `Discord.delete`."""
        with _gone_is_fine():
            async with within():
                await self._calls.make(self._rest.delete_message, channel_id, message_id)

    async def remove_thread(self, thread_id: int) -> None:
        """See `Discord.remove_thread`."""
        with _gone_is_fine():
            async with within(_EMPTYING_SECONDS):
                thread = await self._calls.make(self._rest.fetch_channel, thread_id)
                own_id = await self._fetch_own_id()
                if not isinstance(thread, hikari.GuildThreadChannel) or thread.owner_id != own_id:
                    raise NotPossible("not a thread of the bot's own")
                try:
                    await self._calls.make(self._rest.delete_channel, thread_id)
                except hikari.ForbiddenError:  # it takes Manage Threads, which the bot does not ask for
                    await self._empty_thread(thread, own_id)

    async def count_active_threads(self, server_id: int) -> int:
        """See `Discord.count_active_threads`."""
        async with within():
            return len(await self._calls.make(self._rest.fetch_active_threads, server_id))

    async def archive_idle_threads(self, server_id: int, idle_seconds: int, at_most: int) -> int:
        """See `Discord.archive_idle_threads`."""
        async with within(TIMEOUT_SECONDS + at_most):
            own_id = await self._fetch_own_id()
            idle_since = to_datetime(self._clock.now()) - timedelta(seconds=idle_seconds)
            threads = [
                thread
                for thread in await self._calls.make(self._rest.fetch_active_threads, server_id)
                if thread.owner_id == own_id and _last_activity(thread) < idle_since
            ]
            threads.sort(key=_last_activity)
            for thread in threads[:at_most]:
                with suppress(hikari.NotFoundError):  # deleted meanwhile
                    await self._calls.make(self._rest.edit_channel, thread.id, archived=True)
            return len(threads[:at_most])

    async def own_webhook(self, server_id: int, channel_id: int) -> tuple[int, str]:
        """See `Discord.own_webhook`."""
        async with within():
            channel = await self._calls.make(self._rest.fetch_channel, channel_id)
            if not isinstance(channel, hikari.GuildChannel) or channel.guild_id != server_id:
                raise Gone("not a channel of this server")
            application = await self._calls.make(self._rest.fetch_application)
            for webhook in await self._calls.make(self._rest.fetch_channel_webhooks, channel_id):
                is_own = webhook.application_id == application.id
                if is_own and isinstance(webhook, hikari.IncomingWebhook) and webhook.token is not None:
                    return int(webhook.id), webhook.token
            made = await self._calls.make_once(self._rest.create_webhook, channel_id, await self._fetch_webhook_name())
            if made.token is None:
                raise NotPossible("a webhook without a token")
            return int(made.id), made.token

    async def webhook_messages(self, channel_id: int, webhook_id: int, since: Moment) -> tuple[int, ...]:
        """See `Discord.webhook_messages`."""
        async with within():
            await self._calls.turn()
            newest = self._rest.fetch_messages(channel_id, after=to_datetime(since))
            return tuple(
                [
                    int(message.id)
                    async for message in newest.limit(_NEWEST_MESSAGES)
                    if message.webhook_id == webhook_id
                ]
            )

    async def server_name(self, server_id: int) -> str:
        """See `Discord.server_name`."""
        async with within():
            return (await self._calls.make(self._rest.fetch_guild, server_id)).name

    async def tell(self, user_id: int, card: Card) -> None:
        """See `Discord.tell`."""
        async with within():
            channel = await self._calls.make(self._rest.create_dm_channel, user_id)
        await self.post(int(channel.id), card)

    async def _fetch_webhook_name(self) -> str:
        """Return the bot's own name, where a webhook may have it."""
        name = (await self._calls.make(self._rest.fetch_my_user)).username
        return _WEBHOOK_NAME if any(word in name.casefold() for word in _NOT_IN_WEBHOOK_NAMES) else name

    async def permissions_in(self, server_id: int, channel_id: int | None) -> int:
        """See `Discord.permissions_in`."""
        async with within():
            channel = None if channel_id is None else await self._calls.make(self._rest.fetch_channel, channel_id)
            if channel is not None and (
                not isinstance(channel, hikari.PermissibleGuildChannel) or channel.guild_id != server_id
            ):
                raise Gone("no channel of this server")
            _, own = await self._fetch_roles_and_own(server_id)
            if channel is None:
                return _permissions_at_large(own)
            role_ids = [int(role.id) for role in own]
            return in_channel(channel, _permissions_at_large(own), role_ids, await self._fetch_own_id())

    async def system_channel(self, server_id: int) -> tuple[int | None, str]:
        """See `Discord.system_channel`."""
        async with within():
            server = await self._calls.make(self._rest.fetch_guild, server_id)
        channel_id = server.system_channel_id
        return None if channel_id is None else int(channel_id), str(server.preferred_locale)

    async def fetch_roles(self, server_id: int) -> ServerRoles:
        """See `Discord.fetch_roles`."""
        async with within():
            roles, own = await self._fetch_roles_and_own(server_id)
        return ServerRoles(
            roles={
                role_id: ServerRole(role_id, role.position, role.is_managed, bool(role.permissions & _POWERS))
                for role_id, role in roles.items()
            },
            own_position=max((role.position for role in own), default=0),
            may_manage=bool(_permissions_at_large(own) & MANAGE_ROLES),
        )

    async def give_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:
        """See `Discord.give_role`."""
        async with within():
            await self._calls.make(self._rest.add_role_to_member, server_id, member_id, role_id, reason=reason)

    async def take_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:
        """See `Discord.take_role`."""
        async with within():
            await self._calls.make(self._rest.remove_role_from_member, server_id, member_id, role_id, reason=reason)

    async def _fetch_roles_and_own(self, server_id: int) -> tuple[Mapping[int, hikari.Role], Sequence[hikari.Role]]:
        """Return the roles of a server by their ids, and those that the bot has, @everyone among them."""
        own_id = await self._fetch_own_id()
        roles = {int(role.id): role for role in await self._calls.make(self._rest.fetch_roles, server_id)}
        me = await self._calls.make(self._rest.fetch_member, server_id, own_id)
        return roles, [roles[int(role_id)] for role_id in (*me.role_ids, server_id) if int(role_id) in roles]

    async def _bring_back(self, thread_id: int) -> None:
        thread = await self._calls.make(self._rest.fetch_channel, thread_id)
        if isinstance(thread, hikari.GuildThreadChannel) and thread.is_locked:
            raise ThreadLocked("a moderator has locked it")
        if isinstance(thread, hikari.GuildThreadChannel) and thread.is_archived:
            await self._calls.make(self._rest.edit_channel, thread_id, archived=False)

    async def _empty_thread(self, thread: hikari.GuildThreadChannel, own_id: int) -> None:
        """Do what the opener of a thread may do without any permission of its own."""
        if thread.is_archived:
            await self._calls.make(self._rest.edit_channel, thread.id, archived=False)
        await self._calls.turn()
        async for message in self._rest.fetch_messages(thread.id):
            if message.author.id == own_id and message.type in _DELETABLE:
                await self._calls.make(self._rest.delete_message, thread.id, message.id)
        await self._calls.make(self._rest.edit_channel, thread.id, name=_NAMELESS)
        await self._calls.make(self._rest.edit_channel, thread.id, archived=True)

    async def _fetch_own_id(self) -> int:
        if self._own_id is None:
            self._own_id = int((await self._calls.make(self._rest.fetch_my_user)).id)
        return self._own_id


def _last_activity(thread: hikari.GuildThreadChannel) -> datetime:
    """Return the moment of the last message, which its id tells; the thread's creation where it has none."""
    return max((thread.last_message_id or thread.id).created_at, thread.archive_timestamp)


def _permissions_at_large(roles: Sequence[hikari.Role]) -> int:
    """Return what these roles together allow in their server."""
    permissions = 0
    for role in roles:
        permissions |= int(role.permissions)
    return in_server(permissions)


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except OutOfSight:
        raise
    except Gone:
        pass
