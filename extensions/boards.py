"""`/boards`: the leaderboards that are posted to a channel of the server, and the controls on that card."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.posting import Posting

loader = lightbulb.Loader()


@loader.command
class BoardsCommand(
    lightbulb.SlashCommand,
    name="boards",
    description="command-boards",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_GUILD,
    contexts=[hikari.ApplicationContextType.GUILD],
):
    """Show and change what is posted where."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, settings: BoardSettings) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, settings.show)


@loader.listener(hikari.GuildChannelDeleteEvent)
async def on_channel_deleted(event: hikari.GuildChannelDeleteEvent, posting: Posting) -> None:
    """Hear that a channel of a server was deleted."""
    await posting.channel_gone(int(event.guild_id), int(event.channel_id))


@loader.listener(hikari.GuildLeaveEvent)
async def on_server_left(event: hikari.GuildLeaveEvent, settings: BoardSettings) -> None:
    """Hear that the bot was removed from a server."""
    await settings.server_left(int(event.guild_id))
