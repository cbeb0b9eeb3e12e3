"""What a person sees: channels, messages, commands, and what came of what they did."""

from collections.abc import Sequence
from typing import Any

from playground.controls import CannotAct
from playground.engine import Channel, Message
from playground.interactions import Pending
from playground.world import World


class Views:
    """Shows to each person what is theirs to see.

    Args:
        world: Where they are.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._engine = world.engine

    def name(self, person_id: int) -> str:
        """Return somebody's name, for sentences."""
        return self._world.people[person_id].name

    def channel(self, person_id: int, channel_id: int) -> Channel:
        """Return a channel that somebody sees.

        Raises:
            CannotAct: If they do not.
        """
        if not self._engine.sees_channel(channel_id, person_id):
            msg = f"{self.name(person_id)} does not see channel {channel_id}"
            raise CannotAct(msg)
        return self._engine.channel(channel_id)

    def message(self, person_id: int, channel_id: int, message_id: int) -> Message:
        """Return a message that somebody sees.

        Raises:
            CannotAct: If they do not.
        """
        self.channel(person_id, channel_id)
        message = self._engine.messages.get(channel_id, {}).get(message_id)
        if message is None or not message.visible_to(person_id):
            msg = f"{self.name(person_id)} does not see message {message_id}"
            raise CannotAct(msg)
        return message

    def usable_message(self, person_id: int, channel_id: int, message_id: int) -> Message:
        """Return a message whose components can be used: in archived or locked threads they may fail at the client.

        Raises:
            CannotAct: If they cannot.
        """
        message = self.message(person_id, channel_id, message_id)
        metadata = self._engine.channel(channel_id).thread_metadata
        if metadata is not None and (metadata.archived or metadata.locked):
            state = "locked" if metadata.locked else "archived"
            msg = f"the thread is {state}: its buttons and menus do not work"
            raise CannotAct(msg)
        return message

    def channels(self, person_id: int, guild_id: int | None) -> list[dict[str, Any]]:
        """Return channels and threads that a person sees, archived threads included.

        Args:
            person_id: Who.
            guild_id: In which guild; None for all guilds and direct messages.
        """
        seen = []
        for channel in self._engine.channels.values():
            if guild_id is not None and channel.guild_id != guild_id:
                continue
            if self._engine.sees_channel(channel.id, person_id):
                seen.append(self._engine.channel_payload(channel))
        return seen

    def messages(self, person_id: int, channel_id: int, limit: int) -> list[dict[str, Any]]:
        """Return the newest messages that a person sees in a channel, oldest first."""
        self.channel(person_id, channel_id)
        found = [
            message for message in self._engine.messages.get(channel_id, {}).values() if message.visible_to(person_id)
        ]
        found.sort(key=lambda message: message.id)
        return [self._world.message_view(message) for message in found[-limit:]]

    def message_view(self, person_id: int, channel_id: int, message_id: int) -> dict[str, Any]:
        """Return one message as it looks now."""
        return self._world.message_view(self.message(person_id, channel_id, message_id))

    def commands(self, person_id: int, channel_id: int, kind: int) -> list[dict[str, Any]]:
        """Return commands that a person is offered in a channel."""
        self.channel(person_id, channel_id)
        return self._engine.visible_commands(person_id, channel_id, kind)

    def outcome(self, pending: Pending) -> dict[str, Any]:
        """Return what came of an interaction so far, as its person sees it."""
        record = pending.record
        store = self._engine.messages.get(record.channel_id, {})

        def views(ids: Sequence[int]) -> list[dict[str, Any]]:
            return [
                self._world.message_view(store[key])
                for key in ids
                if key in store and store[key].visible_to(record.user_id)
            ]

        return {
            "interaction": str(record.id),
            "person": str(record.user_id),
            "channel": str(record.channel_id),
            "kind": pending.kind or "pending",
            "reason": pending.reason,
            "settled": pending.settled,
            "changes": pending.changes,
            "shown": views(pending.shown),
            "updated": views([key for key in pending.updated if key not in pending.shown]),
            "deleted": [str(key) for key in pending.deleted],
            "modal": pending.modal,
            "choices": pending.choices,
        }
