"""One step: a transaction with all that it may depend on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple, Self

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.rules.copied_texts import KnownTexts
from bot.rules.pool_rules import PoolRules
from bot.store import Connection


class Counted(NamedTuple):
    """What was added to somebody's counters, in the table of that name."""

    table_name: str
    person_id: Key
    server_id: int | None
    moment: Moment
    changes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Journal:
    """What a decision adds to counters on behalf of one tree, so that it can be taken back."""

    tree_id: Key | None
    counted: list[Counted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction. It is stored whole, or nothing of it is.

    Attributes:
        connection: In a transaction; nobody else writes meanwhile.
        now: The moment at which all of the step happens.
        random: The source of every choice.
        rules: Those of the pool.
        secret_key: For fingerprints.
        known_texts: What the operator knows from elsewhere; None where they named nothing.
        journal: Where to note what is added to counters; None where nobody will ask.
    """

    connection: Connection
    now: Moment
    random: Random
    rules: PoolRules
    secret_key: bytes
    known_texts: KnownTexts | None = None
    journal: Journal | None = None

    def on_behalf_of(self, tree_id: Key) -> Self:
        """Return the same step, which notes in its journal only what that one is for."""
        is_for_it = self.journal is None or self.journal.tree_id == tree_id
        return self if is_for_it else replace(self, journal=None)

    def note(self, counted: Counted) -> None:
        """Note what was added to counters, where that is wanted."""
        if self.journal is not None:
            self.journal.counted.append(counted)
