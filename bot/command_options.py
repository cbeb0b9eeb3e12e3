"""Options that commands of several extensions have: those do not know each other."""

from collections.abc import Iterable

import lightbulb

from bot.people.language_choice import LanguageChoices
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import RequestedType


async def complete_language(
    context: lightbulb.AutocompleteContext[str], choices: LanguageChoices = lightbulb.di.INJECTED
) -> None:
    """Suggest languages while one is typed."""
    user, locale = context.interaction.user, str(context.interaction.locale)
    await context.respond(await choices.complete(str(context.focused.value), int(user.id), locale))


def language_option(description: str) -> str:
    """Make the option for a language, which may be left out.

    Args:
        description: the key of its description.
    """
    return lightbulb.string(
        "option-language", description, localize=True, default="", max_length=100, autocomplete=complete_language
    )


def period_option(default: TimeFrame) -> str:
    """Make the option for the period of a board; its value is a `TimeFrame`."""
    return lightbulb.string(
        "option-period",
        "command-leaderboard-period",
        localize=True,
        default=str(default),
        choices=[lightbulb.Choice(f"period-{time_frame}", str(time_frame), localize=True) for time_frame in TimeFrame],
    )


def task_choices(types: Iterable[RequestedType]) -> list[lightbulb.Choice[str]]:
    """Make the choices of an option for the type of a task, in the order given."""
    return [lightbulb.Choice(f"task-{each.replace('_', '-')}", str(each), localize=True) for each in types]
