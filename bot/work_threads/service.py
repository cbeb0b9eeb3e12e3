"""A contributor's own private thread in a server, found or opened; and the fallback where there can be none."""

from contextlib import suppress
from uuid import UUID

from bot.clock import Clock
from bot.discord.base import (
    Discord,
    Gone,
    NoThreadsThere,
    NotNow,
    NotPossible,
    OutOfSight,
    ThreadLocked,
    TooManyThreads,
)
from bot.interactions.components import Card
from bot.interactions.contributed_text import clean_name
from bot.log import get_logger
from bot.order import Order
from bot.protocol.moments import DAY, HOUR, SECOND
from bot.server_settings import repository as settings
from bot.state.person import Person
from bot.store import Database
from bot.work_threads import repository
from bot.work_threads.repository import WorkThread

_log = get_logger(__name__)

CROWDED = 800
"""So many active threads in a server make the bot archive its idle ones; at 1,000 Discord opens no more."""

_MOST_ARCHIVED_AT_ONCE = 50
_MOST_THREADS_TRIED = 3


class WorkThreads:
    """Work threads of all contributors in all servers."""

    def __init__(self, database: Database, clock: Clock, discord: Discord) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord
        self._opening = Order()
        self._without_threads: set[int] = set()

    async def post(
        self, person: Person, server_id: int, text_channel_id: int | None, card: Card, *, may_be_there: bool = False
    ) -> tuple[int, int] | None:
        """Post a card into the person's thread, which is opened, or brought back, where needed.

        Args:
            person: whose thread.
            server_id: the server.
            text_channel_id: the text channel where they are now; None where that is no text channel.
            card: what to post.
            may_be_there: whether the card may have been posted before without anybody noting where; then that one goes.

        Returns:
            The ids of the thread and of the message; None where no thread can be had, so that the card must be shown
            another way.

        Raises:
            ThreadLocked: a moderator has locked the thread; it stays as it is.
        """
        configured = await self._channel(server_id)
        thread = await self._known(server_id, person.person_id)
        if thread is not None and configured in {None, thread.channel_id}:
            try:
                await self._bring_back(server_id, thread.thread_id, person.discord_id)
                if may_be_there:
                    await self.take_away(thread.thread_id, card)
                return thread.thread_id, await self._discord.post(thread.thread_id, card)
            except ThreadLocked:
                raise
            except Gone:
                _log.info("work thread is gone", server=server_id, thread=thread.thread_id)
            except NotPossible as error:
                _log.info("work thread cannot be used", server=server_id, thread=thread.thread_id, reason=str(error))
                return None
        channel_id = configured or text_channel_id
        if channel_id is None or channel_id in self._without_threads:
            return None
        try:
            opened = await self._open(person, server_id, channel_id)
            return opened.thread_id, await self._discord.post(opened.thread_id, card)
        except _ChannelGone:
            if configured is None:
                return None
            await self.channel_gone(server_id, configured)
            return await self.post(person, server_id, text_channel_id, card)
        except (Gone, NotPossible) as error:
            if isinstance(error, NoThreadsThere):
                self._without_threads.add(channel_id)
            _log.info("no work thread can be had", server=server_id, channel=channel_id, reason=str(error))
            return None

    async def take_away(self, channel_id: int, card: Card) -> None:
        """Delete the message that shows a card, or an earlier state of it, where there is one and it can be deleted."""
        with suppress(Gone, NotPossible):
            message_id = await self._discord.find(channel_id, card)
            if message_id is not None:
                await self._discord.delete(channel_id, message_id)

    async def channel_gone(self, server_id: int, channel_id: int) -> None:
        """Open threads where /work is used from now on, if they were to be opened in a channel that is deleted."""
        if await self._database.write(settings.forget_work_channel, server_id, channel_id):
            _log.warning(
                "the work channel is gone, threads open where /work is used", server=server_id, channel=channel_id
            )

    async def post_to_newest(self, person: Person, card: Card) -> bool:
        """Post a card into the thread that the person got last; none is opened for it, and nobody is brought back.

        Returns:
            Whether it was posted; False where they have no thread that the bot can post in.
        """
        threads = await self._database.read(repository.threads_of, person.person_id)
        for server_id, thread, _ in reversed(threads[-_MOST_THREADS_TRIED:]):
            try:
                await self._discord.post(thread.thread_id, card)
            except (Gone, NotPossible) as error:
                _log.info("work thread cannot be posted in", server=server_id, reason=str(error))
            else:
                return True
        return False

    async def tidy(self) -> None:
        """Make room in every server in which a thread was opened during the last hour."""
        since = self._clock.now() - HOUR
        for server_id in await self._database.read(repository.servers_opened_since, since):
            await self.make_room(server_id)

    async def make_room(self, server_id: int) -> int:
        """Archive threads idle for a day where a server comes near Discord's limit of active ones.

        Returns:
            How many were archived.
        """
        try:
            if await self._discord.count_active_threads(server_id) < CROWDED:
                return 0
        except (Gone, NotPossible) as error:
            _log.info("threads cannot be counted", server=server_id, reason=str(error))
            return 0
        return await self._archive_idle(server_id)

    async def _archive_idle(self, server_id: int) -> int:
        try:
            return await self._discord.archive_idle_threads(server_id, DAY // SECOND, _MOST_ARCHIVED_AT_ONCE)
        except (Gone, NotPossible) as error:
            _log.info("threads cannot be archived", server=server_id, reason=str(error))
            return 0

    async def _bring_back(self, server_id: int, thread_id: int, member_id: int) -> None:
        try:
            await self._discord.add_to_thread(thread_id, member_id)
        except TooManyThreads:
            await self._archive_idle(server_id)
            await self._discord.add_to_thread(thread_id, member_id)

    async def _open(self, person: Person, server_id: int, channel_id: int) -> WorkThread:
        name = f"✍️ {clean_name(person.display_name)}".rstrip()  # Discord takes 100 characters; a clean name has few
        async with self._opening.turn(server_id):  # nobody takes a thread that another one is just getting
            try:
                thread_id = await self._find_or_create(server_id, channel_id, name)
            except OutOfSight:
                raise
            except Gone as error:
                raise _ChannelGone(str(error)) from error
            opened = WorkThread(channel_id, thread_id)
            now = self._clock.now()
            await self._database.write(repository.save_thread, server_id, person.person_id, opened, now)
        # Only now: if this fails, the thread is known and is used the next time.
        await self._discord.add_member(thread_id, person.discord_id)
        return opened

    async def _find_or_create(self, server_id: int, channel_id: int, name: str) -> int:
        """Open a thread, or take one that was opened unheard: an answer that got lost, a process that was ended."""
        unused = await self._unused(server_id, channel_id, name)
        if unused is not None:
            return unused
        try:
            return await self._create(server_id, channel_id, name)
        except NotNow:
            unused = await self._unused(server_id, channel_id, name)
            if unused is not None:
                return unused
            return await self._create(server_id, channel_id, name)

    async def _unused(self, server_id: int, channel_id: int, name: str) -> int | None:
        try:
            unused = await self._discord.unused_threads(server_id, channel_id, name)
        except (Gone, NotPossible):
            return None
        known = await self._database.read(repository.thread_ids, server_id)
        return next((thread_id for thread_id in unused if thread_id not in known), None)

    async def _create(self, server_id: int, channel_id: int, name: str) -> int:
        try:
            return await self._discord.create_private_thread(channel_id, name)
        except TooManyThreads:
            # Not `make_room`: of the threads that Discord counts, the bot may not see them all.
            await self._archive_idle(server_id)
            return await self._discord.create_private_thread(channel_id, name)

    async def _channel(self, server_id: int) -> int | None:
        value = await self._database.read(settings.get_setting, server_id, settings.WORK_CHANNEL)
        return int(value) if value else None

    async def _known(self, server_id: int, person_id: UUID) -> WorkThread | None:
        return await self._database.read(repository.find_thread, server_id, person_id)


class _ChannelGone(Gone):
    """The channel in which a thread was to be opened does not exist any more."""
