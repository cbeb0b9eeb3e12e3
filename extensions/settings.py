"""`/settings`: what a server's managers decide."""

import hikari
import lightbulb

from bot.interactions.answers import AnswerKind
from bot.interactions.router import Router
from bot.outbound.server_settings import ServerSettings

loader = lightbulb.Loader()
settings = lightbulb.Group(
    "settings",
    "command-settings",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_GUILD,
    contexts=[hikari.ApplicationContextType.GUILD],
)


@settings.register
class WorkChannel(
    lightbulb.SlashCommand, name="work-channel", description="command-settings-work-channel", localize=True
):
    """Set the channel of work threads."""

    channel = lightbulb.channel(
        "option-channel",
        "command-settings-work-channel-channel",
        localize=True,
        default=None,
        channel_types=[hikari.ChannelType.GUILD_TEXT],
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, settings_of_servers: ServerSettings) -> None:
        """Answer the command."""
        channel_id = int(self.channel.id) if self.channel is not None else None

        await router.answer_command(
            context.interaction,
            AnswerKind.EPHEMERAL,
            lambda click: settings_of_servers.set_work_channel(click, channel_id),
        )


loader.command(settings)
