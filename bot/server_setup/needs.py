"""What the bot needs to be allowed for each feature that a server uses, for cards, `doctor` and invitations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.collective import repository as posted_tasks
from bot.discord.permissions import MANAGE_ROLES, MANAGE_WEBHOOKS, POSTING, PUBLIC_THREADS, WORK_THREADS
from bot.level_roles.repository import all_level_roles
from bot.posted_boards.repository import channels_in_use
from bot.server_settings.repository import LOG_CHANNEL, STAFF_CHANNEL, WORK_CHANNEL, channels
from bot.store import Connection


class Feature(StrEnum):
    """What takes permissions."""

    WORK = "work"
    BOARDS = "boards"
    ROLES = "roles"
    STAFF = "staff"
    LOG = "log"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Need:
    """What a feature takes, as Discord's bits; in a channel, or (None) in the server at large."""

    feature: Feature
    permissions: int
    channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class InUse:
    """What a server uses: the channels that its managers have set, and whether it has roles for levels.

    In threads of `collective_channels` are tasks that take answers.
    """

    work_channel: int | None = None
    board_channel: int | None = None
    has_roles: bool = False
    staff_channel: int | None = None
    log_channel: int | None = None
    collective_channels: tuple[int, ...] = ()

    def needs(self) -> Iterator[Need]:
        """Yield what the bot needs here. Whatever managers switch on that takes more, adds its need here."""
        yield Need(Feature.WORK, WORK_THREADS, self.work_channel)
        if self.board_channel is not None:
            yield Need(Feature.BOARDS, MANAGE_WEBHOOKS, self.board_channel)
        if self.has_roles:
            yield Need(Feature.ROLES, MANAGE_ROLES)
        for channel_id in self.collective_channels:
            yield Need(Feature.COLLECTIVE, PUBLIC_THREADS, channel_id)
        yield from self.moderation_needs()

    def moderation_needs(self) -> Iterator[Need]:
        """Yield what the bot needs for moderation here."""
        if self.staff_channel is not None:
            yield Need(Feature.STAFF, POSTING, self.staff_channel)
        if self.log_channel is not None:
            yield Need(Feature.LOG, POSTING, self.log_channel)


def features_in_use(connection: Connection) -> dict[int, InUse]:
    """Return what each server uses; those whose managers have set nothing are absent."""
    work, staff, log = (channels(connection, name) for name in (WORK_CHANNEL, STAFF_CHANNEL, LOG_CHANNEL))
    boards, roles = channels_in_use(connection), all_level_roles(connection)
    posted = posted_tasks.channels_in_use(connection)
    return {
        server_id: InUse(
            work.get(server_id),
            boards.get(server_id),
            server_id in roles,
            staff.get(server_id),
            log.get(server_id),
            posted.get(server_id, ()),
        )
        for server_id in work.keys() | boards.keys() | roles.keys() | staff.keys() | log.keys() | posted.keys()
    }


def permissions_to_ask_for(servers: Iterable[InUse]) -> int:
    """Return what an invitation asks for, so that all that these servers use works, and the bot can say hello.

    Whoever follows it gives the bot's role exactly this: what is not asked for is taken away.
    """
    permissions = POSTING
    for in_use in (InUse(), *servers):
        for need in in_use.needs():
            permissions |= need.permissions
    return permissions
