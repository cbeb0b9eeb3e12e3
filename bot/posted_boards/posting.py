"""Posting boards: who looks at which server's boards when, and what becomes of trouble.

The bot's chore and the command line (`leaderboard --post`) both do it this way, and may do it at the same moment: a
claim in the database decides.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from bot.backends.errors import Refused, Unavailable
from bot.cards.board_settings import trouble_text
from bot.cards.people import sentence_card
from bot.clock import Clock
from bot.discord.base import Announcements, Gone, NotPossible
from bot.interactions.contributed_text import plain_name
from bot.leaderboards.visible_boards import BoardPage, VisibleBoards
from bot.log import get_logger
from bot.people.visibility import Visibility
from bot.posted_boards import repository
from bot.posted_boards.posted import MOST_ROWS, BoardTrouble, PostedBoards
from bot.posted_boards.upkeep import EDIT_INTERVAL, Changed, Done, Hindered, ReadPage, Upkeep
from bot.protocol.moments import HOUR, MINUTE, Moment, Span
from bot.protocol.scores import TimeFrame
from bot.state.person import Person
from bot.store import Connection, Database
from bot.texts import Catalogue

_log = get_logger(__name__)

LEASE: Span = 3 * MINUTE
"""So long a claim holds at most; after a crash somebody else may look then."""

_LOOK_SECONDS = 90.0
"""Less than the lease: whoever takes longer stops before another may begin."""

_SOON: Span = 2 * MINUTE
_AFTER_TROUBLE: Span = HOUR
_TRIES, _BETWEEN_TRIES_SECONDS = 40, 0.25
_AT_ONCE = 8
"""Servers that are looked at side by side."""


@dataclass(slots=True)
class Summary:
    """What a round has done: messages posted and edited; troubles by server; how many servers are put off."""

    posted: int = 0
    edited: int = 0
    put_off: int = 0
    troubles: dict[int, BoardTrouble] = field(default_factory=dict)


class Posting:
    """Looks at boards that are due."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        boards: VisibleBoards,
        visibility: Visibility,
        discord: Announcements,
        upkeep: Upkeep,
        find_person: Callable[[UUID], Awaitable[Person | None]],
        catalogue: Catalogue,
    ) -> None:
        self._database = database
        self._clock = clock
        self._boards = boards
        self._visibility = visibility
        self._discord = discord
        self._upkeep = upkeep
        self._find_person = find_person
        self._catalogue = catalogue

    async def carry_out(self) -> Summary:
        """Do what is due on the boards of every server."""
        await self._take_out_hidden()
        now = self._clock.now()
        servers = await self._database.read(repository.due, now, _AFTER_TROUBLE)
        summary, cache, gate = Summary(), _Cache(self._boards), asyncio.Semaphore(_AT_ONCE)

        async def look(server_id: int) -> None:
            async with gate:
                await self._look(server_id, cache, summary)

        async with asyncio.TaskGroup() as group:
            for server_id in servers:
                group.create_task(look(server_id), name="boards")
        return summary

    async def look_at(self, server_id: int, reader: UUID | None = None) -> Summary:
        """Do what is due on one server's boards, now; where somebody else is at it, once they are done.

        Args:
            server_id: whose boards.
            reader: who reads on a card what came of it: they are not told of trouble a second time.

        Returns:
            What was done.
        """
        summary = Summary()
        for _ in range(_TRIES):
            if await self._look(server_id, _Cache(self._boards), summary, reader):
                return summary
            await asyncio.sleep(_BETWEEN_TRIES_SECONDS)
        return Summary(put_off=1)

    async def channel_gone(self, server_id: int, channel_id: int) -> None:
        """Turn boards off where a deleted channel had them, and tell the manager."""
        boards = await self._database.read(repository.find, server_id)
        if boards.setting.channel_id != channel_id:
            return
        is_new = await self._database.write(_without_channel, server_id, channel_id)
        if is_new and boards.setting.is_on:
            await self._tell(boards, BoardTrouble.CHANNEL_GONE)

    async def _take_out_hidden(self) -> None:
        """Let messages no longer show people who have hidden themselves since."""
        hidden = await self._visibility.hidden()
        shown = await self._database.read(repository.shown_of, hidden)
        for person_id in shown:
            await self._database.write(partial(repository.take_out, person_id=person_id))

    async def _look(self, server_id: int, cache: "_Cache", summary: Summary, reader: UUID | None = None) -> bool:
        """Look at a server's boards; returns whether nobody else has the claim on them."""
        mark, now = secrets.token_bytes(16), self._clock.now()
        if not await self._database.write(repository.claim, server_id, mark, now, LEASE):
            return False
        boards = await self._database.read(repository.find, server_id)
        done, trouble = Done(put_off=True), None
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                boards = await self._with_possible_scope(boards)
                done.put_off = False
                await self._upkeep.bring_up_to_date(boards, cache.reader(boards), done)
        except Hindered as hindered:
            trouble = hindered.trouble
            _log.info("boards cannot be posted", server=server_id, trouble=str(trouble))
        except (Changed, Unavailable, Refused, TimeoutError) as error:
            done.put_off = True
            _log.info("boards put off", server=server_id, reason=type(error).__name__)
        except Exception:
            done.put_off = True
            _log.exception("boards failed", server=server_id)
        finally:
            is_new = await self._database.write(self._close, boards, mark, done, trouble)
        summary.posted += done.posted
        summary.edited += done.edited
        summary.put_off += done.put_off
        if trouble is not None:
            summary.troubles[server_id] = trouble
            if is_new and (reader is None or reader != boards.setting.manager):
                await self._tell(boards, trouble)
        return True

    async def _with_possible_scope(self, boards: PostedBoards) -> PostedBoards:
        """Widen the scope to all servers where the backend knows none."""
        if await self._boards.are_live():
            return boards
        return replace(boards, setting=replace(boards.setting, server_only=False))

    def _close(
        self, connection: Connection, boards: PostedBoards, mark: bytes, done: Done, trouble: BoardTrouble | None
    ) -> bool:
        """Note what came of a look, and give the claim back; returns whether the manager is to be told of trouble."""
        server_id = boards.setting.server_id
        is_new = False
        if trouble is BoardTrouble.CHANNEL_GONE and boards.setting.channel_id is not None:
            is_new = _without_channel(connection, server_id, boards.setting.channel_id)
        elif trouble is not None:
            is_new = repository.note_trouble(connection, server_id, trouble)
        elif boards.setting.is_on and not done.put_off:
            repository.forget_trouble(connection, server_id)
        next_look_at = self._next_look(connection, server_id, done, trouble)
        repository.release(connection, server_id, mark, next_look_at, boards.setting.revision)
        return is_new

    def _next_look(
        self, connection: Connection, server_id: int, done: Done, trouble: BoardTrouble | None
    ) -> Moment | None:
        now = self._clock.now()
        boards = repository.find(connection, server_id)
        if not boards.setting.is_on and not boards.messages:
            return None
        if trouble is not None:
            return now + _AFTER_TROUBLE
        if done.put_off:
            return now + _SOON
        turns = [each.turns_at for each in boards.messages if each.turns_at is not None and not each.is_final]
        return min(now + EDIT_INTERVAL, *turns) if turns else now + EDIT_INTERVAL

    async def _tell(self, boards: PostedBoards, trouble: BoardTrouble) -> None:
        """Tell the manager who turned the boards on, once for each trouble; the card of `/boards` says it too."""
        setting = boards.setting
        manager = None if setting.manager is None else await self._find_person(setting.manager)
        if manager is None:
            return
        say = self._catalogue.sentences(setting.locale)
        try:
            server = plain_name(await self._discord.server_name(setting.server_id))
        except (NotPossible, Gone):
            server = f"https://discord.com/channels/{setting.server_id}"
        reason = trouble_text(trouble, setting.channel_id, say, on_card=False)
        try:
            await self._discord.tell(
                manager.discord_id, sentence_card(say("boards-trouble-told", server=server, reason=reason))
            )
        except (NotPossible, Gone) as error:
            _log.info("the manager could not be told", server=setting.server_id, reason=str(error))


def _without_channel(connection: Connection, server_id: int, channel_id: int) -> bool:
    """Turn boards off whose channel is gone; returns whether the manager is to be told."""
    repository.forget_channel(connection, channel_id)
    is_new = repository.note_trouble(connection, server_id, BoardTrouble.CHANNEL_GONE)
    repository.turn_off_without_channel(connection, server_id, channel_id)
    return is_new


class _Cache:
    """VisibleBoards that were read in one round: many servers may show the same one."""

    def __init__(self, boards: VisibleBoards) -> None:
        self._boards = boards
        self._known: dict[tuple[TimeFrame, int | None], BoardPage] = {}

    def reader(self, boards: PostedBoards) -> ReadPage:
        """Return what reads the pages that a server's boards show."""
        server_id = boards.setting.server_id if boards.setting.server_only else None

        async def read(period: TimeFrame) -> BoardPage:
            if (period, server_id) not in self._known:
                found = await self._boards.rows(period, server_id=server_id, limit=MOST_ROWS)
                self._known[period, server_id] = found
            return self._known[period, server_id]

        return read
