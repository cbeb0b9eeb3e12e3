"""Why there is no answer of the task backend: for the operator, who can do something about it."""

import socket
import ssl
from collections.abc import Iterator
from enum import StrEnum, auto
from typing import Final

import httpx

from bot.backends.errors import Unavailable

_MOST_CHARACTERS: Final = 200
_NO_SUCH_ROUTE: Final = frozenset({httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED})


class Why(StrEnum):
    """What happened instead of an answer."""

    UNKNOWN_HOST = auto()
    """No address belongs to the name."""
    NOBODY_THERE = auto()
    """Nobody listens at the address."""
    TLS = auto()
    """No secure connection can be made."""
    TIME_OUT = auto()
    """It took too long."""
    BROKEN_OFF = auto()
    """The connection broke before the answer was complete, or what came is not HTTP."""
    REDIRECT = auto()
    """We are sent elsewhere, and do not go: the key is for this address only."""
    NO_SUCH_ROUTE = auto()
    """Whoever answers does not know the API's addresses."""
    WEB_PAGE = auto()
    """An answer for people."""
    BROKEN_JSON = auto()
    """JSON that cannot be read, or something else that is none."""
    TOO_LARGE = auto()
    """An answer that goes on beyond any that was asked for."""
    NO_REASON = auto()
    """An error that does not say what is wrong."""
    OTHER_JSON = auto()
    """JSON, but not what the API describes."""


class NoAnswer(Unavailable):
    """Nothing came that is the backend's word.

    Attributes:
        why: What happened.
        detail: What is known beyond that, for the operator: an address, a status, an error of TLS. No secret.
    """

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__()
        self.why = why
        self.detail = detail[:_MOST_CHARACTERS]


def failed_call(error: httpx.HTTPError) -> NoAnswer:
    """Return why a call got no answer at all."""
    if isinstance(error, httpx.TimeoutException):
        return NoAnswer(Why.TIME_OUT)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NoAnswer(Why.TLS, cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return NoAnswer(Why.TLS, cause.reason or "")
        if isinstance(cause, socket.gaierror):
            return NoAnswer(Why.UNKNOWN_HOST)
    return NoAnswer(Why.NOBODY_THERE if isinstance(error, httpx.ConnectError) else Why.BROKEN_OFF)


def wrong_answer(response: httpx.Response) -> NoAnswer:
    """Return why an answer is not the backend's: whatever has no error of its own in it, or cannot be read."""
    if response.is_redirect:
        return NoAnswer(Why.REDIRECT, _whole_address(response))
    kind = response.headers.get("Content-Type", "")
    if "html" in kind or response.content.lstrip()[:1] == b"<":
        return NoAnswer(Why.WEB_PAGE, f"status {response.status_code}")
    if response.is_success:
        return NoAnswer(Why.BROKEN_JSON)
    is_unknown = response.status_code in _NO_SUCH_ROUTE
    return NoAnswer(Why.NO_SUCH_ROUTE if is_unknown else Why.NO_REASON, f"status {response.status_code}")


def _whole_address(response: httpx.Response) -> str:
    """Return where a redirect leads, without what may be secret in an address."""
    try:
        address = response.url.join(response.headers["Location"])
    except (KeyError, httpx.InvalidURL):
        return ""
    return str(address.copy_with(username=None, password=None, query=None, fragment=None))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
