"""Deleting all texts of somebody in a server, and bringing them back: each is a decision of its own."""

from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.cases import Decision, Ruling, RulingKind, WrittenText
from bot.errors import BotError
from bot.interactions.click import Click
from bot.moderation.deciding import Deciding
from bot.protocol.moments import Moment
from bot.state.moderated_person import TEXTS_AT_ONCE, ManyDone, ManyTexts

_PAGE = 100


class ManyTextsDecisions:
    """Decides on many texts of one person at once, as `Deciding` does on each."""

    def __init__(self, backend: TaskBackend, deciding: Deciding) -> None:
        self._backend = backend
        self._deciding = deciding

    async def before_deletion(self, click: Click, person_id: UUID, server_id: int) -> ManyTexts:
        """Count what deleting all texts of somebody in a server would do."""
        texts: set[UUID] = set()
        below: set[UUID] = set()
        left = 0
        for text in await self._live(person_id, server_id):
            case = await self._deciding.find(click, text.message_id)
            try:
                await self._deciding.check(click, case, RulingKind.DELETE)
            except BotError:
                left += 1
                continue
            texts.add(text.message_id)
            below |= (await self._backend.reach(text.message_id)).ids_below
        return ManyTexts(len(texts), len(below - texts), left)

    async def delete(self, click: Click, person_id: UUID, server_id: int, reason: str) -> ManyDone:
        """Delete them, the newest first, so that a reply goes before what it replies to."""
        done, left = 0, 0
        ruling = Ruling(kind=RulingKind.DELETE, reason=reason)
        for text in await self._live(person_id, server_id):
            try:
                await self._deciding.decide(click, await self._deciding.find(click, text.message_id), ruling)
            except BotError:
                left += 1
            else:
                done += 1
        return ManyDone(done, left)

    async def before_restoring(self, person_id: UUID, server_id: int) -> ManyTexts:
        """Count what moderators have deleted of somebody's in a server, and what can come back."""
        return ManyTexts(len(await self._deletions(person_id, server_id)))

    async def restore(self, click: Click, person_id: UUID, server_id: int) -> ManyDone:
        """Take those decisions back, the latest first, so that a text comes back before the replies to it."""
        done, left = 0, 0
        for decision in await self._deletions(person_id, server_id):
            if decision.message_id is None or decision.decision_id is None:
                continue
            try:
                case = await self._deciding.find(click, decision.message_id)
                await self._deciding.undo(click, case, decision.decision_id)
            except BotError:
                left += 1
            else:
                done += 1
        return ManyDone(done, left)

    async def _live(self, person_id: UUID, server_id: int) -> list[WrittenText]:
        """Return the texts of somebody in a server that are not deleted, newest first, at most `TEXTS_AT_ONCE`."""
        found: dict[UUID, WrittenText] = {}
        before: Moment | None = None
        while len(found) < TEXTS_AT_ONCE:
            page = await self._backend.texts_in(server_id, person_id=person_id, limit=_PAGE, before=before)
            found |= {text.message_id: text for text in page if not text.is_deleted}
            if len(page) < _PAGE:
                break
            # What was written in the very same millisecond comes again; a page full of it is the end.
            last = page[-1].created_at + 1
            before = last if last != before else last - 1
        return list(found.values())[:TEXTS_AT_ONCE]

    async def _deletions(self, person_id: UUID, server_id: int) -> list[Decision]:
        """Return the deletions of somebody's texts that can be taken back, latest first."""
        record = await self._backend.record(person_id, server_id)
        return [
            each
            for each in record.decisions
            if each.kind is RulingKind.DELETE and each.undone_at is None and not each.is_final and each.actor_id
        ][:TEXTS_AT_ONCE]
