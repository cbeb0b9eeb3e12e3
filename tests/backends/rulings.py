"""What moderators do most often, for tests."""

from __future__ import annotations

from uuid import UUID

from bot.backends.cases import (
    CaseEntry,
    CaseFilter,
    CaseState,
    Decision,
    MessageSubject,
    PersonSubject,
    Ruling,
    RulingKind,
)
from bot.backends.moderation import ModerationBackend
from bot.backends.values import Contributor
from bot.protocol.trees import TreeState
from tests.backends.community import SERVER


async def rule(
    backend: ModerationBackend, kind: RulingKind, message_id: UUID, actor: Contributor, text: str = ""
) -> Decision:
    """Decide about a message."""
    return await backend.decide(MessageSubject(message_id), Ruling(kind=kind, text=text), actor, SERVER)


async def rule_person(backend: ModerationBackend, kind: RulingKind, person_id: UUID, actor: Contributor) -> Decision:
    """Decide about a person."""
    return await backend.decide(PersonSubject(person_id), Ruling(kind=kind), actor, SERVER)


async def keep(backend: ModerationBackend, message_id: UUID, actor: Contributor) -> Decision:
    """Leave a message as it is."""
    return await rule(backend, RulingKind.KEEP, message_id, actor)


async def delete(backend: ModerationBackend, message_id: UUID, actor: Contributor) -> Decision:
    """Take a message out, with what hangs below it."""
    return await rule(backend, RulingKind.DELETE, message_id, actor)


async def edit(backend: ModerationBackend, message_id: UUID, text: str, actor: Contributor) -> Decision:
    """Replace a message's text."""
    return await rule(backend, RulingKind.EDIT, message_id, actor, text)


async def halt(backend: ModerationBackend, message_id: UUID, actor: Contributor, *, halted: bool) -> TreeState:
    """Halt the tree of a message, or let it go on; return the state that it is in then."""
    kind = RulingKind.HALT if halted else RulingKind.RESUME
    state = (await rule(backend, kind, message_id, actor)).tree_state
    assert state is not None
    return state


async def enable(backend: ModerationBackend, person_id: UUID, actor: Contributor, *, enabled: bool) -> Decision:
    """Let somebody work, or not."""
    return await rule_person(backend, RulingKind.ENABLE if enabled else RulingKind.DISABLE, person_id, actor)


async def reported(backend: ModerationBackend, *, limit: int = 10, processed: bool = False) -> tuple[CaseEntry, ...]:
    """The reported messages that wait for a moderator, or those that one has seen to."""
    state = CaseState.DECIDED if processed else CaseState.OPEN
    return await backend.cases(CaseFilter(state=state), limit=limit)
