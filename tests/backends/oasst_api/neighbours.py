"""The people of a test's community, as the bot's database knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from uuid import UUID

from bot.backends.values import Contributor
from tests.backends.community import contributor

_MOST = 1500


class Neighbours:
    """Knows everybody who may come to be in a community, and nobody else."""

    async def person_id_of(self, discord_id: int) -> UUID | None:
        """Our id of somebody."""
        for person in _everybody():
            if person.discord_id == discord_id:
                return person.person_id
        return None

    async def discord_id_of(self, person_id: UUID) -> int | None:
        """The Discord id of somebody."""
        for person in _everybody():
            if person.person_id == person_id:
                return person.discord_id
        return None

    async def has_ever_agreed(self, person_id: UUID) -> bool:  # noqa: ARG002 - the interface's
        """Everybody has."""
        return True

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:  # noqa: ARG002 - the interface's
        """Nobody noted where messages came from."""
        return {}


@cache
def _everybody() -> tuple[Contributor, ...]:
    return tuple(contributor(number) for number in range(_MOST))
