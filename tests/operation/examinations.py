"""An examination to begin with: nothing is known yet, and Discord is not asked."""

from bot.clock import SystemClock
from bot.discord.inspection import Commands, Inspection
from bot.operation.examination import Composition, Examination
from bot.settings import examine_settings
from bot.texts import Catalogue


async def _no_commands(catalogue: Catalogue) -> Commands:  # noqa: ARG001 - the interface's
    return ()


def beginning(**settings: object) -> Examination:
    """An examination with these settings, by field name, and defaults for all others."""
    found, problems = examine_settings(**settings)
    composition = Composition(_no_commands)
    inspection = Inspection(found.discord_api_url, SystemClock())
    return Examination(composition, inspection, found, frozenset(problem.name for problem in problems))
