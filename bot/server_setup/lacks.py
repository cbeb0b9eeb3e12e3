"""What the bot lacks, at Discord, for what a server uses."""

import asyncio
from collections.abc import Iterable

from bot.cards.settings_parts import Lack
from bot.discord.base import Discord, Gone, NotPossible, OutOfSight
from bot.discord.permissions import permission_keys
from bot.server_setup.needs import Need


async def find_lacks(discord: Discord, server_id: int, needs: Iterable[Need]) -> tuple[list[Lack], bool]:
    """Find out what the bot lacks in a server of what it needs, and whether Discord has told all of it."""
    found = await asyncio.gather(*(_lack(discord, server_id, need) for need in needs))
    return [lack for lack, _ in found if lack is not None], all(is_told for _, is_told in found)


async def _lack(discord: Discord, server_id: int, need: Need) -> tuple[Lack | None, bool]:
    try:
        lacking = need.permissions & ~await discord.permissions_in(server_id, need.channel_id)
    except OutOfSight:
        lacking = need.permissions
    except Gone:
        return Lack(need.feature, (), need.channel_id, is_gone=True), True
    except NotPossible:
        return None, False
    return (Lack(need.feature, permission_keys(lacking), need.channel_id) if lacking else None), True
