"""`/leaderboard`: the best of a period, and the controls on that card."""

import lightbulb

from bot.cards.leaderboard import GLOBAL, SERVER
from bot.command_options import period_option
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.leaderboards.leaderboard import DEFAULT_PERIOD, Leaderboard

loader = lightbulb.Loader()


@loader.command
class LeaderboardCommand(lightbulb.SlashCommand, name="leaderboard", description="command-leaderboard", localize=True):
    """Show a leaderboard."""

    period = period_option(DEFAULT_PERIOD)
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
            ResponseKind.EPHEMERAL,
            lambda click: leaderboard.show(click, self.period, self.scope),
        )
