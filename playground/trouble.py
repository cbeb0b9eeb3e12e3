"""Orders about time and trouble, and questions that tests ask."""

from typing import Any

from playground.rest import RestApi
from playground.world import World


class Trouble:
    """Operations on the playground itself. Each takes and returns JSON.

    Args:
        world: The world.
        rest: The REST side, for its counts.
    """

    def __init__(self, world: World, rest: RestApi) -> None:
        self._world = world
        self._engine = world.engine
        self._rest = rest

    async def on_advance(self, order: dict[str, Any]) -> dict[str, Any]:
        """Move the clock forward."""
        self._world.advance(float(order["seconds"]))
        return {"offset": self._world.clock.offset_seconds, "now": self._world.clock.now().isoformat()}

    async def on_now(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return the present moment."""
        del order
        return {"offset": self._world.clock.offset_seconds, "now": self._world.clock.now().isoformat()}

    async def on_note(self, order: dict[str, Any]) -> None:
        """Write a note into the record, for whoever reads the transcript."""
        self._world.recorder.write("note", text=str(order["text"]), dead=order.get("dead"))

    async def on_misbehave(self, order: dict[str, Any]) -> int:
        """Put a fault in force."""
        return self._world.faults.order(**order)

    async def on_bend(self, order: dict[str, Any]) -> None:
        """Let an event be sent in another form."""
        self._world.faults.order_bend(order["event"], order["path"], order["value"], order.get("times"))

    async def on_last_event(self, order: dict[str, Any]) -> Any:
        """Return the last event of a name, as it was sent."""
        return self._world.gateway.last_events.get(order["event"])

    async def on_refuse_gateway(self, order: dict[str, Any]) -> None:
        """Let the gateway refuse, or be said to be elsewhere."""
        faults = self._world.faults
        faults.close_code = order.get("close_code")
        faults.gateway_address = order.get("address")
        faults.sessions_left = order.get("sessions_left")

    async def on_behave(self, order: dict[str, Any]) -> None:
        """End all faults."""
        del order
        self._world.faults.clear()

    async def on_drop_gateway(self, order: dict[str, Any]) -> int:
        """Cut all gateway connections."""
        del order
        return await self._world.gateway.drop()

    async def on_ask_reconnect(self, order: dict[str, Any]) -> int:
        """Ask bots to reconnect."""
        del order
        return await self._world.gateway.ask_reconnect()

    async def on_invalidate_session(self, order: dict[str, Any]) -> int:
        """Tell bots that their session is invalid."""
        return await self._world.gateway.invalidate_sessions(resumable=bool(order.get("resumable", False)))

    async def on_wait_bot(self, order: dict[str, Any]) -> dict[str, Any]:
        """Wait until a bot is (or none is) connected.

        Raises:
            TimeoutError: it took longer than allowed.
        """
        timeout = float(order["timeout"])
        wanted = bool(order.get("connected", True))
        if not await self._world.gateway.wait_until(connected=wanted, seconds=timeout):
            raise TimeoutError
        return await self.on_state({})

    async def on_state(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return numbers about the playground."""
        del order
        gateway = self._world.gateway
        return {
            "connections": gateway.live_connections,
            "identifies": gateway.identify_count,
            "resumes": gateway.resume_count,
            "commands": sorted(
                command["name"] for scope in self._engine.commands.values() for command in scope.values()
            ),
            "interactions": self._world.interactions.opened_count,
            "failed_interactions": self._world.interactions.failed_count,
            "rate_limited": self._world.limiter.refused_count,
            "invalid_in_ten_minutes": self._world.limiter.invalid_count,
            "playground_errors": self._rest.error_count,
            "messages_kept": sum(len(store) for store in self._engine.messages.values()),
            "interactions_kept": len(self._engine.interactions),
            "application": str(self._engine.application_id),
            "bot": str(self._engine.bot_id),
        }

    async def on_playground_errors(self, order: dict[str, Any]) -> list[str]:
        """Return faults of the playground itself."""
        del order
        return list(self._rest.errors)

    async def on_registered_commands(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return definitions of all commands."""
        del order
        return [command for scope in self._engine.commands.values() for command in scope.values()]

    async def on_invalid_requests(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Return requests that broke Discord's rules."""
        listed = self._rest.listed()
        if order.get("clear"):
            self._rest.invalid.clear()
        return listed

    async def on_unimplemented(self, order: dict[str, Any]) -> dict[str, int]:
        """Return routes that the playground does not know."""
        del order
        return dict(self._rest.unimplemented)

    async def on_request_counts(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return how many requests the bot made."""
        total = sum(self._rest.counts.values())
        counts = {
            "total": total,
            "interaction_answers": self._rest.interaction_answers,
            "outside": total - self._rest.interaction_answers,
            "by_route": dict(self._rest.counts),
            "by_status": {str(status): count for status, count in self._rest.statuses.items()},
        }
        if order.get("reset"):
            self._rest.reset_counts()
        return counts
