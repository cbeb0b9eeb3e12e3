"""`/help`: what the bot does, and the commands that the one who asks may use here."""

from collections.abc import Iterable

import hikari
import lightbulb

from bot.cards.people import help_card
from bot.discord.commands import PublishedCommands
from bot.discord.router import Router
from bot.interactions.click import Click
from bot.interactions.responses import Response, ResponseKind

loader = lightbulb.Loader()

_FIRST = "</work:"
"""The only command that a newcomer needs."""


@loader.command
class Help(lightbulb.SlashCommand, name="help", description="command-help", localize=True):
    """Explain the bot."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, published: PublishedCommands) -> None:
        """Answer the command."""
        member = context.interaction.member
        permissions = member.permissions if member is not None else hikari.Permissions.NONE
        commands = _usable_commands(published.commands, permissions, context.interaction.locale)

        async def answer(click: Click) -> Response:
            return Response(help_card(commands, click.say))

        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, answer)


def _usable_commands(
    published: Iterable[hikari.PartialCommand], permissions: hikari.Permissions, locale: str
) -> dict[str, str]:
    """Return mentions of the commands that somebody with these permissions may use, with descriptions; /work first."""
    usable: dict[str, str] = {}
    for command in published:
        if not isinstance(command, hikari.SlashCommand) or not _may_use(command, permissions):
            continue
        parts = [option for option in command.options or () if option.type is hikari.OptionType.SUB_COMMAND]
        for part in parts:
            usable[f"</{command.name} {part.name}:{command.id}>"] = _described(part, locale)
        if not parts:
            usable[f"</{command.name}:{command.id}>"] = _described(command, locale)
    return dict(sorted(usable.items(), key=lambda item: (not item[0].startswith(_FIRST), item[0])))


def _may_use(command: hikari.SlashCommand, permissions: hikari.Permissions) -> bool:
    needed = command.default_member_permissions
    return bool(permissions & hikari.Permissions.ADMINISTRATOR) or permissions & needed == needed


def _described(described: hikari.SlashCommand | hikari.CommandOption, locale: str) -> str:
    localised = {str(key): text for key, text in described.description_localizations.items()}
    return localised.get(locale, described.description)
