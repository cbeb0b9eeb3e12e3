"""Orders to people: what they do and what they look at."""

from typing import Any

from playground.interactions import Pending
from playground.people import People
from playground.world import World

NOTHING = "nothing"
SWEEP_EVERY = 500


class Acting:
    """Operations of people. Each takes and returns JSON.

    Args:
        world: Where they are.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._engine = world.engine
        self._people = People(world)
        self._acts = 0

    async def on_command(self, order: dict[str, Any]) -> dict[str, Any]:
        """Use a slash command."""
        return self._outcome(
            await self._people.command(
                int(order["person"]), int(order["channel"]), order["name"], order.get("options", {})
            )
        )

    async def on_autocomplete(self, order: dict[str, Any]) -> dict[str, Any]:
        """Type into an option."""
        return self._outcome(
            await self._people.autocomplete(
                int(order["person"]),
                int(order["channel"]),
                order["name"],
                order["option"],
                order["typed"],
                order.get("options", {}),
            )
        )

    async def on_message_command(self, order: dict[str, Any]) -> dict[str, Any]:
        """Use a command from the menu of a message."""
        return self._outcome(
            await self._people.message_command(
                int(order["person"]), int(order["channel"]), int(order["message"]), order["name"]
            )
        )

    async def on_user_command(self, order: dict[str, Any]) -> dict[str, Any]:
        """Use a command from the menu of a person."""
        return self._outcome(
            await self._people.user_command(
                int(order["person"]), int(order["channel"]), int(order["target"]), order["name"]
            )
        )

    async def on_press(self, order: dict[str, Any]) -> dict[str, Any]:
        """Press a button."""
        return self._outcome(
            await self._people.press(
                int(order["person"]),
                int(order["channel"]),
                int(order["message"]),
                label=order.get("label"),
                custom_id=order.get("custom_id"),
            )
        )

    async def on_choose(self, order: dict[str, Any]) -> dict[str, Any]:
        """Choose in a menu."""
        return self._outcome(
            await self._people.choose(
                int(order["person"]), int(order["channel"]), int(order["message"]), order["select"], order["options"]
            )
        )

    async def on_submit(self, order: dict[str, Any]) -> dict[str, Any]:
        """Fill in and submit a modal."""
        return self._outcome(
            await self._people.submit(int(order["person"]), int(order["interaction"]), order["values"])
        )

    async def on_raw_press(self, order: dict[str, Any]) -> dict[str, Any]:
        """Use a component that no client would offer."""
        return self._outcome(
            await self._people.raw_component(
                int(order["person"]),
                int(order["channel"]),
                int(order["message"]),
                order["custom_id"],
                order.get("values"),
            )
        )

    async def on_raw_submit(self, order: dict[str, Any]) -> dict[str, Any]:
        """Submit a modal that never opened."""
        message = order.get("message")
        return self._outcome(
            await self._people.raw_modal(
                int(order["person"]),
                int(order["channel"]),
                int(message) if message is not None else None,
                order["custom_id"],
                order["values"],
            )
        )

    async def on_settled(self, order: dict[str, Any]) -> dict[str, Any]:
        """Wait until a deferred answer is completed."""
        pending = await self._world.interactions.wait_settled(int(order["interaction"]), float(order["timeout"]))
        return self._people.views.outcome(pending)

    async def on_changed(self, order: dict[str, Any]) -> dict[str, Any]:
        """Wait until more has happened."""
        pending = await self._world.interactions.wait_changed(
            int(order["interaction"]), int(order["seen"]), float(order["timeout"])
        )
        return self._people.views.outcome(pending)

    async def on_messages(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what somebody sees in a channel."""
        return self._people.views.messages(int(order["person"]), int(order["channel"]), int(order.get("limit", 100)))

    async def on_message(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return one message as somebody sees it now."""
        return self._people.views.message_view(int(order["person"]), int(order["channel"]), int(order["message"]))

    async def on_channels(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return channels and threads that somebody sees."""
        guild = order.get("guild")
        return self._people.views.channels(int(order["person"]), int(guild) if guild is not None else None)

    async def on_commands(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return commands that somebody is offered."""
        return self._people.views.commands(int(order["person"]), int(order["channel"]), int(order.get("type", 1)))

    async def on_direct_messages(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return somebody's direct messages with the bot."""
        return self._engine.channel_payload(self._engine.direct_messages(int(order["person"])))

    async def on_send(self, order: dict[str, Any]) -> dict[str, Any]:
        """Write a message."""
        return self._people.send(int(order["person"]), int(order["channel"]), order["content"])

    async def on_delete_as(self, order: dict[str, Any]) -> None:
        """Delete a message as somebody."""
        self._people.delete_message(int(order["person"]), int(order["channel"]), int(order["message"]))

    async def on_edit_thread(self, order: dict[str, Any]) -> None:
        """Change a thread as somebody."""
        self._people.edit_thread(int(order["person"]), int(order["channel"]), order["changes"])

    async def on_leave_thread(self, order: dict[str, Any]) -> None:
        """Leave a thread."""
        self._people.leave_thread(int(order["person"]), int(order["channel"]))

    async def on_add_to_thread(self, order: dict[str, Any]) -> None:
        """Add somebody to a thread."""
        self._people.add_to_thread(int(order["person"]), int(order["channel"]), int(order["other"]))

    def _outcome(self, pending: Pending | None) -> dict[str, Any]:
        self._acts += 1
        if self._acts % SWEEP_EVERY == 0:
            self._world.tidy()
        if pending is None:
            return {"kind": NOTHING, "settled": True, "shown": [], "updated": [], "deleted": [], "changes": 0}
        return self._people.views.outcome(pending)
