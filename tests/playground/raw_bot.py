"""A bot without a library: bare requests and a bare gateway connection, to break rules that libraries keep."""

import asyncio
import contextlib
import io
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from playground.client import Outcome, Playground

WAIT_SECONDS = 600.0


@dataclass(frozen=True)
class Answer:
    """Discord's answer to a request."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> int:
        """Discord's error code."""
        return int(self.body["code"])


class GatewayConnection:
    """One gateway connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self.sequence: int | None = None
        self._inflate: Callable[[bytes], bytes] | None = None
        if compress == "zlib-stream":
            self._inflate = zlib.decompressobj().decompress
        elif compress == "zstd-stream":
            self._inflate = zstd.ZstdDecompressor().decompress

    async def receive(self) -> dict[str, Any]:
        """The next payload.

        Raises:
            ConnectionError: If the connection closed, with the close code.
        """
        message = await self.socket.receive(timeout=WAIT_SECONDS)
        if message.type not in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
            raise ConnectionError(self.socket.close_code)
        data = message.data
        payload: dict[str, Any] = orjson.loads(self._inflate(data) if self._inflate is not None else data)
        self.sequence = payload["s"] or self.sequence
        return payload

    async def closing_code(self) -> int:
        """Wait for the end of the connection and say with which code it closed."""
        with contextlib.suppress(ConnectionError):
            while True:
                await self.receive()
        return self.socket.close_code or 0

    async def until(self, event: str) -> Any:
        """The data of the next event of this name."""
        while True:
            payload = await self.receive()
            if payload["t"] == event:
                return payload["d"]

    async def send(self, opcode: int, data: Any) -> None:
        """Send a payload."""
        await self.socket.send_bytes(orjson.dumps({"op": opcode, "d": data}))


class RawBot:
    """Requests with the bot's token."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.session = session
        self.application = 0
        self.gateway: GatewayConnection | None = None

    async def request(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        files: list[tuple[str, bytes]] | None = None,
        token: str | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """Send a request below ``/api/v10``."""
        headers = {"Authorization": f"Bot {token if token is not None else self.playground.token}"}
        data: Any = None
        if files is not None:
            data = aiohttp.FormData()
            data.add_field("payload_json", orjson.dumps(json).decode(), content_type="application/json")
            for index, (name, content) in enumerate(files):
                data.add_field(f"files[{index}]", io.BytesIO(content), filename=name)
        elif raw is not None or json is not None:
            data = raw if raw is not None else orjson.dumps(json)
            headers["Content-Type"] = "application/json"
        url = self.playground.api_url + path
        async with self.session.request(method, url, data=data, headers=headers) as response:
            content = await response.read()
            body = orjson.loads(content) if content else None
            return Answer(response.status, body, dict(response.headers))

    @asynccontextmanager
    async def connect(self, compress: str | None = None) -> AsyncIterator[GatewayConnection]:
        """Open a gateway connection and receive its greeting."""
        url = f"ws://127.0.0.1:{self.playground.port}/gateway?v=10&encoding=json"
        url += f"&compress={compress}" if compress else ""
        async with self.session.ws_connect(url, max_msg_size=0) as socket:
            connection = GatewayConnection(socket, compress)
            hello = await connection.receive()
            assert hello["op"] == 10
            yield connection

    async def identify(self, connection: GatewayConnection, intents: int = 1, token: str | None = None) -> None:
        """Identify on a connection."""
        await connection.send(
            2, {"token": token if token is not None else self.playground.token, "intents": intents, "properties": {}}
        )

    @asynccontextmanager
    async def online(self) -> AsyncIterator["RawBot"]:
        """Be connected and identified."""
        async with self.connect() as connection:
            await self.identify(connection)
            ready = await connection.until("READY")
            self.application = int(ready["application"]["id"])
            self.gateway = connection
            yield self
            self.gateway = None

    async def interaction(self) -> dict[str, Any]:
        """The next interaction."""
        assert self.gateway is not None
        found: dict[str, Any] = await self.gateway.until("INTERACTION_CREATE")
        return found

    async def answer(self, interaction: dict[str, Any], kind: int, data: Any = None, *, full: bool = True) -> Answer:
        """Answer an interaction."""
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
        return await self.request("POST", path + ("?with_response=true" if full else ""), {"type": kind, "data": data})

    async def serve(
        self, act: Coroutine[Any, Any, Outcome], kind: int, data: Any = None
    ) -> tuple[Outcome, dict[str, Any], Answer]:
        """Let a person act and answer it: what they see, the interaction, and Discord's answer to the bot."""
        task = asyncio.create_task(act)
        interaction = await self.interaction()
        answer = await self.answer(interaction, kind, data)
        if answer.status >= 400:
            await self.answer(interaction, 4, {"content": "sorry"})
        return await task, interaction, answer


PING = {"name": "ping", "description": "Answers", "type": 1}


async def register(bot: RawBot, *commands: dict[str, Any]) -> Answer:
    """Register commands."""
    state = await bot.playground.state()
    return await bot.request("PUT", f"/applications/{state['application']}/commands", list(commands or [PING]))


def button(custom_id: str = "a", **fields: Any) -> dict[str, Any]:
    """A button."""
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id, **fields}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    """An action row."""
    return {"type": 1, "components": list(components)}


def select(count: int = 2, **fields: Any) -> dict[str, Any]:
    """A menu."""
    options = [{"label": f"Option {number}", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options, **fields}


def text_input(**fields: Any) -> dict[str, Any]:
    """A field of a modal, in its row."""
    return row({"type": 4, "custom_id": "text", "label": "Text", "style": 2, **fields})


def modal(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A modal."""
    return {"custom_id": "form", "title": "Form", "components": list(rows) or [text_input()], **fields}
