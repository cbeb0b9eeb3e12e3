"""Orders that build and change the world: guilds, channels, roles, and who is where."""

from typing import Any

from playground.constants import ChannelType
from playground.engine import permission_bits
from playground.world import PersonInfo, World


class Building:
    """Operations of whoever owns everything. Each takes and returns JSON.

    Args:
        world: What is changed.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._engine = world.engine

    async def on_create_guild(self, order: dict[str, Any]) -> dict[str, Any]:
        """Create a guild with text channels; bots are told of it in one piece."""
        with self._engine.quietly():
            guild = self._engine.create_guild(order["name"], order.get("locale", "en-US"))
            self._world.recorder.write("guild", id=str(guild.id), name=guild.name)
            if order.get("bot_permissions") is not None:
                bot_role = guild.members[self._engine.bot_id].role_ids[0]
                self._engine.edit_role(guild.id, bot_role, permission_bits(order["bot_permissions"]))
            if order.get("everyone_permissions") is not None:
                self._engine.edit_role(guild.id, guild.id, permission_bits(order["everyone_permissions"]))
            channels = [
                self._engine.create_channel(guild.id, name, int(ChannelType.TEXT))
                for name in order.get("text_channels", ())
            ]
            if order.get("system_channel") is not None:
                guild.system_channel_id = next(each.id for each in channels if each.name == order["system_channel"])
        if order.get("with_bot", True):
            self._announce_guild(guild.id)
        else:
            with self._engine.quietly():
                self._engine.leave_guild(guild.id, self._engine.bot_id)
        return {"id": str(guild.id), "channels": [self._engine.channel_payload(channel) for channel in channels]}

    def _announce_guild(self, guild_id: int) -> None:
        payload = self._engine.guild_payload(guild_id)
        payload.pop("unavailable", None)  # its absence says that the bot joined just now
        self._engine.tell_bots("GUILD_CREATE", payload)

    async def on_create_channel(self, order: dict[str, Any]) -> dict[str, Any]:
        """Create a channel."""
        kind = int(order.get("type", ChannelType.TEXT))
        parent = order.get("parent")
        channel = self._engine.create_channel(
            int(order["guild"]), order["name"], kind, int(parent) if parent is not None else None
        )
        return self._engine.channel_payload(channel)

    async def on_create_thread(self, order: dict[str, Any]) -> dict[str, Any]:
        """Open a thread as a person."""
        thread = self._engine.create_thread(
            int(order["channel"]),
            order["name"],
            int(order["person"]),
            int(order.get("type", ChannelType.PUBLIC_THREAD)),
            int(order.get("archive_minutes", 1440)),
        )
        return self._engine.channel_payload(thread)

    async def on_delete_channel(self, order: dict[str, Any]) -> None:
        """Delete a channel or thread."""
        self._engine.delete_channel(int(order["channel"]))

    async def on_channel_messages(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return everything in a channel, whoever may see it."""
        store = self._engine.messages.get(int(order["channel"]), {})
        return [self._world.message_view(store[key]) for key in sorted(store)]

    async def on_guild_channels(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return all channels and threads of a guild, whoever may see them."""
        guild = self._engine.guild(int(order["guild"]))
        return [
            self._engine.channel_payload(self._engine.channels[key]) for key in [*guild.channel_ids, *guild.thread_ids]
        ]

    async def on_thread_members(self, order: dict[str, Any]) -> list[str]:
        """Return ids of those in a thread."""
        return [str(key) for key in self._engine.channel(int(order["channel"])).thread_members]

    async def on_delete_message(self, order: dict[str, Any]) -> None:
        """Delete any message."""
        self._engine.delete_message(int(order["channel"]), int(order["message"]))

    async def on_delete_webhooks(self, order: dict[str, Any]) -> int:
        """Delete all webhooks of a channel and say how many."""
        channel_id = int(order["channel"])
        found = [webhook.id for webhook in self._engine.webhooks.values() if webhook.channel_id == channel_id]
        for webhook_id in found:
            self._engine.delete_webhook(webhook_id)
        return len(found)

    async def on_webhooks(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return webhooks of a guild with their tokens."""
        return [
            {"id": str(webhook.id), "name": webhook.name, "channel": str(webhook.channel_id), "token": webhook.token}
            for webhook in self._engine.webhooks.values()
            if webhook.guild_id == int(order["guild"])
        ]

    async def on_set_permissions(self, order: dict[str, Any]) -> None:
        """Allow or deny permissions in a channel."""
        channel = self._engine.channel(int(order["channel"]))
        target = order["target"]
        guild = self._engine.guild(channel.guild_id or 0)
        target_id = guild.id if target == "everyone" else self._engine.bot_id if target == "bot" else int(target)
        self._engine.set_overwrite(
            channel.id,
            target_id,
            is_role=target_id in guild.roles,
            allow=permission_bits(order.get("allow", ())),
            deny=permission_bits(order.get("deny", ())),
        )

    async def on_set_bot_permissions(self, order: dict[str, Any]) -> None:
        """Give the bot's role exactly these permissions."""
        guild = self._engine.guild(int(order["guild"]))
        bot_role = guild.members[self._engine.bot_id].role_ids[0]
        self._engine.edit_role(guild.id, bot_role, permission_bits(order["permissions"]))

    async def on_create_role(self, order: dict[str, Any]) -> dict[str, Any]:
        """Create a role."""
        role = self._engine.create_role(
            int(order["guild"]), order["name"], permission_bits(order.get("permissions", ()))
        )
        return {"id": str(role.id), "name": role.name}

    async def on_roles(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return all roles of a guild, the lowest first."""
        roles = sorted(self._engine.guild(int(order["guild"])).roles.values(), key=lambda role: role.position)
        return [{"id": str(role.id), "name": role.name} for role in roles]

    async def on_raise_role(self, order: dict[str, Any]) -> None:
        """Move a role above all others."""
        guild = self._engine.guild(int(order["guild"]))
        top = max(role.position for role in guild.roles.values())
        self._engine.move_role(guild.id, int(order["role"]), top + 1)

    async def on_delete_role(self, order: dict[str, Any]) -> None:
        """Delete a role."""
        self._engine.delete_role(int(order["guild"]), int(order["role"]))

    async def on_member_roles(self, order: dict[str, Any]) -> list[str]:
        """Return ids of somebody's roles."""
        return [str(key) for key in self._engine.guild(int(order["guild"])).members[int(order["person"])].role_ids]

    async def on_kick_bot(self, order: dict[str, Any]) -> None:
        """Throw the bot out of a guild."""
        self._world.remove_bot(int(order["guild"]))

    async def on_invite_bot(self, order: dict[str, Any]) -> None:
        """Let the bot into a guild."""
        guild = self._engine.guild(int(order["guild"]))
        if self._engine.bot_id not in guild.members:
            managed = [role.id for role in guild.roles.values() if role.managed]
            with self._engine.quietly():
                self._engine.join_guild(guild.id, self._engine.bot_id, managed)
            self._announce_guild(guild.id)

    async def on_create_person(self, order: dict[str, Any]) -> dict[str, Any]:
        """Create a person, in a guild or in none."""
        name = order["name"]
        user = self._engine.create_user(name, order.get("display_name") or name)
        person = PersonInfo(user.id, name, order.get("display_name") or name, order.get("locale", "en-US"))
        self._world.introduce(person)
        if order.get("guild") is not None:
            self._join(person.id, int(order["guild"]), order.get("permissions", ()), order.get("roles", ()))
        return {"id": str(person.id)}

    async def on_join(self, order: dict[str, Any]) -> None:
        """Let somebody join a guild."""
        self._join(int(order["person"]), int(order["guild"]), order.get("permissions", ()), order.get("roles", ()))

    def _join(self, person_id: int, guild_id: int, permissions: list[str], roles: list[str]) -> None:
        held = [int(role) for role in roles]
        if permissions:
            bits = permission_bits(permissions)
            name = f"{self._world.people[person_id].name}'s role"
            held.append(self._engine.create_role(guild_id, name, bits).id)
        self._engine.join_guild(guild_id, person_id, held)

    async def on_leave(self, order: dict[str, Any]) -> None:
        """Let somebody leave a guild."""
        self._engine.leave_guild(int(order["guild"]), int(order["person"]))

    async def on_close_direct_messages(self, order: dict[str, Any]) -> None:
        """Let somebody accept no more direct messages from the bot, or accept them again."""
        person_id = int(order["person"])
        if order["closed"]:
            self._world.closed_direct_messages.add(person_id)
        else:
            self._world.closed_direct_messages.discard(person_id)
