"""`/trollboard`: to whose messages others object most."""

import hikari
import lightbulb

from bot.cards.trollboard import Accounts
from bot.command_options import period_option
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.moderation.trollboard import Trollboard
from bot.protocol.scores import TimeFrame

loader = lightbulb.Loader()


@loader.command
class TrollboardCommand(
    lightbulb.SlashCommand,
    name="trollboard",
    description="command-trollboard",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_MESSAGES,
    contexts=[hikari.ApplicationContextType.GUILD],
):
    """Show the trollboard."""

    period = period_option(TimeFrame.WEEK)
    accounts = lightbulb.string(
        "option-accounts",
        "command-trollboard-accounts",
        localize=True,
        default=str(Accounts.ALL),
        choices=[lightbulb.Choice(f"accounts-{each}", str(each), localize=True) for each in Accounts],
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, trollboard: Trollboard) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction,
            ResponseKind.EPHEMERAL,
            lambda click: trollboard.show(click, self.period, self.accounts),
        )
