"""Tests of looking at Discord: addresses at which there is none."""

import pytest

from bot.clock import SystemClock
from bot.discord.access import TokenRefused
from bot.discord.inspection import Inspection
from bot.errors import StartError
from tests.backends.oasst_api.faulty import answering, http

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - of no bot


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http("200 OK", "<html></html>", "text/html"), "not Discord"),
        (http("200 OK", "{}"), "not Discord"),
        (http("200 OK", "[]"), "not Discord"),
        (http("200 OK", '{"id": "1'), "not Discord"),
        (http("404 Not Found", "<html></html>", "text/html"), "status 404"),
        (http("403 Forbidden", '{"message": "no", "code": 40001}'), "status 403, code 40001"),
        (http("503 Service Unavailable", "{}"), "an error of its own (status 503)"),
        (b"this is not HTTP\r\n\r\n", "not Discord"),
        (b"", "cannot be reached"),
    ],
)
async def test_no_discord_there(answer: bytes, expected: str) -> None:
    """Whatever answers instead of Discord, one sentence says so, and what to check; the token is not in it."""
    async with answering(answer) as (url, _), Inspection(url, SystemClock()) as inspection:
        with pytest.raises(StartError) as caught:
            await inspection.log_in(TOKEN)
    assert expected in str(caught.value)
    assert "DISCORD_API_URL" in str(caught.value)
    assert TOKEN not in str(caught.value)


async def test_a_refused_token() -> None:
    """A token that is refused is told from everything else that may go wrong."""
    async with (
        answering(http("401 Unauthorized", '{"message": "401: Unauthorized", "code": 0}')) as (url, _),
        Inspection(url, SystemClock()) as inspection,
    ):
        with pytest.raises(TokenRefused):
            await inspection.log_in(TOKEN)


async def test_nobody_there() -> None:
    """Where nobody listens, both ways to Discord say so."""
    async with answering(b"") as (url, _):
        pass
    async with Inspection(url, SystemClock()) as inspection:
        with pytest.raises(StartError, match="cannot be reached"):
            await inspection.log_in(TOKEN)
        with pytest.raises(StartError, match="cannot be reached"):
            await inspection.clock_offset()
        with pytest.raises(StartError, match="its gateway does not"):
            await inspection.greet_gateway(url.replace("http", "ws"))


async def test_no_clock_there() -> None:
    """An answer without a date says nothing of the time."""
    async with answering(http("200 OK", "{}")) as (url, _), Inspection(url, SystemClock()) as inspection:
        with pytest.raises(StartError, match="not Discord"):
            await inspection.clock_offset()


async def test_no_gateway_there() -> None:
    """A server that speaks HTTP but no WebSocket is not the gateway; the sentence names it."""
    async with answering(http("200 OK", "{}")) as (url, _), Inspection(url, SystemClock()) as inspection:
        address = url.replace("http", "ws")
        with pytest.raises(StartError, match=f"Let WebSocket connections out to {address[5:]}"):
            await inspection.greet_gateway(address)
