"""`/settings`: what a server's managers decide, on one card; and the hello to a server that the bot is new in."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
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
async def on_joined(event: hikari.GuildJoinEvent, greeting: Greeting) -> None:
    """Hear that the bot was added to a server."""
    await greeting.hear_of([int(event.guild_id)])


@loader.listener(hikari.ShardReadyEvent)
async def on_ready(event: hikari.ShardReadyEvent, greeting: Greeting) -> None:
    """Hear, at a start, which servers the bot is in: it may have been added while nobody listened.

    Discord then tells all about each of them, one event a server. Whoever listened to those would hold them all.
    """
    await greeting.hear_of(map(int, event.unavailable_guilds))
