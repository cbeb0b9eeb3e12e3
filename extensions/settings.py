"""`/settings`: what a server's managers decide, on one card; hello to a server that the bot is new in, and farewell."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.server_setup.farewell import Farewell
from bot.server_setup.greeting import Greeting
from bot.server_setup.service import ServerSetup

loader = lightbulb.Loader()


@loader.command
class SettingsCommand(
    lightbulb.SlashCommand,
    name="settings",
    description="command-settings",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_GUILD,
    contexts=[hikari.ApplicationContextType.GUILD],
):
    """Show and change everything that is set in a server."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, setup: ServerSetup) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, setup.show)


@loader.listener(hikari.GuildChannelDeleteEvent)
async def on_channel_deleted(event: hikari.GuildChannelDeleteEvent, setup: ServerSetup) -> None:
    """Hear that a channel of a server was deleted."""
    await setup.channel_gone(int(event.guild_id), int(event.channel_id))


@loader.listener(hikari.GuildJoinEvent)
async def on_joined(event: hikari.GuildJoinEvent, greeting: Greeting, farewell: Farewell) -> None:
    """Hear that the bot was added to a server."""
    await farewell.is_in(int(event.guild_id))
    await greeting.hear_of([int(event.guild_id)])


@loader.listener(hikari.GuildLeaveEvent)
async def on_left(event: hikari.GuildLeaveEvent, farewell: Farewell) -> None:
    """Hear that the bot was removed from a server."""
    await farewell.left(int(event.guild_id))


@loader.listener(hikari.ShardReadyEvent)
async def on_ready(event: hikari.ShardReadyEvent, greeting: Greeting, farewell: Farewell) -> None:
    """Hear, at a start, in which servers the bot is: it may have been added or removed while nobody listened.

    Discord then tells all about each of them, one event a server. Whoever listened to those would hold them all.
    """
    servers = [int(guild_id) for guild_id in event.unavailable_guilds]
    await farewell.is_only_in(servers, event.shard.id, event.shard.shard_count)
    await greeting.hear_of(servers)
