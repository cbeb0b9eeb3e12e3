"""`/settings`: what a server's managers decide."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.level_roles.service import LevelRoles
from bot.server_settings.service import ServerSettings

loader = lightbulb.Loader()
settings = lightbulb.Group(
    "settings",
    "command-settings",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_GUILD,
    contexts=[hikari.ApplicationContextType.GUILD],
)


@settings.register
class SetWorkChannel(
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
            ResponseKind.EPHEMERAL,
            lambda click: settings_of_servers.set_work_channel(click, channel_id),
        )


@settings.register
class SetLevelRole(lightbulb.SlashCommand, name="level-role", description="command-settings-level-role", localize=True):
    """Set the role that is given from a level on."""

    level = lightbulb.integer(
        "option-level", "command-settings-level-role-level", localize=True, min_value=1, max_value=100
    )
    role = lightbulb.role("option-role", "command-settings-level-role-role", localize=True, default=None)

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, level_roles: LevelRoles) -> None:
        """Answer the command."""
        role_id = int(self.role.id) if self.role is not None else None

        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: level_roles.set(click, self.level, role_id)
        )


@settings.register
class ListLevelRoles(
    lightbulb.SlashCommand, name="level-roles", description="command-settings-level-roles", localize=True
):
    """Show which roles are given, and what goes wrong."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, level_roles: LevelRoles) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, level_roles.show)


loader.command(settings)
