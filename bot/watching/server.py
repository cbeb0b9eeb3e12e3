"""The small server for whoever watches the bot: on the loopback address only, and it only tells."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.errors import StartError
from bot.log import get_logger
from bot.watching.facts import FactFinder
from bot.watching.metrics import Metrics
from bot.watching.readiness import parts_of

_log = get_logger(__name__)

ADDRESS: Final = "127.0.0.1"
_NAMES: Final = frozenset({ADDRESS, "localhost"})
_CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_CLOSING_SECONDS: Final = 1.0
_UNAVAILABLE: Final = 503


@asynccontextmanager
async def watched(port: int, metrics: Metrics, facts: FactFinder, *, makes_backups: bool) -> AsyncIterator[int]:
    """Answer those who watch, until the block ends: `/healthz`, `/readyz`, `/metrics`.

    Args:
        port: Of the loopback address; 0 is any that is free.
        metrics: What is counted.
        facts: Looks up the rest.
        makes_backups: Whether the bot is to make a backup a day.

    Yields:
        The port.

    Raises:
        StartError: The port cannot be had.
    """
    app = web.Application(middlewares=[_for_this_machine])

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readiness(_: web.Request) -> web.Response:
        parts = parts_of(await facts.find(), makes_backups=makes_backups)
        is_ready = all(part.is_ready for part in parts)
        body = {
            "status": "ready" if is_ready else "not ready",
            "parts": {part.name: {"ready": part.is_ready, "detail": part.detail} for part in parts},
        }
        return web.json_response(body, status=200 if is_ready else _UNAVAILABLE)

    async def numbers(_: web.Request) -> web.Response:
        return web.Response(body=metrics.text(await facts.find()), headers={"Content-Type": _CONTENT_TYPE})

    app.router.add_get("/healthz", health)
    app.router.add_get("/readyz", readiness)
    app.router.add_get("/metrics", numbers)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSING_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, ADDRESS, port)
        try:
            await site.start()
        except OSError as error:
            raise StartError(
                f"WATCH_PORT: {ADDRESS}:{port} cannot be used ({error.strerror}). Is another bot watched there? Name "
                "another port."
            ) from error
        bound = int(runner.addresses[0][1])
        _log.info("whoever watches is answered", address=f"http://{ADDRESS}:{bound}/readyz")
        yield bound
    finally:
        await runner.cleanup()


@web.middleware
async def _for_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what names another host: a page in a browser here may have had its own name lead to this address."""
    name = request.host.rpartition(":")[0] or request.host
    if name not in _NAMES:
        raise web.HTTPForbidden(text="This is for programs on this machine.")
    return await handler(request)
