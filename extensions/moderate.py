"""`/moderate`: cases, messages, trees and the log, for those who moderate a server."""

import hikari
import lightbulb

from bot.discord.controls import custom_ids_on
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.moderation.log import ModerationLog
from bot.moderation.lookup import MessageLookup
from bot.moderation.person import PersonModeration
from bot.moderation.service import Moderation

loader = lightbulb.Loader()
moderate = lightbulb.Group(
    "moderate",
    "command-moderate",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_MESSAGES,
    contexts=[hikari.ApplicationContextType.GUILD],
)


@moderate.register
class ModerateQueue(lightbulb.SlashCommand, name="queue", description="command-moderate-queue", localize=True):
    """Show the cases that wait for a decision."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, moderation: Moderation) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, moderation.queue)


async def complete_message(
    context: lightbulb.AutocompleteContext[str],
    router: Router = lightbulb.di.INJECTED,
    lookup: MessageLookup = lightbulb.di.INJECTED,
) -> None:
    """Suggest messages while words of one are typed."""
    rights = await router.rights_of(context.interaction)
    await context.respond(await lookup.suggest(rights, str(context.focused.value)))


def message_option() -> str:
    """Make the option for a message, whose words are completed."""
    return lightbulb.string(
        "option-message",
        "command-moderate-message-message",
        localize=True,
        max_length=100,
        autocomplete=complete_message,
    )


@moderate.register
class ModerateMessage(lightbulb.SlashCommand, name="message", description="command-moderate-message", localize=True):
    """Show a message, and what can be decided about it."""

    message = message_option()

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, lookup: MessageLookup) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: lookup.show(click, self.message)
        )


@moderate.register
class ModerateTree(lightbulb.SlashCommand, name="tree", description="command-moderate-tree", localize=True):
    """Show the tree of a message."""

    message = message_option()

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, lookup: MessageLookup) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: lookup.tree(click, self.message)
        )


@moderate.register
class ModerateUser(lightbulb.SlashCommand, name="user", description="command-moderate-user", localize=True):
    """Show a person, and what can be decided about them."""

    user = lightbulb.user("option-user", "command-moderate-user-user", localize=True)

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, people: PersonModeration) -> None:
        """Answer the command."""
        user: hikari.User = self.user
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: people.show_user(click, int(user.id))
        )


@moderate.register
class ModerateLog(lightbulb.SlashCommand, name="log", description="command-moderate-log", localize=True):
    """Show what moderators did."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, log: ModerationLog) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, log.show)


@loader.command
class OpenCase(
    lightbulb.MessageCommand,
    name="command-open-case",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_MESSAGES,
    contexts=[hikari.ApplicationContextType.GUILD],
):
    """Open, from the menu of a card of the bot, the case of what that shows."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, lookup: MessageLookup) -> None:
        """Answer the command."""
        controls = custom_ids_on(self.target)
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: lookup.show_card(click, controls)
        )


loader.command(moderate)
