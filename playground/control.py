"""The control routes: what tests and scripted people order over HTTP, one operation a route."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from playground.acting import Acting
from playground.building import Building
from playground.controls import CannotAct
from playground.refusal import NotImplementedHere, Refusal
from playground.rest import RestApi
from playground.trouble import Trouble
from playground.world import World

Operation = Callable[[dict[str, Any]], Awaitable[Any]]
PREFIX = "on_"


class Control:
    """Serves ``POST /playground/{operation}``.

    Args:
        world: What is controlled.
        rest: The REST side, for its counts.
    """

    def __init__(self, world: World, rest: RestApi) -> None:
        self._rest = rest
        self._operations: dict[str, Operation] = {
            name.removeprefix(PREFIX): getattr(part, name)
            for part in (Building(world), Acting(world), Trouble(world, rest))
            for name in dir(part)
            if name.startswith(PREFIX)
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Run one operation."""
        operation = self._operations.get(request.match_info["operation"])
        if operation is None:
            return _answer(
                {"error": f"there is no operation {request.match_info['operation']!r}", "kind": "bad_order"}, 404
            )
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
        except (KeyError, TypeError) as error:
            traceback.print_exc()
            return _answer({"error": f"{type(error).__name__}: {error}", "kind": "bad_order"}, 400)
        except (ValueError, NotImplementedHere) as error:
            return _answer({"error": f"{type(error).__name__}: {error}", "kind": "bad_order"}, 400)
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception as error:
            self._rest.note_error(request.path, error)
            return _answer({"error": f"{type(error).__name__}: {error}", "kind": "playground_error"}, 500)


def _answer(body: Any, status: int) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
