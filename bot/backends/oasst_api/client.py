"""One HTTP client for all calls: keep-alive, time-outs, what may be repeated, and what an answer means.

The key and what people write never go into a log line: of a call its method and route are named, of an unreadable
answer only what is wrong with it.
"""

import asyncio
import json
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

import httpx
from pydantic import ValidationError

from bot.backends.errors import Refused, Unavailable
from bot.backends.oasst_api.bodies import (
    ACCEPTED_ENCODING,
    MOST_BYTES,
    BodyTooLarge,
    BodyUnreadable,
    decoded,
    read_whole,
)
from bot.backends.oasst_api.no_answer import NoAnswer, Why, failed_call, wrong_answer
from bot.backends.oasst_api.refusals import KeyRefused, meaning_of
from bot.log import get_logger
from bot.protocol.base import Sent
from bot.protocol.errors import ErrorCode, ErrorResponse, ValidationErrors, parse_error
from bot.protocol.users import USER_HEADER

_log = get_logger(__name__)

Result = TypeVar("Result")
Query = Mapping[str, str | int | bool]

_API = "/api/v1"
_CONNECTIONS: Final = 100
_KEPT_ALIVE_SECONDS: Final = 4.0
"""Shorter than the 5 seconds after which the backend's server (uvicorn) closes an idle connection."""
_PAUSE_SECONDS: Final = 0.1
_HIGHEST_PORT: Final = 65_535
_BROKEN: Final = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?::a)?|\d{5,}")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, a part of the answer, the sending, a free place; for all of it.

    A contributor is told "saved" after 8 seconds (`bot.sessions.outbox`); a delivery may take longer in the background.
    A backend that needs ten seconds for everything can still be worked with.
    """

    connect: float = 3.0
    read: float = 15.0
    write: float = 5.0
    pool: float = 5.0
    total: float = 20.0


PATIENT: Final = Timeouts()
"""What a bot uses that nobody told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call.

    Attributes:
        method: Of HTTP.
        path: Below `/api/v1`, with the slash at its end where the route has one (else the answer is a redirect).
        body: What is sent.
        query: Parameters.
        user: The acting user, as `User.header`.
        repeatable: Whether it may be sent again when the connection broke and its outcome is unknown.
        needs_trust: Whether only trusted keys may make it.
        most_bytes: The longest answer that is read.
    """

    method: str
    path: str
    body: Sent | None = None
    query: Query | None = None
    user: str | None = None
    repeatable: bool = True
    needs_trust: bool = False
    most_bytes: int = MOST_BYTES

    @property
    def route(self) -> str:
        """What the log may say of it."""
        return f"{self.method} {_IDS.sub('{id}', self.path)}"


class ApiClient:
    """Talks to one backend with one key."""

    def __init__(self, url: str, key: str, timeouts: Timeouts = PATIENT) -> None:
        """Make a client; nothing is sent yet.

        Args:
            url: Address of the backend, without `/api/v1`; with it is understood too.
            key: The API key.
            timeouts: For every call.

        Raises:
            ValueError: The address is none, or the key has characters that no key has.
        """
        if not (key and key.isascii() and key.isprintable() and " " not in key):
            raise ValueError("a key consists of ASCII characters without blanks and line breaks")
        self._total = timeouts.total
        self._http = httpx.AsyncClient(
            base_url=_address(url),
            headers={"X-API-Key": key, "Accept": "application/json", "Accept-Encoding": ACCEPTED_ENCODING},
            timeout=httpx.Timeout(
                connect=timeouts.connect, read=timeouts.read, write=timeouts.write, pool=timeouts.pool
            ),
            limits=httpx.Limits(
                max_connections=_CONNECTIONS,
                max_keepalive_connections=_CONNECTIONS,
                keepalive_expiry=_KEPT_ALIVE_SECONDS,
            ),
            follow_redirects=False,
            verify=_certificates(),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def read(self, call: Call, parse: Callable[[object], Result]) -> Result:
        """Make a call whose answer has a body.

        Args:
            call: What to ask.
            parse: Reads the decoded JSON; raises ValidationError where it is not what it should be.

        Raises:
            Refused: The backend's word.
            Unavailable: There is none: nobody answered in time, or not as the backend would.
        """  # noqa: DOC501 - a function makes it
        response = await self._exchange(call)
        data = _decoded(call, response)
        try:
            return parse(data)
        except ValidationError as error:
            wrong = [(".".join(map(str, each["loc"])), each["type"]) for each in error.errors(include_input=False)]
            raise _unavailable(
                call, NoAnswer(Why.OTHER_JSON), "the answer is not as described", wrong=wrong[:5]
            ) from None

    async def do(self, call: Call) -> None:
        """Make a call whose answer has no body that matters.

        Raises:
            Refused: As `read`.
            Unavailable: As `read`.
        """
        response = await self._exchange(call)
        if response.content:  # a page of whoever stands in between is no "done"
            _decoded(call, response)

    async def _exchange(self, call: Call) -> httpx.Response:
        """Make a call, and once more where that is safe and may help.

        A server may close an idle connection just as a call goes out on it, and does close it after a 500. A time-out
        is final: who has waited that long is not to wait once more.

        Raises:
            Refused: As `read`.
            Unavailable: As `read`.
        """  # noqa: DOC501 - functions make them
        try:
            async with asyncio.timeout(self._total):
                try:
                    response = await self._send(call)
                except _BROKEN:
                    if not call.repeatable:
                        raise
                    response = None
                if response is None or _worth_another_try(response):
                    await asyncio.sleep(_PAUSE_SECONDS)
                    response = await self._send(call)
        except TimeoutError:
            raise _unavailable(call, NoAnswer(Why.TIME_OUT), "no answer in time") from None
        except BodyTooLarge:
            raise _unavailable(call, NoAnswer(Why.TOO_LARGE), "an answer longer than any that was asked for") from None
        except BodyUnreadable:
            raise _unavailable(call, NoAnswer(Why.BROKEN_JSON), "the answer cannot be unpacked") from None
        except httpx.HTTPError as error:
            # What a server said may be quoted in an error; what TLS or the network says is ours, and helps.
            detail = str(error) if isinstance(error, httpx.ConnectError) else ""
            raise _unavailable(call, failed_call(error), type(error).__name__, detail=detail) from None
        if not response.is_success:
            raise _refusal(call, response)
        return response

    async def _send(self, call: Call) -> httpx.Response:
        headers = {} if call.user is None else {USER_HEADER: call.user}
        content = None
        if call.body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(call.body.wire()).encode()
        async with self._http.stream(
            call.method, call.path, content=content, params=_written(call.query), headers=headers
        ) as response:
            return await read_whole(response, call.most_bytes)


@cache
def _certificates() -> ssl.SSLContext:
    """Return the authorities that httpx trusts.

    Reading them takes longer than a call, so it is done once for a process.
    """
    return httpx.create_ssl_context()


def _address(url: str) -> httpx.URL:
    """Return the address of the API.

    Raises:
        ValueError: It is none. httpx would say so of some at the first call only.
    """
    try:
        address = httpx.URL(url.rstrip("/").removesuffix(_API) + _API)
    except httpx.InvalidURL as error:
        raise ValueError(str(error)) from None
    if not address.host.encode("idna"):
        raise ValueError(f"no host in {url}")
    if address.port is not None and address.port > _HIGHEST_PORT:
        raise ValueError(f"no port in {url}")
    return address


def _written(query: Query | None) -> dict[str, str] | None:
    if query is None:
        return None
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in query.items()}


def _worth_another_try(response: httpx.Response) -> bool:
    """Say whether the backend gave up a transaction: nothing of it was stored."""
    if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
        return False
    error = _error_of(response)
    return isinstance(error, ErrorResponse) and error.code is ErrorCode.RETRIES_EXHAUSTED


def _refusal(call: Call, response: httpx.Response) -> Refused | Unavailable:
    error = _error_of(response)
    if isinstance(error, ErrorResponse):
        meaning = meaning_of(error, response.status_code, needs_trust=call.needs_trust)
        if isinstance(meaning, KeyRefused):
            _log.error("the task backend refuses TASK_BACKEND_KEY", call=call.route, error_id=meaning.error_id)
        elif isinstance(meaning, Unavailable):
            _log.warning("task backend failed", call=call.route, code=error.error_code, error_id=meaning.error_id)
        elif type(meaning) is Refused:
            _log.warning(
                "task backend refused in an unexpected way",
                call=call.route,
                status=response.status_code,
                code=error.error_code,
                error_id=meaning.error_id,
            )
        return meaning
    if isinstance(error, ValidationErrors):
        refused = Refused()
        wrong = [(".".join(map(str, problem.loc)), problem.type) for problem in error.detail[:5]]
        _log.error("task backend finds a request malformed", call=call.route, wrong=wrong, error_id=refused.error_id)
        return refused
    no_answer = wrong_answer(response)
    reason = (
        "an error without a reason: see the task backend's log"
        if no_answer.why is Why.NO_REASON
        # A redirect, a proxy's page, an unknown route: whoever answered, it was not the backend.
        else "not an answer of the task backend: check TASK_BACKEND_URL"
    )
    return _unavailable(call, no_answer, reason, status=response.status_code)


def _error_of(response: httpx.Response) -> object:
    try:
        return parse_error(decoded(response.content))
    except (ValueError, RecursionError):
        return None


def _decoded(call: Call, response: httpx.Response) -> object:
    try:
        return decoded(response.content)
    except (ValueError, RecursionError):
        raise _unavailable(
            call, wrong_answer(response), "the answer is not JSON", status=response.status_code
        ) from None


def _unavailable(call: Call, error: NoAnswer, reason: str, **details: object) -> NoAnswer:
    _log.warning("task backend unavailable", call=call.route, reason=reason, error_id=error.error_id, **details)
    return error
