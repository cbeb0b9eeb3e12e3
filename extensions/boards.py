"""`/boards`: the leaderboards that are posted to a channel of the server, and the controls on that card."""

import hikari
import lightbulb

from bot.cards.board_settings import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.components import Modal
from bot.interactions.responses import Answer, AnswerKind
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.posting import Posting

loader = lightbulb.Loader()
routes = Routes(ROOM)


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
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, settings.show)


@loader.listener(hikari.GuildChannelDeleteEvent)
async def on_channel_deleted(event: hikari.GuildChannelDeleteEvent, posting: Posting) -> None:
    """A channel of a server was deleted."""
    await posting.channel_gone(int(event.guild_id), int(event.channel_id))


@loader.listener(hikari.GuildLeaveEvent)
async def on_server_left(event: hikari.GuildLeaveEvent, settings: BoardSettings) -> None:
    """The bot was removed from a server."""
    await settings.server_left(int(event.guild_id))


@routes.action("channel", AnswerKind.UPDATE)
async def channel(click: Click, settings: BoardSettings) -> Answer:
    """A channel was chosen, or none."""
    return await settings.choose_channel(click)


@routes.action("periods", AnswerKind.UPDATE)
async def periods(click: Click, settings: BoardSettings) -> Answer:
    """Periods were chosen."""
    return await settings.choose_periods(click)


@routes.action("hour", AnswerKind.UPDATE)
async def hour(click: Click, settings: BoardSettings) -> Answer:
    """An hour was chosen."""
    return await settings.choose_hour(click)


@routes.action("zone", AnswerKind.UPDATE)
async def zone(click: Click, settings: BoardSettings) -> Answer:
    """A time zone was chosen."""
    return await settings.choose_zone(click)


@routes.action("other-zone", AnswerKind.MODAL)
async def other_zone(click: Click, settings: BoardSettings) -> Modal:
    """`Other time zone`."""
    return await settings.ask_for_zone(click)


@routes.action("zone-typed", AnswerKind.UPDATE)
async def zone_typed(click: Click, settings: BoardSettings) -> Answer:
    """A time zone was typed."""
    return await settings.zone_typed(click)


@routes.action("scope", AnswerKind.UPDATE)
async def scope(click: Click, settings: BoardSettings) -> Answer:
    """This server or all servers."""
    return await settings.choose_scope(click)


@routes.action("on", AnswerKind.UPDATE)
async def turn_on(click: Click, settings: BoardSettings) -> Answer:
    """`Turn on`."""
    return await settings.turn_on(click)


@routes.action("now", AnswerKind.UPDATE)
async def post_now(click: Click, settings: BoardSettings) -> Answer:
    """`Post now`."""
    return await settings.post_now(click)


@routes.action("off", AnswerKind.UPDATE)
async def turn_off(click: Click, settings: BoardSettings) -> Answer:
    """`Turn off`."""
    return await settings.turn_off(click)
