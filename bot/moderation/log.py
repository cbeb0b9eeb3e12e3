"""The log of what moderators did: told in servers' log channels line by line, and read with `/moderate log`.

In a channel stand ids only. Who reads the command's answer, which nobody else sees, also reads which moderator it was.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import AuditEntry
from bot.backends.errors import Refused, Unavailable
from bot.cards.case import NAMESPACE
from bot.cards.moderation_log import PAGE_SIZE, channel_lines_card, log_card, log_file_card
from bot.discord.base import Discord, Gone, NotPossible
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import MOST_BYTES_PER_FILE
from bot.interactions.responses import Response, ResponseKind
from bot.log import get_logger
from bot.moderation import repository
from bot.moderation.errors import NoModeration
from bot.moderation.repository import ToldSoFar
from bot.people.service import People
from bot.policy import NotAModerator, may_moderate, may_read_log
from bot.server_settings import repository as server_settings
from bot.server_settings.repository import LANGUAGE, LOG_CHANNEL
from bot.store import Connection, Database
from bot.texts import Catalogue

_log = get_logger(__name__)

_AT_ONCE: Final = 100
"""So many entries are told at a time."""


class ModerationLog:
    """Tells log channels, and moderators who ask."""

    def __init__(
        self, database: Database, backend: TaskBackend, people: People, discord: Discord, catalogue: Catalogue
    ) -> None:
        self._database = database
        self._backend = backend
        self._people = people
        self._discord = discord
        self._catalogue = catalogue

    @action(ResponseKind.UPDATE, NAMESPACE, "log")
    async def show(self, click: Click) -> Response:
        """Answer `/moderate log` and `Older` with acts of moderators, latest first.

        Raises:
            NotAModerator: the person moderates nothing here.
            NoModeration: the backend keeps no log.
        """
        server_id = await self._readable(click)
        before = (
            int(click.argument) if click.argument and click.argument.isascii() and click.argument.isdecimal() else None
        )
        entries = await self._backend.audit_log(server_id, limit=PAGE_SIZE + 1, before=before)
        shown, more = entries[:PAGE_SIZE], len(entries) > PAGE_SIZE
        ids = {entry.actor_id for entry in shown if entry.actor_id is not None}
        people = await asyncio.gather(*(self._people.by_id(person_id) for person_id in ids))
        names = {person.person_id: person.discord_id for person in people if person is not None}
        return Response(log_card(shown, names, click.say, older=shown[-1].entry_id if more else None))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "log-file")
    async def give_file(self, click: Click) -> Response:
        """Answer `As a file` with the whole log of the server, latest first; as much of it as one file takes.

        Raises:
            NotAModerator: the person moderates nothing here.
            NoModeration: the backend keeps no log.
        """
        server_id = await self._readable(click)
        lines: list[bytes] = []
        room, before = MOST_BYTES_PER_FILE, None
        while entries := await self._backend.audit_log(server_id, limit=_AT_ONCE, before=before):
            for entry in entries:
                line = entry.model_dump_json().encode()
                room -= len(line) + 1
                if room < 0:
                    return Response(log_file_card(lines, click.say, is_whole=False))
                lines.append(line)
            before = entries[-1].entry_id
        return Response(log_file_card(lines, click.say, is_whole=True))

    async def carry_out(self) -> None:
        """Tell log channels what was done since they were told last.

        Up to where is noted before anything is posted: whoever was stopped while posting posts the very same lines,
        and looks first whether they are there. What Discord does not take is in `/moderate log`.
        """
        if Capability.CASES not in await self._backend.capabilities():
            return
        try:
            told = await self._database.read(repository.told_so_far)
            entries = await self._news(told)
        except (Refused, Unavailable):
            return
        if not entries:
            return
        if told.posting is None:
            await self._database.write(_note_posting, entries[-1].entry_id)
        channels = await self._database.read(server_settings.channels, LOG_CHANNEL)
        due: dict[int, list[AuditEntry]] = defaultdict(list)
        for entry in entries:
            if entry.server_id in channels:
                due[entry.server_id].append(entry)
        for server_id, lines in due.items():
            await self._tell(server_id, channels[server_id], lines, may_be_there=told.posting is not None)
        await self._database.write(_note_posted, entries[-1].entry_id)

    async def _news(self, told: ToldSoFar) -> Sequence[AuditEntry]:
        """Return what is to be told now, oldest first: what was being told already, where something was."""
        if told.channels is None:  # what was done before there was a log channel to tell it in
            newest = await self._backend.audit_log(None, limit=1)
            await self._database.write(_note_posted, newest[0].entry_id if newest else 0)
            return ()
        entries = await self._backend.audit_log(None, limit=_AT_ONCE, after=told.channels)
        return [each for each in entries if told.posting is None or each.entry_id <= told.posting]

    async def _readable(self, click: Click) -> int | None:
        """Return the server whose log somebody reads, who may."""
        if not may_moderate(click.rights) or not may_read_log(click.rights, click.place.server_id):
            raise NotAModerator
        if Capability.CASES not in await self._backend.capabilities():
            raise NoModeration
        return click.place.server_id

    async def _tell(self, server_id: int, channel_id: int, entries: list[AuditEntry], *, may_be_there: bool) -> None:
        say = self._catalogue.sentences(await self._database.read(server_settings.get_setting, server_id, LANGUAGE))
        try:
            for start in range(0, len(entries), PAGE_SIZE):
                card = channel_lines_card(entries[start : start + PAGE_SIZE], say)
                if not may_be_there or await self._discord.find(channel_id, card) is None:
                    await self._discord.post(channel_id, card)
        except (Gone, NotPossible) as error:
            _log.info("a log channel cannot be told", server=server_id, channel=channel_id, reason=str(error))


def _note_posting(connection: Connection, up_to: int) -> None:
    repository.note_told(connection, repository.told_so_far(connection)._replace(posting=up_to))


def _note_posted(connection: Connection, up_to: int) -> None:
    repository.note_told(connection, repository.told_so_far(connection)._replace(channels=up_to, posting=None))
