"""A small Discord in memory: text channels, private threads and their members, messages, limits, permissions."""

from dataclasses import dataclass, field
from itertools import count

import hikari

from bot.discord.base import (
    Gone,
    NotAMember,
    NoThreadsThere,
    NotNow,
    NotPossible,
    OutOfSight,
    RoleGone,
    ServerRole,
    ServerRoles,
    ThreadArchived,
    ThreadLocked,
    TooManyThreads,
)
from bot.interactions.components import Card, LinkButton
from bot.protocol.moments import Moment
from tests.clocks import StandingClock


@dataclass
class Thread:
    """A private thread; `active_at` is the moment of its last message, or of its opening."""

    channel_id: int
    name: str
    active_at: Moment
    members: set[int] = field(default_factory=set)
    is_archived: bool = False
    messages: dict[int, Card] = field(default_factory=dict)
    is_own: bool = True
    is_locked: bool = False
    was_used: bool = False


class InMemoryDiscord:
    """One server, whose text channels are given; implements `bot.discord.base.Discord`.

    Attributes:
        may_open: channels in which the bot may open private threads.
        may_post: whether it may post in threads.
        may_add: whether it may let people into its threads just now.
        may_delete: whether it may delete messages and threads just now.
        permissions: what the bot may do in each text channel, as Discord's bits.
        hidden_channels: text channels that the bot cannot see.
        forums: channels in which no private thread can be opened, though they were taken for text channels.
        opens_unheard: whether the next thread is opened without the bot hearing of it.
        is_silent: whether Discord does not answer what is asked about permissions.
        most_active: how many threads may be active at a time.
        silent_threads: threads of which Discord does not answer what is to be changed in them.
        hidden: threads that count towards the limit and that the bot cannot see.
        at_large: what the bot may do in the server, as Discord's bits.
        posted: messages in the text channels themselves, by channel and id.
        system: the channel in which Discord itself says who has joined.
        locale: the server's language.
        roles: the server's roles; the bot's own highest one stands at `own_position`.
        may_manage_roles: whether the bot has that permission.
        members: the roles of each member, by their ids; whoever is not in it is not in the server.
        role_calls: how often the bot has tried to give or take a role.
        role_looks: how often it has looked at the roles of the server.
    """

    def __init__(self, clock: StandingClock, *text_channels: int) -> None:
        self._clock = clock
        self._ids = count(1_000)
        self.text_channels = set(text_channels)
        self.may_open = set(text_channels)
        self.may_post = True
        self.permissions = dict.fromkeys(text_channels, int(hikari.Permissions.all_permissions()))
        self.hidden_channels: set[int] = set()
        self.forums: set[int] = set()
        self.opens_unheard = False
        self.is_silent = False
        self.may_archive = True
        self.may_add = True
        self.may_delete = True
        self.most_active = 1_000
        self.hidden = 0
        self.silent_threads: set[int] = set()
        self.threads: dict[int, Thread] = {}
        self.at_large = int(hikari.Permissions.all_permissions())
        self.posted: dict[int, dict[int, Card]] = {channel: {} for channel in text_channels}
        self.system: int | None = None
        self.locale = "en-US"
        self.roles: dict[int, ServerRole] = {}
        self.own_position = 50
        self.may_manage_roles = True
        self.members: dict[int, set[int]] = {}
        self.role_calls = 0
        self.role_looks = 0

    def fill(self, threads: int, *, is_own: bool = True) -> list[int]:
        """Open so many active threads in any channel; gives their ids."""
        made = [next(self._ids) for _ in range(threads)]
        channel = min(self.text_channels)
        for number in made:
            self.threads[number] = Thread(channel, "filling", self._clock.now(), is_own=is_own)
        return made

    @property
    def active(self) -> list[int]:
        """The threads that are active."""
        return [thread_id for thread_id, thread in self.threads.items() if not thread.is_archived]

    async def create_private_thread(self, channel_id: int, name: str) -> int:
        """See `Discord`."""
        if channel_id not in self.text_channels:
            raise Gone("10003")
        if channel_id in self.hidden_channels:
            raise OutOfSight("50001")
        if channel_id in self.forums:
            raise NoThreadsThere("50024")
        if channel_id not in self.may_open:
            raise NotPossible("50013")
        if not 1 <= len(name) <= 100:
            raise NotPossible("50035")
        self._need_a_place()
        thread_id = next(self._ids)
        self.threads[thread_id] = Thread(channel_id, name, self._clock.now())
        if self.opens_unheard:
            self.opens_unheard = False
            raise NotNow("500")
        return thread_id

    async def create_public_thread(self, channel_id: int, name: str) -> int:
        """See `Discord`."""
        return await self.create_private_thread(channel_id, name)

    async def bring_back_thread(self, thread_id: int) -> None:
        """See `Discord`."""
        thread = self._thread(thread_id)
        if thread.is_locked:
            raise ThreadLocked("locked")
        if thread.is_archived:
            self._need_a_place()
            thread.is_archived = False

    async def unused_threads(self, server_id: int, channel_id: int, name: str) -> tuple[int, ...]:  # noqa: ARG002 - one server
        """See `Discord`."""
        return tuple(
            thread_id
            for thread_id, thread in self.threads.items()
            if thread.is_own and not thread.was_used and (thread.channel_id, thread.name) == (channel_id, name)
        )

    async def add_member(self, thread_id: int, member_id: int) -> None:
        """See `Discord`."""
        if not self.may_add:
            raise NotPossible("50013")
        thread = self._thread(thread_id)
        thread.members.add(member_id)
        thread.was_used = True

    async def add_to_thread(self, thread_id: int, member_id: int) -> None:
        """See `Discord`."""
        await self.bring_back_thread(thread_id)
        self._thread(thread_id).members.add(member_id)

    async def post(self, channel_id: int, card: Card) -> int:
        """See `Discord`."""
        if channel_id in self.text_channels:
            return self._post_openly(channel_id, card)
        thread = self._thread(channel_id)
        if not self.may_post:
            raise NotPossible("50013")
        thread.is_archived = False
        thread.active_at = self._clock.now()
        message_id = next(self._ids)
        thread.messages[message_id] = card
        thread.was_used = True
        return message_id

    async def find(self, channel_id: int, card: Card) -> int | None:
        """See `Discord`."""
        wanted = _custom_ids(card)
        if channel_id in self.text_channels:
            return next((number for number, each in self.posted[channel_id].items() if each == card), None)
        shown = self._thread(channel_id).messages
        return next((number for number, each in reversed(shown.items()) if wanted & _custom_ids(each)), None)

    async def is_there(self, channel_id: int, message_id: int) -> bool:
        """See `Discord`."""
        if channel_id in self.hidden_channels:
            return True
        thread = self.threads.get(channel_id)
        return message_id in (thread.messages if thread is not None else self.posted.get(channel_id, {}))

    async def edit(self, channel_id: int, message_id: int, card: Card) -> None:
        """See `Discord`."""
        if channel_id in self.silent_threads:
            raise NotNow("500")
        if channel_id in self.threads and self.threads[channel_id].is_archived:
            raise ThreadArchived("50083")
        messages = self.posted.get(channel_id) or self._thread(channel_id).messages
        if message_id not in messages:
            raise Gone("10008")
        messages[message_id] = card

    async def delete(self, channel_id: int, message_id: int) -> None:
        """See `Discord`."""
        if not self.may_delete:
            raise NotPossible("50013")
        if channel_id in self.threads:
            self.threads[channel_id].messages.pop(message_id, None)
        self.posted.get(channel_id, {}).pop(message_id, None)

    async def remove_thread(self, thread_id: int) -> None:
        """See `Discord`."""
        if not self.may_delete:
            raise NotPossible("50013")
        self.threads.pop(thread_id, None)

    async def archive_idle_threads(self, server_id: int, idle_seconds: int, at_most: int) -> int:  # noqa: ARG002 - one server
        """See `Discord`."""
        if not self.may_archive:
            raise NotPossible("50013")
        before = self._clock.now() - idle_seconds * 1_000
        idle = [
            number for number in self.active if self.threads[number].is_own and self.threads[number].active_at < before
        ]
        idle.sort(key=lambda number: self.threads[number].active_at)
        for number in idle[:at_most]:
            self.threads[number].is_archived = True
        return len(idle[:at_most])

    async def count_active_threads(self, server_id: int) -> int:  # noqa: ARG002 - one server
        """See `Discord`."""
        return len(self.active)

    async def permissions_in(self, server_id: int, channel_id: int | None) -> int:  # noqa: ARG002 - one server
        """See `Discord`."""
        if self.is_silent:
            raise NotNow("503")
        if channel_id is None:
            return self.at_large
        if channel_id not in self.text_channels:
            raise Gone("10003")
        if channel_id in self.hidden_channels:
            raise OutOfSight("50001")
        return self.permissions[channel_id]

    async def system_channel(self, server_id: int) -> tuple[int | None, str]:  # noqa: ARG002 - one server
        """See `Discord`."""
        if self.is_silent:
            raise NotNow("503")
        return self.system, self.locale

    async def fetch_roles(self, server_id: int) -> ServerRoles:  # noqa: ARG002 - one server
        """See `Discord`."""
        self.role_looks += 1
        return ServerRoles(dict(self.roles), self.own_position, self.may_manage_roles)

    async def give_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:  # noqa: ARG002 - one server
        """See `Discord`."""
        self._held_roles(member_id, role_id).add(role_id)

    async def take_role(self, server_id: int, member_id: int, role_id: int, reason: str) -> None:  # noqa: ARG002 - one server
        """See `Discord`."""
        self._held_roles(member_id, role_id).discard(role_id)

    def _post_openly(self, channel_id: int, card: Card) -> int:
        if self.is_silent:
            raise NotNow("503")
        if channel_id in self.hidden_channels:
            raise OutOfSight("50001")
        if not self.permissions[channel_id] & hikari.Permissions.SEND_MESSAGES:
            raise NotPossible("50013")
        message_id = next(self._ids)
        self.posted[channel_id][message_id] = card
        return message_id

    def _held_roles(self, member_id: int, role_id: int) -> set[int]:
        self.role_calls += 1
        if not self.may_manage_roles:
            raise NotPossible("50013")
        if member_id not in self.members:
            raise NotAMember("10007")
        if role_id not in self.roles:
            raise RoleGone("10011")
        if self.roles[role_id].position >= self.own_position:
            raise NotPossible("50013")
        return self.members[member_id]

    def _thread(self, thread_id: int) -> Thread:
        thread = self.threads.get(thread_id)
        if thread is None or thread.channel_id not in self.text_channels:
            raise Gone("10003")
        return thread

    def _need_a_place(self) -> None:
        if len(self.active) + self.hidden >= self.most_active:
            raise TooManyThreads("160006")


def _custom_ids(card: Card) -> set[str]:
    return {control.custom_id for control in card.controls() if not isinstance(control, LinkButton)}
