"""Keeps what a thread shows of a collective package true: shows it, counts answers, closes it, says what came out.

All that is shown is made from the backend's package at each look, so nothing of it is kept here, and a text that was
edited or deleted is so on the card too. Each step can be repeated: a process that is killed between two of them leaves
what the next look finds.
"""

import hashlib
from dataclasses import replace
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import TaskNotFound
from bot.backends.values import Collective
from bot.cards.collective import lets_finish, posted_task_card, thread_name
from bot.clock import Clock
from bot.collective import repository
from bot.collective.outcome import outcome_of
from bot.discord.base import Discord, Gone, NotNow, NotPossible, OutOfSight, ThreadArchived
from bot.interactions.components import Card
from bot.log import get_logger
from bot.order import Order
from bot.protocol.moments import DAY, MINUTE, SECOND, Moment, Span
from bot.sessions.service import Sessions
from bot.state.posted_task import Ending, PostedTask
from bot.store import Database
from bot.texts import Catalogue, Sentences

_log = get_logger(__name__)

TEXTS_SHOWN: Span = 30 * DAY
"""So long after it was closed a card shows the texts of its package, for people to talk about."""

_CLOSED_INTERVAL: Span = 10 * MINUTE
"""So often a closed one is looked at: a text may be edited or deleted, or a ranking."""
_RETRY_INTERVAL: Span = MINUTE
_COUNT_INTERVAL: Span = 10 * SECOND
_OLD_COUNT_INTERVAL: Span = 10 * MINUTE
_OLD: Span = 50 * MINUTE
"""Of a message older than an hour Discord takes few edits (its error 30046)."""
_PATIENCE: Span = 7 * DAY
"""So long after its texts were to go it is tried to change a card that Discord does not let be changed."""
_AT_ONCE = 1_000


class CannotBeShown(Exception):
    """It was given up before anybody saw it: Discord does not let the bot open its thread, or post in it."""


class Upkeep:
    """Looks at collective packages in threads, one look at each at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        sessions: Sessions,
        discord: Discord,
        catalogue: Catalogue,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._sessions = sessions
        self._discord = discord
        self._catalogue = catalogue
        self._order = Order()
        self._opening = Order()

    async def look_at_due(self) -> None:
        """Look at each of which something may be due."""
        for collective_id in await self._database.read(repository.due, self._clock.now(), _AT_ONCE):
            try:
                await self.look_at(collective_id)
            except CannotBeShown as error:
                _log.warning("a public task was given up", collective=str(collective_id), reason=str(error.__cause__))
            except Exception:
                # Something unforeseen with one of them must not keep the others from being looked at.
                _log.exception("a public task cannot be kept up", collective=str(collective_id))
                await self._put_off(collective_id, _RETRY_INTERVAL)

    async def look_at(self, collective_id: UUID) -> PostedTask | None:
        """Do what is due with one; returns it as it is then, None where it is forgotten.

        Raises:
            CannotBeShown: there is no card yet, and there will be none.
        """
        async with self._order.turn(collective_id):
            posted = await self._database.read(repository.find, collective_id)
            if posted is None:
                return None
            found = await self._found(collective_id)
            ending = self._due_ending(posted, found)
            if ending is not None:
                await self._database.write(repository.end, collective_id, ending, self._clock.now())
                posted = await self._database.read(repository.find, collective_id)
                if posted is None:
                    return None
            if posted.ending is not None:
                await self._close(posted, found)
            await self._show(posted, found)
            return await self._database.read(repository.find, collective_id)

    async def close(self, collective_id: UUID) -> PostedTask | None:
        """Close one because a manager says so; returns it as it is then."""
        await self._database.write(repository.end, collective_id, Ending.MANAGER, self._clock.now())
        return await self.look_at(collective_id)

    async def card(self, posted: PostedTask) -> Card:
        """Return the card as it is now."""
        return self._card(posted, await self._found(posted.collective_id))

    async def _found(self, collective_id: UUID) -> Collective | None:
        try:
            return await self._backend.look_at_collective(collective_id)
        except TaskNotFound:
            return None

    def _due_ending(self, posted: PostedTask, found: Collective | None) -> Ending | None:
        if posted.ending is not None:
            return None
        if found is not None and posted.most_answers is not None and found.answers >= posted.most_answers:
            return Ending.NUMBER
        if self._clock.now() >= posted.closes_at:
            return Ending.TIME
        return Ending.GONE if found is None or not found.is_open else None

    async def _close(self, posted: PostedTask, found: Collective | None) -> None:
        """Take no more answers; but whoever was at work when the last one wanted came may finish.

        A ranking shows what came out as soon as it is closed: whoever ranked after that would not rank blind.
        """
        collective_id = posted.collective_id
        may_finish = found is not None and lets_finish(posted, found.offer.task)
        if found is not None:
            await self._backend.close_collective(collective_id, begun_may_finish=may_finish)
        if not may_finish:
            await self._sessions.close_collective(collective_id)

    async def _show(self, posted: PostedTask, found: Collective | None) -> None:
        now = self._clock.now()
        collective_id = posted.collective_id
        try:
            if posted.card_id is None:
                await self._post(posted, found)
            else:
                await self._edit(posted, found)
        except OutOfSight as error:
            await self._fail(posted, error)
        except Gone as error:
            _log.info("the thread of a public task is gone", collective=str(collective_id), reason=str(error))
            await self._give_up(posted)
            if posted.card_id is None:
                raise CannotBeShown from error
        except NotNow:
            await self._put_off(collective_id, _RETRY_INTERVAL)
        except NotPossible as error:
            await self._fail(posted, error)
        else:
            if _texts_are_over(posted, now):
                await self._database.write(repository.remove, collective_id)
            elif posted.ending is not None:
                await self._put_off(collective_id, _CLOSED_INTERVAL)

    async def _fail(self, posted: PostedTask, error: Exception) -> None:
        """Go on trying with a card that is there; give up one that never was."""
        if posted.card_id is None:
            await self._give_up(posted)
            raise CannotBeShown from error
        _log.info(
            "the card of a public task cannot be changed", collective=str(posted.collective_id), reason=str(error)
        )
        if _texts_are_over(posted, self._clock.now() - _PATIENCE):
            await self._database.write(repository.remove, posted.collective_id)
        else:
            await self._put_off(posted.collective_id, _RETRY_INTERVAL)

    async def _give_up(self, posted: PostedTask) -> None:
        """Take no more answers for what nobody sees; what was answered counts all the same."""
        await self._close(posted, await self._found(posted.collective_id))
        await self._database.write(repository.remove, posted.collective_id)

    async def _put_off(self, collective_id: UUID, span: Span) -> None:
        await self._database.write(repository.look_again, collective_id, self._clock.now() + span)

    async def _post(self, posted: PostedTask, found: Collective | None) -> None:
        """Show the card for the first time, or anew where it was deleted."""
        if posted.ending is not None and posted.thread_id is None:
            await self._database.write(repository.remove, posted.collective_id)
            return
        card = self._card(posted, found)
        card_id = None
        thread_id = posted.thread_id
        if thread_id is None:
            thread_id = await self._open(posted, found)
        else:  # it may have been posted by a process that was ended then
            card_id = await self._discord.find(thread_id, card)
        if card_id is None:
            card_id = await self._discord.post(thread_id, card)
            digest = _digest(card)
        else:
            digest = b""  # what it shows is seen at the next look
        await self._database.write(repository.set_shown, posted.collective_id, card_id, digest, self._clock.now())

    async def _open(self, posted: PostedTask, found: Collective | None) -> int:
        """Open the thread, or take one that was opened unheard: an answer that got lost, a process that was ended."""
        if found is None:
            raise NotPossible("nothing to show")
        name = thread_name(found.offer.task, self._say(posted))
        channel_id = posted.channel_id
        async with self._opening.turn(channel_id):  # nobody takes a thread that another one is just getting
            known = await self._database.read(repository.known_threads, channel_id)
            unused = await self._discord.unused_threads(posted.server_id, channel_id, name)
            thread_id = next((each for each in unused if each not in known), None)
            if thread_id is None:
                thread_id = await self._discord.create_public_thread(channel_id, name)
            await self._database.write(repository.set_thread, posted.collective_id, thread_id)
        return thread_id

    async def _edit(self, posted: PostedTask, found: Collective | None) -> None:
        """Change the card if it would show something else now, and it is time for that."""
        if posted.thread_id is None or posted.card_id is None:
            return
        card, now = self._card(posted, found), self._clock.now()
        digest = _digest(card)
        if digest == posted.digest or not self._may_change(posted, now):
            return
        try:
            try:
                await self._discord.edit(posted.thread_id, posted.card_id, card)
            except ThreadArchived:
                await self._discord.bring_back_thread(posted.thread_id)
                await self._discord.edit(posted.thread_id, posted.card_id, card)
        except OutOfSight:
            raise
        except Gone:
            # The card, or the thread: the latter is told by the attempt to post in it.
            card_id = await self._discord.post(posted.thread_id, card)
            posted = replace(posted, card_id=card_id)
        await self._database.write(repository.set_shown, posted.collective_id, posted.card_id or 0, digest, now)

    def _may_change(self, posted: PostedTask, now: Moment) -> bool:
        if posted.ending is not None:
            return True
        interval = _COUNT_INTERVAL if now - posted.opened_at < _OLD else _OLD_COUNT_INTERVAL
        return not posted.shown_at <= now < posted.shown_at + interval

    def _card(self, posted: PostedTask, found: Collective | None) -> Card:
        # Blind until it is closed: only then are the rankings looked at.
        outcome = None if found is None or posted.ending is None else outcome_of(found)
        shows_texts = not _texts_are_over(posted, self._clock.now())
        return posted_task_card(posted, found, outcome, self._say(posted), shows_texts=shows_texts)

    def _say(self, posted: PostedTask) -> Sentences:
        return self._catalogue.sentences(posted.locale)


def _texts_are_over(posted: PostedTask, now: Moment) -> bool:
    return posted.closed_at is not None and now >= posted.closed_at + TEXTS_SHOWN


def _digest(card: Card) -> bytes:
    return hashlib.sha256(repr(card).encode("utf-8", "surrogatepass")).digest()
