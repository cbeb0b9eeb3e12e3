"""What our key may do, found out once by calls that change nothing."""

import asyncio
import contextlib
import time
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter

from bot.backends.errors import NotSupported, Unavailable
from bot.backends.oasst_api.client import PATIENT, ApiClient, Call, Timeouts
from bot.log import get_logger
from bot.protocol.scores import LeaderboardStats

_log = get_logger(__name__)

_FLAGGED: Final = TypeAdapter(list[object])
_PATIENCE_SECONDS: Final = 1.5
"""How long a card waits for it: well below the 3 seconds within which Discord must hear from us."""
_REST_SECONDS: Final = 5.0
"""How long nobody asks again after the backend could not say: a card must not wait for it each time."""


class KeyRights(StrEnum):
    """What a key may do."""

    ANY = "any"
    """Work, read, react, report; not admit people or moderate."""
    TRUSTED = "trusted"
    """Everything."""


class KeyCheck:
    """Finds out what our key may do, and remembers it."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client
        self._asking: asyncio.Task[KeyRights] | None = None
        self._known: KeyRights | None = None
        self._rests_until = 0.0

    async def find_out(self) -> KeyRights:
        """Return the rights of the key.

        Raises:
            KeyRefused: The backend does not know this key.
            Unavailable: It cannot say for the moment.
        """
        if self._known is None:
            # Shielded: others wait for the same answer, or will be glad of it.
            return await asyncio.shield(self._ask_once())
        return self._known

    async def now(self) -> KeyRights | None:
        """Return the rights as far as they can be had without waiting long; None where they cannot."""
        if self._known is None and time.monotonic() >= self._rests_until:
            done, _ = await asyncio.wait({self._ask_once()}, timeout=_PATIENCE_SECONDS)
            if self._known is None:
                self._rests_until = time.monotonic() + _REST_SECONDS
                for asked in done:
                    with contextlib.suppress(Unavailable):
                        asked.result()
        return self._known

    async def close(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _ask_once(self) -> asyncio.Task[KeyRights]:
        """Return the question that is under way, or a new one."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask(), name="key-check")
            self._asking.add_done_callback(_looked_at)
        return self._asking

    async def _ask(self) -> KeyRights:
        self._known = await self._answer()
        return self._known

    async def _answer(self) -> KeyRights:
        # The answers are read: whoever answers everything with "fine" is no task backend.
        flagged = Call(method="GET", path="/admin/flagged_messages", query={"max_count": 1}, needs_trust=True)
        try:
            await self._client.read(flagged, _FLAGGED.validate_python)
        except NotSupported:
            # The same refusal for a key that it does not know: any known one may read a leaderboard.
            board = Call(method="GET", path="/leaderboards/day", query={"max_count": 1})
            await self._client.read(board, LeaderboardStats.model_validate)
            _log.info("the task backend's key is not a trusted one: no new contributors, no moderation")
            return KeyRights.ANY
        return KeyRights.TRUSTED


async def rights_of_key(url: str, key: str, timeouts: Timeouts = PATIENT) -> KeyRights:
    """Ask a backend what a key may do, and say goodbye.

    Args:
        url: Address of the task backend.
        key: API key.
        timeouts: Of every call.

    Raises:
        ValueError: The address is none, or the key has characters that no key has.
        Unavailable: The backend cannot say: `NoAnswer` tells why; `KeyRefused`: it does not know the key.
        Refused: It says something that makes no sense here.
    """
    client = ApiClient(url, key, timeouts)
    check = KeyCheck(client)
    try:
        return await check.find_out()
    finally:
        await check.close()
        await client.close()


def _looked_at(asked: asyncio.Task[KeyRights]) -> None:
    """Take note of a failure that nobody waited for: it is in the log already, and the next one asks anew."""
    if not asked.cancelled():
        asked.exception()
