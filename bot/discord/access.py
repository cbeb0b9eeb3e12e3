"""What Discord's refusal, or its silence, means to the operator."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import hikari

from bot.errors import StartError


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong with Discord into a sentence that says what to do.

    Raises:
        TokenRefused: Discord does not take the token.
        StartError: anything else that Discord, or the way to it, does.
    """
    try:
        yield
    except hikari.UnauthorizedError:
        raise TokenRefused(
            "Discord refused DISCORD_TOKEN. Reset it at https://discord.com/developers/applications (Bot → Reset "
            "Token) and put the new one into .env."
        ) from None
    except hikari.HTTPResponseError as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise StartError(
                f"Discord answers with an error of its own (status {int(error.status)}). "
                "See https://discordstatus.com and try again later; check DISCORD_API_URL if you have set it."
            ) from None
        raise StartError(
            f"Discord refuses (status {int(error.status)}, code {error.code}). "
            "Check DISCORD_API_URL if you have set it; otherwise wait a while and try again."
        ) from None
    except (hikari.HTTPError, hikari.GatewayError, OSError) as error:
        raise StartError(
            f"Discord cannot be reached ({_reason(error)}). Check the network, and DISCORD_API_URL if you have set it."
        ) from error


class TokenRefused(StartError):
    """Discord does not take the token."""


def _reason(error: Exception) -> str:
    return str(error) or "no answer in time"  # hikari's errors and ours say everything else
