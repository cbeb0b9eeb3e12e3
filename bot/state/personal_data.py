"""What every feature that stores something about people joins: showing it to them, and deleting it.

`tests/privacy/test_deletion.py` looks through the whole database for tables that name people: each belongs to one.
"""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from bot.state.person import Person

Section = Mapping[str, JsonValue]
"""What a feature stores about a person, by the name of the kind of thing; a list has an entry for each thing."""


class PersonalData(Protocol):
    """A feature that stores something about people."""

    @property
    def name(self) -> str:
        """What its section of an export is called."""
        ...

    @property
    def tables(self) -> frozenset[str]:
        """The tables of its own that name people."""
        ...

    async def export(self, person: Person) -> Section:
        """Return everything that the feature stores about a person, readable; nothing of other people's."""
        ...

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """Take these messages out of copies that the feature keeps for others. Idempotent."""
        ...

    async def erase(self, person: Person) -> None:
        """Delete everything that the feature stores about a person. Idempotent."""
        ...
