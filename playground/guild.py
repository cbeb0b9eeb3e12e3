"""A server and everything that its owner may do in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playground.orders import Orders
from playground.person import Person
from playground.places import Channel, Role
from playground.screen import Message


class Guild:
    """A server and everything that its owner may do in it."""

    def __init__(self, orders: Orders, guild_id: int, name: str, channels: Iterable[Channel]) -> None:
        self._orders = orders
        self.id = guild_id
        self.name = name
        self._channels = {channel.name: channel for channel in channels}

    def channel(self, name: str) -> Channel:
        """Return a channel that was made through this object, by name."""
        return self._channels[name]

    async def add_person(
        self,
        name: str,
        *,
        locale: str = "en-US",
        display_name: str | None = None,
        permissions: Sequence[str] = (),
        roles: Sequence[Role] = (),
    ) -> Person:
        """Add somebody new to this guild.

        Args:
            name: User name.
            locale: Language of the client, as Discord names it.
            display_name: Shown name; the user name if absent.
            permissions: discord.py's names, for example ``manage_messages``, given through a role.
            roles: Roles.
        """
        made = await self._orders.order(
            "create_person",
            name=name,
            locale=locale,
            display_name=display_name,
            guild=self.id,
            permissions=list(permissions),
            roles=[role.id for role in roles],
        )
        return Person(self._orders, int(made["id"]), name, locale)

    async def join(self, person: Person, *, permissions: Sequence[str] = (), roles: Sequence[Role] = ()) -> None:
        """Let somebody join (again)."""
        await self._orders.order(
            "join",
            person=person.id,
            guild=self.id,
            permissions=list(permissions),
            roles=[role.id for role in roles],
        )

    async def remove(self, person: Person) -> None:
        """Let somebody leave."""
        await self._orders.order("leave", person=person.id, guild=self.id)

    async def create_channel(self, name: str, *, type: int = 0, parent: Channel | None = None) -> Channel:  # noqa: A002 - Discord's word
        """Create a channel (0: text, 4: category, 5: announcements, 15: forum)."""
        made = await self._orders.order(
            "create_channel", guild=self.id, name=name, type=type, parent=parent.id if parent else None
        )
        channel = Channel.of(made)
        self._channels[name] = channel
        return channel

    async def create_thread(
        self, parent: Channel, owner: Person, name: str, *, private: bool = False, archive_minutes: int = 1440
    ) -> Channel:
        """Open a thread as a person."""
        return Channel.of(
            await self._orders.order(
                "create_thread",
                channel=parent.id,
                person=owner.id,
                name=name,
                type=12 if private else 11,
                archive_minutes=archive_minutes,
            )
        )

    async def channels(self) -> list[Channel]:
        """Return all channels and threads, whoever may see them."""
        return [Channel.of(channel) for channel in await self._orders.order("guild_channels", guild=self.id)]

    async def threads(self) -> list[Channel]:
        """Return all threads, whoever may see them."""
        return [channel for channel in await self.channels() if channel.is_thread]

    async def messages(self, channel: Channel | int) -> list[Message]:
        """Return everything in a channel, whoever may see it."""
        found = await self._orders.order("channel_messages", channel=channel_id(channel))
        return [Message.of(message) for message in found]

    async def thread_members(self, thread: Channel | int) -> list[int]:
        """Return ids of those in a thread."""
        return [int(key) for key in await self._orders.order("thread_members", channel=channel_id(thread))]

    async def delete_channel(self, channel: Channel | int) -> None:
        """Delete a channel or thread."""
        await self._orders.order("delete_channel", channel=channel_id(channel))

    async def delete_message(self, message: Message) -> None:
        """Delete any message."""
        await self._orders.order("delete_message", channel=message.channel_id, message=message.id)

    async def webhooks(self) -> list[Mapping[str, Any]]:
        """Return webhooks with ``id``, ``name``, ``channel`` and ``token``."""
        found: list[Mapping[str, Any]] = await self._orders.order("webhooks", guild=self.id)
        return found

    async def delete_webhooks(self, channel: Channel) -> int:
        """Delete all webhooks of a channel and say how many."""
        return int(await self._orders.order("delete_webhooks", channel=channel.id))

    async def set_permissions(
        self,
        channel: Channel,
        target: Person | Role | str,
        *,
        allow: Sequence[str] = (),
        deny: Sequence[str] = (),
    ) -> None:
        """Allow or deny permissions in a channel for a person, a role, ``"everyone"`` or ``"bot"``."""
        name = target if isinstance(target, str) else str(target.id)
        await self._orders.order("set_permissions", channel=channel.id, target=name, allow=list(allow), deny=list(deny))

    async def set_bot_permissions(self, permissions: Sequence[str]) -> None:
        """Give the bot's role exactly these permissions."""
        await self._orders.order("set_bot_permissions", guild=self.id, permissions=list(permissions))

    async def create_role(self, name: str, permissions: Sequence[str] = ()) -> Role:
        """Create a role."""
        made = await self._orders.order("create_role", guild=self.id, name=name, permissions=list(permissions))
        return Role(int(made["id"]), made["name"])

    async def roles(self) -> list[Role]:
        """Return all roles, the lowest (@everyone) first; the bot's own is among them."""
        found = await self._orders.order("roles", guild=self.id)
        return [Role(int(role["id"]), role["name"]) for role in found]

    async def raise_role(self, role: Role) -> None:
        """Move a role above all others, the bot's own included."""
        await self._orders.order("raise_role", guild=self.id, role=role.id)

    async def delete_role(self, role: Role) -> None:
        """Delete a role."""
        await self._orders.order("delete_role", guild=self.id, role=role.id)

    async def roles_of(self, person: Person) -> list[int]:
        """Return ids of somebody's roles."""
        found = await self._orders.order("member_roles", guild=self.id, person=person.id)
        return [int(key) for key in found]

    async def kick_bot(self) -> None:
        """Throw the bot out."""
        await self._orders.order("kick_bot", guild=self.id)

    async def invite_bot(self) -> None:
        """Let the bot in (again)."""
        await self._orders.order("invite_bot", guild=self.id)


def channel_id(channel: Channel | int) -> int:
    """Return the id of a channel, given as such or as its id."""
    return channel if isinstance(channel, int) else channel.id
