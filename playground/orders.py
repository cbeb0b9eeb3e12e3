"""Orders to a playground's control routes, and the ways in which they fail."""

from typing import Any

import aiohttp
import orjson

CALL_SECONDS = 600.0
"""A guard against waiting for ever, beside what an operation itself waits for."""


class PlaygroundError(Exception):
    """The playground could not do what it was told."""


class CannotAct(PlaygroundError):
    """A person cannot do this: no such button, greyed out, hidden, archived … The reason is the message."""


class NotInTime(PlaygroundError):
    """What was waited for did not happen."""


class Orders:
    """Sends orders.

    Args:
        session: The HTTP client.
        port: The playground's TCP port on this machine.
    """

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._address = f"http://127.0.0.1:{port}/playground"

    async def order(self, operation: str, /, **order: Any) -> Any:
        """Run a control operation.

        Raises:
            CannotAct: If a client or Discord does not let it happen.
            NotInTime: If it was waited for in vain.
            PlaygroundError: For anything else.
        """
        url = f"{self._address}/{operation}"
        limit = aiohttp.ClientTimeout(total=CALL_SECONDS + float(order.get("timeout", 0)))
        async with self._session.post(url, data=orjson.dumps(order), timeout=limit) as response:
            answer = orjson.loads(await response.read())
            if response.status == 200:
                return answer
        if answer["kind"] in {"cannot_act", "refusal"}:
            raise CannotAct(answer["error"])
        if answer["kind"] == "timeout":
            msg = f"{operation}: {answer['error']}"
            raise NotInTime(msg)
        raise PlaygroundError(answer["error"])
