"""Reading a task server by its HTTP API, as far as the demo needs it: who wrote what, trees, their states."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

Json = Mapping[str, Any]

_API = "/api/v1"
_CALL_SECONDS = 120.0
_CALLS_AT_ONCE = 8
_MOST_MESSAGES = 1_000
"""The most that one call gives; the API's own limit."""

_FORBIDDEN, _NOT_FOUND = 403, 404
_TEXTS = ("prompts", "replies_assistant", "replies_prompter")
_REVIEWS = ("labels_simple", "labels_full")
_RANKINGS = ("rankings_total",)
_NOBODY: Final[Json] = {}


class TaskServerFailed(Exception):
    """A task server does not start, or does not answer as one; the message is one sentence and never has the key."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a task server is, and the key with which it is asked; the key is in no `repr`."""

    url: str
    key: str = field(repr=False)

    @property
    def shown(self) -> str:
        """The address as it may be shown: without a name and a password that stand in it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


class TaskServer:
    """Asks a task server. Every method raises `TaskServerFailed` where there is no usable answer."""

    def __init__(self, session: aiohttp.ClientSession, address: Address) -> None:
        self._session = session
        self._address = address
        self._base = address.url.rstrip("/").removesuffix(_API) + _API
        self._places = asyncio.Semaphore(_CALLS_AT_ONCE)

    @classmethod
    @asynccontextmanager
    async def at(cls, address: Address) -> AsyncIterator["TaskServer"]:
        """Ask the task server at an address, until the block ends."""
        headers = {"X-API-Key": address.key.strip(), "Accept": "application/json"}
        timeout = aiohttp.ClientTimeout(total=_CALL_SECONDS)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            yield cls(session, address)

    async def check_key(self) -> None:
        """Find out whether the key may admit people whom the server does not know: those of a demo are all new."""
        try:
            await self._get("/admin/flagged_messages", max_count="1")
        except _Refused as refused:
            if refused.status != _FORBIDDEN:
                raise
            raise TaskServerFailed(
                f"The task server at {self._address.shown} does not take TASK_BACKEND_KEY as a trusted key; only with "
                "one can the demo's people be admitted."
            ) from None

    async def user_id(self, discord_id: int) -> str | None:
        """Return the server's own id of somebody; None where it does not know them."""
        user = await self._found(f"/frontend_users/discord/{discord_id}", _NOBODY)
        return None if user is _NOBODY else str(_part(user, "user_id"))

    async def messages_by(self, discord_id: int) -> list[Json]:
        """Return everything that somebody wrote, deleted or not; nothing where the server does not know them."""
        return await self._pages(f"/frontend_users/discord/{discord_id}/messages", include_deleted="true")

    async def prompts(self) -> list[Json]:
        """Return the initial prompt of every tree."""
        return await self._pages("/messages/", only_roots="true")

    async def tree(self, message_id: str) -> list[Json]:
        """Return all messages of the tree that a message belongs to, accepted or not, deleted or not."""
        tree = await self._get(f"/messages/{message_id}/tree", include_spam="true", include_deleted="true")
        messages: list[Json] = _part(tree, "messages")
        return messages

    async def state(self, message_id: str) -> str:
        """Return the state of the tree that a message belongs to."""
        return str(_part(await self._get(f"/messages/{message_id}/tree/state"), "state"))

    async def counts(self, user_id: str) -> tuple[int, int, int]:
        """Return how many messages, reviews and rankings the server counts for somebody.

        A real one counts now and then.
        """
        total = _part(await self._get(f"/users/{user_id}/stats"), "total")
        texts, reviews, rankings = (
            sum(int(_part(total, name)) for name in names) for names in (_TEXTS, _REVIEWS, _RANKINGS)
        )
        return texts, reviews, rankings

    async def _pages(self, path: str, **query: str) -> list[Json]:
        """Return all of a long list of messages, the newest first."""
        found: dict[str, Json] = {}
        query |= {"max_count": str(_MOST_MESSAGES), "desc": "true"}
        while True:
            page: Sequence[Json] = await self._found(path, (), **query)
            known = len(found)
            found.update({str(_part(message, "id")): message for message in page})
            if len(page) < _MOST_MESSAGES or len(found) == known:
                return list(found.values())
            query["end_date"] = str(_part(page[-1], "created_date"))

    async def _found(self, path: str, otherwise: Any, **query: str) -> Any:
        """Return what a call gives; `otherwise` where the server knows of no such thing."""
        try:
            return await self._get(path, **query)
        except _Refused as refused:
            if refused.status == _NOT_FOUND:
                return otherwise
            raise

    async def _get(self, path: str, **query: str) -> Any:
        try:
            async with (
                self._places,
                self._session.get(f"{self._base}{path}", params=query, allow_redirects=False) as answer,
            ):
                if not answer.ok:
                    raise _Refused(f"The task server at {self._address.shown} answered {answer.status}.", answer.status)
                return await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            # What the error says may quote headers: its kind is enough.
            reason = type(error).__name__
            raise TaskServerFailed(
                f"The task server at {self._address.shown} does not answer ({reason}). Check TASK_BACKEND_URL."
            ) from None


class _Refused(TaskServerFailed):
    """An answer that is no success."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _part(answer: Any, name: str) -> Any:
    try:
        return answer[name]
    except (KeyError, TypeError, IndexError):
        raise TaskServerFailed(f"The task server's answer has no “{name}”: it is not as described.") from None
