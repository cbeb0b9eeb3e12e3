"""`/profile`: what somebody has achieved, and the controls on their own."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.leaderboards.profiles import Profiles

loader = lightbulb.Loader()


@loader.command
class ProfileCommand(lightbulb.SlashCommand, name="profile", description="command-profile", localize=True):
    """Show a profile."""

    user = lightbulb.user("option-user", "command-profile-user", localize=True, default=None)

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, profiles: Profiles) -> None:
        """Answer the command."""
        user: hikari.User | None = self.user
        discord_id = None if user is None else int(user.id)
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: profiles.show(click, discord_id)
        )
