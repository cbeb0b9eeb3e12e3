"""The control routes: what tests and scripted people order over HTTP, one operation a route."""

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from playground.constants import ChannelType
from playground.engine import Channel, permission_bits
from playground.interactions import Pending
from playground.people import NOTHING, CannotAct, People
from playground.refusal import NotImplementedHere, Refusal
from playground.rest import RestApi
from playground.world import PersonInfo, World

Operation = Callable[[dict[str, Any]], Awaitable[Any]]
SWEEP_EVERY = 500
WAIT_MARGIN_SECONDS = 0.0


class Control:
    """Serves ``POST /playground/{operation}``.

    Args:
        world: What is controlled.
        rest: The REST side, for its counts.
        stop: Called to end the playground.
    """

    def __init__(self, world: World, rest: RestApi, stop: Callable[[], None]) -> None:
        self._world = world
        self._engine = world.engine
        self._people = People(world)
        self._rest = rest
        self._stop = stop
        self._acts = 0
        self._operations: dict[str, Operation] = {
            name.removeprefix("_on_"): getattr(self, name) for name in dir(self) if name.startswith("_on_")
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Run one operation."""
        operation = self._operations.get(request.match_info["operation"])
        if operation is None:
            return _answer({"error": f"there is no operation {request.match_info['operation']!r}"}, 404)
        try:
            raw = await request.read()
            body = orjson.loads(raw) if raw else {}
            return _answer(await operation(body), 200)
        except CannotAct as error:
            return _answer({"error": str(error), "kind": "cannot_act"}, 409)
        except Refusal as refusal:
            return _answer({"error": refusal.describe(), "kind": "refusal", "code": refusal.code}, 409)
        except TimeoutError:
            return _answer({"error": "it did not happen in time", "kind": "timeout"}, 408)
        except (KeyError, ValueError, TypeError, NotImplementedHere) as error:
            traceback.print_exc()
            return _answer({"error": f"{type(error).__name__}: {error}", "kind": "bad_order"}, 400)
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception as error:
            self._rest.errors += 1
            print("playground error in the control routes", file=sys.stderr)
            traceback.print_exc()
            return _answer({"error": f"{type(error).__name__}: {error}", "kind": "playground_error"}, 500)

    # --- building ---------------------------------------------------------------------------------------------------

    async def _on_create_guild(self, order: dict[str, Any]) -> dict[str, Any]:
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
        if order.get("with_bot", True):
            self._announce_guild(guild.id)
        else:
            with self._engine.quietly():
                self._engine.leave_guild(guild.id, self._engine.bot_id)
        return {"id": str(guild.id), "channels": [self._channel(channel) for channel in channels]}

    def _announce_guild(self, guild_id: int) -> None:
        payload = self._engine.guild_payload(guild_id)
        payload.pop("unavailable", None)  # its absence says that the bot joined just now
        self._engine.tell_bots("GUILD_CREATE", payload)

    async def _on_create_channel(self, order: dict[str, Any]) -> dict[str, Any]:
        kind = int(order.get("type", ChannelType.TEXT))
        parent = order.get("parent")
        channel = self._engine.create_channel(
            int(order["guild"]), order["name"], kind, int(parent) if parent is not None else None
        )
        return self._channel(channel)

    async def _on_create_thread(self, order: dict[str, Any]) -> dict[str, Any]:
        thread = self._engine.create_thread(
            int(order["channel"]),
            order["name"],
            int(order["person"]),
            int(order.get("type", ChannelType.PUBLIC_THREAD)),
            int(order.get("archive_minutes", 1440)),
        )
        return self._channel(thread)

    async def _on_delete_channel(self, order: dict[str, Any]) -> None:
        self._engine.delete_channel(int(order["channel"]))

    async def _on_channel_messages(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """Everything in a channel, whoever may see it."""
        store = self._engine.messages.get(int(order["channel"]), {})
        return [self._world.message_view(store[key]) for key in sorted(store)]

    async def _on_guild_channels(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        guild = self._engine.guild(int(order["guild"]))
        return [self._channel(self._engine.channels[key]) for key in [*guild.channel_ids, *guild.thread_ids]]

    async def _on_thread_members(self, order: dict[str, Any]) -> list[str]:
        return [str(key) for key in self._engine.channel(int(order["channel"])).thread_members]

    async def _on_delete_message(self, order: dict[str, Any]) -> None:
        self._engine.delete_message(int(order["channel"]), int(order["message"]))

    async def _on_delete_webhooks(self, order: dict[str, Any]) -> int:
        channel_id = int(order["channel"])
        found = [webhook.id for webhook in self._engine.webhooks.values() if webhook.channel_id == channel_id]
        for webhook_id in found:
            self._engine.delete_webhook(webhook_id)
        return len(found)

    async def _on_webhooks(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {"id": str(webhook.id), "name": webhook.name, "channel": str(webhook.channel_id), "token": webhook.token}
            for webhook in self._engine.webhooks.values()
            if webhook.guild_id == int(order["guild"])
        ]

    async def _on_set_permissions(self, order: dict[str, Any]) -> None:
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

    async def _on_set_bot_permissions(self, order: dict[str, Any]) -> None:
        guild = self._engine.guild(int(order["guild"]))
        bot_role = guild.members[self._engine.bot_id].role_ids[0]
        self._engine.edit_role(guild.id, bot_role, permission_bits(order["permissions"]))

    async def _on_create_role(self, order: dict[str, Any]) -> dict[str, Any]:
        role = self._engine.create_role(
            int(order["guild"]), order["name"], permission_bits(order.get("permissions", ()))
        )
        return {"id": str(role.id), "name": role.name}

    async def _on_delete_role(self, order: dict[str, Any]) -> None:
        self._engine.delete_role(int(order["guild"]), int(order["role"]))

    async def _on_set_role(self, order: dict[str, Any]) -> None:
        self._engine.set_role(int(order["guild"]), int(order["person"]), int(order["role"]), held=order["held"])

    async def _on_member_roles(self, order: dict[str, Any]) -> list[str]:
        return [str(key) for key in self._engine.guild(int(order["guild"])).members[int(order["person"])].role_ids]

    async def _on_kick_bot(self, order: dict[str, Any]) -> None:
        self._world.remove_bot(int(order["guild"]))

    async def _on_invite_bot(self, order: dict[str, Any]) -> None:
        guild = self._engine.guild(int(order["guild"]))
        if self._engine.bot_id not in guild.members:
            managed = [role.id for role in guild.roles.values() if role.managed]
            with self._engine.quietly():
                self._engine.join_guild(guild.id, self._engine.bot_id, managed)
            self._announce_guild(guild.id)

    async def _on_create_person(self, order: dict[str, Any]) -> dict[str, Any]:
        name = order["name"]
        user = self._engine.create_user(name, order.get("display_name") or name)
        person = PersonInfo(user.id, name, order.get("display_name") or name, order.get("locale", "en-US"))
        self._world.introduce(person)
        if order.get("guild") is not None:
            self._join(person.id, int(order["guild"]), order.get("permissions", ()), order.get("roles", ()))
        return {"id": str(person.id)}

    async def _on_join(self, order: dict[str, Any]) -> None:
        self._join(int(order["person"]), int(order["guild"]), order.get("permissions", ()), order.get("roles", ()))

    def _join(self, person_id: int, guild_id: int, permissions: list[str], roles: list[str]) -> None:
        held = [int(role) for role in roles]
        if permissions:
            bits = permission_bits(permissions)
            name = f"{self._world.people[person_id].name}'s role"
            held.append(self._engine.create_role(guild_id, name, bits).id)
        self._engine.join_guild(guild_id, person_id, held)

    async def _on_leave(self, order: dict[str, Any]) -> None:
        self._engine.leave_guild(int(order["guild"]), int(order["person"]))

    async def _on_set_locale(self, order: dict[str, Any]) -> None:
        old = self._world.people[int(order["person"])]
        self._world.introduce(PersonInfo(old.id, old.name, old.display_name, order["locale"]))

    # --- people -------------------------------------------------------------------------------------------------------

    async def _on_command(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.command(
                int(order["person"]), int(order["channel"]), order["name"], order.get("options", {})
            )
        )

    async def _on_autocomplete(self, order: dict[str, Any]) -> dict[str, Any]:
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

    async def _on_message_command(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.message_command(
                int(order["person"]), int(order["channel"]), int(order["message"]), order["name"]
            )
        )

    async def _on_user_command(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.user_command(
                int(order["person"]), int(order["channel"]), int(order["target"]), order["name"]
            )
        )

    async def _on_press(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.press(
                int(order["person"]),
                int(order["channel"]),
                int(order["message"]),
                label=order.get("label"),
                custom_id=order.get("custom_id"),
            )
        )

    async def _on_choose(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.choose(
                int(order["person"]), int(order["channel"]), int(order["message"]), order["select"], order["options"]
            )
        )

    async def _on_submit(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.submit(int(order["person"]), int(order["interaction"]), order["values"])
        )

    async def _on_raw_press(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(
            await self._people.raw_component(
                int(order["person"]),
                int(order["channel"]),
                int(order["message"]),
                order["custom_id"],
                order.get("values"),
            )
        )

    async def _on_raw_submit(self, order: dict[str, Any]) -> dict[str, Any]:
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

    async def _on_settled(self, order: dict[str, Any]) -> dict[str, Any]:
        pending = await self._world.desk.wait_settled(int(order["interaction"]), float(order["timeout"]))
        return self._people.outcome(pending)

    async def _on_changed(self, order: dict[str, Any]) -> dict[str, Any]:
        pending = await self._world.desk.wait_changed(
            int(order["interaction"]), int(order["seen"]), float(order["timeout"])
        )
        return self._people.outcome(pending)

    async def _on_messages(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        return self._people.messages(int(order["person"]), int(order["channel"]), int(order.get("limit", 100)))

    async def _on_message(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._people.message(int(order["person"]), int(order["channel"]), int(order["message"]))

    async def _on_channels(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        guild = order.get("guild")
        return self._people.channels(int(order["person"]), int(guild) if guild is not None else None)

    async def _on_commands(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        return self._people.commands(int(order["person"]), int(order["channel"]), int(order.get("type", 1)))

    async def _on_direct_messages(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._channel(self._engine.direct_messages(int(order["person"])))

    async def _on_send(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._people.send(int(order["person"]), int(order["channel"]), order["content"])

    async def _on_delete_as(self, order: dict[str, Any]) -> None:
        self._people.delete_message(int(order["person"]), int(order["channel"]), int(order["message"]))

    async def _on_edit_thread(self, order: dict[str, Any]) -> None:
        self._people.edit_thread(int(order["person"]), int(order["channel"]), order["changes"])

    async def _on_leave_thread(self, order: dict[str, Any]) -> None:
        self._people.leave_thread(int(order["person"]), int(order["channel"]))

    async def _on_add_to_thread(self, order: dict[str, Any]) -> None:
        self._people.add_to_thread(int(order["person"]), int(order["channel"]), int(order["other"]))

    # --- time and trouble ---------------------------------------------------------------------------------------------

    async def _on_advance(self, order: dict[str, Any]) -> dict[str, Any]:
        self._world.advance(float(order["seconds"]))
        return {"offset": self._world.clock.offset_seconds, "now": self._world.clock.now().isoformat()}

    async def _on_now(self, order: dict[str, Any]) -> dict[str, Any]:
        del order
        return {"offset": self._world.clock.offset_seconds, "now": self._world.clock.now().isoformat()}

    async def _on_misbehave(self, order: dict[str, Any]) -> int:
        return self._world.faults.order(**order)

    async def _on_behave(self, order: dict[str, Any]) -> None:
        del order
        self._world.faults.clear()

    async def _on_drop_gateway(self, order: dict[str, Any]) -> int:
        del order
        return await self._world.gateway.drop()

    async def _on_ask_reconnect(self, order: dict[str, Any]) -> int:
        del order
        return await self._world.gateway.ask_reconnect()

    async def _on_invalidate_session(self, order: dict[str, Any]) -> int:
        return await self._world.gateway.invalidate_sessions(resumable=bool(order.get("resumable", False)))

    # --- what tests ask -----------------------------------------------------------------------------------------------

    async def _on_wait_bot(self, order: dict[str, Any]) -> dict[str, Any]:
        timeout = float(order["timeout"])
        wanted = bool(order.get("connected", True))
        if not await self._world.gateway.wait_until(connected=wanted, timeout=timeout):
            raise TimeoutError
        return await self._on_state({})

    async def _on_state(self, order: dict[str, Any]) -> dict[str, Any]:
        del order
        gateway = self._world.gateway
        return {
            "connections": gateway.live_connections,
            "identifies": gateway.identify_count,
            "resumes": gateway.resume_count,
            "commands": sorted(
                command["name"] for scope in self._engine.commands.values() for command in scope.values()
            ),
            "interactions": self._world.desk.opened_count,
            "failed_interactions": self._world.desk.failed_count,
            "rate_limited": self._world.limiter.refused_count,
            "invalid_in_ten_minutes": self._world.limiter.invalid_count,
            "playground_errors": self._rest.errors,
            "messages_kept": sum(len(store) for store in self._engine.messages.values()),
            "interactions_kept": len(self._engine.interactions),
            "application": str(self._engine.application_id),
            "bot": str(self._engine.bot_id),
        }

    async def _on_registered_commands(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        del order
        return [command for scope in self._engine.commands.values() for command in scope.values()]

    async def _on_invalid_requests(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        listed = self._rest.listed()
        if order.get("clear"):
            self._rest.invalid.clear()
        return listed

    async def _on_unimplemented(self, order: dict[str, Any]) -> dict[str, int]:
        del order
        return dict(self._rest.unimplemented)

    async def _on_request_counts(self, order: dict[str, Any]) -> dict[str, Any]:
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

    async def _on_stop(self, order: dict[str, Any]) -> None:
        del order
        self._stop()

    # --- helpers --------------------------------------------------------------------------------------------------------

    def _outcome(self, pending: Pending | None) -> dict[str, Any]:
        self._acts += 1
        if self._acts % SWEEP_EVERY == 0:
            self._world.tidy()
        if pending is None:
            return {"kind": NOTHING, "settled": True, "shown": [], "updated": [], "deleted": [], "changes": 0}
        return self._people.outcome(pending)

    def _channel(self, channel: Channel) -> dict[str, Any]:
        return self._engine.channel_payload(channel)


def _answer(body: Any, status: int) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
