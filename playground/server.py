"""The playground's process: one web server for the bot's REST and gateway, attachments and the control routes."""

import asyncio
import contextlib
import json
import os
import signal
import socket

from aiohttp import web

from playground.control import Control
from playground.rest import RestApi
from playground.retention import calm_garbage_collection
from playground.world import Options, World

HOST = "127.0.0.1"
HOUSEKEEPING_SECONDS = 30.0
PARENT_SECONDS = 1.0
BACKLOG = 1_024


async def serve(options: Options, port: int = 0, *, with_parent: bool = False) -> None:
    """Run a playground until it is told to stop.

    Prints one line of JSON with ``port`` and ``token`` when it is ready.

    Args:
        options: How it is started.
        port: TCP port on the local machine; 0 takes a free one.
        with_parent: Whether to stop when the process that started this one is gone.
    """
    world = World(options)
    rest = RestApi(world, world.token)
    stopped = asyncio.Event()
    control = Control(world, rest)
    listener = socket.create_server((HOST, port), backlog=BACKLOG)
    port = listener.getsockname()[1]
    world.gateway.serve_at(f"ws://{HOST}:{port}/gateway")
    world.engine.serve_attachments_at(f"http://{HOST}:{port}/attachments")
    application = web.Application(client_max_size=1 << 30)
    application.router.add_get("/gateway", world.gateway.handle)
    application.router.add_get("/gateway/", world.gateway.handle)
    application.router.add_route("*", "/api/v10/{path:.*}", rest.handle)
    application.router.add_get("/attachments/{path:.*}", lambda request: _attachment(world, request))
    application.router.add_post("/playground/{operation}", control.handle)
    runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    calm_garbage_collection()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on event loops
            loop.add_signal_handler(name, stopped.set)
    chores = [asyncio.create_task(_tidy_regularly(world), name="housekeeping")]
    if with_parent:
        chores.append(asyncio.create_task(_watch_parent(stopped), name="watching the parent process"))
    print(json.dumps({"port": port, "token": world.token}), flush=True)
    try:
        await stopped.wait()
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        await world.gateway.close()
        await runner.cleanup()
        world.close()


async def _tidy_regularly(world: World) -> None:
    while True:
        await asyncio.sleep(HOUSEKEEPING_SECONDS)
        world.threads.archive_idle()
        world.tidy()


async def _watch_parent(stopped: asyncio.Event) -> None:
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(PARENT_SECONDS)
    stopped.set()


async def _attachment(world: World, request: web.Request) -> web.Response:
    found = world.engine.attachment(request.match_info["path"])
    if found is None:
        return web.Response(status=404, text="This content is no longer available.")
    data, content_type = found
    return web.Response(body=data, content_type=content_type)
