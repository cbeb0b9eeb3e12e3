"""`/profile`: what somebody has achieved, and the controls on their own."""

import hikari
import lightbulb

from bot.cards.profile import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.leaderboards.profiles import Profiles

loader = lightbulb.Loader()
routes = Routes(ROOM)


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
            context.interaction, AnswerKind.EPHEMERAL, lambda click: profiles.show(click, discord_id)
        )


@routes.action("share", AnswerKind.UPDATE)
async def share(click: Click, profiles: Profiles) -> Answer:
    """`Share`."""
    return await profiles.share(click)


@routes.action("hide", AnswerKind.UPDATE)
async def hide(click: Click, profiles: Profiles) -> Answer:
    """`Hide me from leaderboards`."""
    return await profiles.hide(click)


@routes.action("unhide", AnswerKind.UPDATE)
async def unhide(click: Click, profiles: Profiles) -> Answer:
    """`Show me on leaderboards`."""
    return await profiles.unhide(click)


@routes.action("news-on", AnswerKind.UPDATE)
async def news_on(click: Click, profiles: Profiles) -> Answer:
    """`Tell me good news`."""
    return await profiles.turn_news_on(click)


@routes.action("news-off", AnswerKind.UPDATE)
async def news_off(click: Click, profiles: Profiles) -> Answer:
    """`No more good news`."""
    return await profiles.turn_news_off(click)
