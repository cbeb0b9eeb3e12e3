"""What Discord's refusal, or its silence, means to the operator."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import aiohttp
import hikari

from bot.counting import counted
from bot.discord.rest import http_settings
from bot.errors import StartError
from bot.log import get_logger

_log = get_logger(__name__)

PORTAL: Final = "https://discord.com/developers/applications"
_TOKEN_REFUSED: Final = (
    f"Discord refused DISCORD_TOKEN. Reset it at {PORTAL} (Bot → Reset Token) and put the new one into .env."
)
_NOT_DISCORD: Final = "What answers there is not Discord. Check DISCORD_API_URL if you have set it, and the network."
_TOO_MANY_NEW_COMMANDS: Final = 30034
_MINUTE: Final = 60

_CLOSED: Final[Mapping[int | None, str]] = {
    hikari.ShardCloseCode.INVALID_SHARD: (
        "It wants the bot's servers divided among its connections in another way. Start the bot again."
    ),
    hikari.ShardCloseCode.SHARDING_REQUIRED: (
        "It wants the bot's servers divided among more connections. Start the bot again."
    ),
    hikari.ShardCloseCode.INVALID_VERSION: ("It no longer understands this version of the bot. Update the bot."),
    hikari.ShardCloseCode.INVALID_INTENT: (
        "It does not know the kinds of events (intents) that the bot asks for. Update the bot; if you have "
        "changed INTENTS in bot/app.py, undo that."
    ),
    hikari.ShardCloseCode.DISALLOWED_INTENT: (
        "It does not let the bot have the kinds of events (intents) that it asks for. This version asks for none "
        f"that must be allowed: if you have changed INTENTS in bot/app.py, undo that, or allow them at {PORTAL} "
        "(Bot → Privileged Gateway Intents)."
    ),
}
"""Why Discord's gateway ended the connection for good, and what to do. A token that it refuses is said elsewhere."""


@dataclass(frozen=True, slots=True)
class GatewayState:
    """What Discord says of its gateway.

    Attributes:
        address: where it is, `wss://…`.
        sessions_left: how many may still be begun before `resets_in` seconds are over; of `sessions_total`.
        shards: how many the bot is to have.
    """

    address: str
    sessions_left: int
    sessions_total: int
    resets_in: float
    shards: int

    @property
    def left_in_words(self) -> str:
        """How many sessions are left, for people."""
        left = "is left" if self.sessions_left == 1 else "are left"
        return f"{self.sessions_left} of {self.sessions_total} sessions {left}"


async def gateway_state(rest: hikari.api.RESTClient) -> GatewayState:
    """Ask Discord about its gateway.

    Raises:
        StartError: it does not answer as it should.
    """
    with sensible(), explained():
        found = await rest.fetch_gateway_bot_info()
    limit = found.session_start_limit
    return GatewayState(found.url, limit.remaining, limit.total, limit.reset_after.total_seconds(), found.shard_count)


async def check_access(token: str, api_url: str) -> None:
    """Ask Discord who we are, once: the calls of a start are repeated for half a minute before they are given up.

    Raises:
        TokenRefused: the token is not valid.
        StartError: nobody answers at that address, or not as Discord does.
    """
    rest = hikari.RESTApp(max_retries=0, url=api_url, http_settings=http_settings())
    await rest.start()
    try:
        with sensible(), explained():
            async with rest.acquire(token, hikari.TokenType.BOT) as client:
                await client.fetch_my_user()
    except _NotJustNow:
        _log.info("Discord answers, but not well just now")
    finally:
        await rest.close()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong with Discord into a sentence that says what to do.

    Raises:
        TokenRefused: Discord does not take the token.
        StartError: Anything else that Discord, or the way to it, does.
    """  # noqa: DOC501 - functions make them
    try:
        yield
    except hikari.UnauthorizedError:
        raise TokenRefused(_TOKEN_REFUSED) from None
    except hikari.GatewayServerClosedConnectionError as error:
        if error.code == hikari.ShardCloseCode.AUTHENTICATION_FAILED:
            raise TokenRefused(_TOKEN_REFUSED) from None
        what = _CLOSED.get(error.code, "Wait a while and try again.")
        raise StartError(f"Discord ended the connection to its gateway (code {error.code}). {what}") from None
    except hikari.RateLimitTooLongError as error:
        raise _NotJustNow(
            f"Discord asks the bot to wait {in_words(error.retry_after)}: too many requests came from it. "
            "Find out what sends them; the log says why the bot ended before."
        ) from None
    except hikari.HTTPResponseError as error:
        raise _refusal(error) from None
    except hikari.HTTPError as error:
        if error.message.startswith("Expected JSON"):  # hikari has no class for it
            raise StartError(_NOT_DISCORD) from None
        raise _out_of_reach(error) from error
    except (hikari.GatewayError, OSError) as error:
        raise _out_of_reach(error) from error


@contextmanager
def sensible() -> Iterator[None]:
    """Explain an answer that is no answer of Discord's. To be used around calls of hikari only.

    Raises:
        StartError: It is none.
    """  # noqa: DOC501 - a function makes it
    try:
        yield
    except aiohttp.ClientConnectionError as error:
        raise _out_of_reach(error) from error
    except (aiohttp.ClientError, AssertionError, LookupError, TypeError, ValueError) as error:  # hikari asserts
        raise StartError(_NOT_DISCORD) from error


@contextmanager
def commands_explained() -> Iterator[None]:
    """Turn a refusal of the bot's commands into a sentence that says what to do; what else goes wrong is let through.

    Raises:
        StartError: Discord does not take them.
        ClientHTTPResponseError: It refuses something else.
    """
    try:
        yield
    except hikari.ClientHTTPResponseError as error:
        if error.code == _TOO_MANY_NEW_COMMANDS:
            raise StartError(
                "Discord takes no more new commands from this bot today (code 30034). Try again tomorrow; find out "
                "what changes its commands so often: two versions of the bot with one token, for example."
            ) from None
        if isinstance(error, hikari.ForbiddenError):
            raise StartError(
                f"Discord does not let this token have commands (status 403, code {error.code}). See at {PORTAL} "
                "whether the application is in order, and whether DISCORD_TOKEN is its own."
            ) from None
        if isinstance(error, hikari.BadRequestError):
            raise StartError(
                "Discord does not take the bot's commands: one of them breaks its rules. Correct or take out what was "
                f"added to extensions/ last. Discord says: {' '.join(str(error).split())}"
            ) from None
        raise


def in_words(seconds: float) -> str:
    """Write a span of time in its largest unit, for people."""
    for size, unit in ((24 * 60 * _MINUTE, "days"), (60 * _MINUTE, "hours"), (_MINUTE, "minutes")):
        if seconds >= 2 * size:
            return f"{round(seconds / size)} {unit}"
    return counted(round(seconds), "second")


class TokenRefused(StartError):
    """Discord does not take the token."""


class _NotJustNow(StartError):
    """Discord has trouble of its own, or asks for patience."""


def _refusal(error: hikari.HTTPResponseError) -> StartError:
    status = int(error.status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _NotJustNow(
            f"Discord answers with an error of its own (status {status}). "
            "See https://discordstatus.com and try again later; check DISCORD_API_URL if you have set it."
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return StartError(
            "Discord takes no requests from this address for a while (status 429): too many came from it. Wait an hour "
            "before you try again, and find out what sends them."
        )
    return StartError(
        f"Discord refuses (status {status}, code {error.code}). "
        "Check DISCORD_API_URL if you have set it; otherwise wait a while and try again."
    )


def _out_of_reach(error: Exception) -> StartError:
    reason = str(error) or "no answer in time"  # hikari's errors and ours say everything else
    return StartError(
        f"Discord cannot be reached ({reason}). Check the network, and DISCORD_API_URL if you have set it."
    )
