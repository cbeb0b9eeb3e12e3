"""A database that counts what it is asked for."""

import sqlite3
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from bot.store import Database

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class CountingDatabase(Database):
    """The real one.

    Attributes:
        reads: how many readings there were since `count_anew`.
        writes: how many transactions that write; each is told of after its commit.
    """

    reads = 0
    writes = 0

    def count_anew(self) -> None:
        """Begin to count."""
        self.reads = self.writes = 0

    async def read(
        self,
        work: Callable[Concatenate[sqlite3.Connection, Arguments], Result],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """See `Database.read`."""
        self.reads += 1
        return await super().read(work, *arguments, **named)

    async def write(
        self,
        work: Callable[Concatenate[sqlite3.Connection, Arguments], Result],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """See `Database.write`."""
        self.writes += 1
        return await super().write(work, *arguments, **named)
