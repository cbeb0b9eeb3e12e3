"""The gateway: WebSocket connections of the bot, sessions that outlive them, and events on their way."""

import asyncio
import contextlib
import copy
import time
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import WSCloseCode, WSMsgType, web

from playground.compression import encoder_for, gateway_text
from playground.constants import (
    ALL_INTENTS,
    CONTENT_INTENT,
    GUILDS_INTENT,
    MEMBERS_INTENT,
    PRESENCES_INTENT,
    PRIVILEGED_INTENTS,
)
from playground.engine import Engine
from playground.faults import Faults
from playground.fields import complete_guild, complete_message
from playground.sessions import SENDS_PER_MINUTE, CloseCode, Connection, Opcode, Session

HEARTBEAT_MILLISECONDS = 41_250
IDENTIFY_PER_DAY = 1_000
CHUNK_SIZE = 1_000


class Gateway:
    """Everything that goes over WebSockets.

    Args:
        engine: Discord's state.
        token: The bot's token.
        faults: Misbehaviour on order.
        shards: Recommended number of shards.
        approved_intents: Privileged intents that the bot may ask for, as bits.
    """

    def __init__(
        self, engine: Engine, token: str, faults: Faults, *, shards: int = 1, approved_intents: int = 0
    ) -> None:
        self.shards = shards
        self.identify_count = 0
        self.resume_count = 0
        self.last_events: dict[str, Mapping[str, Any]] = {}
        self._engine = engine
        self._token = token
        self._faults = faults
        self._approved = approved_intents
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._url = ""
        self._changed = asyncio.Condition()

    def serve_at(self, url: str) -> None:
        """Tell the gateway its own address."""
        self._url = url

    def describe(self) -> dict[str, Any]:
        """Return the answer to ``GET /gateway/bot``."""
        left = self._faults.sessions_left
        return {
            "url": self._faults.gateway_address or self._url,
            "shards": self.shards,
            "session_start_limit": {
                "total": IDENTIFY_PER_DAY,
                "remaining": max(0, IDENTIFY_PER_DAY - self.identify_count) if left is None else left,
                "reset_after": 14_400_000,
                "max_concurrency": 1,
            },
        }

    @property
    def url(self) -> str:
        """The gateway's address."""
        return self._url

    @property
    def connected_sessions(self) -> frozenset[str]:
        """The sessions that have a connection."""
        return frozenset(connection.session.key for connection in self._connections if connection.session is not None)

    @property
    def live_connections(self) -> int:
        """How many connections have identified or resumed and are still open."""
        return sum(1 for connection in self._connections if connection.session is not None)

    async def wait_until(self, *, connected: bool, seconds: float) -> bool:
        """Wait until a bot is (or no bot is any longer) connected.

        Args:
            connected: What to wait for.
            seconds: How long at most.

        Returns:
            Whether it happened in time.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: (self.live_connections > 0) is connected)
        return (self.live_connections > 0) is connected

    # --- events ---------------------------------------------------------------------------------------------------

    def publish(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to every session that may have it."""
        if not self._sessions:
            return
        guild_id = payload.get("guild_id")
        if guild_id is None and event in {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"}:
            guild_id = payload["id"]
        needed = self._engine.intent_of(event, payload)
        if not self._bot_sees(event, payload):
            return
        for session in self._sessions.values():
            shard, count = session.shard
            if (0 if guild_id is None else (int(guild_id) >> 22) % count) != shard:
                continue
            if needed is not None and not session.intents & needed:
                continue
            self._push(session, event, self._shaped(event, payload, session))

    def _push(self, session: Session, event: str, payload: Mapping[str, Any]) -> None:
        self.last_events[event] = sent = self._faults.bent(event, payload)
        session.push(event, sent)

    def _bot_sees(self, event: str, payload: Mapping[str, Any]) -> bool:
        if event in {"CHANNEL_DELETE", "THREAD_DELETE", "INTERACTION_CREATE"}:
            return True
        if event.startswith(("CHANNEL_", "THREAD_")):
            channel_id = payload.get("channel_id", payload.get("id"))
        else:
            channel_id = payload.get("channel_id")
        guild_id = payload.get("guild_id")
        if guild_id is not None:
            guild = self._engine.guilds.get(int(guild_id))
            if guild is not None and self._engine.bot_id not in guild.members:
                return False
        if channel_id is None or int(channel_id) not in self._engine.channels:
            return True
        return self._engine.sees_channel(int(channel_id), self._engine.bot_id)

    def _shaped(self, event: str, payload: Mapping[str, Any], session: Session) -> dict[str, Any]:
        shaped = dict(payload)
        if event in {"GUILD_CREATE", "GUILD_UPDATE"}:
            complete_guild(shaped)
            if event == "GUILD_CREATE":
                self._prune_guild(shaped, session.intents)
        elif event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
            shaped = copy.deepcopy(shaped)
            complete_message(shaped, self._engine.application_id)
            if not session.intents & CONTENT_INTENT:
                self._engine.hide_content(shaped)
        return shaped

    def _prune_guild(self, payload: dict[str, Any], intents: int) -> None:
        if not intents & PRESENCES_INTENT:
            bot = str(self._engine.bot_id)
            payload["members"] = [member for member in payload["members"] if member["user"]["id"] == bot]
        payload["threads"] = [
            thread
            for thread in payload["threads"]
            if not thread["thread_metadata"]["archived"]
            and self._engine.sees_channel(int(thread["id"]), self._engine.bot_id)
        ]

    # --- what tests order ---------------------------------------------------------------------------------------

    async def drop(self) -> int:
        """Cut all connections without a word; sessions can be resumed."""
        connections = list(self._connections)
        for connection in connections:
            if connection.transport is not None and isinstance(connection.transport, asyncio.Transport):
                connection.transport.abort()
        return len(connections)

    async def ask_reconnect(self) -> int:
        """Ask all bots to reconnect and resume (opcode 7)."""
        connections = [connection for connection in self._connections if connection.session is not None]
        for connection in connections:
            connection.send(gateway_text(Opcode.RECONNECT, None))
        return len(connections)

    async def invalidate_sessions(self, *, resumable: bool = False) -> int:
        """Tell all bots that their session is invalid (opcode 9).

        Args:
            resumable: Whether they may try to resume; otherwise the sessions are forgotten.
        """
        connections = [connection for connection in self._connections if connection.session is not None]
        for connection in connections:
            connection.send(gateway_text(Opcode.INVALID_SESSION, resumable))
            if not resumable and connection.session is not None:
                self._sessions.pop(connection.session.key, None)
                connection.session.connection = None
                connection.session = None
        if not resumable:
            self._sessions.clear()
        return len(connections)

    async def close(self) -> None:
        """Close all connections: the playground stops."""
        for connection in list(self._connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    # --- one connection -----------------------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket from its opening to its end."""
        try:
            encoder = encoder_for(request.query.get("compress"))
        except ValueError as error:
            return web.Response(status=400, text=str(error))
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False, autoping=True)
        await socket.prepare(request)
        connection = Connection(socket, encoder, request.transport)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write(), name="gateway writer")
        connection.send(gateway_text(Opcode.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS}))
        try:
            await self._read(connection)
        except (ConnectionError, RuntimeError):
            pass  # the other side is gone, which is its right
        finally:
            self._connections.discard(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            connection.session = None
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError, RuntimeError):
                await writer
            await self._notify()
        return socket

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            now = time.monotonic()
            if len(connection.received) == SENDS_PER_MINUTE and now - connection.received[0] < 60:
                await connection.socket.close(code=CloseCode.RATE_LIMITED, message=b"Rate limited.")
                return
            connection.received.append(now)
            try:
                payload = orjson.loads(message.data)
                opcode, data = payload["op"], payload.get("d")
            except (ValueError, TypeError, KeyError):
                await connection.socket.close(code=CloseCode.DECODE_ERROR, message=b"Error while decoding payload.")
                return
            refusal = await self._obey(connection, opcode, data)
            if refusal is not None:
                await connection.flush()
                await connection.socket.close(code=refusal, message=refusal.name.encode())
                return

    async def _obey(self, connection: Connection, opcode: int, data: Any) -> CloseCode | None:
        if opcode == Opcode.HEARTBEAT:
            connection.send(gateway_text(Opcode.HEARTBEAT_ACK, None))
            return None
        if opcode == Opcode.IDENTIFY:
            return await self._identify(connection, data)
        if opcode == Opcode.RESUME:
            return await self._resume(connection, data)
        if connection.session is None:
            return CloseCode.NOT_AUTHENTICATED
        if opcode == Opcode.REQUEST_MEMBERS:
            self._send_members(connection.session, data)
            return None
        return None if opcode in {Opcode.PRESENCE, Opcode.VOICE_STATE} else CloseCode.UNKNOWN_OPCODE

    async def _identify(self, connection: Connection, data: Any) -> CloseCode | None:
        if connection.session is not None:
            return CloseCode.ALREADY_AUTHENTICATED
        self.identify_count += 1
        if self._faults.close_code is not None:
            return CloseCode(self._faults.close_code)
        if not isinstance(data, dict) or data.get("token", "").removeprefix("Bot ") != self._token:
            return CloseCode.AUTHENTICATION_FAILED
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~ALL_INTENTS:
            return CloseCode.INVALID_INTENTS
        if intents & PRIVILEGED_INTENTS & ~self._approved:
            return CloseCode.DISALLOWED_INTENTS
        shard, count = data.get("shard") or (0, 1)
        if not 0 <= shard < count:
            return CloseCode.INVALID_SHARD
        for key in [key for key, old in self._sessions.items() if old.shard == (shard, count) and not old.connection]:
            del self._sessions[key]  # its process is dead: nobody will resume it
        session = Session(intents, (shard, count))
        self._sessions[session.key] = session
        session.connection, connection.session = connection, session
        guilds = [
            guild
            for guild in self._engine.guilds.values()
            if self._engine.bot_id in guild.members and (guild.id >> 22) % count == shard
        ]
        self._push(
            session,
            "READY",
            {
                "v": 10,
                "user": self._engine.user_payload(self._engine.bot_id),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.key,
                "session_type": "normal",
                "resume_gateway_url": self._url,
                "shard": [shard, count],
                "application": {"id": str(self._engine.application_id), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "presences": [],
                "user_settings": {},
                "geo_ordered_rtc_regions": [],
                "_trace": [],
            },
        )
        if intents & GUILDS_INTENT:
            for guild in guilds:
                payload = self._engine.guild_payload(guild.id)
                self._push(session, "GUILD_CREATE", self._shaped("GUILD_CREATE", payload, session))
        await self._notify()
        return None

    async def _resume(self, connection: Connection, data: Any) -> CloseCode | None:
        if not isinstance(data, dict) or data.get("token", "").removeprefix("Bot ") != self._token:
            return CloseCode.AUTHENTICATION_FAILED
        session = self._sessions.get(str(data.get("session_id")))
        sequence = data.get("seq")
        missed = session.missed_since(sequence) if session is not None and isinstance(sequence, int) else None
        if session is None or missed is None:
            connection.send(gateway_text(Opcode.INVALID_SESSION, False))
            return None
        if session.connection is not None and session.connection is not connection:
            session.connection.session = None
        self.resume_count += 1
        session.connection, connection.session = connection, session
        for text in missed:
            connection.send(text)
        session.push("RESUMED", {"_trace": []})
        await self._notify()
        return None

    def _send_members(self, session: Session, data: Any) -> None:
        guild = self._engine.guilds.get(int(data.get("guild_id") or 0))
        if guild is None or self._engine.bot_id not in guild.members:
            return
        wanted = data.get("user_ids")
        query = str(data.get("query") or "").lower()
        limit = int(data.get("limit") or 0)
        members = list(guild.members)
        missing: list[str] = []
        if wanted is not None:
            ids = [int(key) for key in (wanted if isinstance(wanted, list) else [wanted])]
            members = [key for key in ids if key in guild.members]
            missing = [str(key) for key in ids if key not in guild.members]
        elif query:
            members = [key for key in members if self._engine.users[key].name.lower().startswith(query)]
        elif not session.intents & MEMBERS_INTENT:
            return
        members = members[:limit] if limit else members
        chunks = [members[start : start + CHUNK_SIZE] for start in range(0, len(members), CHUNK_SIZE)] or [[]]
        for index, chunk in enumerate(chunks):
            payload: dict[str, Any] = {
                "guild_id": str(guild.id),
                "members": [self._engine.member_payload(guild.id, key) for key in chunk],
                "chunk_index": index,
                "chunk_count": len(chunks),
            }
            if index == 0 and missing:
                payload["not_found"] = missing
            if data.get("nonce"):
                payload["nonce"] = data["nonce"]
            session.push("GUILD_MEMBERS_CHUNK", payload)
