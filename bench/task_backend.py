"""Calls of the task backend API through our client, against bare httpx with the same load.

    python -m bench.task_backend [--in-flight 50] [--packages 1000] [--rounds 5] [--delay 5]

DESIGN's budget: at most 1.3 times the time. Each package is four calls: request, ack, text, and the message by its id.
The server is a process of its own that answers the same bytes each time after a fixed delay, a fraction of what the
original needs. The yardstick sends the same bodies on one client with the same limits and decodes the answers; it reads
no models, maps no errors, and remembers nothing.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import typer
from aiohttp import web
from rich.console import Console
from rich.table import Table

from bot.backends.oasst_api import OasstApiBackend
from bot.backends.values import Contributor, TextAnswer
from bot.clock import SystemClock
from bot.protocol.tasks import TaskType

_WORD = "The quick brown fox jumps over the lazy dog. "
_MESSAGE = {
    "user_id": str(UUID(int=1)),
    "frontend_message_id": "1",
    "text": _WORD * 10,
    "lang": "en",
    "is_assistant": False,
    "emojis": {},
    "user_emojis": [],
    "user_is_author": False,
    "synthetic": False,
}
_CONVERSATION = [{"id": str(UUID(int=number)), **_MESSAGE} for number in range(3)]
_ANSWER = TextAnswer(text=_WORD * 5, language="en")

Package = Callable[[int], Awaitable[None]]


def main(
    in_flight: Annotated[int, typer.Option(help="So many packages are worked on at the same time.")] = 50,
    packages: Annotated[int, typer.Option(help="Packages in a round.")] = 1000,
    rounds: Annotated[int, typer.Option(help="Rounds; the median is quoted.")] = 5,
    delay: Annotated[float, typer.Option(help="How long the server takes for each call, in milliseconds.")] = 5.0,
) -> None:
    """Measure and print a table."""
    asyncio.run(_measure(in_flight, packages, rounds, delay))


async def _measure(in_flight: int, packages: int, rounds: int, delay: float) -> None:
    table = Table(title=f"{packages} packages of four calls, {in_flight} in flight; calls per second")
    for column in ("round", "bare httpx", "our client", "ratio of times"):
        table.add_column(column, justify="right")
    ratios = []
    async with _server(delay) as url:
        for number in range(1, rounds + 1):
            bare = await _round(_bare(url), in_flight, packages)
            ours = await _round(_ours(url), in_flight, packages)
            ratios.append(ours / bare)
            rates = (f"{4 * packages / seconds:.0f}" for seconds in (bare, ours))
            table.add_row(str(number), *rates, f"{ours / bare:.2f}")
    Console().print(table)
    print(f"time against the yardstick: {sorted(ratios)[len(ratios) // 2]:.2f} (budget 1.3)")


async def _round(prepare: AsyncIterator[Package], in_flight: int, packages: int) -> float:
    """Work on packages, and return how many seconds it took."""
    work = await anext(prepare)
    await asyncio.gather(*(work(number) for number in range(in_flight)))  # opens the connections
    numbers = iter(range(packages))

    async def worker() -> None:
        for number in numbers:
            await work(number)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    seconds = time.perf_counter() - started
    await anext(prepare, None)
    return seconds


async def _ours(url: str) -> AsyncIterator[Package]:
    async with OasstApiBackend(url, "key", SystemClock(), _Nobody()) as backend:

        async def work(number: int) -> None:
            person = Contributor(uuid4(), 10**17 + number, f"person {number}")
            session = uuid4()
            offer = await backend.request(person, session, TaskType.ASSISTANT_REPLY, "en", None)
            receipt = await backend.submit(person, session, offer.task, _ANSWER, None)
            assert receipt.message_id is not None  # noqa: S101 - what was measured must have happened

        yield work


async def _bare(url: str) -> AsyncIterator[Package]:
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=4.0)
    async with httpx.AsyncClient(base_url=f"{url}/api/v1", headers={"X-API-Key": "key"}, limits=limits) as client:

        async def work(number: int) -> None:
            user = {"id": str(10**17 + number), "display_name": f"person {number}", "auth_method": "discord"}
            session = str(uuid4())
            body: dict[str, object] = {"type": "assistant_reply", "user": user, "collective": False, "lang": "en"}
            task = (await client.post("/tasks/", json=body)).json()
            header = {"X-Oasst-User": f"discord:{user['id']}"}
            await client.post(f"/tasks/{task['id']}/ack", json={"message_id": session}, headers=header)
            text = {"type": "text_reply_to_message", "text": _ANSWER.text, "lang": "en", "user": user}
            body = {**text, "message_id": session, "user_message_id": f"{session}:a"}
            (await client.post("/tasks/interaction", json=body)).json()
            (await client.get(f"/frontend_messages/{session}:a")).json()

        yield work


class _Nobody:
    """Knows no people: none are named in what is measured."""

    async def person_id_of(self, _discord_id: int) -> UUID | None:
        """Know nobody."""
        return None

    async def discord_id_of(self, _person_id: UUID) -> int | None:
        """Know nobody."""
        return None

    async def has_ever_agreed(self, _person_id: UUID) -> bool:
        """Let whoever is measured be named."""
        return True

    async def servers_of(self, _message_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """Know no servers."""
        return {}


@asynccontextmanager
async def _server(delay: float) -> AsyncIterator[str]:
    """Run the server as a process of its own; yield its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.task_backend", "serve", str(delay), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _serve(delay: float) -> None:
    """Answer for ever, and say where."""
    message = json.dumps({"id": str(UUID(int=7)), **_MESSAGE}).encode()
    done = json.dumps({"id": str(UUID(int=8)), "type": "task_done"}).encode()

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(delay / 1000)
        if request.path.endswith("/ack"):
            return web.Response(status=204)
        if request.path.endswith("/tasks/"):
            task = {"id": str(uuid4()), "type": "assistant_reply", "conversation": {"messages": _CONVERSATION}}
            return web.json_response(task)
        body = done if request.path.endswith("/interaction") else message
        return web.Response(body=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(_serve(float(sys.argv[2])))
    else:
        typer.run(main)
