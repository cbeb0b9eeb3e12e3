"""Gateway sessions, which outlive the connections that carry them."""

import asyncio
import secrets
from collections import deque
from enum import IntEnum
from typing import Any

from aiohttp import web

from playground.compression import Encoder, gateway_text

SENDS_PER_MINUTE = 120
REPLAY_EVENTS = 5_000
REPLAY_BYTES = 16 * 1024 * 1024


class Opcode(IntEnum):
    """Gateway opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """Why Discord closes a connection."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    RATE_LIMITED = 4008
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Session:
    """What Discord remembers of a bot between connections.

    Args:
        intents: What the bot wants to hear of, as bits.
        shard: Its shard and the number of shards.
    """

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.key = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self._replay: deque[tuple[int, bytes]] = deque()
        self._replay_bytes = 0

    def push(self, event: str, data: Any) -> None:
        """Send an event, now or when the bot resumes."""
        self.sequence += 1
        text = gateway_text(Opcode.DISPATCH, data, sequence=self.sequence, event=event)
        self._replay.append((self.sequence, text))
        self._replay_bytes += len(text)
        while len(self._replay) > REPLAY_EVENTS or self._replay_bytes > REPLAY_BYTES:
            self._replay_bytes -= len(self._replay.popleft()[1])
        if self.connection is not None:
            self.connection.send(text)

    def missed_since(self, sequence: int) -> list[bytes] | None:
        """Return events after a number that the bot has seen.

        Args:
            sequence: The last number that the bot has seen.

        Returns:
            Their payloads in order; None if some are forgotten or the number lies in the future.
        """
        oldest = self._replay[0][0] if self._replay else self.sequence + 1
        if not oldest - 1 <= sequence <= self.sequence:
            return None
        return [text for number, text in self._replay if number > sequence]


class Connection:
    """One WebSocket and what is to be written to it.

    Args:
        socket: The WebSocket.
        encoder: Its compression.
        transport: What carries it, to be cut on order.
    """

    def __init__(
        self, socket: web.WebSocketResponse, encoder: Encoder, transport: asyncio.BaseTransport | None
    ) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.transport = transport
        self._encoder = encoder
        self._queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.received: deque[float] = deque(maxlen=SENDS_PER_MINUTE)

    def send(self, text: bytes) -> None:
        """Put a payload into the queue."""
        self._queue.put_nowait(text)

    async def write(self) -> None:
        """Write the queue until cancelled."""
        while True:
            text = await self._queue.get()
            frame = self._encoder.encode(text)
            if self._encoder.binary:
                await self.socket.send_bytes(frame)
            else:
                await self.socket.send_str(frame.decode())
            self._queue.task_done()

    async def flush(self) -> None:
        """Wait until the queue is written."""
        await self._queue.join()
