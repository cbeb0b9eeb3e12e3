"""A person as those see them who moderate a server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bot.backends.cases import Decision, Note, Record, RulingKind
from bot.protocol.scores import UserScore
from bot.state.case_view import SeenPerson

TEXTS_AT_ONCE: Final = 100
"""So many texts of somebody are deleted, or brought back, in one act at most."""


@dataclass(frozen=True, slots=True)
class ModeratedPerson:
    """What the card of a person shows.

    Attributes:
        person_id: our own id.
        discord_id: their snowflake.
        score: what they have contributed at all; None where the backend does not tell.
        record: what they did in this server; None where the backend keeps no records.
        deciders: the decisions about them in this server, latest first, and who made them.
        notes: what moderators of this server noted, newest first, and who.
        is_hidden: whether leaderboards leave them out, by their own wish or the operator's.
        by_operator: whether the operator reads it.
        is_enabled: whether they may work at all, where no record says it; None where nobody does.
    """

    person_id: UUID
    discord_id: int
    score: UserScore | None = None
    record: Record | None = None
    deciders: Sequence[tuple[Decision, SeenPerson]] = ()
    notes: Sequence[tuple[Note, SeenPerson]] = ()
    is_hidden: bool = False
    by_operator: bool = False
    is_enabled: bool | None = None

    @property
    def is_barred(self) -> bool:
        """Whether they may not work in this server."""
        return self.record is not None and bool(self.record.bars)

    @property
    def takes(self) -> tuple[RulingKind, ...]:
        """The rulings that can be made about them, in the order of their buttons."""
        found: tuple[RulingKind, ...] = ()
        if self.record is not None:
            about_pause = () if self.record.pause is None else (RulingKind.LIFT,)
            found = (*about_pause, RulingKind.UNBAR if self.is_barred else RulingKind.BAR)
        if not self.by_operator:
            return found
        is_enabled = self.is_enabled if self.record is None else self.record.is_enabled
        if is_enabled is None:
            return (*found, RulingKind.DISABLE, RulingKind.ENABLE)
        return (*found, RulingKind.DISABLE if is_enabled else RulingKind.ENABLE)


@dataclass(frozen=True, slots=True)
class ManyTexts:
    """What would become of the texts of somebody.

    Attributes:
        texts: how many would be deleted, or brought back.
        others: how many texts of others hang below them, and would go with them.
        left: how many a moderator cannot decide on: texts of other servers hang below them.
    """

    texts: int
    others: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class ManyDone:
    """How many texts were decided on, and how many were left as they were."""

    done: int
    left: int
