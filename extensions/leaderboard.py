"""`/leaderboard`: the best of a period, and the controls on that card."""

import lightbulb

from bot.cards.leaderboard import GLOBAL, ROOM, SERVER
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.leaderboards.leaderboard import DEFAULT_PERIOD, Leaderboard
from bot.protocol.scores import TimeFrame

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class LeaderboardCommand(lightbulb.SlashCommand, name="leaderboard", description="command-leaderboard", localize=True):
    """Show a leaderboard."""

    period = lightbulb.string(
        "option-period",
        "command-leaderboard-period",
        localize=True,
        default=str(DEFAULT_PERIOD),
        choices=[lightbulb.Choice(f"period-{time_frame}", str(time_frame), localize=True) for time_frame in TimeFrame],
    )
    scope = lightbulb.string(
        "option-scope",
        "command-leaderboard-scope",
        localize=True,
        default=None,
        choices=[lightbulb.Choice(f"scope-{scope}", scope, localize=True) for scope in (SERVER, GLOBAL)],
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, leaderboard: Leaderboard) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction,
            AnswerKind.EPHEMERAL,
            lambda click: leaderboard.show(click, self.period, self.scope),
        )


@routes.action("page", AnswerKind.UPDATE)
async def page(click: Click, leaderboard: Leaderboard) -> Answer:
    """`Previous`, `Next`, `Back to the board`, `All servers`, `This server`."""
    return await leaderboard.turn(click)


@routes.action("period", AnswerKind.UPDATE)
async def period(click: Click, leaderboard: Leaderboard) -> Answer:
    """The select of periods."""
    return await leaderboard.choose_period(click)


@routes.action("me", AnswerKind.UPDATE)
async def me(click: Click, leaderboard: Leaderboard) -> Answer:
    """`Where am I`."""
    return await leaderboard.locate(click)
